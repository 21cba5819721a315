"""Stage *plan*, roots: one plan for each root field of a query."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from graph.columns import composed_key, field_name, key_columns
from graph.compiler.connections import connection
from graph.compiler.context import Additions, Context, Entity, Transform
from graph.compiler.expressions import Collect, Compare, Condition, Stored
from graph.compiler.given import Given, Slot, id_type
from graph.compiler.heads import Heads, head_counts
from graph.compiler.identity import key_of
from graph.compiler.plan import Operator, Pipeline, Plan, Project, filtered
from graph.compiler.reach import match
from graph.compiler.rows import RowBuilder, Wanted, field_shape, relation_shape, rows_of
from graph.compiler.select import Selected
from graph.compiler.shape import Apply, Constant, Json, Lookup, LookupGroup, Object, Shape
from graph.declare import Model, NodeType, Part, Relation
from graph.tables import Column


@dataclass(frozen=True, slots=True)
class PlannedRoot:
    """A root field's plan, the shape of its row and the row's width.

    plan: None where the answer is known without asking, as for an id of no type.
    nullable: the field may be null: there may be no row.
    """

    plan: Plan | None
    shape: Shape
    width: int
    nullable: bool


Planner: TypeAlias = Callable[[Context, Selected], PlannedRoot]
LookupPlanner: TypeAlias = Callable[[Context, RowBuilder, Given, Selected], list[LookupGroup]]


@dataclass(frozen=True, slots=True, eq=False)
class Planners:
    """How everything that is compiled is planned: root fields by name, and what is added.

    unplanned: types with ids whose nodes no statement looks up.
    """

    roots: Mapping[str, Planner]
    additions: Additions
    unplanned: frozenset[str] = frozenset()

    def plans(self, selected: Selected) -> bool:
        """Whether a root field is answered by a statement: not where an id is of such a type."""
        if selected.name not in self.roots:
            return False
        given = {"node": "id", "nodes": "ids"}.get(selected.name)
        if given is None or not self.unplanned:
            return True
        return self.unplanned.isdisjoint(_named_by(selected.arguments[given]))


def root_planners(model: Model) -> Mapping[str, Planner]:
    """A planner for every root field that the declarations give rise to."""
    found: dict[str, Planner] = {"node": _node, "nodes": _nodes}
    for node in model.types:
        if node.one is not None:
            found[node.one] = _by_key(node, key_columns(model, node))
        if node.many is not None:
            found[node.many] = _list(node, None)
        for part in node.also_many:
            found[part.name] = _list(node, part)
    return found


def _list(node: NodeType, part: Part | None) -> Planner:
    def plan(context: Context, selected: Selected) -> PlannedRoot:
        def start() -> tuple[tuple[Operator, ...], Entity]:
            operators, entity = match(context, node)
            if part is not None:
                operators = filtered(operators, Condition(entity.var, part.condition))
                entity = replace(entity, known=(part.condition,))
            return operators, entity

        builder = RowBuilder()
        number = None if part is None else part.number
        if not context.guard.lists(node):
            heads = Heads(node, start, distinct=False, listed=True, number=number)
            shape = head_counts(context, builder, heads, selected)
            return PlannedRoot(Plan(builder.row()), shape, builder.width, nullable=False)
        shape = connection(context, builder, start, selected, distinct=False, number=number)
        return PlannedRoot(Plan(builder.row()), shape, builder.width, nullable=False)

    return plan


def plan_field(
    context: Context,
    node: NodeType,
    key: str,
    alive: bool,
    selected: Selected,
    relation: Relation | None = None,
) -> PlannedRoot:
    """One field of one node, on its own: an object with just that field.

    relation: what the field leads along, where it is none that the type declares.
    """
    operators, entity = match(context, node, by=context.param(key))
    entity = replace(entity, alive=alive)
    builder = RowBuilder()
    shape = (
        field_shape(context, builder, entity, selected)
        if relation is None
        else relation_shape(context, builder, entity, relation, selected)
    )
    builder.column(Stored(entity.var, node.key))
    pipeline = Pipeline((*operators, *builder.joins, Project(builder.row())), entity.carried)
    whole = Object(((selected.key, shape),), node.name)
    return PlannedRoot(Plan(pipeline), whole, builder.width, nullable=True)


def _by_key(node: NodeType, columns: Sequence[Column]) -> Planner:
    """By the code, or by the columns that identify one without a code."""

    def plan(context: Context, selected: Selected) -> PlannedRoot:
        given = selected.arguments
        if not columns:
            return _single(context, node, given[node.key], None, selected)
        values = [_filled(column, given.get(field_name(column))) for column in columns]
        return _single(context, node, values, _composed, selected)

    return plan


def _filled(column: Column, value: Given) -> Given:
    """A value, or what an empty cell of its column means."""
    return column.default if value is None else value


def _composed(values: Given) -> Given:
    assert isinstance(values, list)
    return composed_key(values)


def _single(
    context: Context, node: NodeType, value: Given, transform: Transform | None, selected: Selected
) -> PlannedRoot:
    operators, entity = match(context, node, by=context.param(value, transform))
    # The key tells a row with nothing in it from no row.
    there = (Stored(entity.var, node.key),)
    wanted = Wanted(selected.children, f"Query.{selected.name}")
    pipeline, row, _ = rows_of(context, operators, entity, wanted, there)
    return PlannedRoot(Plan(pipeline), row.shape, row.width, nullable=True)


def _named_by(value: Given) -> tuple[str, ...]:
    """The types that an id, or ids, name; for slots, as noted in the shape."""
    if isinstance(value, Slot):
        return value.types
    if isinstance(value, list):
        names = {n for item in value for n in _named_by(item)}
        return tuple(sorted(names))
    return (id_type(value),)


def _node_types(context: Context, value: Given) -> list[NodeType]:
    known = context.model.by_name
    found = [known[name] for name in _named_by(value) if name in known]
    return [node for node in found if node.node and not node.abstract]


def _node(context: Context, selected: Selected) -> PlannedRoot:
    value = selected.arguments["id"]
    (name,) = _named_by(value)
    if name in context.additions.lookups:
        builder = RowBuilder()
        ids = context.param(value, as_list)
        groups = context.additions.lookups[name](context, builder, value, selected)
        shape = Apply(_only, (Lookup(ids.name, tuple(groups)),))
        return PlannedRoot(Plan(builder.row()), shape, builder.width, nullable=True)
    types = _node_types(context, value)
    if not types:
        return PlannedRoot(None, Constant(None), 1, nullable=True)
    return _single(context, types[0], value, key_of(types[0].name), selected)


def as_list(value: Given) -> list[Given]:
    """An id, or a list of ids, as a list."""
    return value if isinstance(value, list) else [value]


def _only(found: list[Json]) -> Json:
    return found[0]


def _nodes(context: Context, selected: Selected) -> PlannedRoot:
    value = selected.arguments["ids"]
    builder = RowBuilder()
    groups: list[LookupGroup] = []
    ids = context.param(value)
    for node in _node_types(context, value):
        keys = context.param(value, key_of(node.name))
        operators, entity = match(context, node, looked_up=True)
        key = Stored(entity.var, node.key)
        operators = filtered(operators, Compare(key, "IN", keys))
        wanted = Wanted(selected.children, "Query.nodes")
        pipeline, row, places = rows_of(context, operators, entity, wanted, (key,))
        groups.append((node.name, builder.column(Collect(pipeline)), row, places[0]))
    for name in _named_by(value):
        if name in context.additions.lookups:
            groups += context.additions.lookups[name](context, builder, value, selected)
    shape = Lookup(ids.name, tuple(groups))
    plan = Plan(builder.row()) if groups else None
    return PlannedRoot(plan, shape, builder.width, nullable=False)
