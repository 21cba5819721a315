"""Drops the oldest entries of the log, so that what follows can be checked still.

An entry says which were dropped, with the hash of the last of them, in the transaction that drops
them: the chain goes on from that hash. Nothing younger than six months is ever dropped.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from graph.bolt import Transaction
from graph.codes import Readable
from graph.log.append import append
from graph.log.entry import DROPPED, Draft
from graph.retention import LEAST_MONTHS, months_before

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Droppable:
    """Entries that are old enough: the first and the last number, how many, the last one's hash.

    first_at, last_at: when the first and the last were written.
    """

    first: int
    last: int
    entries: int
    hash: str
    first_at: str
    last_at: str


async def droppable(source: Readable, months: int) -> Droppable | None:
    """What is older than so many months; None for nothing.

    Of a load that goes on in entries which are younger nothing is dropped: it is undone as a whole.
    Raises ValueError for less than six months.
    """
    if months < LEAST_MONTHS:
        raise ValueError(months)
    until = months_before(datetime.now(UTC), months).isoformat(timespec="microseconds")
    rows = await source.rows(
        "MATCH (e:LogEntry) WHERE e.at < $until RETURN max(e.seq)", {"until": until}
    )
    last = await _whole(source, int(rows[0][0] or 0))
    return await _described(source, last)


async def drop(transaction: Transaction, wanted: Droppable, by: str) -> Droppable | None:
    """Drop some of what may be dropped, the oldest, and say so; what is left of it, None for none.

    by: who drops it.
    """
    last = await _whole(transaction, wanted.first + _AT_ONCE - 1)
    if last < wanted.first:
        # A load of more entries goes at once.
        last = wanted.last
    last = min(last, wanted.last)
    part = await _described(transaction, last)
    if part is None:
        return None
    given = {
        "upTo": part.last,
        "hash": part.hash,
        "entries": part.entries,
        "firstAt": part.first_at,
        "lastAt": part.last_at,
    }
    await append(transaction, Draft(by, "operator", DROPPED, None, given, ()))
    parameters = {"last": part.last}
    await transaction.rows("MATCH (s:LogSubject) WHERE s.seq <= $last DELETE s", parameters)
    await transaction.rows("MATCH (e:LogEntry) WHERE e.seq <= $last DELETE e", parameters)
    if part.last == wanted.last:
        return None
    left = wanted.entries - part.entries
    return Droppable(part.last + 1, wanted.last, left, wanted.hash, "", wanted.last_at)


async def _whole(source: Readable, last: int) -> int:
    """The number up to which no load is cut in two."""
    while True:
        rows = await source.rows(
            "MATCH (e:LogEntry) WHERE e.seq > $last AND e.begun <= $last RETURN min(e.begun)",
            {"last": last},
        )
        if rows[0][0] is None:
            return last
        last = int(rows[0][0]) - 1


async def _described(source: Readable, last: int) -> Droppable | None:
    """The entries up to a number."""
    rows = await source.rows(
        "MATCH (e:LogEntry) WHERE e.seq <= $last WITH min(e.seq) AS first, max(e.seq) AS end, "
        "count(e) AS number MATCH (f:LogEntry {seq: first}) MATCH (l:LogEntry {seq: end}) "
        "RETURN first, end, number, l.hash, f.at, l.at",
        {"last": last},
    )
    return Droppable(*rows[0]) if rows else None
