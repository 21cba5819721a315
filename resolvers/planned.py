"""The planners of all root fields: those of the declared types, and the others."""

from functools import cache

from graph.compiler.context import Additions
from graph.compiler.roots import Planner, Planners, root_planners
from graph.compiler.search import search_planner
from graph.coverage.change import change_root
from graph.coverage.plan import coverage_field, coverage_root
from graph.cross.by_id import appointments_by_id
from graph.cross.pairs import cross_appointments_root
from graph.cross.terms import APPOINTMENT
from graph.declare import Model


@cache
def all_planners(model: Model) -> Planners:
    """The planners of everything that is compiled."""
    roots: dict[str, Planner] = {
        **root_planners(model),
        "search": search_planner(model),
        "coverage": coverage_root,
        "coverageChange": change_root,
        "crossAppointments": cross_appointments_root,
    }
    additions = Additions({"coverage": coverage_field}, {APPOINTMENT: appointments_by_id})
    return Planners(roots, additions)
