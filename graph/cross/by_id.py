"""Stage *plan*, looking up cross-appointments by id: no node is one, its id says what it joins."""

from typing import Any

from graph.compiler.context import Context, Transform
from graph.compiler.expressions import And, Collect, Compare, Computed, Stored
from graph.compiler.identity import key_of
from graph.compiler.plan import Distinct, Filter, Pipeline, Project, filtered
from graph.compiler.reach import match
from graph.compiler.roots import LookupGroup, as_list
from graph.compiler.rows import RowBuilder
from graph.compiler.select import Selected
from graph.compiler.shape import (
    RowOf,
)
from graph.cross.appointments import (
    APPOINTMENT,
    Pair,
    appointment,
    managing,
    posts_across,
)
from graph.model.enums import AppointmentDirection


def appointments_by_id(
    context: Context, builder: RowBuilder, value: Any, selected: Selected
) -> list[LookupGroup]:
    """Lookups of appointments by id, current on the day, one for each direction."""
    groups: list[LookupGroup] = []
    for direction in AppointmentDirection:
        start, community = match(context, context.model.type("Community"))
        managed = managing(context, community)
        pair = Pair(community, managed.entity)
        company = pair.company
        first, second = (
            Compare(Stored(entity.var, "code"), "IN", context.param(value, _PARTS[part]))
            for entity, part in ((community, 1), (company, 2))
        )
        operators = (*filtered(start, first), managed.expand, Filter(second))
        across = posts_across(context, pair, direction)
        post, holder = across.post, across.holder
        wanted = Compare(Stored(post.var, "key"), "IN", context.param(value, _PARTS[3]))
        codes = f"{community.var}.code + '/' + {company.var}.code"
        key = Computed(post.var, f"'{direction.name}/' + {codes} + '/' + {{n}}.key")
        given = Compare(key, "IN", context.param(value, _keys))
        row = RowBuilder()
        shape = appointment(context, row, across, selected)
        place = row.column(key)
        carried = (community.var, company.var, post.var, holder.var)
        matched = (*operators, across.expand, Filter(And((wanted, given))), Distinct(carried))
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
