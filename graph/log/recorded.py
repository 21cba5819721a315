"""What the graph said at a moment: in a transaction, all that was recorded since is taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from graph.bolt import Transaction
from graph.images import Wanted
from graph.log.entry import PAST, Entry, entry_of
from graph.log.undo import together
from graph.messages import msg
from graph.writing import IMAGES

MOST_TAKEN_BACK = 10_000
"""How many changes of nodes a question about the past takes back: as many as are made at once."""


class TooLongAgoError(Exception):
    """What the graph said then is not to be had from its log; the text says what to ask."""


async def go_back(transaction: Transaction, moment: datetime) -> int:
    """Make the graph what it was at a moment, in a transaction that is not to be committed.

    moment: one without a zone is in UTC. Returns how many nodes were made what they were.
    Raises TooLongAgoError.
    """
    zoned = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    at = zoned.astimezone(UTC).isoformat(timespec="microseconds")
    await _check_kept(transaction, at)
    total = await transaction.value(
        "MATCH (e:LogEntry) WHERE e.at > $at RETURN sum(size(e.subjects))", {"at": at}
    )
    if int(total or 0) > MOST_TAKEN_BACK:
        raise TooLongAgoError(
            msg(
                "{total} changes were recorded since {at}, and a question takes back {most} at "
                "most: restore the first backup made after that moment in another data directory, "
                "and ask there.",
                total=total,
                at=at,
                most=MOST_TAKEN_BACK,
            )
        )
    rows = await transaction.rows(
        "MATCH (e:LogEntry) WHERE e.at > $at RETURN properties(e) ORDER BY e.seq", {"at": at}
    )
    entries = [entry_of(row[0]) for row in rows]
    _check_whole(entries, at)
    changed = list(together(entries).values())
    wanted: list[Wanted] = [(item.label, item.key, item.before) for item in changed]
    await IMAGES.write_all(transaction, wanted, [item.version for item in changed])
    return len(changed)


async def _check_kept(transaction: Transaction, at: str) -> None:
    """That no entry since then was dropped."""
    rows = await transaction.rows(
        "MATCH (e:LogEntry) WHERE e.seq > 0 RETURN e.seq, e.at ORDER BY e.seq LIMIT 1"
    )
    if rows and int(rows[0][0]) > 1 and at < str(rows[0][1]):
        raise TooLongAgoError(
            msg(
                "The log's entries before {first} were dropped: what the graph said at {at} is in "
                "the backups made until then.",
                first=rows[0][1],
                at=at,
            )
        )


def _check_whole(entries: Sequence[Entry], at: str) -> None:
    """That all of the entries say what they have changed."""
    for entry in entries:
        if not entry.subjects and entry.operation not in PAST:
            raise TooLongAgoError(
                msg(
                    "Entry {seq}, {operation}, has brought the whole graph after {at}: what it "
                    "said before is in the backups made until then.",
                    seq=entry.seq,
                    operation=entry.operation,
                    at=at,
                )
            )
