"""Stage *plan*, connections: lists of nodes, filtered and ordered as asked, and their sums."""

from collections.abc import Callable
from typing import TypeAlias

from graph.compiler.aggregates import aggregate, group_by
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import AnyText, Computed
from graph.compiler.ordering import order_of
from graph.compiler.pages import Listing, Others, page_of
from graph.compiler.plan import Distinct, Match, Operator, filtered
from graph.compiler.predicates import narrow
from graph.compiler.reach import reach
from graph.compiler.rows import RowBuilder, Wanted, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import Object, Shape
from graph.declare import Relation

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
    context: Context,
    builder: RowBuilder,
    start: Start,
    selected: Selected,
    distinct: bool,
    number: str | None = None,
) -> Object:
    """The connection of a list of nodes, as columns of a row and a shape over them.

    number: how many there are in all, in Cypher, where that is known without counting them.
    """

    def matching() -> tuple[tuple[Operator, ...], Entity]:
        operators, entity = start()
        narrowed = narrow(context, entity, selected.arguments.get("where"))
        operators = (*operators, *narrowed.joins)
        if narrowed.predicate is not None:
            operators = filtered(operators, narrowed.predicate)
        if narrowed.repeats:
            operators = (*operators, Distinct(entity.carried))
        return operators, entity

    def fresh() -> Listing:
        operators, entity = matching()
        order = order_of(context, entity, selected.name, selected.arguments.get("orderBy"))
        if number is None or selected.arguments.get("where"):
            return Listing(operators, entity.carried, order, repeats=distinct)
        if context.guard.inside(context, entity) is not None:
            return Listing(operators, entity.carried, order, repeats=distinct)
        known = Computed(entity.var, number)
        return Listing(operators, entity.carried, order, repeats=distinct, number=known)

    operators, entity = start()
    narrowed = narrow(context, entity, selected.arguments.get("where"))
    order = order_of(context, entity, selected.name, selected.arguments.get("orderBy"))
    shortcut = None
    if isinstance(operators[0], Match) and order.by_key(entity):
        # An index on the key then gives rows in order, and the limit ends the reading.
        shortcut = AnyText(entity.var, entity.type.key)
    operators = (*operators, *narrowed.joins)
    if narrowed.predicate is not None:
        operators = filtered(operators, narrowed.predicate)
    repeats = distinct or narrowed.repeats
    listing = Listing(operators, entity.carried, order, shortcut=shortcut, repeats=repeats)

    def item(row: RowBuilder, field: Selected) -> Shape:
        row.given = narrowed.reached
        wanted = Wanted(field.children, f"{selected.type}.{field.name}", required=True)
        return project_object(context, row, entity, wanted)

    def summed(field: Selected) -> Shape:
        return aggregate(context, builder, matching, field, distinct)

    def grouped(field: Selected) -> Shape:
        return group_by(context, builder, matching, field, distinct)

    others = Others({"aggregate": summed, "groupBy": grouped}, again=fresh)
    return page_of(context, builder, selected, listing, item, others)
