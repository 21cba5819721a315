"""The planners of all root fields: those of the declared types, and those of `resolvers/roots/`."""

from functools import cache

from graph.compiler.context import Additions
from graph.compiler.roots import Planner, Planners, root_planners
from graph.declare import Model
from resolvers.roots import roots_of


@cache
def all_planners(model: Model) -> Planners:
    """The planners of everything that is compiled."""
    roots = roots_of(model)
    planned: dict[str, Planner] = {**root_planners(model)}
    planned |= {r.field.name: r.planner for r in roots if r.planner is not None}
    additions = Additions(
        {added.field.name: added.planner for r in roots for added in r.fields},
        {added.type: added.planner for r in roots for added in r.lookups},
    )
    unplanned = frozenset(name for r in roots for name, _ in r.find_nodes)
    return Planners(planned, additions, unplanned)
