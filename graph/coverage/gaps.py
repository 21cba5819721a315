"""Stage *plan*, coverage: the places that lack an organization, each with what matters about it."""

from dataclasses import dataclass, field, replace
from functools import partial

from graph.api import constant_case
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    DAY,
    Bound,
    Compare,
    Computed,
    Condition,
    Count,
    Expression,
    Not,
    Only,
    Or,
    Row,
    Stored,
    both,
)
from graph.compiler.given import word_of
from graph.compiler.keys import Key
from graph.compiler.ordering import Order
from graph.compiler.pages import Listing, Others, planned_page
from graph.compiler.plan import (
    First,
    Group,
    Operator,
    Page,
    Pipeline,
    Project,
    Sort,
    SortKey,
    filtered,
)
from graph.compiler.reach import reach
from graph.compiler.rows import RowBuilder, Wanted, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import (
    Apply,
    Constant,
    Leaf,
    Object,
    Shape,
)
from graph.coverage.question import Question, of_kinds
from graph.coverage.reasons import Lack, enough, reasons
from graph.declare import IN, OUT, Hop, Relation, Scalar
from graph.model.terms import full_member, member

# Which organizations can have one of a kind below them.
_PARENTS = {
    "GROUP": ("BRANCH", "GENERAL_BRANCH"),
    "BRANCH": ("COMMITTEE", "GENERAL_BRANCH", "WORKING_COMMITTEE"),
    "GENERAL_BRANCH": ("COMMITTEE", "WORKING_COMMITTEE"),
    "COMMITTEE": ("COMMITTEE", "WORKING_COMMITTEE"),
    "WORKING_COMMITTEE": ("COMMITTEE", "WORKING_COMMITTEE"),
}

_HOMES = (Hop("WITHIN", IN, "Place", depth=(0, None)), Hop("RESIDES_IN", IN, "Person"))
_MEMBERS = Relation("members", "Person", _HOMES, many=True, holds=member("{n}"))
_FULL_MEMBERS = Relation("fullMembers", "Person", _HOMES, many=True, holds=full_member("{n}"))
# The organizations that cover a place or one that it lies in.
_ABOVE = Relation(
    "organizationsAbove",
    "PartyOrganization",
    (Hop("WITHIN", OUT, "Place", depth=(0, None)), Hop("COVERS", IN, "PartyOrganization")),
    many=True,
)


def gaps(context: Context, builder: RowBuilder, question: Question, selected: Selected) -> Object:
    """The fields of a `GapConnection`, as columns of a row and a shape over them."""
    order = selected.arguments.get("orderBy")
    operators, place = question.places(context)
    operators = filtered(operators, Not(question.covered(context, place)))
    bound = None
    if order is not None and word_of(order) == "MEMBERS_DESC":
        bound = context.fresh("members")
    listing = _listing(context, question, operators, place, bound)

    gaps_of_page: list[_Gap] = []

    def item(row: RowBuilder, selected: Selected) -> Object:
        # `nodes` and `edges` share the page's row, and so what is planned for it.
        gaps_of_page[:] = gaps_of_page or [_Gap(context, question, row, place, bound)]
        return gaps_of_page[0].shape(selected)

    others = Others(value=question.value)
    return planned_page(context, builder, selected, listing, item, others)


def _listing(
    context: Context,
    question: Question,
    operators: tuple[Operator, ...],
    place: Entity,
    bound: str | None,
) -> Listing:
    """The gaps by code, or by how many members live there, bound to a variable beside them."""
    code = Key(Stored(place.var, "code"), Scalar.STRING, False, nullable=False)
    if bound is None:
        order = Order((code,), (), (), f"gaps:{question.of.name}:1")
        return Listing(operators, place.carried, order)
    keys = (Key(Bound(bound), Scalar.INT, True, nullable=False), code)
    order = Order(keys, (), (), f"gaps:{question.of.name}:2")
    counted = ((place.var, Bound(place.var)), (bound, members_of(context, place, full=False)))
    ordering = (*operators, Group(counted, ()))
    return Listing(operators, (*place.carried, bound), order, ordering)


def members_of(context: Context, place: Entity, full: bool) -> Count:
    """How many members, or full ones, live at a place or below it."""
    with context.head_count():
        reached = reach(context, place, _FULL_MEMBERS if full else _MEMBERS)
    return Count(Pipeline((reached.expand,)))


@dataclass
class _Gap:
    """One gap's fields; what several of them need is planned once.

    bound: the variable with the number of members, where the list is ordered by it.
    """

    context: Context
    question: Question
    row: RowBuilder
    place: Entity
    bound: str | None
    counts: dict[bool, Expression] = field(default_factory=dict[bool, Expression])
    above: tuple[Entity, str] | None = None

    def shape(self, selected: Selected) -> Object:
        """A `Gap`, as columns of the page's row."""
        shapes = tuple((f.key, self._field(f)) for f in selected.fields())
        return Object(shapes, "Gap", None, True)

    def _field(self, f: Selected) -> Shape:
        if f.name == "__typename":
            return Constant("Gap")
        if f.name == "place":
            wanted = Wanted(f.children, "Gap.place", required=True)
            return project_object(self.context, self.row, self.place, wanted)
        if f.name in {"members", "fullMembers"}:
            return self._people(full=f.name == "fullMembers")
        if f.name == "nearest":
            return self._nearest(f)
        return self._reasons()

    def _people(self, full: bool) -> Leaf:
        if full not in self.counts:
            bound = None if full else self.bound
            counted = members_of(self.context, self.place, full) if bound is None else Bound(bound)
            self.counts[full] = counted
        return Leaf(self.row.column(self.counts[full]), "Gap.members", required=True)

    def _above(self) -> tuple[Entity, str]:
        """The nearest organization that could take what is missing, and the place it covers.

        Joined to the page's row, with nulls where there is none.
        """
        if self.above is not None:
            return self.above
        context = self.context
        reached = reach(context, self.place, _ABOVE, named=True)
        organization, place = reached.entity, reached.passed[0].var
        wanted = self.question.by
        kinds = None if wanted is None else sorted({p for kind in wanted for p in _PARENTS[kind]})
        condition = both(reached.expand.where, of_kinds(context, organization.var, kinds))
        sort = Sort(
            (
                SortKey(Computed(place, "size({n}.path)"), True),
                SortKey(Stored(organization.var, "kind"), False),
                SortKey(Stored(organization.var, "code"), False),
            )
        )
        expand = replace(reached.expand, where=condition)
        self.row.joins.append(First(expand, sort, (organization.var, place)))
        self.above = organization, place
        return self.above

    def _nearest(self, selected: Selected) -> Shape:
        organization, _ = self._above()
        wanted = Wanted(selected.children, "Gap.nearest", optional=True)
        return project_object(self.context, self.row, organization, wanted)

    def _reasons(self) -> Apply:
        organization, place = self._above()
        above = Row((Stored(organization.var, "kind"), Stored(place, "kind")))
        parts = (
            self._people(full=False),
            self._people(full=True),
            Leaf(self.row.column(above), "Gap.reasons"),
            Leaf(self.row.column(self._last()), "Gap.reasons"),
        )
        kind = constant_case(self.question.of.name)
        lack = Lack(kind, self.question.by, enough(self.context.limits))
        return Apply(partial(reasons, lack), parts)

    def _last(self) -> Only:
        """The organization that covered the place last: its name, the day it ended and how."""
        context = self.context
        reached = reach(context, self.place, self.place.type.relation("organizations"), ever=True)
        organization, area = reached.entity.var, reached.relationship
        ended = (
            f"CASE WHEN {{n}}.dissolvedOn IS NULL OR {area}.until < {{n}}.dissolvedOn "
            f"THEN {area}.until ELSE {{n}}.dissolvedOn END"
        )
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
        kinds = of_kinds(context, organization, self.question.by)
        expand = replace(reached.expand, where=both(reached.expand.where, kinds, over, there))
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
        return Only(Pipeline((expand, sort, Page(1), Project(row)), (organization, area)))
