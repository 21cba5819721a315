"""What a coverage question asks: which places, covered by which organizations, on which day.

A place is covered when an organization in office has that very place in its area.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from graph.api import constant_case
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    Compare,
    Equals,
    Exists,
    Expression,
    On,
    OnDay,
    Or,
    Param,
    Predicate,
    StartsWithPath,
    Stored,
)
from graph.compiler.given import words_in
from graph.compiler.plan import Filter, Match, Operator, Pipeline, filtered
from graph.compiler.reach import match, reach
from graph.compiler.select import Selected
from graph.declare import Model, NodeType, Vocabulary
from graph.messages import msg


class GapOrder(Vocabulary):
    """空白点排序 — Gaps by their place's code, or those where most members live first."""

    CODE = "按编码 — By the place's code."
    MEMBERS_DESC = "党员多的在前 — Most members first."


class CoverageEventKind(Vocabulary):
    """覆盖变动类型 — How a place comes to be covered or no longer is."""

    ESTABLISHED = "成立党组织 — An organization was established."
    AREA_ADDED = "纳入范围 — A place was added to an organization's area."
    DISSOLVED = "撤销党组织 — An organization was dissolved."
    AREA_REMOVED = "移出范围 — A place was taken out of an organization's area."


@dataclass(frozen=True, slots=True)
class Scope:
    """Where coverage is counted: at or below a place, bound already or by code; or everywhere."""

    place: str | None = None
    code: Param | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is covered by what, where, and on which day (None: the operation's)."""

    of: NodeType
    by: tuple[str, ...] | None
    scope: Scope
    day: Param | None = None

    def places(
        self, context: Context, node: NodeType | None = None, above: bool = False
    ) -> tuple[tuple[Operator, ...], Entity]:
        """All places in the scope, of one kind; `above` adds those that the scope is in."""
        operators, entity = match(context, node or self.of, above=above)
        top = self.scope.place
        if self.scope.code is not None:
            top = context.fresh("top")
            operators = (Match(top, "Place", ("code", self.scope.code)), *operators)
        if top is not None:
            path = context.model.in_scope().path
            below: Predicate = StartsWithPath(entity.var, top, path)
            if above:
                below = Or((below, StartsWithPath(top, entity.var, path)))
            operators = filtered(operators, below)
        return operators, entity

    def covered(self, context: Context, place: Entity) -> Predicate:
        """That an organization of the kinds covers a place on the day."""
        reached = reach(context, place, place.type.relation("organizations"))
        condition = of_kinds(context, reached.entity.var, self.by)
        operators: tuple[Operator, ...] = (reached.expand,)
        if condition is not None:
            operators = (*operators, Filter(condition))
        return self.dated(Exists(Pipeline(operators)))

    def dated(self, predicate: Predicate) -> Predicate:
        """A predicate as of the question's day."""
        return predicate if self.day is None else OnDay(self.day, predicate)

    def value(self, expression: Expression) -> Expression:
        """An expression as of the question's day."""
        return expression if self.day is None else On(self.day, expression)


def of_kinds(context: Context, var: str, kinds: Sequence[str] | None) -> Predicate | None:
    """That an organization is of one of some kinds; None: any will do."""
    if kinds is None:
        return None
    if len(kinds) == 1:
        return Equals(var, "kind", kinds[0])
    return Compare(Stored(var, "kind"), "IN", context.param(list(kinds)))


def place_type(model: Model, kind: Any) -> NodeType:
    """The type of a kind of place."""
    return next(t for t in model.members("Place") if constant_case(t.name) == kind.name)


def kinds_of(selected: Selected) -> tuple[str, ...] | None:
    """The organization kinds asked for. Raises GraphQLError for an empty list."""
    given = selected.arguments.get("by")
    if given is None:
        return None
    if not given:
        raise GraphQLError(msg("'by' names no kind; leave it out for any kind."), selected.node)
    return tuple(sorted(set(words_in(given))))


def question_of(context: Context, selected: Selected) -> Question:
    """What the arguments `of`, `by` and `within` of a root field ask."""
    within = selected.arguments.get("within")
    scope = Scope(code=None if within is None else context.top(within))
    return Question(place_type(context.model, selected.arguments["of"]), kinds_of(selected), scope)


def kinds_above(model: Model, node: NodeType) -> tuple[str, ...]:
    """The kinds of places that can stand on the path to a place, from the top down."""
    found: dict[str, None] = {}
    waiting = [node]
    while waiting:
        for relation in waiting.pop().relations:
            first = relation.hops[:1]
            if first and (first[0].relationship, first[0].direction) == ("WITHIN", "out"):
                target = model.type(relation.target)
                if not target.abstract and target.name not in found:
                    found[target.name] = None
                    waiting.append(target)
    order = [t.name for t in model.members("Place")]
    return tuple(sorted(found, key=order.index))
