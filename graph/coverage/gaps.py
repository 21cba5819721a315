"""Stage *plan*, coverage: the places that lack an organization, each with what matters about it."""

from dataclasses import replace
from functools import partial

from graph.api import constant_case
from graph.compiler.connections import asks, window_of
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    DAY,
    Bound,
    Collect,
    Compare,
    Computed,
    Condition,
    Count,
    Exists,
    Expression,
    Holds,
    Not,
    Only,
    Or,
    Row,
    Stored,
    Truth,
    both,
)
from graph.compiler.keys import Key
from graph.compiler.ordering import Order, beyond
from graph.compiler.plan import (
    Expand,
    Filter,
    Group,
    Operator,
    Page,
    Pipeline,
    Project,
    Sort,
    SortKey,
    Step,
    filtered,
)
from graph.compiler.rows import RowBuilder, project_object, rows_of
from graph.compiler.select import Selected
from graph.compiler.shape import (
    Apply,
    Constant,
    Cursor,
    Leaf,
    Many,
    Object,
    One,
    PageInfo,
    RowOf,
    Shape,
)
from graph.coverage.question import Question, of_kinds
from graph.coverage.reasons import enough, reasons
from graph.declare import Scalar
from graph.model.terms import full_member, member

# Which organizations can have one of a kind below them.
_PARENTS = {
    "GROUP": ("BRANCH", "GENERAL_BRANCH"),
    "BRANCH": ("COMMITTEE", "GENERAL_BRANCH", "WORKING_COMMITTEE"),
    "GENERAL_BRANCH": ("COMMITTEE", "WORKING_COMMITTEE"),
    "COMMITTEE": ("COMMITTEE", "WORKING_COMMITTEE"),
    "WORKING_COMMITTEE": ("COMMITTEE", "WORKING_COMMITTEE"),
}


def gaps(context: Context, builder: RowBuilder, question: Question, selected: Selected) -> Object:
    """The fields of a `GapConnection`, as columns of a row and a shape over them."""
    page = _Page(context, question, selected)
    fields = selected.fields()
    nodes = [(f, page.nodes(f)) for f in fields if f.name == "nodes"]
    infos = [f for f in fields if f.name == "pageInfo"]
    needed = bool(nodes) or any(asks(f, "startCursor", "endCursor", "hasNextPage") for f in infos)
    cursor = page.cursor() if any(asks(f, "startCursor", "endCursor") for f in infos) else None
    at = builder.column(question.value(page.rows())) if needed else -1
    width = page.row.width
    found = {f.key: shape for f, shape in nodes}
    shapes: list[tuple[str, Shape]] = []
    for f in fields:
        if f.name == "__typename":
            shapes.append((f.key, Constant(selected.type)))
        elif f.name == "totalCount":
            column = builder.column(question.value(Count(page.all())))
            shapes.append((f.key, Leaf(column, "GapConnection.totalCount", required=True)))
        elif f.name == "pageInfo":
            before = page.before() if asks(f, "hasPreviousPage") else None
            other = None if before is None else builder.column(question.value(before))
            named = tuple((s.key, s.name) for s in f.fields())
            shapes.append((f.key, PageInfo(named, at, width, page.window, cursor, other)))
        else:
            shapes.append((f.key, Many(at, RowOf(width, found[f.key]), page.window)))
    return Object(tuple(shapes), selected.type, None, True)


class _Page:
    """A page of gaps under construction."""

    def __init__(self, context: Context, question: Question, selected: Selected) -> None:
        self.context = context
        self.question = question
        self.selected = selected
        self.row = RowBuilder()
        self.window, self.limit = window_of(context, selected)
        operators, self.place = question.places(context)
        lacking = Not(question.covered(context, self.place))
        self.operators = filtered(operators, lacking)
        order = selected.arguments.get("orderBy")
        self.by_members = order is not None and order.name == "MEMBERS_DESC"
        self.bound = context.fresh("members") if self.by_members else None
        code = Key(Stored(self.place.var, "code"), Scalar.STRING, False, nullable=False)
        keys = (code,)
        if self.bound is not None:
            keys = (Key(Bound(self.bound), Scalar.INT, True, nullable=False), code)
        self.order = Order(keys, (), (), f"gaps:{question.of.name}:{len(keys)}")

    def all(self) -> Pipeline:
        """Every gap."""
        return Pipeline(self.operators, self.place.carried)

    def _ordered(self) -> tuple[Operator, ...]:
        if self.bound is None:
            return self.operators
        members = self.members(full=False)
        keys = ((self.place.var, Bound(self.place.var)), (self.bound, members))
        return (*self.operators, Group(keys, ()))

    def rows(self) -> Collect:
        """The page's rows, one more where it is asked whether there are more."""
        operators = self._ordered()
        after = self.selected.arguments.get("after")
        if after is not None:
            operators = filtered(operators, beyond(self.context, self.order, after, before=False))
        operators = (*operators, self.order.sort(backward=False))
        if self.limit is not None:
            operators = (*operators, Page(self.limit))
        return Collect(
            Pipeline((*operators, *self.row.joins, Project(self.row.row())), self.carried)
        )

    def before(self) -> Expression | None:
        """Whether there are gaps before the page."""
        after = self.selected.arguments.get("after")
        if after is None:
            return None
        outside = Not(beyond(self.context, self.order, after, before=False))
        return Truth(Exists(Pipeline((*self._ordered(), Filter(outside)), self.carried)))

    @property
    def carried(self) -> tuple[str, ...]:
        """The variables that rows need."""
        return self.place.carried if self.bound is None else (*self.place.carried, self.bound)

    def cursor(self) -> Cursor:
        """The cursor over the order's keys; they join the row."""
        return Cursor(
            tuple(self.row.column(k.value) for k in self.order.keys), self.order.signature
        )

    def nodes(self, selected: Selected) -> Object:
        """A `Gap`, as columns of the page's row."""
        shapes = tuple((f.key, self._field(f)) for f in selected.fields())
        return Object(shapes, selected.type, None, True)

    def _field(self, f: Selected) -> Shape:
        if f.name == "__typename":
            return Constant("Gap")
        if f.name == "place":
            return project_object(
                self.context, self.row, self.place, f.children, "Gap.place", False, True
            )
        if f.name in {"members", "fullMembers"}:
            return self._people(full=f.name == "fullMembers")
        if f.name == "nearest":
            return self._nearest(f)
        return self._reasons()

    def members(self, full: bool) -> Count:
        """How many members, or full ones, live at a place or below it."""
        context = self.context
        person = Entity(context.fresh(), context.model.type("Person"))
        steps = (
            Step("WITHIN", "in", None, None, None, (0, None)),
            Step("RESIDES_IN", "in", None, person.var, None, (1, 1)),
        )
        counted = Condition(person.var, full_member("{n}") if full else member("{n}"))
        return Count(Pipeline((Expand(self.place.var, steps, counted),)))

    def _people(self, full: bool) -> Leaf:
        value: Expression = self.members(full)
        if self.bound is not None and not full:
            value = Bound(self.bound)
        return Leaf(self.row.column(value), "Gap.members", required=True)

    def _above(self) -> tuple[tuple[Operator, ...], Entity, str]:
        """The nearest organization that could take what is missing, and the place it covers."""
        context = self.context
        place, area = context.fresh(), context.fresh("r")
        node = context.model.type("PartyOrganization")
        organization = Entity(context.fresh(), node)
        steps = (
            Step("WITHIN", "out", None, place, None, (0, None)),
            Step("COVERS", "in", None, organization.var, area, (1, 1)),
        )
        wanted = self.question.by
        kinds = None if wanted is None else sorted({p for kind in wanted for p in _PARENTS[kind]})
        condition = both(
            Holds(area, "since", "until"),
            Holds(organization.var, "establishedOn", "dissolvedOn"),
            of_kinds(context, organization.var, kinds),
            context.guard.visible(context, organization),
        )
        sort = Sort(
            (
                SortKey(Computed(place, "size({n}.path)"), True),
                SortKey(Stored(organization.var, "kind"), False),
                SortKey(Stored(organization.var, "code"), False),
            )
        )
        operators = (Expand(self.place.var, steps, condition), sort, Page(1))
        return operators, organization, place

    def _nearest(self, selected: Selected) -> One:
        operators, organization, place = self._above()
        there = (Stored(organization.var, "code"),)
        pipeline, row, _ = rows_of(
            self.context, operators, organization, selected.children, "Gap.nearest", there
        )
        pipeline = replace(pipeline, carried=(organization.var, place))
        return One(self.row.column(Only(pipeline)), row, "Gap.nearest")

    def _reasons(self) -> Apply:
        operators, organization, place = self._above()
        shown = Project(Row((Stored(organization.var, "kind"), Stored(place, "kind"))))
        above = Only(Pipeline((*operators, shown), (organization.var, place)))
        parts = (
            self._people(full=False),
            self._people(full=True),
            Leaf(self.row.column(above), "Gap.reasons"),
            Leaf(self.row.column(self._last()), "Gap.reasons"),
        )
        kind = constant_case(self.question.of.name)
        minimum = enough(self.context.limits)
        return Apply(partial(reasons, kind, self.question.by, minimum=minimum), parts)

    def _last(self) -> Only:
        """The organization that covered the place last: its name, the day it ended and how."""
        context = self.context
        area = context.fresh("r")
        organization = context.fresh()
        ended = (
            f"CASE WHEN {{n}}.dissolvedOn IS NULL OR {area}.until < {{n}}.dissolvedOn "
            f"THEN {area}.until ELSE {{n}}.dissolvedOn END"
        )
        step = Step("COVERS", "in", None, organization, area, (1, 1))
        over = Or(
            (
                Compare(Stored(area, "until"), "<=", DAY),
                Compare(Stored(organization, "dissolvedOn"), "<=", DAY),
            )
        )
        # What began after its end never was.
        begun = " AND ".join(
            f"coalesce({start} < {ended}, true)" for start in (f"{area}.since", "{n}.establishedOn")
        )
        there = Condition(organization, begun)
        condition = both(of_kinds(context, organization, self.question.by), over, there)
        end = Computed(organization, ended)
        row = Row(
            (
                Stored(organization, "name"),
                replace(end, text=True),
                Computed(
                    organization,
                    f"coalesce({{n}}.dissolvedOn <= {area}.until, {area}.until IS NULL)",
                ),
            )
        )
        sort = Sort((SortKey(end, True), SortKey(Stored(organization, "code"), False)))
        pipeline = Pipeline(
            (Expand(self.place.var, (step,), condition), sort, Page(1), Project(row)),
            (organization, area),
        )
        return Only(pipeline)
