"""Stage *plan*, the root field `crossAppointments`: pages of pairs with their appointments."""

from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError

from graph.compiler.context import Context
from graph.compiler.expressions import (
    Bound,
    Collect,
    Condition,
    Exists,
    Expression,
    Or,
    Predicate,
    Stored,
    Truth,
    both,
)
from graph.compiler.given import words_in
from graph.compiler.keys import Key
from graph.compiler.ordering import Order
from graph.compiler.pages import Listing, planned_page
from graph.compiler.plan import (
    Distinct,
    Filter,
    Group,
    Operator,
    Pipeline,
    Plan,
    Project,
    Sort,
    SortKey,
)
from graph.compiler.roots import PlannedRoot
from graph.compiler.rows import RowBuilder, Wanted, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import (
    Apply,
    Constant,
    Leaf,
    Many,
    Object,
    RowOf,
    Shape,
)
from graph.coverage.question import Question, Scope
from graph.cross.appointments import (
    PAIR,
    TO_COMMUNITY,
    TO_COMPANY,
    Pair,
    appointment,
    managing,
    posts_across,
)
from graph.declare import Scalar
from graph.messages import msg
from graph.model.enums import AppointmentDirection, AppointmentStatus


def cross_appointments_root(context: Context, selected: Selected) -> PlannedRoot:
    """The root field `crossAppointments(within, status, first, after, last, before)`."""
    builder = RowBuilder()
    pairs = _Pairs(context, selected)
    shape = planned_page(context, builder, selected, pairs.listing(), pairs.item)
    return PlannedRoot(Plan(builder.row()), shape, builder.width, nullable=False)


class _Pairs:
    """The pairs that are asked for, and what is shown of each."""

    def __init__(self, context: Context, selected: Selected) -> None:
        self.context = context
        self.selected = selected
        arguments = selected.arguments
        within = arguments.get("within")
        scope = Scope(code=None if within is None else context.top(within))
        self.communities = Question(context.model.type("Community"), None, scope)
        self.operators, self.pair = self._pairs()
        self.appointed: tuple[Expression, ...] = tuple(
            Truth(_appointed(context, self.pair, d)) for d in (TO_COMPANY, TO_COMMUNITY)
        )
        asked = arguments.get("status")
        if asked is not None:
            self._keep([AppointmentStatus[word] for word in words_in(asked)])

    def listing(self) -> Listing:
        """The pairs by the codes of both sides."""
        keys = tuple(
            Key(Stored(e.var, "code"), Scalar.STRING, False, nullable=False)
            for e in (self.pair.community, self.pair.company)
        )
        return Listing(self.operators, self._carried, Order(keys, (), (), "pairs"))

    def _keep(self, wanted: Sequence[AppointmentStatus]) -> None:
        """Only pairs of some status; which directions there are is found out once for each."""
        if not wanted:
            raise GraphQLError(
                msg("'status' names none; leave it out for all."), self.selected.node
            )
        bound = tuple(self.context.fresh("has") for _ in self.appointed)
        pair = tuple((v, Bound(v)) for v in self._carried)
        group = Group((*pair, *zip(bound, self.appointed, strict=True)), ())
        condition = Or(tuple(_status_is(status, bound) for status in wanted))
        self.operators = (*self.operators, group, Filter(condition))
        self.appointed = tuple(Bound(v) for v in bound)

    def _pairs(self) -> tuple[tuple[Operator, ...], Pair]:
        context = self.context
        operators, community = self.communities.places(context)
        managed = managing(context, community)
        pair = Pair(community, managed.entity)
        return (*operators, managed.expand, Distinct((community.var, pair.company.var))), pair

    @property
    def _carried(self) -> tuple[str, ...]:
        bound = tuple(e.var for e in self.appointed if isinstance(e, Bound))
        return (self.pair.community.var, self.pair.company.var, *bound)

    def item(self, row: RowBuilder, selected: Selected) -> Object:
        """A `CrossAppointmentPair`, as columns of the page's row."""
        shapes: list[tuple[str, Shape]] = []
        for f in selected.fields():
            if f.name == "__typename":
                shape: Shape = Constant(PAIR)
            elif f.name == "status":
                parts = tuple(Leaf(row.column(e), f"{PAIR}.status") for e in self.appointed)
                shape = Apply(_status, parts)
            elif f.name == "appointments":
                lists = tuple(self._appointments(row, f, d) for d in (TO_COMPANY, TO_COMMUNITY))
                shape = Apply(_joined, lists)
            else:
                entity = self.pair.community if f.name == "community" else self.pair.company
                wanted = Wanted(f.children, f"{PAIR}.{f.name}", required=True)
                shape = project_object(self.context, row, entity, wanted)
            shapes.append((f.key, shape))
        return Object(tuple(shapes), PAIR, None, True)

    def _appointments(
        self, row: RowBuilder, selected: Selected, direction: AppointmentDirection
    ) -> Many:
        """The appointments of a pair in one direction, by the posts' start."""
        context = self.context
        across = posts_across(context, self.pair, direction)
        inner, post = RowBuilder(), across.post
        shape = appointment(context, inner, across, selected)
        keys = (SortKey(Stored(post.var, "since"), False), SortKey(Stored(post.var, "key"), False))
        operators = (across.expand, Distinct(), Sort(keys), *inner.joins, Project(inner.row()))
        column = row.column(Collect(Pipeline(operators, (post.var, across.holder.var))))
        return Many(column, RowOf(inner.width, shape))


def _appointed(context: Context, pair: Pair, direction: AppointmentDirection) -> Predicate:
    return Exists(Pipeline((posts_across(context, pair, direction).expand,)))


def _status_is(status: AppointmentStatus, bound: Sequence[str]) -> Predicate:
    wanted = {
        AppointmentStatus.MUTUAL: (True, True),
        AppointmentStatus.ONLY_COMMUNITY_TO_COMPANY: (True, False),
        AppointmentStatus.ONLY_COMPANY_TO_COMMUNITY: (False, True),
        AppointmentStatus.NONE: (False, False),
    }[status]
    parts = (Condition(v, "{n}" if w else "NOT {n}") for v, w in zip(bound, wanted, strict=True))
    found = both(*parts)
    assert found is not None
    return found


def _status(to_company: bool, to_community: bool) -> str:
    if to_company:
        return "MUTUAL" if to_community else "ONLY_COMMUNITY_TO_COMPANY"
    return "ONLY_COMPANY_TO_COMMUNITY" if to_community else "NONE"


def _joined(*lists: list[Any]) -> list[Any]:
    return [item for part in lists for item in part]
