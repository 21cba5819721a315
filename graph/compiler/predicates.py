"""Filters: what a `where` input means.

Logic has two values here. A comparison with a missing value does not hold, `ne` and
`notIn` included; `not` holds exactly where its part does not. So `f` and `not f` always
share out all rows between them.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from enum import Enum

from graphql import GraphQLError

from graph.compiler.context import Context, Entity, Transform
from graph.compiler.expressions import (
    Compare,
    Computed,
    Condition,
    Count,
    Exists,
    Expression,
    Missing,
    Not,
    Or,
    Predicate,
    StartsWithPath,
    Stored,
    both,
)
from graph.compiler.given import Given, Input, input_of, inputs_of, optional_input
from graph.compiler.identity import key_of
from graph.compiler.keys import expression, first_order
from graph.compiler.plan import Distinct, Expand, Filter, Match, Operator, Page, Pipeline, filtered
from graph.compiler.reach import existing, reach
from graph.declare import NodeType, Relation, Scalar
from graph.messages import msg
from graph.operators import BY_NAME, OPERATORS


def where(context: Context, entity: Entity, value: Input | None) -> Predicate | None:
    """The predicate of an `XWhere`; None when it says nothing."""
    if not value:
        return None
    return both(*(_entry(context, entity, name, v) for name, v in value.items()))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A `where` split up: joins that keep only rows with a relative, and the rest.

    repeats: whether the joins can give a row more than once.
    reached: what the joins lead to, by the variable and the relation that they start from.
    """

    joins: tuple[Operator, ...]
    predicate: Predicate | None
    repeats: bool = False
    reached: Mapping[tuple[str, str], Entity] = field(default_factory=dict[tuple[str, str], Entity])

    def after(self, operators: tuple[Operator, ...]) -> tuple[Operator, ...]:
        """The operators that give the rows, then what is left of them."""
        joined = (*operators, *self.joins)
        return joined if self.predicate is None else filtered(joined, self.predicate)


def narrow(context: Context, entity: Entity, value: Input | None) -> Narrowed:
    """An `XWhere` for rows that come straight from a match.

    Conditions on to-one relatives, and `within`, become joins: the database may then start
    from the relative's index instead of trying every row.
    """
    joins: list[Operator] = []
    found: list[Predicate | None] = []
    repeats = False
    known: dict[tuple[str, str], Entity] = {}
    for name, item in (value or {}).items():
        if name == "and" and item is not None:
            parts = [narrow(context, entity, v) for v in inputs_of(item)]
            joins += [j for part in parts for j in part.joins]
            found += [part.predicate for part in parts]
            repeats = repeats or any(part.repeats for part in parts)
            for part in parts:
                known |= part.reached
        elif name == "within" and item is not None and _one_place(entity):
            top = context.fresh("top")
            steps, below = _scoped(context, entity, top)
            joins += [_top(context, top, item), *steps]
            found.append(below)
        elif _joinable(context, entity, name, item):
            relation = entity.type.relation(name)
            reached = reach(context, entity, relation, labelled=True)
            inner = narrow(context, reached.entity, input_of(item))
            joins += [reached.expand, *inner.joins]
            known |= {(entity.var, name): reached.entity, **inner.reached}
            found.append(inner.predicate)
            if not relation.unique:
                found.append(_no_earlier(context, entity, relation, reached.entity))
            # Of two relationships to the same relative either may hold on a day.
            repeats = repeats or inner.repeats or not relation.unique
        else:
            found.append(_entry(context, entity, name, item))
    return Narrowed(tuple(joins), both(*found), repeats, known)


def _no_earlier(context: Context, entity: Entity, relation: Relation, chosen: Entity) -> Predicate:
    """That a relative is the first of those there are, by key: the one that the field shows."""
    rival = reach(context, entity, relation)
    key = chosen.type.key
    earlier = Compare(Stored(rival.entity.var, key), "<", Stored(chosen.var, key))
    return Not(Exists(_filtered(rival.expand, earlier)))


def _one_place(entity: Entity) -> bool:
    """Whether an entity belongs to one place at most, so that a join repeats no row."""
    scope = entity.type.scope
    return not scope or any(r.unique and r.hops == scope for r in entity.type.relations)


def _joinable(context: Context, entity: Entity, name: str, value: Given) -> bool:
    """Whether an entry asks for the one relative, or the first by key of several."""
    relation = next((r for r in entity.type.relations if r.name == name), None)
    if relation is None or relation.many or not relation.hops:
        return False
    target = context.model.type(relation.target)
    if not relation.unique and (target.edge or (relation.order or target.order) != (target.key,)):
        return False
    if dict(entity.ends).get(name) is not None or not value:
        return False
    asked = input_of(value)
    return "isNull" not in asked and any(v is not None for v in asked.values())


def _entry(context: Context, entity: Entity, name: str, value: Given) -> Predicate | None:
    node = entity.type
    if value is None:
        _refuse_null(node, name)
        return None
    if name == "and":
        return both(*(where(context, entity, v) for v in inputs_of(value)))
    if name == "or":
        return _any(context, entity, inputs_of(value))
    if name == "within":
        return _within(context, entity, value)
    asked = input_of(value)
    if name == "not":
        return Not(where(context, entity, asked) or _true(entity))
    if name == "id":
        stored = Stored(entity.var, node.key)
        return _comparisons(context, stored, asked, key_of(node.name))
    for item in node.properties:
        if item.name == name:
            left = expression(context, entity, item)
            if item.type is Scalar.BOOLEAN and item.required and isinstance(left, Computed):
                return _flagged(left, asked)
            return _comparisons(context, left, asked)
    relation = node.relation(name)
    if relation.many:
        return _quantified(context, entity, relation, asked)
    return _to_one(context, entity, relation, asked)


def _refuse_null(node: NodeType, name: str) -> None:
    """Raises GraphQLError for a relative given as null: `without it` is meant, and not asked."""
    if any(r.name == name and not r.many for r in node.relations):
        raise GraphQLError(
            msg(
                "'{name}: null' asks for nothing: for those without it write "
                "'{name}: {{ isNull: true }}', or leave it out.",
                name=name,
            )
        )


def _true(entity: Entity) -> Predicate:
    return Missing(Stored(entity.var, entity.type.key), missing=False)


def _any(context: Context, entity: Entity, parts: list[Input]) -> Predicate:
    # An empty `or` has no part that holds.
    found = [where(context, entity, v) or _true(entity) for v in parts]
    if not found:
        return Not(_true(entity))
    return found[0] if len(found) == 1 else Or(tuple(found))


def _comparisons(
    context: Context, left: Expression, value: Input, transform: Transform | None = None
) -> Predicate | None:
    found: list[Predicate] = []
    for operator, operand in value.items():
        if operator == "isNull":
            if operand is not None:
                found.append(Missing(left, missing=bool(operand)))
        elif operand is None:
            missing = BY_NAME[operator].null
            if missing is None:
                raise GraphQLError(
                    msg(
                        "'{operator}' takes no null; use isNull, or leave the operator out.",
                        operator=operator,
                    )
                )
            found.append(Missing(left, missing))
        else:
            right = context.param(_stored(operand), transform)
            found.append(Compare(left, BY_NAME[operator].cypher, right))
    return both(*found)


def _flagged(left: Computed, value: Input) -> Predicate | None:
    """A comparison with a derived yes or no, which is never null, as the condition that it is.

    Neo4j plans the subqueries in it once; compared with a parameter, it plans them four times.
    """
    found: list[Predicate] = []
    holds, never = Condition(left.var, left.template), Condition(left.var, "false")
    if value.get("isNull"):
        found.append(never)
    if "eq" in value:
        wanted = value["eq"]
        found.append(never if wanted is None else holds if wanted else Not(holds))
    return both(*found)


def _stored(value: Given) -> Given:
    """Enum members are stored by name; other operands stay as they are."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, list):
        return [_stored(item) for item in value]
    return value


def _within(context: Context, entity: Entity, code: Given) -> Predicate:
    top = context.fresh("top")
    steps, below = _scoped(context, entity, top)
    return Exists(Pipeline((_top(context, top, code), *steps, Filter(below))))


def _top(context: Context, var: str, code: Given) -> Match:
    """The node of the tree that has a code."""
    node = context.model.type(context.model.in_scope().type)
    return Match(var, node.label, (node.key, context.top(code)))


def _scoped(
    context: Context, entity: Entity, top: str
) -> tuple[tuple[Operator, ...], StartsWithPath]:
    """The way from an entity to what it lies in, and that this is at or below another node."""
    scope, path = entity.type.scope, context.model.in_scope().path
    assert scope is not None
    if not scope:
        return (), StartsWithPath(entity.var, top, path)
    reached = reach(context, entity, Relation("scope", scope[-1].to, scope, many=True))
    return (reached.expand,), StartsWithPath(reached.entity.var, top, path)


def _quantified(
    context: Context, entity: Entity, relation: Relation, value: Input
) -> Predicate | None:
    found: list[Predicate | None] = []
    for quantifier, given in value.items():
        if given is None:
            continue
        inner = input_of(given)
        if quantifier == "count":
            found.append(_counted(context, entity, relation, inner))
            continue
        if quantifier == "single":
            count = count_of(context, entity, relation, inner)
            found.append(Compare(count, "=", context.param(1)))
            continue
        with _head_count(context, relation, inner):
            # Whether there are any says no more than how many there are.
            reached = reach(context, entity, relation)
            condition = where(context, reached.entity, inner)
        if quantifier == "every":
            condition = Not(condition or _true(reached.entity))
        exists = Exists(_filtered(reached.expand, condition))
        found.append(exists if quantifier == "some" else Not(exists))
    return both(*found)


def count_of(context: Context, entity: Entity, relation: Relation, inner: Input | None) -> Count:
    """How many nodes a to-many relation reaches that fulfil a condition."""
    with _head_count(context, relation, inner):
        reached = reach(context, entity, relation)
        pipeline = _filtered(reached.expand, where(context, reached.entity, inner))
    if relation.distinct:
        operators = (*pipeline.operators, Distinct())
        pipeline = Pipeline(operators, reached.entity.carried)
    return Count(pipeline)


def _head_count(
    context: Context, relation: Relation, inner: Input | None
) -> AbstractContextManager[None]:
    """Planning as of a plain count where a relation may only be counted."""
    target = context.model.type(relation.target)
    plain = not context.follows(relation) and context.guard.counts(target, inner, listed=False)
    return context.head_count() if plain else nullcontext()


def _counted(
    context: Context, entity: Entity, relation: Relation, value: Input
) -> Predicate | None:
    count = count_of(context, entity, relation, optional_input(value.get("where")))
    found: list[Predicate] = []
    for operator in OPERATORS:
        if operator.counts and operator.name in value:
            operand = value[operator.name]
            if operand is None:
                raise GraphQLError(msg("'{name}' of a count takes no null.", name=operator.name))
            found.append(Compare(count, operator.cypher, context.param(operand)))
    return both(*found)


def _to_one(context: Context, entity: Entity, relation: Relation, value: Input) -> Predicate | None:
    missing = value.get("isNull")
    target = context.model.type(relation.target)
    for name in (name for name, given in value.items() if given is None):
        _refuse_null(target, name)
    inner = {name: v for name, v in value.items() if name != "isNull" and v is not None}
    end = dict(entity.ends).get(relation.name)
    if end is not None or not relation.hops:
        other = end or replace(entity, type=context.model.type(relation.target), ends=())
        return both(
            _present(context, other, bool(missing)) if missing is not None else None,
            None if end is not None or not inner else _present(context, other, missing=False),
            where(context, other, inner),
        )
    found: list[Predicate | None] = []
    if missing is not None:
        exists = Exists(Pipeline((reach(context, entity, relation).expand,)))
        found.append(Not(exists) if missing else exists)
    if inner:
        reached = reach(context, entity, relation)
        condition = where(context, reached.entity, inner)
        if relation.unique:
            found.append(Exists(_filtered(reached.expand, condition)))
        else:
            # The condition is on the node that the field shows, the first in its order.
            operators: list[Operator] = [
                reached.expand,
                first_order(context, reached.entity, relation),
                Page(1),
            ]
            if condition is not None:
                operators.append(Filter(condition))
            found.append(Exists(Pipeline(tuple(operators), reached.entity.carried)))
    return both(*found)


def _present(context: Context, entity: Entity, missing: bool) -> Predicate:
    present = existing(context, entity) or _true(entity)
    return Not(present) if missing else present


def _filtered(expand: Expand, condition: Predicate | None) -> Pipeline:
    if condition is None:
        return Pipeline((expand,))
    return Pipeline((expand, Filter(condition)))
