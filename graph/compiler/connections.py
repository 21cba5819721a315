"""Stage *plan*, connections: pages of nodes, their edges, borders and totals.

`nodes`, `edges` and the borders of one connection share one subquery, whose rows hold all
that any of them needs; totals are subqueries of their own. Nothing is there unless asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from graphql import GraphQLError

from graph.compiler.aggregates import aggregate, group_by
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    AnyText,
    Collect,
    Computed,
    Count,
    Exists,
    Expression,
    Not,
    Param,
    Stored,
    Truth,
    both,
)
from graph.compiler.keys import Key
from graph.compiler.ordering import Order, beyond, order_of
from graph.compiler.plan import Distinct, Filter, Match, Operator, Page, Pipeline, Project, filtered
from graph.compiler.predicates import narrow
from graph.compiler.reach import reach
from graph.compiler.rows import RowBuilder, project_object
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
from graph.declare import Relation, Scalar

# Starts a pipeline over all nodes of a connection, with fresh variables each time.
Start = Callable[[], tuple[tuple[Operator, ...], Entity]]


NestedPlanner: TypeAlias = Callable[[Context, RowBuilder, Entity, Relation, Selected], Object]


def nested_connection(
    context: Context, builder: RowBuilder, source: Entity, relation: Relation, selected: Selected
) -> Object:
    """A to-many relation of a node, as columns of the node's row."""

    def start() -> tuple[tuple[Operator, ...], Entity]:
        reached = reach(context, source, relation)
        return (reached.expand,), reached.entity

    return connection(context, builder, start, selected, relation.distinct)


def connection(
    context: Context, builder: RowBuilder, start: Start, selected: Selected, distinct: bool
) -> Object:
    """A connection's fields, as columns of a row and a shape over them."""
    fields = selected.fields()
    page = _Rows(context, start, selected, distinct)
    inner = {f.key: page.prepare(f) for f in fields if f.name in {"nodes", "edges"}}
    ahead = "hasPreviousPage" if page.window.backward else "hasNextPage"
    for f in fields:
        if f.name == "pageInfo" and asks(f, "startCursor", "endCursor", ahead):
            page.needed = True
            if asks(f, "startCursor", "endCursor"):
                page.cursor()
    at, width = page.finish(builder) if page.needed else (-1, 0)

    def matching() -> tuple[tuple[Operator, ...], Entity]:
        return _matching(context, start, selected)

    shapes: list[tuple[str, Shape]] = []
    for f in fields:
        owner = f"{selected.type}.{f.name}"
        if f.name == "__typename":
            shapes.append((f.key, Constant(selected.type)))
        elif f.name == "totalCount":
            column = builder.column(_total(context, start, selected, distinct))
            shapes.append((f.key, Leaf(column, owner, required=True)))
        elif f.name == "aggregate":
            shapes.append((f.key, aggregate(context, builder, matching, f, distinct)))
        elif f.name == "groupBy":
            shapes.append((f.key, group_by(context, builder, matching, f, distinct)))
        elif f.name == "pageInfo":
            other = None
            if asks(f, "hasPreviousPage" if not page.window.backward else "hasNextPage"):
                far = _far_side(context, start, selected, page.window.backward)
                other = None if far is None else builder.column(far)
            named = tuple((s.key, s.name) for s in f.fields())
            shapes.append(
                (f.key, PageInfo(named, at, width, page.window, page.cursor_shape, other))
            )
        else:
            shapes.append((f.key, Many(at, RowOf(width, inner[f.key]), page.window)))
    return Object(tuple(shapes), selected.type, None, True)


class _Rows:
    """The one subquery behind `nodes`, `edges` and `pageInfo`."""

    def __init__(self, context: Context, start: Start, selected: Selected, distinct: bool) -> None:
        self.context = context
        self.selected = selected
        self.distinct = distinct
        self.needed = False
        self.window, self.limit = window_of(context, selected)
        self.builder = RowBuilder()
        self.cursor_shape: Cursor | None = None
        self._operators, self._entity = start()
        self._rooted = isinstance(self._operators[0], Match)
        self._narrowed = narrow(context, self._entity, selected.arguments.get("where"))
        self.builder.given = self._narrowed.reached
        self._order: Order = order_of(
            context, self._entity, selected.name, selected.arguments.get("orderBy")
        )

    def prepare(self, field: Selected) -> Shape:
        """The shape of one `nodes` or `edges` item; its columns join the row."""
        self.needed = True
        owner = f"{self.selected.type}.{field.name}"
        if field.name == "nodes":
            return project_object(
                self.context, self.builder, self._entity, field.children, owner, False, True
            )
        shapes: list[tuple[str, Shape]] = []
        for inner in field.fields():
            if inner.name == "__typename":
                shapes.append((inner.key, Constant(field.type)))
            elif inner.name == "cursor":
                shapes.append((inner.key, self.cursor()))
            else:
                shapes.append(
                    (
                        inner.key,
                        project_object(
                            self.context,
                            self.builder,
                            self._entity,
                            inner.children,
                            f"{field.type}.node",
                            False,
                            True,
                        ),
                    )
                )
        return Object(tuple(shapes), owner, None, True)

    def cursor(self) -> Cursor:
        """The cursor over the order's keys; they join the row."""
        if self.cursor_shape is None:
            places = tuple(self.builder.column(_as_text(k)) for k in self._order.keys)
            self.cursor_shape = Cursor(places, self._order.signature)
        return self.cursor_shape

    def finish(self, builder: RowBuilder) -> tuple[int, int]:
        """Put the subquery into the parent's row: its column there and its rows' width."""
        arguments = self.selected.arguments
        order = self._order
        bounds = [
            beyond(self.context, order, arguments[name], before=name == "before")
            for name in ("after", "before")
            if arguments.get(name) is not None
        ]
        narrowed = self._narrowed
        condition = narrowed.predicate
        if self.limit is not None and self._rooted and order.by_key(self._entity):
            # An index on the key then gives rows in order, and the limit ends the reading.
            key = AnyText(self._entity.var, self._entity.type.key)
            condition = both(key, condition)
        if not order.joins:
            condition = both(condition, *bounds)
        operators = (*self._operators, *narrowed.joins)
        if condition is not None:
            operators = filtered(operators, condition)
        operators = (*operators, *order.joins)
        if order.joins and bounds:
            operators = (*operators, Filter(both(*bounds) or bounds[0]))
        if self.distinct or narrowed.repeats:
            operators = (*operators, Distinct())
        operators = (*operators, order.sort(self.window.backward))
        if self.limit is not None:
            operators = (*operators, Page(self.limit))
        pipeline = Pipeline(
            (*operators, *self.builder.joins, Project(self.builder.row())),
            (*self._entity.carried, *order.joined, *self.builder.carried),
        )
        return builder.column(Collect(pipeline)), self.builder.width


def window_of(context: Context, selected: Selected) -> tuple[Window, Param | None]:
    """The page that a connection's arguments ask for, and how many rows to fetch for it."""
    first, last = selected.arguments.get("first"), selected.arguments.get("last")
    if first is not None and last is not None:
        raise GraphQLError("Give either first or last, not both.", selected.node)
    if first is None and last is None:
        return Window(), None
    backward = first is None
    size, name = (last, "last") if backward else (first, "first")
    wanted = "hasPreviousPage" if backward else "hasNextPage"
    more = any(f.name == "pageInfo" and asks(f, wanted) for f in selected.fields())
    limit = context.param(size, _SIZES[name, False])
    if not more:
        return Window(limit.name, False, backward), limit
    return Window(limit.name, True, backward), context.param(size, _SIZES[name, True])


def _size(name: str, extra: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if value < 0:
            raise GraphQLError(f"'{name}' is a number of nodes; it cannot be negative.")
        return int(value) + extra

    return check


_SIZES: Mapping[tuple[str, bool], Callable[[Any], int]] = {
    (name, more): _size(name, int(more)) for name in ("first", "last") for more in (False, True)
}


def asks(field: Selected, *names: str) -> bool:
    """Whether any of the fields is selected."""
    return any(inner.name in names for inner in field.fields())


def _matching(
    context: Context, start: Start, selected: Selected
) -> tuple[tuple[Operator, ...], Entity]:
    operators, entity = start()
    narrowed = narrow(context, entity, selected.arguments.get("where"))
    operators = (*operators, *narrowed.joins)
    if narrowed.predicate is not None:
        operators = filtered(operators, narrowed.predicate)
    if narrowed.repeats:
        operators = (*operators, Distinct(entity.carried))
    return operators, entity


def _total(context: Context, start: Start, selected: Selected, distinct: bool) -> Count:
    operators, entity = _matching(context, start, selected)
    if distinct:
        operators = (*operators, Distinct())
    return Count(Pipeline(operators, entity.carried))


def _far_side(
    context: Context, start: Start, selected: Selected, backward: bool
) -> Expression | None:
    """Whether there are rows on the side that the page does not look at.

    Without a cursor on that side the page starts at the very end: there are none.
    """
    cursor = selected.arguments.get("before" if backward else "after")
    if cursor is None:
        return None
    operators, entity = _matching(context, start, selected)
    order = order_of(context, entity, selected.name, selected.arguments.get("orderBy"))
    outside = Not(beyond(context, order, cursor, before=backward))
    operators = (*operators, *order.joins, Filter(outside))
    return Truth(Exists(Pipeline(operators, (*entity.carried, *order.joined))))


def _as_text(key: Key) -> Expression:
    """A key's value for a cursor: dates as text."""
    if key.kind is Scalar.DATE and isinstance(key.value, Stored | Computed):
        return replace(key.value, text=True)
    return key.value
