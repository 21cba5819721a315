"""Coverage by ordinary resolvers: a statement for every field of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from graph.compiler.select import Selected
from graph.coverage.question import CoverageEventKind
from graph.declare import Model
from graph.model.enums import PlaceKind
from resolvers.record import Record, record

_TYPES = {"coverage": "Coverage", "coverageChange": "CoverageChange"}
_FIGURES = ("total", "covered", "uncovered", "ratio")

Stored = Callable[[str], Mapping[str, tuple[Selected, ...]]]
"""The stored values of the nodes that a type stands for, as a selection."""
Ask = Callable[[Record | None, Selected], Awaitable[Any]]
"""Plans and runs a field of a place, or of the root."""


@dataclass(frozen=True, slots=True)
class CoverageRecord:
    """A `Coverage` or `CoverageChange` that nothing was asked of yet.

    source: the place, None at the root. inside: `before` or `after` of a change.
    """

    source: Record | None
    name: str
    arguments: Mapping[str, Any]
    inside: str | None = None


async def coverage_value(
    asked: CoverageRecord,
    model: Model,
    selected: Selected,
    stored: Stored,
    ask: Ask,
) -> Any:
    """One field of it; `selected` is the field, with children where it is a connection."""
    if selected.name in {"before", "after"}:
        return replace(asked, inside=selected.name)
    inner = _with_children(selected, stored)
    if asked.inside is not None:
        inner = Selected(asked.inside, asked.inside, "Coverage", {}, {"Coverage": (inner,)}, None)
    kind = _TYPES[asked.name]
    outer = Selected(asked.name, asked.name, kind, asked.arguments, {kind: (inner,)}, selected.node)
    found = (await ask(asked.source, outer))[inner.key]
    if asked.inside is not None:
        found = found[selected.name]
    return _internal(model, selected.name, found)


def _with_children(selected: Selected, stored: Stored) -> Selected:
    def field(name: str, kind: str = "", children: Any = None) -> Selected:
        return Selected(name, name, kind, {}, children or {}, selected.node)

    figures = tuple(field(name) for name in _FIGURES)
    place = field("place", "Place", stored("Place"))
    if selected.name == "groups":
        return replace(selected, children={"CoverageGroup": (place, *figures)})
    if selected.name == "events":
        organization = field("organization", "PartyOrganization", stored("PartyOrganization"))
        plain = tuple(field(name) for name in ("gained", "kind", "on"))
        return replace(selected, children={"CoverageEvent": (place, organization, *plain)})
    if selected.name == "gaps":
        nearest = field("nearest", "PartyOrganization", stored("PartyOrganization"))
        plain = tuple(field(name) for name in ("members", "fullMembers", "reasons"))
        nodes = field("nodes", "Gap", {"Gap": (place, nearest, *plain)})
        borders = ("hasNextPage", "hasPreviousPage", "startCursor", "endCursor")
        info = field("pageInfo", "PageInfo", {"PageInfo": tuple(field(b) for b in borders)})
        return replace(selected, children={"GapConnection": (nodes, info, field("totalCount"))})
    return selected


def _internal(model: Model, name: str, value: Any) -> Any:
    """A value as Strawberry wants it: records, enum members, dates."""
    if name == "of":
        return PlaceKind[value]
    if name in {"from", "to"}:
        return date.fromisoformat(value)
    if name == "gaps":
        rows = cast(list[dict[str, Any]], value["nodes"])
        return {**value, "nodes": [_nodes(model, row) for row in rows]}
    if name in {"groups", "events"}:
        return [_nodes(model, row) for row in cast(list[dict[str, Any]], value)]
    return value


def _nodes(model: Model, row: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(row)
    for name in ("place", "organization", "nearest"):
        if name in found:
            found[name] = record(model, found[name])
    if "kind" in found:
        found["kind"] = CoverageEventKind[found["kind"]]
        found["on"] = None if found["on"] is None else date.fromisoformat(found["on"])
    return found
