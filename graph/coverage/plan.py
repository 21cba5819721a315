"""Stage *plan*, coverage: how many places of a kind are covered, by any kind above, and the gaps.

All that a `Coverage` is asked for comes from one row: tallies by the place above, the
places that group, and a page of gaps.
"""

from functools import partial
from typing import Any

from graphql import GraphQLError

from graph.api import constant_case
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    Aggregated,
    Bound,
    Collect,
    Computed,
    Exists,
    Expression,
    Not,
    Only,
    Presence,
    Row,
    Stored,
)
from graph.compiler.plan import (
    Distinct,
    Group,
    Operator,
    Pipeline,
    Plan,
    Project,
    Sort,
    SortKey,
    filtered,
)
from graph.compiler.reach import reach
from graph.compiler.roots import PlannedRoot
from graph.compiler.rows import RowBuilder, Wanted, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import Apply, Constant, Fixed, Leaf, Many, Object, RowOf, Shape
from graph.coverage.gaps import gaps
from graph.coverage.question import (
    Question,
    Scope,
    kinds_above,
    kinds_of,
    place_type,
    question_of,
)
from graph.coverage.tally import FIGURES, figure, roll_up
from graph.declare import OUT, Hop, Model, NodeType, Relation
from graph.messages import msg

# Where what has no place of the grouping kind above it counts.
_OTHERWISE = {"Compound": "Community", "City": "District", "Province": "District"}


def coverage_root(context: Context, selected: Selected) -> PlannedRoot:
    """The root field `coverage(of, by, within)`."""
    question = question_of(context, selected)
    builder = RowBuilder()
    shape = coverage(context, builder, question, selected)
    return PlannedRoot(Plan(builder.row()), shape, builder.width, nullable=False)


def coverage_field(
    context: Context, builder: RowBuilder, entity: Entity, selected: Selected
) -> Shape:
    """The field `coverage(of, by)` of a place."""
    of = place_type(context.model, selected.arguments["of"])
    question = Question(of, kinds_of(selected), Scope(place=entity.var))
    return coverage(context, builder, question, selected)


def coverage(
    context: Context, builder: RowBuilder, question: Question, selected: Selected
) -> Object:
    """The fields of a `Coverage`, as columns of a row and a shape over them."""
    fields = selected.fields()
    grouping = [place_type(context.model, f.arguments["by"]) for f in fields if f.name == "groups"]
    for node in grouping:
        _check(context.model, question.of, node, selected)
    shapes: list[tuple[str, Shape]] = []
    tally: Leaf | None = None
    if grouping or any(f.name in FIGURES for f in fields):
        column = (
            _by_place(context, question, question.of in grouping)
            if grouping
            else _tally(context, question)
        )
        tally = Leaf(builder.column(question.value(column)), "Coverage")
    for f in fields:
        if f.name == "__typename":
            shapes.append((f.key, Constant(selected.type)))
        elif f.name == "gaps":
            shapes.append((f.key, gaps(context, builder, question, f)))
        elif f.name == "groups":
            assert tally is not None
            shapes.append((f.key, _groups(context, builder, question, f, tally)))
        else:
            assert tally is not None
            shapes.append((f.key, figure(f.name, tally, bool(grouping))))
    return Object(tuple(shapes), selected.type, None, True)


def _check(model: Model, of: NodeType, by: NodeType, selected: Selected) -> None:
    above = kinds_above(model, of)
    if by is not of and by.name not in above:
        names = ", ".join(constant_case(n) for n in (*above, of.name))
        raise GraphQLError(
            msg(
                "No {name} is on the path of a {name2}; group by one of {names}.",
                name=by.name,
                name2=of.name,
                names=names,
            ),
            selected.node,
        )


def _counts(context: Context, question: Question, place: Entity) -> tuple[Any, Any]:
    covered = Presence(question.covered(context, place))
    return (
        (context.fresh("total"), Aggregated("count")),
        (context.fresh("covered"), Aggregated("count", covered)),
    )


def _tally(context: Context, question: Question) -> Only:
    operators, place = question.places(context)
    total, covered = _counts(context, question, place)
    row = Row((Bound(total[0]), Bound(covered[0])))
    pipeline = Pipeline((*operators, Group((), (total, covered)), Project(row)), place.carried)
    return Only(pipeline)


def _by_place(context: Context, question: Question, own: bool) -> Collect:
    """Tallies by the path of the place above, or by the places' own where these group."""
    operators, place = question.places(context)
    total, covered = _counts(context, question, place)
    path = context.fresh("path")
    above: Expression = Stored(place.var, "path")
    if not own:
        above = Computed(place.var, "left({n}.path, size({n}.path) - size({n}.code) - 1)")
    row = Row((Bound(path), Bound(total[0]), Bound(covered[0])))
    group = Group(((path, above),), (total, covered))
    return Collect(Pipeline((*operators, group, Project(row)), place.carried))


def _groups(
    context: Context, builder: RowBuilder, question: Question, selected: Selected, tally: Leaf
) -> Apply:
    node = place_type(context.model, selected.arguments["by"])
    fields = tuple((f.key, f.name) for f in selected.fields())
    places = _grouping(context, builder, selected, *question.places(context, node, above=True))
    otherwise: Shape = Fixed(())
    other = _OTHERWISE.get(node.name)
    if other is not None and node is not question.of:
        found = _without(context, question, node, context.model.type(other))
        otherwise = _grouping(context, builder, selected, *found)
    return Apply(partial(roll_up, fields), (tally, places, otherwise))


def _without(
    context: Context, question: Question, node: NodeType, other: NodeType
) -> tuple[tuple[Operator, ...], Entity]:
    """Places of another kind above those that have none of the grouping kind above them."""
    operators, place = question.places(context)
    grouping = reach(context, place, _above(node))
    operators = filtered(operators, Not(Exists(Pipeline((grouping.expand,)))))
    found = reach(context, place, _above(other))
    return (*operators, found.expand, Distinct(found.entity.carried)), found.entity


def _above(node: NodeType) -> Relation:
    """The way from a place to the place of a kind that it lies in."""
    return Relation("above", node.name, (Hop("WITHIN", OUT, node.name, depth=(1, None)),))


def _grouping(
    context: Context,
    builder: RowBuilder,
    selected: Selected,
    operators: tuple[Operator, ...],
    entity: Entity,
) -> Many:
    """Rows `[path, code, shown]` of the places that group: under each key the place as asked."""
    row = RowBuilder()
    code, path = Stored(entity.var, "code"), Stored(entity.var, "path")
    parts: list[Shape] = [Leaf(row.column(path), "path"), Leaf(row.column(code), "code")]
    shown = tuple(
        (
            f.key,
            project_object(
                context, row, entity, Wanted(f.children, "CoverageGroup.place", required=True)
            ),
        )
        for f in selected.fields()
        if f.name == "place"
    )
    parts.append(Object(shown))
    sort = Sort((SortKey(code, False),))
    pipeline = Pipeline((*operators, sort, *row.joins, Project(row.row())), entity.carried)
    return Many(builder.column(Collect(pipeline)), RowOf(row.width, Fixed(tuple(parts))))
