"""One import: what was asked, how far it is, and how it ended."""

from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from graph.messages import LANGUAGE, Either, in_language
from seeds.dataset import Report, exit_code


class State(Enum):
    """How far an import is."""

    WAITING = "waiting"
    READING = "reading"
    CHECKING = "checking"
    WRITING = "writing"
    DONE = "done"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def finished(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in (State.DONE, State.UNCONFIRMED, State.FAILED, State.CANCELLED)


def now() -> str:
    """This moment in UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(slots=True)
class Job:
    """An import. Times are UTC, ISO 8601.

    name: the file's. by, scope: of who sent it. day: on which what the file no longer has ends.
    rows: in the file, None until it is read; rows_done: of these; table: the one at work.
    error: a sentence, for one that failed, told in the language of whoever asks. outcome: counts,
    for one that is done. version: grows whenever something of it changes.
    """

    id: str
    name: str
    bytes: int
    by: str
    role: str
    scope: tuple[str, ...] | None
    dry_run: bool
    strict: bool
    sync: tuple[str, ...]
    within: str | None
    confirm: str | None
    day: str = field(default_factory=lambda: date.today().isoformat())
    state: State = State.WAITING
    started_at: str = field(default_factory=now)
    finished_at: str | None = None
    rows: int | None = None
    rows_done: int = 0
    table: str | None = None
    error: str | None = None
    outcome: dict[str, Any] | None = None
    version: int = 0

    def as_json(self) -> dict[str, Any]:
        """What is told of it."""
        return {
            "id": self.id,
            "name": self.name,
            "bytes": self.bytes,
            "by": self.by,
            "state": self.state.value,
            "dryRun": self.dry_run,
            "strict": self.strict,
            "sync": list(self.sync),
            "within": self.within,
            "startedAt": self.started_at,
            "finishedAt": self.finished_at,
            "rows": self.rows,
            "rowsDone": self.rows_done,
            "table": self.table,
            "error": None if self.error is None else in_language(self.error, LANGUAGE.get()),
            "outcome": self.outcome,
        }

    def as_kept(self) -> dict[str, Any]:
        """All of it, as it is kept on disk."""
        kept = {item.name: getattr(self, item.name) for item in fields(self)}
        # Whoever asks after a restart may want the other language.
        error = self.error and {
            "zh": in_language(self.error, "zh"),
            "en": in_language(self.error, "en"),
        }
        return {**kept, "state": self.state.value, "error": error}

    @classmethod
    def of_kept(cls, kept: dict[str, Any]) -> "Job":
        """Back from what was kept. Raises TypeError, ValueError, KeyError for anything else."""
        known = {item.name for item in fields(cls)}
        found: dict[str, Any] = {name: value for name, value in kept.items() if name in known}
        scope = found["scope"]
        found["scope"] = None if scope is None else tuple(scope)
        match found["error"]:
            case {"zh": str(zh), "en": str(en)}:
                found["error"] = Either(zh, en)
            case _:
                pass
        found["state"], found["sync"] = State(found["state"]), tuple(found["sync"])
        return cls(**found)

    def again(self, confirm: str | None) -> None:
        """Let it begin anew, to load."""
        self.dry_run, self.confirm, self.state = False, confirm, State.WAITING
        self.started_at, self.finished_at = now(), None
        self.rows, self.rows_done, self.table = None, 0, None
        self.error, self.outcome = None, None

    def end(self, state: State, error: str | None = None) -> None:
        """Note how it ended."""
        self.state, self.error, self.table, self.finished_at = state, error, None, now()


def outcome_of(report: Report, marked: bool | None) -> dict[str, Any]:
    """A report's counts; marked: whether the marked copy is the file itself, None without one."""
    total = {
        name: sum(getattr(count, name) for count in report.tables)
        for name in ("created", "changed", "ended", "left_ended", "left_removed", "left_kept")
    }
    return {
        "loaded": report.loaded,
        "read": report.read,
        "created": total["created"],
        "changed": total["changed"],
        "ended": total["ended"],
        "leftEnded": total["left_ended"],
        "leftRemoved": total["left_removed"],
        "leftKept": total["left_kept"],
        "unchanged": report.unchanged,
        "wrong": report.wrong,
        "problemCount": report.problem_count,
        "digest": report.digest,
        "marked": marked is not None,
        "markedWhole": marked,
        "entry": None if report.entry is None else f"LogEntry:{report.entry}",
        "exitCode": exit_code(report),
    }
