"""The planners of all root fields: those of the declared types, and the others."""

from collections.abc import Mapping
from functools import cache

from graph.compiler.roots import LOOKUPS, Planner, root_planners
from graph.compiler.rows import FIELDS
from graph.compiler.search import search_planner
from graph.coverage.change import change_root
from graph.coverage.plan import coverage_field, coverage_root
from graph.cross.by_id import appointments_by_id
from graph.cross.pairs import cross_appointments_root
from graph.cross.terms import APPOINTMENT
from graph.declare import Model

FIELDS["coverage"] = coverage_field
LOOKUPS[APPOINTMENT] = appointments_by_id


@cache
def all_planners(model: Model) -> Mapping[str, Planner]:
    """A planner for every root field that is compiled, by its name."""
    return {
        **root_planners(model),
        "search": search_planner(model),
        "coverage": coverage_root,
        "coverageChange": change_root,
        "crossAppointments": cross_appointments_root,
    }
