"""Stage *plan*, the root field `crossAppointments`: communities and the companies managing there.

A pair is a community and a property company that manages a compound in it on the day. Its
appointments are current posts held across the two sides (双向进入、交叉任职): somebody of the
community's committee in the company's Party organization, or somebody of the company in the
community's committee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import GraphQLError

from graph.compiler.connections import asks, window_of
from graph.compiler.context import Context, Entity, Transform
from graph.compiler.expressions import (
    And,
    Bound,
    Collect,
    Compare,
    Computed,
    Condition,
    Count,
    Exists,
    Expression,
    Not,
    Or,
    Predicate,
    StartsWithPath,
    Stored,
    Truth,
    both,
)
from graph.compiler.identity import key_of
from graph.compiler.keys import Key
from graph.compiler.ordering import Order, beyond
from graph.compiler.plan import (
    Distinct,
    Expand,
    Filter,
    Group,
    Match,
    Operator,
    Page,
    Pipeline,
    Plan,
    Project,
    Sort,
    SortKey,
    Step,
    filtered,
)
from graph.compiler.reach import match
from graph.compiler.roots import LookupGroup, PlannedRoot, as_list
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
from graph.coverage.question import Question, Scope, known_place
from graph.declare import Scalar
from graph.model.common import dated, in_office

PAIR = "CrossAppointmentPair"
APPOINTMENT = "CrossAppointment"


class AppointmentDirection(Enum):
    """From which side to which somebody was appointed."""

    COMMUNITY_TO_COMPANY = "COMMUNITY_TO_COMPANY"
    COMPANY_TO_COMMUNITY = "COMPANY_TO_COMMUNITY"


class AppointmentStatus(Enum):
    """Which directions a pair has appointments in."""

    MUTUAL = "MUTUAL"
    ONLY_COMMUNITY_TO_COMPANY = "ONLY_COMMUNITY_TO_COMPANY"
    ONLY_COMPANY_TO_COMMUNITY = "ONLY_COMPANY_TO_COMMUNITY"
    NONE = "NONE"


TO_COMPANY = AppointmentDirection.COMMUNITY_TO_COMPANY
TO_COMMUNITY = AppointmentDirection.COMPANY_TO_COMMUNITY

# How a community's committee is reached from one of its posts or members, and a company's
# organization from one of its own: `{side}` is the community or the company.
_COMMITTEE = (
    "(committee:PartyOrganization)-[area:COVERS]->({side}) WHERE committee.kind = 'COMMITTEE' "
    f"AND {dated('area')} AND {in_office('committee')}"
)
_HOSTED = f"(hosted:PartyOrganization)-[:HOSTED_BY]->({{side}}) WHERE {in_office('hosted')}"
_FORMAL = f"formal.kind = 'FORMAL' AND {dated('formal')}"

# The post is `{n}`, its holder `{holder}`; `{side}` is where the holder comes from.
_OF_COMMUNITY = (
    f"(EXISTS {{{{ MATCH ({{holder}})-[formal:AFFILIATED]->{_COMMITTEE} AND {_FORMAL} }}}} OR "
    f"EXISTS {{{{ MATCH ({{holder}})<-[:HELD_BY]-(own:Post)-[:IN_ORGANIZATION]->{_COMMITTEE} "
    f"AND {dated('own')} }}}})"
)
_OF_COMPANY = (
    "(EXISTS {{ ({holder})-[:EMPLOYED_BY]->({side}) }} OR "
    f"EXISTS {{{{ MATCH ({{holder}})-[formal:AFFILIATED]->{_HOSTED} AND {_FORMAL} }}}})"
)


def _filled(template: str, holder: str, side: str) -> str:
    """A template with its variables put in; what the emitter fills stays."""
    return (
        template.replace("{{", "{")
        .replace("}}", "}")
        .replace("{holder}", holder)
        .replace("{side}", side)
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    community: Entity
    company: Entity


def cross_appointments_root(context: Context, selected: Selected) -> PlannedRoot:
    """The root field `crossAppointments(within, status, first, after)`."""
    page = _Page(context, selected)
    builder = RowBuilder()
    shape = page.connection(builder)
    question = Question(context.model.type("Community"), None, page.scope)
    whole = known_place(context, builder, question, shape)
    return PlannedRoot(Plan(builder.row()), whole, builder.width, nullable=False)


class _Page:
    """A page of pairs under construction."""

    def __init__(self, context: Context, selected: Selected) -> None:
        self.context = context
        self.selected = selected
        arguments = selected.arguments
        within = arguments.get("within")
        self.scope = Scope(code=None if within is None else context.param(within))
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

    def _pairs(self) -> tuple[tuple[Operator, ...], _Pair]:
        context = self.context
        operators, community = match(context, context.model.type("Community"))
        if self.scope.code is not None:
            top = context.fresh("top")
            operators = (Match(top, "Place", ("code", self.scope.code)), *operators)
            operators = filtered(operators, StartsWithPath(community.var, top))
        company = Entity(context.fresh(), context.model.type("PropertyCompany"))
        area = context.fresh("r")
        steps = (
            Step("WITHIN", "in", "Compound", None, None, (1, 1)),
            Step("MANAGES", "in", None, company.var, area, (1, 1)),
        )
        managed = Condition(area, f"{dated('{n}')}")
        condition = both(managed, context.guard.visible(context, company))
        pair = _Pair(community, company)
        expand = Expand(community.var, steps, condition)
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
        expand, post, holder = _posts(context, self.pair, direction)
        inner = RowBuilder()
        shape = appointment(context, inner, self.pair, post, holder, selected, direction)
        keys = (SortKey(Stored(post.var, "since"), False), SortKey(Stored(post.var, "key"), False))
        operators = (expand, Distinct(), Sort(keys), *inner.joins, Project(inner.row()))
        column = row.column(Collect(Pipeline(operators, (post.var, holder.var))))
        return Many(column, RowOf(inner.width, shape))


def appointment(
    context: Context,
    row: RowBuilder,
    pair: _Pair,
    post: Entity,
    holder: Entity,
    selected: Selected,
    direction: AppointmentDirection,
) -> Object:
    """A `CrossAppointment`, as columns of a row and a shape over them."""
    community, company = pair.community, pair.company
    entities = {"person": holder, "post": post, "community": community, "company": company}
    shapes: list[tuple[str, Shape]] = []
    for f in selected.children.get(APPOINTMENT, ()):
        if f.name == "__typename":
            shape: Shape = Constant(APPOINTMENT)
        elif f.name == "direction":
            shape = Constant(direction.name)
        elif f.name == "id":
            keys = (
                Stored(post.var, "key"),
                Stored(community.var, "code"),
                Stored(company.var, "code"),
            )
            parts = tuple(Leaf(row.column(k), f"{APPOINTMENT}.id") for k in keys)
            shape = Apply(_identity(direction), parts)
        elif f.name in {"since", "until"}:
            at = row.column(Stored(post.var, f.name, text=True))
            shape = Leaf(at, f"{APPOINTMENT}.{f.name}")
        else:
            owner = f"{APPOINTMENT}.{f.name}"
            shape = project_object(context, row, entities[f.name], f.children, owner, False, True)
        shapes.append((f.key, shape))
    return Object(tuple(shapes), APPOINTMENT, None, True)


def appointments_by_id(
    context: Context, builder: RowBuilder, value: Any, selected: Selected
) -> list[LookupGroup]:
    """Lookups of appointments by id, current on the day, one for each direction."""
    groups: list[LookupGroup] = []
    for direction in AppointmentDirection:
        community = Entity(context.fresh(), context.model.type("Community"))
        company = Entity(context.fresh(), context.model.type("PropertyCompany"))
        pair = _Pair(community, company)
        operators: list[Operator] = []
        for entity, part in ((community, 1), (company, 2)):
            known = Compare(Stored(entity.var, "code"), "IN", context.param(value, _PARTS[part]))
            operators += [Match(entity.var, entity.type.label), Filter(known)]
        expand, post, holder = _posts(context, pair, direction)
        wanted = Compare(Stored(post.var, "key"), "IN", context.param(value, _PARTS[3]))
        codes = f"{community.var}.code + '/' + {company.var}.code"
        key = Computed(post.var, f"'{direction.name}/' + {codes} + '/' + {{n}}.key")
        given = Compare(key, "IN", context.param(value, _keys))
        row = RowBuilder()
        shape = appointment(context, row, pair, post, holder, selected, direction)
        place = row.column(key)
        carried = (community.var, company.var, post.var, holder.var)
        matched = (*operators, expand, Filter(And((wanted, given))), Distinct(carried))
        pipeline = Pipeline((*matched, *row.joins, Project(row.row())), carried)
        column = builder.column(Collect(pipeline))
        groups.append((APPOINTMENT, column, RowOf(row.width, shape), place))
    return groups


def _keys(value: Any) -> Any:
    return key_of(APPOINTMENT)(as_list(value))


def _part_of(index: int) -> Transform:
    """What stands between the slashes of ids, as `[direction, community, company, post]`."""

    def take(value: Any) -> list[str]:
        parts = [str(i).removeprefix(f"{APPOINTMENT}:").split("/") for i in as_list(value)]
        return [p[index] for p in parts if len(p) == len(_PARTS)]

    return take


_PARTS = tuple(_part_of(index) for index in range(4))


def _identity(direction: AppointmentDirection) -> Any:
    def identity(post: str, community: str, company: str) -> str:
        return f"{APPOINTMENT}:{direction.name}/{community}/{company}/{post}"

    return identity


def _posts(
    context: Context, pair: _Pair, direction: AppointmentDirection
) -> tuple[Expand, Entity, Entity]:
    """From a pair to the current posts across its sides, in one direction, and their holders."""
    post = Entity(context.fresh(), context.model.type("Post"))
    holder = Entity(context.fresh(), context.model.type("Person"))
    organization = context.fresh()
    rest = (
        Step("IN_ORGANIZATION", "in", None, post.var, None, (1, 1)),
        Step("HELD_BY", "out", None, holder.var, None, (1, 1)),
    )
    held = both(Condition(post.var, dated("{n}")), Condition(organization, in_office("{n}")))
    if direction is TO_COMPANY:
        steps = (Step("HOSTED_BY", "in", None, organization, None, (1, 1)), *rest)
        across = Condition(post.var, _filled(_OF_COMMUNITY, holder.var, pair.community.var))
        return Expand(pair.company.var, steps, both(held, across)), post, holder
    area = context.fresh("r")
    steps = (Step("COVERS", "in", None, organization, area, (1, 1)), *rest)
    committee = Condition(organization, "{n}.kind = 'COMMITTEE'")
    current = Condition(area, dated("{n}"))
    across = Condition(post.var, _filled(_OF_COMPANY, holder.var, pair.company.var))
    return Expand(pair.community.var, steps, both(committee, current, held, across)), post, holder


def _appointed(context: Context, pair: _Pair, direction: AppointmentDirection) -> Predicate:
    expand, _, _ = _posts(context, pair, direction)
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
