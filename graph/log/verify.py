"""Finds entries of the log that were edited, taken out, put in or moved."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

import orjson

from graph.codes import Readable
from graph.log.entry import START, Entry, chained, commitment, entry_of
from graph.messages import msg

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a number of the log."""

    seq: int
    text: str


async def verify(source: Readable, known: tuple[int, str] | None = None) -> AsyncGenerator[Fault]:
    """What is wrong with the log, from its start on.

    known: number and hash of an entry noted elsewhere, which must be in the chain still: without
    it a log whose last entries were cut off, or that was written anew throughout, looks whole.
    """
    previous, expected = START, 1
    async for entry in _entries(source):
        while expected < entry.seq:
            yield Fault(expected, msg("the entry is missing"))
            expected += 1
        for text in _wrong(entry, previous):
            yield Fault(entry.seq, text)
        if known is not None and entry.seq == known[0] and entry.hash != known[1]:
            yield Fault(entry.seq, msg("the hash is not the one that was noted elsewhere"))
        previous, expected = entry.hash, entry.seq + 1
    rows = await source.rows("MATCH (h:LogHead {name: 'log'}) RETURN h.seq, h.hash")
    seq, head = (int(rows[0][0]), str(rows[0][1])) if rows else (0, START)
    if (seq, head) != (expected - 1, previous):
        yield Fault(
            expected, msg("the log's head names entry {seq}, with another hash or number", seq=seq)
        )
    if known is not None and known[0] >= expected:
        yield Fault(known[0], msg("the entry that was noted elsewhere is missing"))


async def _entries(source: Readable) -> AsyncGenerator[Entry]:
    last = 0
    while True:
        rows = await source.rows(
            "MATCH (e:LogEntry) WHERE e.seq > $last RETURN properties(e) "
            f"ORDER BY e.seq LIMIT {_BATCH}",
            {"last": last},
        )
        for row in rows:
            entry = entry_of(row[0])
            last = entry.seq
            yield entry
        if len(rows) < _BATCH:
            return


def _wrong(entry: Entry, previous: str) -> list[str]:
    found: list[str] = []
    if entry.previous != previous:
        found.append(msg("it does not follow the entry before it"))
    if entry.hash != chained(entry.previous, entry.content):
        found.append(msg("its text is not what its hash is over"))
    try:
        said = orjson.loads(entry.content)
        kept: dict[str, list[str]] = orjson.loads(entry.secrets)
    except orjson.JSONDecodeError:
        return [*found, msg("its text, or what is kept beside it, cannot be read")]
    shown = {
        "seq": entry.seq,
        "at": entry.at,
        "by": entry.by,
        "role": entry.role,
        "operation": entry.operation,
        "effectiveOn": entry.effective_on,
        "subjects": list(entry.subjects),
        "places": list(entry.places),
        "undoes": entry.undoes,
        "begun": entry.begun,
    }
    different = sorted(name for name, value in shown.items() if said.get(name) != value)
    if different:
        found.append(
            msg("what is shown of it is not its text: {different}", different=", ".join(different))
        )
    if any(commitment(salt, value) != sealed for sealed, (salt, value) in kept.items()):
        found.append(msg("a personal value beside it is not the one that was sealed"))
    return found
