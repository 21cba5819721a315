"""Stage *plan*, head counts: what is left of a list whose nodes the caller may only count.

`totalCount`, the same as `aggregate { count }`, and of all nodes how many there are in each place,
in large ones by some properties as well.
What a `where` may say is the guard's to decide.
"""

from collections.abc import Callable
from dataclasses import dataclass

from graph.api import GroupTarget, group_fields
from graph.compiler.aggregates import Matching, aggregate, group_by, up_to
from graph.compiler.context import Context, Entity, PersonalError
from graph.compiler.expressions import Computed
from graph.compiler.given import inputs_of, optional_input, word_of
from graph.compiler.ordering import order_of
from graph.compiler.pages import Listing
from graph.compiler.plan import Distinct, Operator, filtered
from graph.compiler.predicates import narrow
from graph.compiler.reach import reach
from graph.compiler.rows import RowBuilder
from graph.compiler.select import Selected
from graph.compiler.shape import Constant, Leaf, Object, Shape
from graph.declare import NodeType
from graph.messages import msg

# Starts a pipeline over all nodes of a connection, with fresh variables each time.
Start = Callable[[], tuple[tuple[Operator, ...], Entity]]


@dataclass(frozen=True, slots=True)
class Heads:
    """What is counted.

    node: its type. start: gives all of it. distinct: whether that can give one twice.
    listed: it is all nodes of the type, not those that a relation leads to.
    number: how many there are in all, in Cypher, where that is known without counting them.
    """

    node: NodeType
    start: Start
    distinct: bool
    listed: bool = False
    number: str | None = None


def head_counts(context: Context, builder: RowBuilder, heads: Heads, selected: Selected) -> Object:
    """A connection's counts, as columns of a row and a shape over them.

    Raises GraphQLError where more is asked than how many there are.
    """
    where = optional_input(selected.arguments.get("where"))
    _check(context, heads, selected)

    def matching() -> tuple[tuple[Operator, ...], Entity]:
        operators, entity = heads.start()
        narrowed = narrow(context, entity, where)
        once = (Distinct(entity.carried),) if narrowed.repeats else ()
        return (*narrowed.after(operators), *once), entity

    def total() -> Shape:
        operators, entity = matching()
        everything = not where and context.guard.inside(context, entity) is None
        known = Computed(entity.var, heads.number) if heads.number and everything else None
        order = order_of(context, entity, selected.name, [])
        listing = Listing(operators, entity.carried, order, repeats=heads.distinct, number=known)
        return Leaf(builder.column(listing.total()), f"{selected.type}.totalCount", required=True)

    shapes: list[tuple[str, Shape]] = []
    with context.head_count():
        for f in selected.fields():
            if f.name == "__typename":
                shape: Shape = Constant(selected.type)
            elif f.name == "totalCount":
                shape = total()
            elif f.name == "aggregate":
                shape = aggregate(context, builder, matching, f, heads.distinct)
            else:
                placed = _placed(context, heads, matching, f)
                shape = group_by(context, builder, placed, f, heads.distinct)
                if placed is not matching and where and where.get("within") is not None:
                    context.top(where["within"], heads.node.heads_in)
            shapes.append((f.key, shape))
    return Object(tuple(shapes), selected.type, None, True)


def _check(context: Context, heads: Heads, selected: Selected) -> None:
    """Raises GraphQLError, saying which datum may not be read where that is one."""
    by = inputs_of(selected.arguments.get("orderBy"))
    where = optional_input(selected.arguments.get("where"))
    plain = context.guard.counts(heads.node, where, heads.listed)
    if by or not plain:
        with context.head_count():
            _, entity = heads.start()
        order_of(context, entity, selected.name, by)
        if not plain:
            narrow(context, entity, where)
    for f in selected.fields():
        plain = plain and (
            f.name in ("__typename", "totalCount")
            or (f.name == "aggregate" and _only_counts(f))
            or (f.name == "groupBy" and heads.listed and _grouped(context, heads, selected, f))
        )
    if not plain:
        raise PersonalError(
            msg(
                "The list '{list}' is personal data that this token's role may not read. What may "
                "be asked is how many people there are: totalCount, with isMember or "
                "isFullMember as the only filter, and groups of all people by place, in "
                "communities and above by category too.",
                list=selected.name,
            ),
            selected.node,
        )


def _only_counts(selected: Selected) -> bool:
    return all(f.name in ("__typename", "count") for f in selected.fields())


def _grouped(context: Context, heads: Heads, selected: Selected, groups: Selected) -> bool:
    """Whether groups say only how many nodes there are, by what the guard lets them."""
    plain = all(f.name in ("__typename", "keys", "count") for f in groups.fields())
    by = _targets(context, heads, groups)
    where = optional_input(selected.arguments.get("where"))
    return plain and context.guard.groups(heads.node, by, where)


def _targets(context: Context, heads: Heads, groups: Selected) -> list[GroupTarget]:
    known = group_fields(context.model, heads.node.name)
    return [known[word_of(key["field"])] for key in inputs_of(groups.arguments["by"])]


def _placed(context: Context, heads: Heads, matching: Matching, groups: Selected) -> Matching:
    """What is grouped by more than places: of those that lie wholly in the scope, all nodes.

    Of a place that the scope is a part of the numbers would be those of that part.
    """
    by = _targets(context, heads, groups)
    if all(target.place is not None for target in by):
        return matching
    (kind,) = (target.place for target in by if target.place is not None)

    def placed() -> tuple[tuple[Operator, ...], Entity]:
        operators, entity = matching()
        reached = reach(context, entity, up_to(context, entity.type, kind))
        operators = (*operators, reached.expand)
        whole = context.guard.inside(context, reached.entity)
        return (operators if whole is None else filtered(operators, whole)), entity

    return placed
