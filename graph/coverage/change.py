"""Stage *plan*, coverage on two days: what was gained and lost, and by which event."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from graphql import GraphQLError

from graph.api import constant_case
from graph.compiler.connections import connection
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import Collect, Computed, Not, Stored, Text, both
from graph.compiler.plan import (
    First,
    Operator,
    Pipeline,
    Plan,
    Project,
    Sort,
    SortKey,
    filtered,
)
from graph.compiler.reach import reach
from graph.compiler.roots import PlannedRoot
from graph.compiler.rows import RowBuilder, Wanted, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import Apply, Constant, Leaf, Many, Object, RowOf, Shape
from graph.coverage.plan import coverage
from graph.coverage.question import Question, of_kinds, question_of
from graph.messages import msg


def change_root(context: Context, selected: Selected) -> PlannedRoot:
    """The root field `coverageChange(of, by, within, from, to)`."""
    asked = question_of(context, selected)
    days = {name: context.param(selected.arguments[name]) for name in ("from", "to")}
    context.days += [day.name for day in days.values()]
    context.checks.append(partial(_in_order, days["from"].name, days["to"].name))
    before, after = (replace(asked, day=days[name]) for name in ("from", "to"))
    builder = RowBuilder()
    shapes: list[tuple[str, Shape]] = []
    for f in selected.fields():
        if f.name == "__typename":
            shape: Shape = Constant(selected.type)
        elif f.name == "of":
            shape = Constant(constant_case(asked.of.name))
        elif f.name in days:
            shape = Leaf(builder.column(Text(days[f.name])), f"CoverageChange.{f.name}")
        elif f.name == "before":
            shape = coverage(context, builder, before, f)
        elif f.name == "after":
            shape = coverage(context, builder, after, f)
        elif f.name == "gained":
            shape = _places(context, builder, after, before, f)
        elif f.name == "lost":
            shape = _places(context, builder, before, after, f)
        else:
            gained = _events(context, builder, after, before, f, gained=True)
            lost = _events(context, builder, before, after, f, gained=False)
            shape = Apply(_by_code, (gained, lost))
        shapes.append((f.key, shape))
    whole = Object(tuple(shapes), selected.type, None, True)
    return PlannedRoot(Plan(builder.row()), whole, builder.width, nullable=False)


def _in_order(start: str, end: str, values: Mapping[str, Any]) -> None:
    """Raises GraphQLError where a change would run backwards."""
    if values[start] > values[end]:
        raise GraphQLError(
            msg(
                "'from' ({value}) lies after 'to' ({value2}): what was gained and what was lost "
                "would change places. Exchange the two days.",
                value=values[start],
                value2=values[end],
            ),
            extensions={"code": "BAD_INPUT"},
        )


def _changed(
    context: Context, covered: Question, uncovered: Question
) -> tuple[tuple[Operator, ...], Entity]:
    """Places that one question finds covered and the other does not."""
    operators, place = covered.places(context)
    here = covered.covered(context, place)
    return filtered(operators, both(here, Not(uncovered.covered(context, place))) or here), place


def _places(
    context: Context, builder: RowBuilder, covered: Question, uncovered: Question, f: Selected
) -> Shape:
    """A `PlaceConnection`; the places themselves are shown as of the operation's day."""

    def start() -> tuple[tuple[Operator, ...], Entity]:
        operators, place = _changed(context, covered, uncovered)
        return operators, replace(place, type=context.model.type("Place"))

    return connection(context, builder, start, f, distinct=False)


def _events(
    context: Context,
    builder: RowBuilder,
    covered: Question,
    uncovered: Question,
    f: Selected,
    gained: bool,
) -> Many:
    """Rows `[code, event]` of the places gained or lost."""
    operators, place = _changed(context, covered, uncovered)
    reached = reach(context, place, place.type.relation("organizations"))
    # It covers on another day than the operation's, on which it may not exist.
    organization, area = replace(reached.entity, alive=False), reached.relationship
    held = both(reached.expand.where, of_kinds(context, organization.var, covered.by))
    assert held is not None
    bounds = ("since", "establishedOn") if gained else ("until", "dissolvedOn")
    when = Computed(organization.var, _later(area, *bounds) if gained else _sooner(area, *bounds))
    how = Computed(organization.var, _kind(area, *bounds, gained))
    # The first to cover a place gained it; the last to leave lost it.
    sort = Sort((SortKey(when, not gained), SortKey(Stored(organization.var, "code"), False)))
    expand = replace(reached.expand, where=covered.dated(held))
    first = First(expand, sort, (organization.var, area))
    row = RowBuilder()
    values: Mapping[str, Any] = {"on": replace(when, text=True), "kind": how}
    shapes: list[tuple[str, Shape]] = []
    for g in f.fields():
        if g.name == "__typename":
            shape: Shape = Constant(f.type)
        elif g.name == "gained":
            shape = Constant(gained)
        elif g.name in values:
            shape = Leaf(row.column(values[g.name]), f"CoverageEvent.{g.name}")
        else:
            entity = place if g.name == "place" else organization
            wanted = Wanted(g.children, f"CoverageEvent.{g.name}", required=True)
            shape = project_object(context, row, entity, wanted)
        shapes.append((g.key, shape))
    code = row.column(Stored(place.var, "code"))
    event = Object(tuple(shapes), f.type, None, True)
    carried = (*place.carried, organization.var, area)
    pipeline = Pipeline((*operators, first, *row.joins, Project(row.row())), carried)
    at = builder.column(Collect(pipeline))
    pair = Object((("code", Leaf(code, "Place.code")), ("event", event)), "", None, True)
    return Many(at, RowOf(row.width, pair))


def _later(area: str, of_area: str, of_organization: str) -> str:
    """The later of two days, of which either may be unknown."""
    one, other = f"{area}.{of_area}", f"{{n}}.{of_organization}"
    return f"CASE WHEN {one} IS NULL OR {one} < {other} THEN {other} ELSE {one} END"


def _sooner(area: str, of_area: str, of_organization: str) -> str:
    one, other = f"{area}.{of_area}", f"{{n}}.{of_organization}"
    return f"CASE WHEN {one} IS NULL OR {one} >= {other} THEN {other} ELSE {one} END"


def _kind(area: str, of_area: str, of_organization: str, gained: bool) -> str:
    """Whether it was the organization or its area: the event that decided."""
    one, other = f"{area}.{of_area}", f"{{n}}.{of_organization}"
    organization, place = ("ESTABLISHED", "AREA_ADDED") if gained else ("DISSOLVED", "AREA_REMOVED")
    decided = "<=" if gained else ">="
    return (
        f"CASE WHEN {one} IS NULL OR {one} {decided} {other} THEN '{organization}' "
        f"ELSE '{place}' END"
    )


def _by_code(*lists: list[dict[str, Any]]) -> list[Any]:
    return [row["event"] for row in sorted((r for x in lists for r in x), key=lambda r: r["code"])]
