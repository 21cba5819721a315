"""`aggregate` and `groupBy` by ordinary means: all nodes are fetched and counted in Python."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from graph.api import KEYS, GroupTarget, aggregated, group_fields
from graph.declare import Model, NodeType, Vocabulary
from resolvers.record import Record

# The value of a field of a node: plain, or the record of the node it leads to.
FieldOf = Callable[[Record, str], Awaitable[Any]]
# The records of the places of one kind in whose scope a node is.
PlacesOf = Callable[[Record, str], Awaitable[list[Record]]]

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "in": lambda a, b: a in b,
    "notIn": lambda a, b: a not in b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
}


class _NodeKey(NamedTuple):
    """A node as a group key: sorts by its key."""

    key: str
    id: str


async def summary(node: NodeType, records: Sequence[Record], field_of: FieldOf) -> dict[str, Any]:
    """The value of an `XAggregate`."""
    found: dict[str, Any] = {"count": len(records)}
    for item in aggregated(node):
        values = [v for r in records if (v := await field_of(r, item.name)) is not None]
        found[item.name] = {
            "count": len(values),
            "min": min(values, default=None),
            "max": max(values, default=None),
        }
        if not (values and isinstance(values[0], date)):
            found[item.name]["sum"] = sum(values)
            found[item.name]["avg"] = sum(values) / len(values) if values else None
    return found


async def groups(
    model: Model,
    node: NodeType,
    records: Sequence[Record],
    arguments: Mapping[str, Any],
    field_of: FieldOf,
    places_of: PlacesOf,
) -> list[dict[str, Any]]:
    """The value of `groupBy`."""
    targets = group_fields(model, node.name)
    members: dict[tuple[Any, ...], list[Record]] = {}
    nodes: dict[str, Record] = {}
    for record in records:
        combinations: list[tuple[Any, ...]] = [()]
        for wanted in arguments["by"]:
            values = await _values(record, targets[wanted["field"].name], field_of, places_of)
            for value in values:
                if isinstance(value, Record):
                    nodes[f"{value.type.name}:{value.key}"] = value
            cut = wanted.get("cut")
            plain = {_plain(value, None if cut is None else cut.name) for value in values}
            combinations = [(*c, v) for c in combinations for v in plain]
        for combination in combinations:
            members.setdefault(combination, []).append(record)
    found: list[dict[str, Any]] = []
    for combination, inside in members.items():
        made = await summary(node, inside, field_of)
        if _having(made, arguments.get("having")):
            shown = [_shown(value, nodes) for value in combination]
            found.append({"keys": shown, "count": len(inside), "aggregate": made})
            found[-1]["order"] = combination
    _sort(found, arguments.get("orderBy") or ())
    first = arguments.get("first")
    return found if first is None else found[:first]


async def _values(
    record: Record, target: GroupTarget, field_of: FieldOf, places_of: PlacesOf
) -> list[Any]:
    """What a node is grouped under: nearly always one value, null included."""
    if target.place is not None:
        return list(await places_of(record, target.place)) or [None]
    if target.relation is None:
        assert target.property is not None
        return [await field_of(record, target.property.name)]
    other = await field_of(record, target.relation.name)
    if target.property is None or other is None:
        return [other]
    return [await field_of(other, target.property.name)]


def _plain(value: Any, cut: str | None) -> Any:
    """A value that sorts and hashes."""
    if isinstance(value, Record):
        return _NodeKey(value.key, f"{value.type.name}:{value.key}")
    if isinstance(value, Vocabulary):
        return value.name
    if not isinstance(value, date):
        return value
    if cut == "MONTH":
        return f"{value:%Y-%m}"
    if cut == "QUARTER":
        return f"{value.year}-Q{(value.month + 2) // 3}"
    return str(value.year) if cut == "YEAR" else value.isoformat()


def _shown(value: Any, nodes: Mapping[str, Record]) -> dict[str, Any]:
    if isinstance(value, _NodeKey):
        return {"value": value.key, "node": nodes[value.id]}
    if isinstance(value, bool):
        return {"value": str(value).lower(), "node": None}
    return {"value": None if value is None else str(value), "node": None}


def _having(made: Mapping[str, Any], having: Mapping[str, Any] | None) -> bool:
    for name, conditions in (having or {}).items():
        if conditions is None:
            continue
        parts = [(made["count"], conditions)]
        if name != "count":
            parts = [(made[name][f], c) for f, c in conditions.items() if c is not None]
        if not all(_holds(value, operators) for value, operators in parts):
            return False
    return True


def _holds(value: Any, operators: Mapping[str, Any]) -> bool:
    for name, operand in operators.items():
        if name == "isNull":
            if (value is None) != operand:
                return False
        elif value is None or not _COMPARE[name](value, operand):
            return False
    return True


def _sort(found: list[dict[str, Any]], order_by: Sequence[Mapping[str, Any]]) -> None:
    """Sort in place; the sort is stable, so the least of the keys goes first."""
    width = len(found[0]["order"]) if found else 0
    for index in reversed(range(width)):
        _sort_by(found, lambda g, i=index: g["order"][i], descending=False)
    for item in reversed(order_by):
        descending = item["direction"].name == "DESC"
        name = item["by"].name
        if name in KEYS:
            place = KEYS.index(name)
            _sort_by(found, lambda g, i=place: g["order"][i], descending)
        else:
            _sort_by(found, lambda g: g["count"], descending)


def _sort_by(found: list[dict[str, Any]], key: Callable[[Any], Any], descending: bool) -> None:
    there = [g for g in found if key(g) is not None]
    missing = [g for g in found if key(g) is None]
    there.sort(key=key, reverse=descending)
    found[:] = [*there, *missing]
