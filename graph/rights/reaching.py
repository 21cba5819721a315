"""The scope in statements that no plan makes: of the audit, and of looks at single nodes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.codes import Readable
from graph.model import MODEL
from graph.rights.changing import outside, path_text, places_of
from graph.rights.scope import parameter, ways_of

NOWHERE = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Seen:
    """Ids of nodes that lie in a scope, and of those above it, which are seen by name."""

    inside: frozenset[str]
    above: frozenset[str] = NOWHERE

    def __contains__(self, node_id: object) -> bool:
        return node_id in self.inside or node_id in self.above


async def seen(source: Readable, ids: Collection[str], scope: Sequence[str]) -> Seen:
    """Which of these nodes a caller sees. ids: `Label:key`; scope: the paths of its places."""
    labels: dict[str, list[str]] = {}
    for node_id in sorted(set(ids)):
        label, _, key = node_id.partition(":")
        labels.setdefault(label, []).append(key)
    inside: set[str] = set()
    above: set[str] = set()
    for label, keys in labels.items():
        for key, paths in (await places_of(source, label, keys)).items():
            if not outside(paths, scope):
                inside.add(f"{label}:{key}")
        if MODEL.type(label).above:
            own = await places_of(source, label, keys, own=True)
            above |= {
                f"{label}:{key}"
                for key, paths in own.items()
                if any(top.startswith(path) for path in paths for top in scope)
            }
    return Seen(frozenset(inside), frozenset(above - inside))


def anchored(variable: str, label: str, places: int) -> str:
    """A clause that binds the nodes of a type in a scope of so many places, from these places on.

    A `MATCH` of the same variable that follows goes on from them. Its parameters are the guard's.
    """
    node = MODEL.type(label)
    parts: list[str] = []
    for way in ways_of(node):
        for index in range(places):
            lies = f"STARTS WITH ${parameter(index)}"
            if way:
                path = path_text(f"({variable}:{node.label})", way, "(top:Place)")
                parts.append(f"MATCH (top:Place) WHERE top.path {lies}\nMATCH {path}")
            else:
                parts.append(f"MATCH ({variable}:{node.label}) WHERE {variable}.path {lies}")
    body = "\nUNION\n".join(f"{part}\nRETURN {variable}" for part in parts)
    return f"CALL () {{\n{body}\n}}"


def lies_text(variable: str, name: str, places: int, *, above: bool) -> str:
    """A condition that a node of a type lies in a scope of so many places. Cypher.

    name: the type's. above: or is one of those above it, which are seen by name. Its parameters
    are the guard's.
    """
    node = MODEL.type(name)
    ways = ways_of(node) or tuple(dict.fromkeys(w for m in MODEL.members(name) for w in ways_of(m)))
    parts: list[str] = []
    for way in ways:
        top = "top.path" if way else f"{variable}.path"
        lies = [f"{top} STARTS WITH ${parameter(n)}" for n in range(places)]
        if above and node.above and way == node.scope:
            lies += [f"${parameter(n)} STARTS WITH {top}" for n in range(places)]
        either = " OR ".join(lies)
        path = path_text(f"({variable})", way, "(top:Place)") if way else ""
        parts.append(f"EXISTS {{ MATCH {path} WHERE {either} }}" if way else f"({either})")
    return f"({' OR '.join(parts)})" if parts else "false"


def scope_in(parameters: Mapping[str, Any]) -> list[str]:
    """The paths of a scope's places among a statement's parameters; none for everything."""
    found: list[str] = []
    while (path := parameters.get(parameter(len(found)))) is not None:
        found.append(str(path))
    return found


async def path_seen(source: Readable, code: str, scope: Mapping[str, str]) -> str | None:
    """The path of the place that a caller names by its code; None where that is not seen.

    scope: the guard's parameters, empty for everything. A place above the scope is seen.
    """
    path = await _path(source, code)
    if path is None or not scope:
        return path
    return path if any(path.startswith(t) or t.startswith(path) for t in scope.values()) else None


async def path_inside(source: Readable, code: str, scope: Collection[str]) -> str | None:
    """The same of a place in the scope, for what takes its place. scope: paths."""
    path = await _path(source, code)
    if path is None or not scope:
        return path
    return None if outside([path], list(scope)) else path


async def _path(source: Readable, code: str) -> str | None:
    rows = await source.rows("MATCH (p:Place {code: $code}) RETURN p.path", {"code": code})
    return str(rows[0][0]) if rows else None
