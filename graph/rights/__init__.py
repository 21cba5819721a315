"""Rights: who may see what, decided here and asked by everything that answers."""

from graph.rights.guard import RoleGuard, guard_of
from graph.rights.paths import ScopePaths, UnknownScopeError, placeholders
from graph.rights.reaching import (
    anchored,
    lies_text,
    path_inside,
    path_seen,
    scope_in,
    seen,
)

__all__ = [
    "RoleGuard",
    "ScopePaths",
    "UnknownScopeError",
    "anchored",
    "guard_of",
    "lies_text",
    "path_inside",
    "path_seen",
    "placeholders",
    "scope_in",
    "seen",
]
