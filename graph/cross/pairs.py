"""Stage *plan*, the root field `crossAppointments`: pages of pairs with their appointments."""

from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError

from graph.compiler.connections import asks, window_of
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    Bound,
    Collect,
    Condition,
    Count,
    Exists,
    Expression,
    Not,
    Or,
    Predicate,
    Stored,
    Truth,
    both,
)
from graph.compiler.keys import Key
from graph.compiler.ordering import Order, beyond
from graph.compiler.plan import (
    Distinct,
    Filter,
    Group,
    Operator,
    Page,
    Pipeline,
    Plan,
    Project,
    Sort,
    SortKey,
    filtered,
)
from graph.compiler.roots import PlannedRoot
from graph.compiler.rows import RowBuilder, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import (
    Apply,
    Constant,
    Cursor,
    Leaf,
    Many,
    Object,
    PageInfo,
    RowOf,
    Shape,
)
from graph.coverage.question import Question, Scope
from graph.cross.terms import (
    PAIR,
    TO_COMMUNITY,
    TO_COMPANY,
    AppointmentDirection,
    AppointmentStatus,
    Pair,
    appointment,
    managing,
    posts_across,
)
from graph.declare import Scalar


def cross_appointments_root(context: Context, selected: Selected) -> PlannedRoot:
    """The root field `crossAppointments(within, status, first, after)`."""
    page = _Page(context, selected)
    builder = RowBuilder()
    shape = page.connection(builder)
    return PlannedRoot(Plan(builder.row()), shape, builder.width, nullable=False)


class _Page:
    """A page of pairs under construction."""

    def __init__(self, context: Context, selected: Selected) -> None:
        self.context = context
        self.selected = selected
        arguments = selected.arguments
        within = arguments.get("within")
        scope = Scope(code=None if within is None else context.place(within))
        self.communities = Question(context.model.type("Community"), None, scope)
        self.operators, self.pair = self._pairs()
        self.appointed: tuple[Expression, ...] = tuple(
            Truth(_appointed(context, self.pair, d)) for d in (TO_COMPANY, TO_COMMUNITY)
        )
        asked = arguments.get("status")
        if asked is not None:
            self._keep([AppointmentStatus[s.name] for s in asked])
        self.window, self.limit = window_of(context, selected)
        self.order = Order(
            tuple(
                Key(Stored(e.var, "code"), Scalar.STRING, False, nullable=False)
                for e in (self.pair.community, self.pair.company)
            ),
            (),
            (),
            "pairs",
        )

    def _keep(self, wanted: Sequence[AppointmentStatus]) -> None:
        """Only pairs of some status; which directions there are is found out once for each."""
        if not wanted:
            raise GraphQLError("'status' names none; leave it out for all.", self.selected.node)
        bound = tuple(self.context.fresh("has") for _ in self.appointed)
        pair = tuple((v, Bound(v)) for v in self._carried)
        group = Group((*pair, *zip(bound, self.appointed, strict=True)), ())
        condition = Or(tuple(_status_is(status, bound) for status in wanted))
        self.operators = (*self.operators, group, Filter(condition))
        self.appointed = tuple(Bound(v) for v in bound)

    def _pairs(self) -> tuple[tuple[Operator, ...], Pair]:
        context = self.context
        operators, community = self.communities.places(context)
        company = Entity(context.fresh(), context.model.type("PropertyCompany"))
        pair = Pair(community, company)
        expand = managing(context, pair)
        return (*operators, expand, Distinct((community.var, company.var))), pair

    def connection(self, builder: RowBuilder) -> Object:
        fields = self.selected.fields()
        row = RowBuilder()
        infos = [f for f in fields if f.name == "pageInfo"]
        nodes = {f.key: self._node(row, f) for f in fields if f.name == "nodes"}
        ends = any(asks(f, "startCursor", "endCursor") for f in infos)
        cursor = None
        if ends:
            places = tuple(row.column(k.value) for k in self.order.keys)
            cursor = Cursor(places, self.order.signature)
        at = -1
        if nodes or ends or any(asks(f, "hasNextPage") for f in infos):
            at = builder.column(self._rows(row))
        shapes: list[tuple[str, Shape]] = []
        for f in fields:
            if f.name == "__typename":
                shapes.append((f.key, Constant(self.selected.type)))
            elif f.name == "totalCount":
                column = builder.column(Count(Pipeline(self.operators, self._carried)))
                shapes.append((f.key, Leaf(column, f"{PAIR}Connection.totalCount", True)))
            elif f.name == "pageInfo":
                other = self._before(builder) if asks(f, "hasPreviousPage") else None
                named = tuple((s.key, s.name) for s in f.fields())
                shapes.append((f.key, PageInfo(named, at, row.width, self.window, cursor, other)))
            else:
                shapes.append((f.key, Many(at, RowOf(row.width, nodes[f.key]), self.window)))
        return Object(tuple(shapes), self.selected.type, None, True)

    @property
    def _carried(self) -> tuple[str, ...]:
        bound = tuple(e.var for e in self.appointed if isinstance(e, Bound))
        return (self.pair.community.var, self.pair.company.var, *bound)

    def _rows(self, row: RowBuilder) -> Collect:
        operators = self.operators
        after = self.selected.arguments.get("after")
        if after is not None:
            following = beyond(self.context, self.order, after, before=False)
            operators = filtered(operators, following)
        operators = (*operators, self.order.sort(backward=False))
        if self.limit is not None:
            operators = (*operators, Page(self.limit))
        return Collect(Pipeline((*operators, *row.joins, Project(row.row())), self._carried))

    def _before(self, builder: RowBuilder) -> int | None:
        after = self.selected.arguments.get("after")
        if after is None:
            return None
        outside = Not(beyond(self.context, self.order, after, before=False))
        operators = filtered(self.operators, outside)
        return builder.column(Truth(Exists(Pipeline(operators, self._carried))))

    def _node(self, row: RowBuilder, selected: Selected) -> Object:
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
                owner = f"{PAIR}.{f.name}"
                shape = project_object(self.context, row, entity, f.children, owner, False, True)
            shapes.append((f.key, shape))
        return Object(tuple(shapes), PAIR, None, True)

    def _appointments(
        self, row: RowBuilder, selected: Selected, direction: AppointmentDirection
    ) -> Many:
        """The appointments of a pair in one direction, by the posts' start."""
        context = self.context
        expand, post, holder = posts_across(context, self.pair, direction)
        inner = RowBuilder()
        shape = appointment(context, inner, self.pair, post, holder, selected, direction)
        keys = (SortKey(Stored(post.var, "since"), False), SortKey(Stored(post.var, "key"), False))
        operators = (expand, Distinct(), Sort(keys), *inner.joins, Project(inner.row()))
        column = row.column(Collect(Pipeline(operators, (post.var, holder.var))))
        return Many(column, RowOf(inner.width, shape))


def _appointed(context: Context, pair: Pair, direction: AppointmentDirection) -> Predicate:
    expand, _, _ = posts_across(context, pair, direction)
    return Exists(Pipeline((expand,)))


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
