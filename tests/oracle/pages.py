"""Orders, cursors and pages of any rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import total_ordering
from typing import Any

from graphql import GraphQLError

# What a row is sorted by: pairs, of where missing values stand and the value.
Place = tuple[tuple[int, Any], ...]


@total_ordering
@dataclass(frozen=True)
class Descending:
    """A value that comes before smaller ones."""

    value: Any

    def __lt__(self, other: "Descending") -> bool:
        return self.value > other.value


@dataclass(frozen=True)
class Key:
    """A key of an order: a row's value, and how it is sorted by it."""

    value: Callable[[Any], Any]
    descending: bool = False
    nulls_first: bool = False

    def place(self, row: Any) -> tuple[int, Any]:
        """Where the row stands by this key alone."""
        value = self.value(row)
        if value is None:
            return (-1 if self.nulls_first else 1), 0
        return 0, Descending(value) if self.descending else value


@dataclass(frozen=True)
class Order:
    """Keys, the first weighing most. name: what tells its cursors from those of others."""

    keys: Sequence[Key]
    name: str

    def place(self, row: Any) -> Place:
        """Where a row stands."""
        return tuple(key.place(row) for key in self.keys)


@dataclass
class Cursors:
    """The cursors given out, with what each stands for."""

    _given: dict[str, tuple[str, Place]] = field(default_factory=dict[str, tuple[str, Place]])

    def give(self, order: Order, row: Any) -> str:
        """The cursor of a row."""
        cursor = f"c{len(self._given)}"
        self._given[cursor] = order.name, order.place(row)
        return cursor

    def place(self, order: Order, cursor: str) -> Place:
        """What a cursor stands for. Raises GraphQLError for one of another order, or of none."""
        name, place = self._given.get(cursor, ("", ()))
        if name != order.name:
            raise GraphQLError("no cursor of this order")
        return place


@dataclass(frozen=True)
class Page:
    """Some rows of a list, in its order, and whether there are others on either side."""

    rows: list[Any]
    before: bool
    after: bool


@dataclass(frozen=True)
class Window:
    """Which page is asked for."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def page(self, rows: Sequence[Any], order: Order, cursors: Cursors) -> Page:
        """The page. Raises GraphQLError for a window that makes no sense."""
        if self.first is not None and self.last is not None:
            raise GraphQLError("first and last together")
        if (self.first or 0) < 0 or (self.last or 0) < 0:
            raise GraphQLError("a negative size")
        ordered = sorted(rows, key=order.place)
        low, high = 0, len(ordered)
        if self.after is not None:
            place = cursors.place(order, self.after)
            low = sum(order.place(row) <= place for row in ordered)
        if self.before is not None:
            place = cursors.place(order, self.before)
            high = sum(order.place(row) < place for row in ordered)
        if self.first is not None:
            high = min(high, low + self.first)
        if self.last is not None:
            low = max(low, high - self.last)
        return Page(ordered[low:high], low > 0, high < len(ordered))


def window_of(given: Mapping[str, Any]) -> Window:
    """The window that a field's arguments ask for."""
    return Window(*(given.get(name) for name in ("first", "after", "last", "before")))


def page_info(page: Page, order: Order, cursors: Cursors) -> dict[str, Any]:
    """The value of `pageInfo`."""
    ends = (page.rows[0], page.rows[-1]) if page.rows else (None, None)
    start, end = (None if row is None else cursors.give(order, row) for row in ends)
    return {
        "hasNextPage": page.after,
        "hasPreviousPage": page.before,
        "startCursor": start,
        "endCursor": end,
    }


def plain_connection(
    rows: Sequence[Any], order: Order, window: Window, cursors: Cursors, node: Callable[[Any], Any]
) -> dict[str, Any]:
    """A connection without filters and groups. node: what is shown of a row."""
    page = window.page(rows, order, cursors)
    return {
        "nodes": [node(row) for row in page.rows],
        "edges": [{"cursor": cursors.give(order, row), "node": node(row)} for row in page.rows],
        "totalCount": len(rows),
        "pageInfo": page_info(page, order, cursors),
    }
