"""Lists of rows of one type: filtered, ordered, paged, summed up and grouped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from graphql import GraphQLError

from tests.oracle.coverage import LEVELS
from tests.oracle.evaluate import KINDS, aggregate, holds, matching, shown
from tests.oracle.pages import Cursors, Key, Order, page_info, window_of
from tests.oracle.world import Row, World

Words = Mapping[str, Any]
_NO_NULLS = {"in", "notIn", "lt", "lte", "gt", "gte", "contains", "startsWith", "endsWith"}


def constant_case(name: str) -> str:
    """`isVeteran` → `IS_VETERAN`."""
    return "".join(f"_{c}" if c.isupper() else c for c in name).upper()


def refuse_nulls(where: Any, equality: bool = True) -> None:
    """Raise GraphQLError for a null operand; `equality`: those of `eq` and `ne` are none."""
    if isinstance(where, list):
        for part in where:  # pyright: ignore[reportUnknownVariableType]
            refuse_nulls(part, equality)
    if isinstance(where, dict):
        entries: dict[str, Any] = where  # pyright: ignore[reportUnknownVariableType]
        for name, value in entries.items():
            if value is None and (name in _NO_NULLS or (not equality and name in {"eq", "ne"})):
                raise GraphQLError(f"{name}: null")
            refuse_nulls(value, equality)


# --- orders ---


def order_of(world: World, kind: str, wanted: Sequence[Words] | None) -> Order:
    """The order asked for; a type's own where none is."""
    told = KINDS[kind]
    keys: list[Key] = []
    for item in wanted or ():
        value = _order_value(kind, item["field"])
        nulls = item.get("nulls") == "FIRST"
        keys.append(Key(_bound(world, value), item["direction"] == "DESC", nulls))
    if not wanted:
        keys = [Key(_bound(world, told.scalars[name].value)) for name in told.order]
    name = ",".join(f"{k}:{v}" for item in wanted or () for k, v in sorted(item.items()))
    return Order([*keys, Key(lambda row: row.code)], f"{kind}:{name}")


def _bound(world: World, value: Callable[[World, Row], Any]) -> Callable[[Row], Any]:
    return lambda row: value(world, row)


def _order_value(kind: str, word: str) -> Callable[[World, Row], Any]:
    told = KINDS[kind]
    for name, (_, many) in told.manys.items():
        if word == f"{constant_case(name)}_COUNT":
            return lambda world, row: len(many(world, row))
    return _value(kind, word)


def _value(kind: str, word: str) -> Callable[[World, Row], Any]:
    """A value of a row, or of a relative of it, by an enum's word."""
    told = KINDS[kind]
    for name, scalar in told.scalars.items():
        if word == constant_case(name):
            return scalar.value
    for name, (target, follow) in told.ones.items():
        for field, scalar in KINDS[target].scalars.items():
            if word == f"{constant_case(name)}_{constant_case(field)}":
                return _through(follow, scalar.value)
    raise AssertionError(f"{kind} has no {word}")


def _through(follow: Any, value: Any) -> Callable[[World, Row], Any]:
    def find(world: World, row: Row) -> Any:
        found = follow(world, row)
        return None if found is None else value(world, found)

    return find


# --- groups ---


@dataclass(frozen=True)
class GroupKey:
    """A key of a group: what it is sorted by, as text, and the node that it is."""

    value: Any
    node: Row | None = None

    @property
    def text(self) -> str | None:
        if self.value is None:
            return None
        if isinstance(self.value, bool):
            return str(self.value).lower()
        return str(shown(self.value))


def _group_keys(world: World, kind: str, row: Row, word: str, cut: str | None) -> list[GroupKey]:
    told = KINDS[kind]
    if word.removeprefix("IN_") in LEVELS and word.startswith("IN_"):
        assert told.within is not None
        above = {p for place in told.within(world, row) for p in world.above(place)}
        found = [GroupKey(p.code, p) for p in above if p["kind"] == word.removeprefix("IN_")]
        return found or [GroupKey(None)]
    own = {constant_case(name) for name in told.scalars}
    for name, (_, follow) in told.ones.items():
        if word == constant_case(name) and word not in own:
            other = follow(world, row)
            return [GroupKey(None) if other is None else GroupKey(other.code, other)]
    return [GroupKey(_cut(_value(kind, word)(world, row), cut))]


def _cut(value: Any, cut: str | None) -> Any:
    if cut is None or value is None:
        return value
    assert isinstance(value, date)
    if cut == "MONTH":
        return f"{value:%Y-%m}"
    return f"{value:%Y}" if cut == "YEAR" else f"{value:%Y}-Q{(value.month + 2) // 3}"


def group_by(
    world: World, kind: str, rows: Sequence[Row], given: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The value of `groupBy`. Raises GraphQLError for arguments that make no sense."""
    by: Sequence[Words] = given["by"]
    having, first = given.get("having"), given.get("first")
    if not 1 <= len(by) <= 4 or (first or 0) < 0:
        raise GraphQLError("one to four keys, and no negative number")
    refuse_nulls(having, equality=False)
    found: dict[tuple[GroupKey, ...], list[Row]] = {}
    for row in rows:
        keys = [_group_keys(world, kind, row, item["field"], item.get("cut")) for item in by]
        for group in set(product(*keys)):
            found.setdefault(group, []).append(row)
    groups = [
        (keys, inside)
        for keys, inside in found.items()
        if _has(aggregate(world, kind, inside, raw=True), having)
    ]
    order = [_group_order(item, len(by)) for item in given.get("orderBy") or ()]
    order += [_group_order({"by": f"KEY_{n + 1}", "direction": "ASC"}, 4) for n in range(len(by))]
    groups.sort(key=Order(order, "groups").place)
    return [
        {
            "keys": [{"value": key.text, "node": key.node} for key in keys],
            "count": len(inside),
            "aggregate": aggregate(world, kind, inside),
        }
        for keys, inside in groups[:first]
    ]


def _group_order(item: Words, keys: int) -> Key:
    descending = item["direction"] == "DESC"
    if item["by"] == "COUNT":
        return Key(lambda group: len(group[1]), descending)
    place = int(item["by"].removeprefix("KEY").removeprefix("_") or 1) - 1
    if place >= keys:
        raise GraphQLError("no such key")
    return Key(lambda group: group[0][place].value, descending)


def _has(found: dict[str, Any], having: Words | None) -> bool:
    for name, wanted in (having or {}).items():
        if wanted is None:
            continue
        if name == "count":
            if not holds(found["count"], wanted):
                return False
        elif not all(
            holds(found[name][number], condition)
            for number, condition in wanted.items()
            if condition is not None
        ):
            return False
    return True


# --- connections ---


def connection(
    world: World, cursors: Cursors, kind: str, rows: Sequence[Row], arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields of a connection over rows of a type, as its arguments ask."""
    where, order_by = arguments.get("where"), arguments.get("orderBy")
    refuse_nulls(where)
    order = order_of(world, kind, order_by)
    found = matching(world, kind, rows, where)
    page = window_of(arguments).page(found, order, cursors)

    def summed(_: Mapping[str, Any]) -> dict[str, Any]:
        return aggregate(world, kind, found)

    def groups(given: Mapping[str, Any]) -> list[dict[str, Any]]:
        return group_by(world, kind, found, given)

    return {
        "nodes": page.rows,
        "edges": [{"cursor": cursors.give(order, row), "node": row} for row in page.rows],
        "pageInfo": page_info(page, order, cursors),
        "totalCount": len(found),
        "aggregate": summed,
        "groupBy": groups,
    }
