"""Stage *plan*, pages: what every connection has, whatever it lists.

`nodes`, `edges` and the borders of one connection share one subquery, whose rows hold all
that any of them needs; totals are subqueries of their own. Nothing is there unless asked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from graphql import GraphQLError

from graph.compiler.context import Context
from graph.compiler.expressions import (
    Collect,
    Computed,
    Count,
    Exists,
    Expression,
    Not,
    Param,
    Predicate,
    Stored,
    Truth,
    When,
    both,
)
from graph.compiler.given import Given, number_of
from graph.compiler.keys import Key
from graph.compiler.ordering import Order, beyond
from graph.compiler.plan import Distinct, Filter, Operator, Page, Pipeline, Project, filtered
from graph.compiler.rows import RowBuilder
from graph.compiler.select import Selected
from graph.compiler.shape import (
    Constant,
    Cursor,
    Leaf,
    Many,
    Object,
    PageInfo,
    RowOf,
    Shape,
    Window,
)
from graph.declare import Scalar
from graph.messages import msg

ITEMS = ("nodes", "edges")
"""The fields that show what is on the page."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a connection lists, as bound variables.

    operators: all that is listed; carried: the variables that stand for one of it.
    order: its keys, with what they join.
    ordering: the operators once more where the order needs something bound beside them.
    shortcut: a condition that always holds, said so that an index gives the order.
    repeats: whether the operators can give one of it more than once.
    number: how many there are, where that is known without counting them.
    """

    operators: tuple[Operator, ...]
    carried: tuple[str, ...]
    order: Order
    ordering: tuple[Operator, ...] | None = None
    shortcut: Predicate | None = None
    repeats: bool = False
    number: Expression | None = None

    def total(self) -> Expression:
        """How many there are."""
        return self.number or Count(self.counted())

    def counted(self) -> Pipeline:
        """All that is listed, each once."""
        last: tuple[Operator, ...] = (Distinct(),) if self.repeats else ()
        return Pipeline((*self.operators, *last), self.carried)

    def outside(self, context: Context, cursor: Given, before: bool) -> Pipeline:
        """What does not lie beyond a cursor."""
        out = Filter(Not(beyond(context, self.order, cursor, before=before)))
        operators = (*(self.ordering or self.operators), *self.order.joins, out)
        return Pipeline(operators, (*self.carried, *self.order.joined))

    def bounds(self, context: Context, selected: Selected) -> list[Predicate]:
        """What lies beyond the cursors that are given; what is none is refused when bound."""
        return [
            beyond(context, self.order, selected.arguments[name], before=name == "before")
            for name in ("after", "before")
            if selected.arguments.get(name) is not None
        ]

    def page(self, context: Context, selected: Selected, limit: Param | None) -> list[Operator]:
        """The operators up to the page's rows, in the direction that is asked for."""
        bounds = self.bounds(context, selected)
        operators = self.ordering or self.operators
        joins = self.order.joins
        condition = self.shortcut if limit is not None else None
        if not joins:
            condition = both(condition, *bounds)
        if condition is not None:
            operators = filtered(operators, condition)
        found: list[Operator] = [*operators, *joins]
        if joins and bounds:
            found.append(Filter(both(*bounds) or bounds[0]))
        if self.repeats:
            found.append(Distinct())
        found.append(self.order.sort(_backward(selected)))
        if limit is not None:
            found.append(Page(limit))
        return found


Start = Callable[[], Listing]
"""Gives a listing with variables of its own each time."""

Item = Callable[[RowBuilder, Selected], Shape]
"""What a field that leads to one of the list shows of it, as columns of the page's row."""


FurtherField: TypeAlias = Callable[[Selected], Shape]
"""Plans a field that only some connections have, in the parent's row."""


def _as_it_is(value: Expression) -> Expression:
    return value


@dataclass(frozen=True, slots=True)
class Others:
    """What a list's connection has besides.

    fields: the planners of further fields, by name.
    value: what is made of every expression that goes into the parent's row.
    again: gives the listing once more where totals and far sides must not share its variables.
    """

    fields: Mapping[str, FurtherField] = field(default_factory=dict[str, FurtherField])
    value: Callable[[Expression], Expression] = _as_it_is
    again: Start | None = None


PLAIN = Others()


def planned_page(
    context: Context,
    builder: RowBuilder,
    selected: Selected,
    listing: Listing,
    item: Item,
    others: Others = PLAIN,
) -> Object:
    """A connection's fields, as columns of a row and a shape over them."""
    fields = selected.fields()
    page = _Rows(context, selected, listing, item)
    inner = {f.key: page.shown(f) for f in fields if f.name in ITEMS}
    page.border(f for f in fields if f.name == "pageInfo")
    at = builder.column(others.value(page.rows())) if page.needed else -1
    if not page.needed:
        # A count alone has no use for cursors, but what is none is told all the same.
        listing.bounds(context, selected)
    again = others.again or (lambda: listing)
    shapes: list[tuple[str, Shape]] = []
    for f in fields:
        owner = f"{selected.type}.{f.name}"
        if f.name == "__typename":
            shape: Shape = Constant(selected.type)
        elif f.name in others.fields:
            shape = others.fields[f.name](f)
        elif f.name == "totalCount":
            column = builder.column(others.value(again().total()))
            shape = Leaf(column, owner, required=True)
        elif f.name == "pageInfo":
            far = _far_side(context, again, selected, f)
            other = None if far is None else builder.column(others.value(far))
            named = tuple((s.key, s.name) for s in f.fields())
            shape = PageInfo(named, at, page.width, page.window, page.cursor_shape, other)
        else:
            shape = Many(at, RowOf(page.width, inner[f.key]), page.window)
        shapes.append((f.key, shape))
    return Object(tuple(shapes), selected.type, None, True)


class _Rows:
    """The one subquery behind `nodes`, `edges` and `pageInfo`."""

    def __init__(self, context: Context, selected: Selected, listing: Listing, item: Item) -> None:
        self.context = context
        self.selected = selected
        self.listing = listing
        self.item = item
        self.builder = RowBuilder()
        self.needed = False
        self.cursor_shape: Cursor | None = None
        self.window, self.limit = window_of(context, selected)
        self.width = 0

    def shown(self, field: Selected) -> Shape:
        """The shape of one `nodes` or `edges` item; its columns join the row."""
        self.needed = True
        if field.name == "nodes":
            return self.item(self.builder, field)
        shapes: list[tuple[str, Shape]] = []
        for f in field.fields():
            if f.name == "__typename":
                shapes.append((f.key, Constant(field.type)))
            elif f.name == "cursor":
                shapes.append((f.key, self.cursor()))
            else:
                shapes.append((f.key, self.item(self.builder, f)))
        return Object(tuple(shapes), f"{self.selected.type}.edges", None, True)

    def border(self, infos: Iterable[Selected]) -> None:
        """Have in the row what the borders need of it."""
        ahead = "hasPreviousPage" if self.window.backward else "hasNextPage"
        for f in infos:
            if asks(f, "startCursor", "endCursor"):
                self.cursor()
            self.needed = self.needed or asks(f, "startCursor", "endCursor", ahead)

    def cursor(self) -> Cursor:
        """The cursor over the order's keys; they join the row."""
        if self.cursor_shape is None:
            order = self.listing.order
            places = tuple(self.builder.column(_as_text(k)) for k in order.keys)
            self.cursor_shape = Cursor(places, order.signature)
        return self.cursor_shape

    def rows(self) -> Collect:
        """The subquery."""
        operators = self.listing.page(self.context, self.selected, self.limit)
        self.width = self.builder.width
        project = (*self.builder.joins, Project(self.builder.row()))
        carried = (*self.listing.carried, *self.listing.order.joined, *self.builder.carried)
        return Collect(Pipeline((*operators, *project), carried))


def window_of(context: Context, selected: Selected) -> tuple[Window, Param | None]:
    """The page that a connection's arguments ask for, and how many rows to fetch for it."""
    first, last = selected.arguments.get("first"), selected.arguments.get("last")
    if first is not None and last is not None:
        raise GraphQLError(msg("Give either first or last, not both."), selected.node)
    if first is None and last is None:
        return Window(), None
    backward = _backward(selected)
    size, name = (last, "last") if backward else (first, "first")
    wanted = "hasPreviousPage" if backward else "hasNextPage"
    more = any(f.name == "pageInfo" and asks(f, wanted) for f in selected.fields())
    limit = context.param(size, _SIZES[name, False])
    if not more:
        return Window(limit.name, False, backward), limit
    return Window(limit.name, True, backward), context.param(size, _SIZES[name, True])


def _backward(selected: Selected) -> bool:
    """Whether a page is counted from the end."""
    return selected.arguments.get("last") is not None


def _size(name: str, extra: int) -> Callable[[Given], int]:
    def check(value: Given) -> int:
        return size_of(name, value) + extra

    return check


_SIZES: Mapping[tuple[str, bool], Callable[[Given], int]] = {
    (name, more): _size(name, int(more)) for name in ("first", "last") for more in (False, True)
}


def size_of(name: str, value: Given) -> int:
    """The number of nodes that `first` or `last` asks for. Raises GraphQLError below 0."""
    number = number_of(value)
    if number < 0:
        raise GraphQLError(msg("'{name}' is a number of nodes; it cannot be negative.", name=name))
    return number


def asks(field: Selected, *names: str) -> bool:
    """Whether any of the fields is selected."""
    return any(inner.name in names for inner in field.fields())


def _far_side(
    context: Context, again: Start, selected: Selected, info: Selected
) -> Expression | None:
    """Whether there are rows on the side that the page does not look at, where it is asked.

    Without a cursor on that side the page starts at the very end: there are none.
    """
    backward = _backward(selected)
    if not asks(info, "hasNextPage" if backward else "hasPreviousPage"):
        return None
    cursor = selected.arguments.get("before" if backward else "after")
    if cursor is None:
        return None
    return Truth(Exists(again().outside(context, cursor, before=backward)))


def _as_text(key: Key) -> Expression:
    """A key's value for a cursor: dates as text."""
    return _text(key.value) if key.kind is Scalar.DATE else key.value


def _text(value: Expression) -> Expression:
    match value:
        case Stored() | Computed():
            return replace(value, text=True)
        case When(_, inner):
            return replace(value, value=_text(inner))
        case _:
            return value
