"""Versioned migrations of the graph's schema, applied in order when the service starts.

A migration is a module with `NUMBER`, `NAME` and `statements(model)`; every statement may
run again without harm, so that an interrupted migration is finished by the next start.
What has been applied stands in the graph as `(:Migration {number, name, appliedAt})`.
"""

from graph.migrations.apply import Applied, NewerGraphError, State, migrate, state

__all__ = ["Applied", "NewerGraphError", "State", "migrate", "state"]
