"""Who may change what: administrators, within their scope, on both sides of a move."""

from collections.abc import Mapping, Sequence
from functools import cache

from graphql import GraphQLError

from graph.caller import Caller
from graph.codes import Readable
from graph.declare import OUT, Hop
from graph.messages import msg
from graph.model import MODEL
from graph.rights.guard import guard_of
from graph.rights.scope import ways_of


def may_change(caller: Caller) -> bool:
    """Whether a caller may change anything, and read the log."""
    return guard_of(caller).reads_log


def check_may_change(caller: Caller, refusal: str | None = None) -> None:
    """Raises GraphQLError for a caller who may not change anything.

    refusal: what is said of something else that is for the same callers.
    """
    if not may_change(caller):
        refused = msg("Changes are for administrators; this token's role may not make them.")
        raise GraphQLError(refusal or refused, extensions={"code": "FORBIDDEN"})


def unlisted(caller: Caller) -> frozenset[str]:
    """The types of which a caller sees no node as one who changes it: people, and what is theirs.

    Whoever moves somebody, though only on trial, is told by counts where they were.
    """
    if may_change(caller):
        return frozenset()
    return frozenset(
        node.name
        for node in MODEL.types
        if node.public or (node.edge is not None and MODEL.by_relationship[node.label].personal)
    )


def outside(paths: Sequence[str], scope: Sequence[str]) -> bool:
    """Whether something that belongs to these places belongs to none in a scope.

    paths: of the places; scope: the paths of the scope's places.
    """
    return not any(path.startswith(top) for path in paths for top in scope)


async def places_of(
    source: Readable, label: str, keys: Sequence[str], own: bool = False
) -> Mapping[str, list[str]]:
    """The paths of the places that nodes belong to, whatever the day, by the nodes' keys.

    own: by the `scope` of their declaration alone, without its further ways.
    """
    if not keys:
        return {}
    rows = await source.rows(_statement(label, own), {"keys": list(keys)})
    return {str(key): [str(path) for path in paths] for key, paths in rows}


@cache
def _statement(label: str, own: bool) -> str:
    node = MODEL.type(label)
    return (
        f"UNWIND $keys AS key MATCH (n:{node.label} {{{node.key}: key}}) "
        f"UNWIND {places_expression(label, own)} + [null] AS path "
        "RETURN key, collect(DISTINCT path)"
    )


@cache
def places_expression(label: str, own: bool = False) -> str:
    """A list, in Cypher, of the paths of the places that a node `n` of a label belongs to."""
    node = MODEL.type(label)
    members = MODEL.members(label)
    ways = ways_of(node) or tuple(dict.fromkeys(w for m in members for w in ways_of(m)))
    kept = [way for way in ways if not own or way == node.scope]
    return " + ".join(_way(way) for way in kept) or "[]"


def _way(way: tuple[Hop, ...]) -> str:
    return f"[{path_text('(n)', way, '(p:Place)')} | p.path]" if way else "[n.path]"


def path_text(start: str, way: tuple[Hop, ...], end: str) -> str:
    """A path of the declarations as a pattern from one node's to another's."""
    text = start
    for index, hop in enumerate(way):
        having = ", ".join(f"{name}: {_literal(value)}" for name, value in hop.having)
        inner = f":{hop.relationship}{f' {{{having}}}' if having else ''}"
        node = end if index == len(way) - 1 else "()"
        text += f"-[{inner}]->{node}" if hop.direction == OUT else f"<-[{inner}]-{node}"
    return text


def _literal(value: object) -> str:
    """A model's constant in Cypher: an enum member by its name."""
    name = getattr(value, "name", value)
    return f"'{name}'" if isinstance(name, str) else str(name).lower()
