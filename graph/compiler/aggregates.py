"""Stage *plan*, aggregation: `aggregate` and `groupBy` of a connection.

Both run over all nodes of the connection that its `where` leaves, whatever the page. They
read no property that they need not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from graphql import GraphQLError

from graph.api import KEYS, GroupTarget, aggregated, group_fields
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    Aggregated,
    Bound,
    Collect,
    Compare,
    Expression,
    Missing,
    Only,
    Param,
    Predicate,
    Stored,
    Text,
    Truncated,
    both,
)
from graph.compiler.given import (
    Given,
    Input,
    input_of,
    inputs_of,
    number_of,
    optional_input,
    word_of,
)
from graph.compiler.keys import expression, first_order, nullable_key
from graph.compiler.plan import (
    Distinct,
    Filter,
    First,
    Group,
    Operator,
    Page,
    Pipeline,
    Project,
    SortKey,
)
from graph.compiler.plan import Sort as SortRows
from graph.compiler.reach import reach
from graph.compiler.rows import RowBuilder, Wanted, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import Constant, Fixed, Leaf, Many, Object, One, RowOf, Shape
from graph.declare import OUT, Hop, NodeType, Property, Relation, Scalar
from graph.messages import msg
from graph.operators import BY_NAME

# Gives the operators of a connection's matching rows, and their entity, anew each time.
Matching = Callable[[], tuple[tuple[Operator, ...], Entity]]

_COUNT = Aggregated("count")
_UNITS: Mapping[str, Literal["MONTH", "QUARTER", "YEAR"]] = {
    "MONTH": "MONTH",
    "QUARTER": "QUARTER",
    "YEAR": "YEAR",
}


def aggregate(
    context: Context,
    builder: RowBuilder,
    matching: Matching,
    selected: Selected,
    distinct: bool,
) -> Shape:
    """An `XAggregate`, in a column of the parent's row."""
    operators, entity = matching()
    if distinct:
        operators = (*operators, Distinct())
    row = RowBuilder()
    # There is always one row; the count says so where all else may be null.
    row.column(_COUNT)
    shape = _summary(context, entity, row.column, selected)
    pipeline = Pipeline((*operators, Project(row.row())), entity.carried)
    if row.width == 1:
        # A lone count needs no list around it.
        row.column(_COUNT)
    column = builder.column(Only(pipeline))
    return One(column, RowOf(row.width, shape), selected.type, required=True)


def _summary(
    context: Context, entity: Entity, column: Callable[[Expression], int], selected: Selected
) -> Object:
    """The fields of an `XAggregate`; `column` takes each aggregate and says where it is."""
    shapes: list[tuple[str, Shape]] = []
    for f in selected.fields():
        if f.name == "__typename":
            shapes.append((f.key, Constant(selected.type)))
        elif f.name == "count":
            shapes.append((f.key, Leaf(column(_COUNT), "count", required=True)))
        else:
            item = entity.type.property(f.name)
            inner: list[tuple[str, Shape]] = []
            for g in f.fields():
                if g.name == "__typename":
                    inner.append((g.key, Constant(f.type)))
                else:
                    at = column(_function(context, entity, item, g.name))
                    inner.append((g.key, Leaf(at, f"{f.type}.{g.name}", g.name == "count")))
            shapes.append((f.key, Object(tuple(inner), f.type, None, True)))
    return Object(tuple(shapes), selected.type, None, True)


def _function(context: Context, entity: Entity, item: Property, name: str) -> Expression:
    functions: Mapping[str, Literal["count", "sum", "avg", "min", "max"]] = {
        known: known for known in ("count", "sum", "avg", "min", "max")
    }
    found = Aggregated(functions[name], expression(context, entity, item))
    return Text(found) if item.type is Scalar.DATE and name != "count" else found


# --- groups ------------------------------------------------------------------------------


@dataclass
class _Key:
    """A group key: what it is bound to, and how it is ordered and shown afterwards."""

    var: str
    value: Expression
    sort: Expression
    shown: Expression | None = None
    node: Entity | None = None


@dataclass
class _Groups:
    """The pipeline of one `groupBy` under construction."""

    context: Context
    entity: Entity
    joins: list[Operator] = field(default_factory=list[Operator])
    carried: list[str] = field(default_factory=list[str])
    repeated: bool = False
    aggregates: list[tuple[str, Expression]] = field(default_factory=list[tuple[str, Expression]])

    def bind(self, value: Expression) -> str:
        """The variable that an aggregate is bound to, the same for equal ones."""
        for name, known in self.aggregates:
            if known == value:
                return name
        name = self.context.fresh("a")
        self.aggregates.append((name, value))
        return name

    def key(self, wanted: Input, selected: Selected) -> _Key:
        """One key of `by`, an `XGroupKey`."""
        name = word_of(wanted["field"])
        target = group_fields(self.context.model, self.entity.type.name)[name]
        unit = wanted.get("cut")
        item = target.property
        if unit is not None and (item is None or item.type is not Scalar.DATE):
            raise GraphQLError(
                msg(
                    "{name} is no date, so it cannot be cut to its {name2}.",
                    name=name,
                    name2=word_of(unit).lower(),
                ),
                selected.node,
            )
        if item is None:
            return self._node_key(self._relative(target))
        owner = self.entity if target.relation is None else self._relative(target)
        value = expression(self.context, owner, item)
        var = self.context.fresh("k")
        if unit is not None:
            return _Key(var, Truncated(value, _UNITS[word_of(unit)]), Bound(var))
        text = item.type is Scalar.STRING or not isinstance(item.type, Scalar)
        return _Key(var, value, Bound(var), None if text else Bound(var, text=True))

    def _node_key(self, found: Entity) -> _Key:
        var = self.context.fresh("k")
        entity = replace(found, var=var, ends=())
        return _Key(var, Bound(found.var), Stored(var, entity.type.key), node=entity)

    def _relative(self, target: GroupTarget) -> Entity:
        """The entity a key is, or is a property of; joined to the rows."""
        entity = self.entity
        if target.place is not None:
            scope = entity.type.scope or ()
            up = Hop(self.context.model.in_scope().up, OUT, target.place, depth=(0, None))
            relation = Relation("in", target.place, (*scope, up), always=True)
            self.repeated = self.repeated or not _one_place(entity.type)
        else:
            assert target.relation is not None
            relation = target.relation
            end = dict(entity.ends).get(relation.name)
            if end is not None:
                self.carried.append(end.var)
                return end
        reached = reach(self.context, entity, relation)
        if target.place is not None or relation.unique:
            self.joins.append(replace(reached.expand, optional=True))
        else:
            sort = first_order(self.context, reached.entity, relation)
            self.joins.append(First(reached.expand, sort, reached.entity.carried))
        self.carried.append(reached.entity.var)
        return reached.entity


def _one_place(node: NodeType) -> bool:
    """Whether a node belongs to one place at most."""
    scope = node.scope
    return not scope or any(r.unique and r.hops == scope for r in node.relations)


def group_by(
    context: Context,
    builder: RowBuilder,
    matching: Matching,
    selected: Selected,
    distinct: bool,
) -> Shape:
    """A list of `XGroup`, in a column of the parent's row."""
    arguments = selected.arguments
    operators, entity = matching()
    groups = _Groups(context, entity)
    wanted = inputs_of(arguments["by"])
    if not 1 <= len(wanted) <= len(KEYS):
        raise GraphQLError(msg("Group by one to {n} fields.", n=len(KEYS)), selected.node)
    keys = [groups.key(item, selected) for item in wanted]
    row = RowBuilder()
    shapes: list[tuple[str, Shape]] = []
    for f in selected.fields():
        if f.name == "__typename":
            shapes.append((f.key, Constant(selected.type)))
        elif f.name == "keys":
            shapes.append((f.key, Fixed(tuple(_shown(context, row, k, f) for k in keys))))
        elif f.name == "count":
            at = row.column(Bound(groups.bind(_COUNT)))
            shapes.append((f.key, Leaf(at, "count", required=True)))
        else:
            shape = _summary(context, entity, lambda e: row.column(Bound(groups.bind(e))), f)
            shapes.append((f.key, shape))
    having = _having(context, groups, optional_input(arguments.get("having")))
    sort = _order(groups, keys, inputs_of(arguments.get("orderBy")), selected)
    operators = (*operators, *groups.joins)
    if distinct or groups.repeated:
        operators = (*operators, Distinct())
    pairs = tuple((k.var, k.value) for k in keys)
    # Without an aggregate beside them, keys are not grouped: every node would be a row.
    groups.bind(_COUNT)
    operators = (*operators, Group(pairs, tuple(groups.aggregates)))
    if having is not None:
        operators = (*operators, Filter(having))
    operators = (*operators, SortRows(sort))
    if arguments.get("first") is not None:
        operators = (*operators, Page(context.param(arguments["first"], _first)))
    pipeline = Pipeline(
        (*operators, *row.joins, Project(row.row())), (*entity.carried, *groups.carried)
    )
    whole = Object(tuple(shapes), selected.type, None, True)
    return Many(builder.column(Collect(pipeline)), RowOf(row.width, whole))


def _first(value: Given) -> int:
    number = number_of(value)
    if number < 0:
        raise GraphQLError(msg("'first' is a number of groups; it cannot be negative."))
    return number


def _shown(context: Context, row: RowBuilder, key: _Key, selected: Selected) -> Object:
    """One `GroupValue`."""
    shapes: list[tuple[str, Shape]] = []
    for f in selected.fields():
        if f.name == "__typename":
            shapes.append((f.key, Constant(selected.type)))
        elif f.name == "value":
            value = key.sort if key.shown is None else key.shown
            shapes.append((f.key, Leaf(row.column(value), "GroupValue.value")))
        elif key.node is None:
            shapes.append((f.key, Constant(None)))
        else:
            wanted = Wanted(f.children, "GroupValue.node", optional=True)
            shape = project_object(context, row, key.node, wanted)
            shapes.append((f.key, shape))
    return Object(tuple(shapes), selected.type, None, True)


def _having(context: Context, groups: _Groups, value: Input | None) -> Predicate | None:
    """The predicate of an `XHaving` over the groups' aggregates."""
    found: list[Predicate | None] = []
    for name, given in (value or {}).items():
        if given is None:
            continue
        conditions = input_of(given)
        if name == "count":
            found.append(_compared(context, Bound(groups.bind(_COUNT)), conditions))
            continue
        item = next(p for p in aggregated(groups.entity.type) if p.name == name)
        for function, inner in conditions.items():
            if inner is not None:
                # Dates are compared as dates: no text around the aggregate here.
                made = _function(context, groups.entity, item, function)
                made = made.value if isinstance(made, Text) else made
                found.append(_compared(context, Bound(groups.bind(made)), input_of(inner)))
    return both(*found)


def _compared(context: Context, left: Expression, conditions: Input) -> Predicate | None:
    found: list[Predicate] = []
    for operator, operand in conditions.items():
        if operator == "isNull":
            found.append(Missing(left, bool(operand)))
        elif operand is None:
            raise GraphQLError(msg("'{operator}' takes no null in having.", operator=operator))
        else:
            right: Param = context.param(operand)
            found.append(Compare(left, BY_NAME[operator].cypher, right))
    return both(*found)


def _order(
    groups: _Groups, keys: list[_Key], order_by: list[Input], selected: Selected
) -> tuple[SortKey, ...]:
    """By what was asked, then by the keys, so that the order is always the same."""
    found: list[SortKey] = []
    for item in order_by:
        descending = word_of(item["direction"]) == "DESC"
        name = word_of(item["by"])
        if name not in KEYS:
            found.append(SortKey(Bound(groups.bind(_COUNT)), descending))
            continue
        index = KEYS.index(name)
        if index >= len(keys):
            raise GraphQLError(
                msg(
                    "Groups cannot be ordered by {name}: there are {n} keys.",
                    name=name,
                    n=len(keys),
                ),
                selected.node,
            )
        found.append(nullable_key(keys[index].sort, descending))
    return (*found, *(nullable_key(k.sort, False) for k in keys))
