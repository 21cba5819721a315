"""The indexes that the declarations have gained since the first migration."""

from graph.declare import Model
from graph.migrations import m0001_constraints

NUMBER = 3
NAME = "further indexes"


def statements(model: Model) -> tuple[str, ...]:
    """All constraints and indexes; those that are there stay as they are."""
    return m0001_constraints.statements(model)
