"""The log of reads: numbers are unique, and so is its head."""

from graph.declare import Model

NUMBER = 7
NAME = "log of reads"


def statements(model: Model) -> tuple[str, ...]:
    """The same for every model."""
    del model
    return (
        "CREATE CONSTRAINT readentry_seq IF NOT EXISTS FOR (e:ReadEntry) REQUIRE e.seq IS UNIQUE",
        "CREATE CONSTRAINT readhead_name IF NOT EXISTS FOR (h:ReadHead) REQUIRE h.name IS UNIQUE",
    )
