"""Reads entries of the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.codes import Readable
from graph.log.entry import Entry, entry_of

_DIGITS = 15


def step_of(path: str) -> str:
    """What the paths of a place and of all below it have in common, also after it was moved."""
    return f"/{path.rstrip('/').rpartition('/')[2]}/"


def lies_in(entry: Entry, tops: Sequence[str]) -> bool:
    """Whether an entry is about something in one of some places, wherever these lay then.

    tops: their paths.
    """
    steps = [step_of(top) for top in tops]
    return any(step in f"/{path}" for path in entry.places for step in steps)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted; what is None leaves all.

    by: the token's subject. operations: any of these. since, until: written at or after a moment,
    and before one.
    """

    by: str | None = None
    operations: Sequence[str] | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def condition(self) -> str:
        """The condition on `e`, of Cypher."""
        return (
            "($by IS NULL OR e.by = $by) "
            "AND ($operations IS NULL OR e.operation IN $operations) "
            "AND ($since IS NULL OR e.at >= $since) AND ($until IS NULL OR e.at < $until)"
        )

    @property
    def parameters(self) -> dict[str, Any]:
        """What the condition names."""
        operations = None if self.operations is None else list(self.operations)
        moments = {"since": _moment(self.since), "until": _moment(self.until)}
        return {"by": self.by, "operations": operations, **moments}


EVERY = Filter()
"""All entries."""


def _moment(given: datetime | None) -> str | None:
    """A moment as entries have it; one without a zone is in UTC."""
    if given is None:
        return None
    zoned = given if given.tzinfo is not None else given.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the log, newest first.

    below, above: only entries with a lower or a higher number. size: at most so many; None is
    all. backward: the last of them, not the first. within: the path of the place that one of
    their subjects lies in. wanted: which of them.
    """

    below: int | None = None
    above: int | None = None
    size: int | None = None
    backward: bool = False
    within: str | None = None
    wanted: Filter = EVERY

    @property
    def condition(self) -> str:
        """The condition on `e`, of Cypher."""
        bounds = "($below IS NULL OR e.seq < $below) AND ($above IS NULL OR e.seq > $above)"
        return f"{bounds} AND {self.all}"

    @property
    def all(self) -> str:
        """That an entry is wanted and is about something in the place, wherever that lay then."""
        lies = "($inside IS NULL OR any(p IN e.places WHERE ('/' + p) CONTAINS $inside))"
        return f"{lies} AND {self.wanted.condition}"

    @property
    def parameters(self) -> dict[str, Any]:
        """What the conditions name."""
        inside = None if self.within is None else step_of(self.within)
        found = {"below": self.below, "above": self.above, "within": self.within}
        return {**found, "inside": inside, **self.wanted.parameters}


async def newest(source: Readable, page: Page) -> list[Entry]:
    """The entries of a page, newest first."""
    order = "e.seq" if page.backward else "e.seq DESC"
    limit = "" if page.size is None else f" LIMIT {int(page.size)}"
    rows = await source.rows(
        f"MATCH (e:LogEntry) WHERE {page.condition} RETURN properties(e) ORDER BY {order}{limit}",
        page.parameters,
    )
    found = [entry_of(row[0]) for row in rows]
    return found[::-1] if page.backward else found


async def count(source: Readable, page: Page) -> int:
    """How many wanted entries there are in all of a page's place."""
    rows = await source.rows(
        f"MATCH (e:LogEntry) WHERE {page.all} RETURN count(e)", page.parameters
    )
    return int(rows[0][0])


def number_of(entry_id: str) -> int | None:
    """The number in an entry's id, or alone; None for what names no entry."""
    text = entry_id.removeprefix("LogEntry:")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


async def one(source: Readable, seq: int) -> Entry | None:
    """The entry of a number."""
    rows = await source.rows("MATCH (e:LogEntry {seq: $seq}) RETURN properties(e)", {"seq": seq})
    return entry_of(rows[0][0]) if rows else None


_LOAD = "coalesce({n}.begun, {n}.seq)"
"""The number of the first entry of the load that an entry `n` is a part of, or its own."""

UNDONE = (
    f"(EXISTS {{ MATCH (u:LogEntry) WHERE u.undoes = {_LOAD} }} OR EXISTS {{ "
    f"MATCH (p:LogEntry) WHERE p.begun = {_LOAD} MATCH (u:LogEntry) WHERE u.undoes = p.seq }})"
)
"""Whether an entry `{n}` was taken back: of a load all are, whichever was named. Cypher."""


async def undoing(source: Readable, numbers: Sequence[int]) -> Mapping[int, Entry]:
    """The entries that take others back, by the number of those; of a load by all its numbers."""
    rows = await source.rows(
        "UNWIND $numbers AS number MATCH (e:LogEntry {seq: number}) "
        f"WITH number, {_LOAD.replace('{n}', 'e')} AS first CALL (first) {{ "
        "MATCH (u:LogEntry) WHERE u.undoes = first RETURN u UNION "
        "MATCH (p:LogEntry) WHERE p.begun = first MATCH (u:LogEntry) WHERE u.undoes = p.seq "
        "RETURN u } RETURN number, properties(u)",
        {"numbers": list(numbers)},
    )
    return {int(number): entry_of(found) for number, found in rows}


async def part_of(source: Readable, entry: Entry) -> list[Entry]:
    """All entries of the load that one is a part of, in order; the entry alone for others."""
    first = entry.seq if entry.begun is None else entry.begun
    rows = await source.rows(
        "MATCH (e:LogEntry) WHERE e.begun = $first RETURN properties(e) "
        "UNION MATCH (e:LogEntry {seq: $first}) RETURN properties(e)",
        {"first": first},
    )
    return sorted((entry_of(row[0]) for row in rows), key=lambda e: e.seq)


async def later_about(
    source: Readable, node_id: str, after: int, most: int
) -> list[tuple[Entry, list[str]]]:
    """The latest entries about a node that came after one, and what of it each has changed."""
    rows = await source.rows(
        "MATCH (s:LogSubject {id: $id}) WHERE s.seq > $after MATCH (e:LogEntry {seq: s.seq}) "
        f"RETURN properties(e), s.changed ORDER BY s.seq DESC LIMIT {int(most)}",
        {"id": node_id, "after": after},
    )
    return [(entry_of(row[0]), [str(name) for name in row[1] or ()]) for row in rows]
