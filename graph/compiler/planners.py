"""The planners of all root fields: those of the declared types, and the others."""

from collections.abc import Mapping
from functools import cache

from graph.compiler.roots import Planner, root_planners
from graph.compiler.search import search_planner
from graph.declare import Model


@cache
def all_planners(model: Model) -> Mapping[str, Planner]:
    """A planner for every root field that is compiled, by its name."""
    return {**root_planners(model), "search": search_planner(model)}
