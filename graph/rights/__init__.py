"""Rights: who may see what, decided here and asked by everything that answers."""

from graph.rights.guard import RoleGuard, guard_of

__all__ = ["RoleGuard", "guard_of"]
