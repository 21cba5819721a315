"""What the log of reads is told of an operation."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from graph.log.reads import Read
from resolvers.asking import Asking

Reads: TypeAlias = Callable[[Read], None]
"""Takes an entry and returns at once; it is written soon after."""

_MOST_FIELDS = 5
_MOST_LETTERS = 64


def unnoted(read: Read) -> None:
    """Takes no entries, for programs that answer nobody."""


def operation_of(name: str | None, fields: Sequence[str]) -> str:
    """What an entry calls an operation: its name, where it has one, and its root fields."""
    known = list(dict.fromkeys(fields))
    more = ["…"] if len(known) > _MOST_FIELDS else []
    listed = ", ".join([*known[:_MOST_FIELDS], *more])
    return listed if name is None else f"{name[:_MOST_LETTERS]}: {listed}"


def now() -> str:
    """The moment as entries have it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def read_now(asking: Asking, operation: str) -> Read:
    """The entry of an operation that is answered now."""
    return Read(
        now(),
        asking.caller.subject,
        asking.caller.role.value,
        operation,
        asking.shown.number,
        tuple(asking.scope.values()),
    )
