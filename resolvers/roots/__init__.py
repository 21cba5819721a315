"""The root fields beyond those of the declared types: one a file, each named `ROOT`.

A file put into this folder is a root field of the API; there is no list to add it to.
"""

from collections.abc import Mapping
from functools import cache

from graph.api import search_types
from graph.declare import Model
from graph.folder import declared
from resolvers.root_field import Live, RootField

ROOTS = declared(__name__, RootField, "ROOT")
"""All of them, in the schema's order."""


@cache
def roots_of(model: Model) -> tuple[RootField, ...]:
    """Those whose needs a model fulfils."""
    return tuple(r for r in ROOTS if _has(model, r))


def _has(model: Model, root: RootField) -> bool:
    """Whether a model has what a root field needs."""
    known = all(name in model.by_name for name in root.needs)
    return known and (not root.searches or bool(search_types(model)))


@cache
def live_fields(model: Model) -> Mapping[str, Live]:
    """How the live ones of a model are answered, by name."""
    return {r.field.name: r.live for r in roots_of(model) if r.live is not None}
