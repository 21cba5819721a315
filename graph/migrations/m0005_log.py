"""The log's entries by number, its one head, and the keys of changes that were applied."""

from graph.declare import Model

NUMBER = 5
NAME = "the log and the keys of changes"


def statements(model: Model) -> tuple[str, ...]:
    """The same for every model."""
    return (
        "CREATE CONSTRAINT logentry_seq IF NOT EXISTS FOR (e:LogEntry) REQUIRE e.seq IS UNIQUE",
        "CREATE CONSTRAINT loghead_name IF NOT EXISTS FOR (h:LogHead) REQUIRE h.name IS UNIQUE",
        "CREATE INDEX logentry_undoes IF NOT EXISTS FOR (e:LogEntry) ON (e.undoes)",
        "CREATE CONSTRAINT changekey_id IF NOT EXISTS FOR (k:ChangeKey) REQUIRE k.id IS UNIQUE",
        "CREATE INDEX changekey_at IF NOT EXISTS FOR (k:ChangeKey) ON (k.at)",
    )
