"""Stage *plan*, projection: selected fields become columns of a row and a shape over them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from graph.compiler.context import Context, Entity
from graph.compiler.expressions import Collect as CollectRows
from graph.compiler.expressions import (
    Computed,
    Expression,
    Only,
    Param,
    Presence,
    Row,
    Stored,
    TypeOf,
)
from graph.compiler.expressions import Variants as VariantRows
from graph.compiler.identity import key_of
from graph.compiler.keys import first_order, value_of
from graph.compiler.plan import Expand, First, Operator, Page, Pipeline, Project, Sort
from graph.compiler.reach import existing, reach
from graph.compiler.select import Selected
from graph.compiler.shape import (
    Constant,
    Identity,
    Leaf,
    Many,
    Object,
    One,
    RowOf,
    Shape,
    Variants,
)
from graph.declare import NodeType, Property, Relation, Scalar
from graph.images import VERSION

Children = Mapping[str, tuple[Selected, ...]]
FieldPlanner: TypeAlias = "Callable[[Context, RowBuilder, Entity, Selected], Shape]"


@dataclass
class RowBuilder:
    """Columns under construction, with the joins that feed them.

    joining: whether to-one relations may be joined into the pipeline; inside a variant of
        an interface they are subqueries, as only some rows need them.
    given: relatives that the pipeline has joined already; carried: their variables, once used.
    """

    joining: bool = True
    columns: list[Expression] = field(default_factory=list[Expression])
    joins: list[Expand | First] = field(default_factory=list[Expand | First])
    joined: dict[tuple[str, str], Entity] = field(default_factory=dict[tuple[str, str], Entity])
    given: Mapping[tuple[str, str], Entity] = field(default_factory=dict[tuple[str, str], Entity])
    carried: list[str] = field(default_factory=list[str])

    def column(self, value: Expression) -> int:
        """The position of an expression, the same for equal ones."""
        if value in self.columns:
            return self.columns.index(value)
        self.columns.append(value)
        return len(self.columns) - 1

    def row(self) -> Row:
        """The finished row."""
        return Row(tuple(self.columns))

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of an object.

    children: the fields, by type. owner: what it is the value of, `Type.field`. optional: the
    entity's variable may be null; required: GraphQL says it is not.
    """

    children: Children
    owner: str
    optional: bool = False
    required: bool = False


def project_object(context: Context, builder: RowBuilder, entity: Entity, wanted: Wanted) -> Shape:
    """The object that an entity is, among the builder's columns."""
    if entity.type.abstract:
        return _interface(context, builder, entity, wanted)
    fields = wanted.children.get(entity.type.name, ())
    presence = _presence(context, builder, entity, wanted.optional)
    shapes = tuple((f.key, field_shape(context, builder, entity, f)) for f in fields)
    person = person_column(context, builder, entity)
    return Object(shapes, wanted.owner, presence, wanted.required, person)


def person_column(context: Context, builder: RowBuilder, entity: Entity) -> int | None:
    """The column with the key of the person that an entity is, or leads from or to as an edge.

    None of other entities, and where the caller sees nothing personal: then nothing is noted.
    """
    if context.guard.masking() is None:
        return None
    for found in (entity, *(end for _, end in entity.ends)):
        if found.type.public:
            return builder.column(Stored(found.var, found.type.key))
    return None


def rows_of(
    context: Context,
    operators: tuple[Operator, ...],
    entity: Entity,
    wanted: Wanted,
    extra: tuple[Expression, ...] = (),
) -> tuple[Pipeline, RowOf, tuple[int, ...]]:
    """A pipeline that ends in one row an entity, the row's shape, and where extras stand."""
    builder = RowBuilder()
    shape = project_object(context, builder, entity, wanted)
    places = tuple(builder.column(e) for e in extra)
    pipeline = Pipeline((*operators, *builder.joins, Project(builder.row())), entity.carried)
    return pipeline, RowOf(builder.width, shape), places


def _presence(context: Context, builder: RowBuilder, entity: Entity, optional: bool) -> int | None:
    exists = existing(context, entity)
    if exists is not None:
        return builder.column(Presence(exists))
    if optional:
        return builder.column(Stored(entity.var, entity.type.key))
    return None


def _interface(context: Context, builder: RowBuilder, entity: Entity, wanted: Wanted) -> Shape:
    children = wanted.children
    members = context.model.members(entity.type.name)
    labels = tuple((m.label, m.name) for m in members)
    first = children[members[0].name]
    if all(children[m.name] == first for m in members) and _has(context, entity.type, first):
        presence = _presence(context, builder, entity, wanted.optional)
        shapes: list[tuple[str, Shape]] = []
        for selected in first:
            if selected.name == "__typename":
                at = builder.column(TypeOf(entity.var, labels))
                shapes.append((selected.key, Leaf(at, f"{entity.type.name}.__typename")))
            elif selected.name == "id":
                type_at = builder.column(TypeOf(entity.var, labels))
                key_at = builder.column(Stored(entity.var, entity.type.key))
                shapes.append((selected.key, Identity(key_at, type_at)))
            else:
                shapes.append((selected.key, field_shape(context, builder, entity, selected)))
        return Object(tuple(shapes), wanted.owner, presence, wanted.required)
    return variants(context, builder, entity, members, wanted)


def variants(
    context: Context,
    builder: RowBuilder,
    entity: Entity,
    members: tuple[NodeType, ...],
    wanted: Wanted,
) -> Variants:
    """An object of one of several types, with what was selected for each."""
    cases: list[tuple[str, Row]] = []
    shapes: list[Object] = []
    widths: list[int] = []
    for member in members:
        inner = RowBuilder(joining=False)
        typed = replace(entity, type=member)
        shape = project_object(context, inner, typed, Wanted(wanted.children, wanted.owner))
        assert isinstance(shape, Object)
        cases.append((member.label, inner.row()))
        shapes.append(shape)
        widths.append(inner.width)
    at = builder.column(VariantRows(entity.var, tuple(cases)))
    return Variants(at, tuple(shapes), tuple(widths), wanted.owner, wanted.required)


def _has(context: Context, node: NodeType, fields: tuple[Selected, ...]) -> bool:
    names = {p.name for p in node.properties} | {r.name for r in node.relations}
    names |= {"__typename", "id", VERSION, *context.additions.fields}
    return all(f.name in names for f in fields)


def field_shape(context: Context, builder: RowBuilder, entity: Entity, selected: Selected) -> Shape:
    """One selected field of an entity, as columns of the builder."""
    node = entity.type
    if selected.name == "__typename":
        return Constant(node.name)
    if selected.name == "id":
        return Identity(builder.column(Stored(entity.var, node.key)), node.name)
    if selected.name == VERSION and node.node:
        # A relationship seen as a node is a part of the node that it leaves.
        template = "{n}" if node.edge is None else "startNode({n})"
        column = builder.column(Computed(entity.var, f"coalesce({template}.{VERSION}, 0)"))
        return Leaf(column, f"{node.name}.{VERSION}", required=True)
    added = context.additions.fields.get(selected.name)
    if added is not None:
        return added(context, builder, entity, selected)
    for item in node.properties:
        if item.name == selected.name:
            return _leaf(context, builder, entity, item, selected)
    return relation_shape(context, builder, entity, node.relation(selected.name), selected)


def _leaf(
    context: Context, builder: RowBuilder, entity: Entity, item: Property, selected: Selected
) -> Leaf:
    arguments = _arguments(context, item, selected)
    value = value_of(context, entity, item, arguments, text=item.type is Scalar.DATE)
    words = None if isinstance(item.type, Scalar) else frozenset(w.name for w in item.type)
    mask = context.mask(entity.type, item)
    if item.required and mask == "hidden":
        context.check_readable(entity.type, item)  # it cannot be null, so it is refused
    return Leaf(
        builder.column(value),
        f"{entity.type.name}.{item.name}",
        item.required,
        words,
        item.listed,
        mask,
    )


def _arguments(
    context: Context, item: Property, selected: Selected
) -> tuple[tuple[str, Param], ...]:
    # An id argument stands for a node of the type it is named after: `compound`.
    return tuple(
        (
            a.name,
            context.param(
                selected.arguments.get(a.name),
                key_of(a.name[0].upper() + a.name[1:]) if a.type is Scalar.ID else None,
            ),
        )
        for a in item.arguments
    )


def relation_shape(
    context: Context, builder: RowBuilder, entity: Entity, relation: Relation, selected: Selected
) -> Shape:
    """What a relation leads to, as columns of the builder."""
    owner = f"{entity.type.name}.{relation.name}"
    wanted = Wanted(selected.children, owner, required=relation.required)
    if relation.many:
        if relation.listed:
            return _listed(context, builder, entity, relation, wanted)
        return context.nested(context, builder, entity, relation, selected)
    if not context.follows(relation):
        context.withheld = True
        return Constant(None)  # as what is hidden is
    end = dict(entity.ends).get(relation.name)
    if end is not None:
        return project_object(context, builder, end, wanted)
    if not relation.hops:
        same = replace(entity, type=context.model.type(relation.target), ends=())
        return project_object(context, builder, same, wanted)
    if builder.joining:
        other = _join(context, builder, entity, relation)
        return project_object(context, builder, other, replace(wanted, optional=True))
    reached = reach(context, entity, relation)
    operators: tuple[Operator, ...] = (reached.expand,)
    if not relation.unique:
        operators = (*operators, first_order(context, reached.entity, relation), Page(1))
    # The key says that there is a row, where all that was asked for may be null.
    there = (Stored(reached.entity.var, reached.entity.type.key),)
    pipeline, row, _ = rows_of(context, operators, reached.entity, wanted, there)
    return One(builder.column(Only(pipeline)), row, owner, relation.required)


def _join(context: Context, builder: RowBuilder, entity: Entity, relation: Relation) -> Entity:
    """The entity at the far end of a to-one relation, joined once however often asked for."""
    known = builder.joined.get((entity.var, relation.name))
    given = builder.given.get((entity.var, relation.name))
    if known is None and given is not None:
        known = builder.joined[entity.var, relation.name] = given
        builder.carried += given.carried
    if known is None:
        reached = reach(context, entity, relation)
        if relation.unique:
            builder.joins.append(replace(reached.expand, optional=True))
        else:
            sort = first_order(context, reached.entity, relation)
            builder.joins.append(First(reached.expand, sort, reached.entity.carried))
        known = builder.joined[entity.var, relation.name] = reached.entity
    return known


def _listed(
    context: Context, builder: RowBuilder, entity: Entity, relation: Relation, wanted: Wanted
) -> Many:
    reached = reach(context, entity, relation)
    sort = first_order(context, reached.entity, relation)
    if reached.expand.path is not None and relation.hops[-1].depth[1] != 1:
        sort = Sort((), path=reached.expand.path)
    pipeline, row, _ = rows_of(context, (reached.expand, sort), reached.entity, wanted)
    return Many(builder.column(CollectRows(pipeline)), row)
