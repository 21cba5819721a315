"""Rights: who may see what, decided here and asked by everything that answers."""

from graph.rights.guard import RoleGuard, guard_of
from graph.rights.paths import ScopePaths, UnknownScopeError, placeholders

__all__ = ["RoleGuard", "ScopePaths", "UnknownScopeError", "guard_of", "placeholders"]
