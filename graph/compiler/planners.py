"""The planners of all root fields: those of the declared types, and the others."""

from collections.abc import Mapping
from functools import cache

from graph.audit.thresholds import Thresholds, default_thresholds
from graph.compiler.context import Context
from graph.compiler.roots import LOOKUPS, PlannedRoot, Planner, root_planners
from graph.compiler.rows import FIELDS
from graph.compiler.search import search_planner
from graph.compiler.select import Selected
from graph.coverage.change import change_root
from graph.coverage.plan import coverage_field, coverage_root
from graph.cross.by_id import appointments_by_id
from graph.cross.pairs import cross_appointments_root
from graph.cross.terms import APPOINTMENT
from graph.declare import Model

FIELDS["coverage"] = coverage_field
LOOKUPS[APPOINTMENT] = appointments_by_id


def all_planners(model: Model, thresholds: Thresholds | None = None) -> Mapping[str, Planner]:
    """A planner for every root field that is compiled, by its name.

    thresholds: those that answers cite; the defaults when None.
    """
    limits = (thresholds or default_thresholds()).values()
    return {name: _limited(planner, limits) for name, planner in _planners(model).items()}


def _limited(planner: Planner, limits: Mapping[str, Mapping[str, int]]) -> Planner:
    def planned(context: Context, selected: Selected) -> PlannedRoot:
        context.limits = limits
        return planner(context, selected)

    return planned


@cache
def _planners(model: Model) -> Mapping[str, Planner]:
    return {
        **root_planners(model),
        "search": search_planner(model),
        "coverage": coverage_root,
        "coverageChange": change_root,
        "crossAppointments": cross_appointments_root,
    }
