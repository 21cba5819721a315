"""Stage *plan*, connections: lists of nodes, filtered and ordered as asked, and their sums."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from graph.compiler.aggregates import aggregate, group_by
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import AnyText, Computed
from graph.compiler.given import inputs_of, optional_input
from graph.compiler.heads import Heads, Start, head_counts
from graph.compiler.ordering import Order, order_of
from graph.compiler.pages import Listing, Others, planned_page
from graph.compiler.plan import Distinct, Match, Operator
from graph.compiler.predicates import narrow
from graph.compiler.reach import reach
from graph.compiler.rows import RowBuilder, Wanted, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import Object, Shape
from graph.declare import Relation

NestedPlanner: TypeAlias = Callable[[Context, RowBuilder, Entity, Relation, Selected], Object]


def nested_connection(
    context: Context, builder: RowBuilder, source: Entity, relation: Relation, selected: Selected
) -> Object:
    """A to-many relation of a node, as columns of the node's row."""

    def start() -> tuple[tuple[Operator, ...], Entity]:
        reached = reach(context, source, relation)
        return (reached.expand,), reached.entity

    if not context.follows(relation):
        node = context.model.type(relation.target)
        return head_counts(context, builder, Heads(node, start, relation.distinct), selected)
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
    where = optional_input(selected.arguments.get("where"))

    def matching() -> tuple[tuple[Operator, ...], Entity]:
        operators, entity = start()
        narrowed = narrow(context, entity, where)
        once = (Distinct(entity.carried),) if narrowed.repeats else ()
        return (*narrowed.after(operators), *once), entity

    def fresh() -> Listing:
        operators, entity = matching()
        order = _order(context, entity, selected)
        known = None
        if number and not where and context.guard.inside(context, entity) is None:
            known = Computed(entity.var, number)
        return Listing(operators, entity.carried, order, repeats=distinct, number=known)

    operators, entity = start()
    narrowed = narrow(context, entity, where)
    order = _order(context, entity, selected)
    shortcut = None
    if isinstance(operators[0], Match) and order.by_key(entity):
        # An index on the key then gives rows in order, and the limit ends the reading.
        shortcut = AnyText(entity.var, entity.type.key)
    repeats = distinct or narrowed.repeats
    all_of_it = narrowed.after(operators)
    listing = Listing(all_of_it, entity.carried, order, shortcut=shortcut, repeats=repeats)

    def item(row: RowBuilder, field: Selected) -> Shape:
        row.given = narrowed.reached
        wanted = Wanted(field.children, f"{selected.type}.{field.name}", required=True)
        return project_object(context, row, entity, wanted)

    sums = {
        "aggregate": partial(aggregate, context, builder, matching, distinct=distinct),
        "groupBy": partial(group_by, context, builder, matching, distinct=distinct),
    }
    others = Others(sums, again=fresh)
    return planned_page(context, builder, selected, listing, item, others)


def _order(context: Context, entity: Entity, selected: Selected) -> Order:
    """The order that a connection is asked for in."""
    return order_of(context, entity, selected.name, inputs_of(selected.arguments.get("orderBy")))
