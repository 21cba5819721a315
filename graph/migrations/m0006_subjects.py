"""What the log is about, found by ids: of history, and of when something was recorded."""

from graph.declare import Model

NUMBER = 6
NAME = "what entries of the log are about"


def statements(model: Model) -> tuple[str, ...]:
    """The same for every model; entries that are there already get their subjects."""
    del model
    return (
        "CREATE INDEX logsubject_id IF NOT EXISTS FOR (s:LogSubject) ON (s.id, s.seq)",
        "CREATE INDEX logsubject_seq IF NOT EXISTS FOR (s:LogSubject) ON (s.seq)",
        "CREATE INDEX logentry_begun IF NOT EXISTS FOR (e:LogEntry) ON (e.begun)",
        "CREATE INDEX logentry_at IF NOT EXISTS FOR (e:LogEntry) ON (e.at)",
        "MATCH (e:LogEntry) UNWIND e.subjects AS id MERGE (:LogSubject {id: id, seq: e.seq})",
    )
