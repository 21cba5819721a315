"""The log of reads: who was shown personal data as it is stored, when, by what, of how many people.

Its entries are chained by hash as those of changes are, in a chain of their own: a read waits for
nobody who writes, and no number of a change depends on who read what. They name no people.
"""

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from graph.codes import Readable
from graph.log.entry import START, chained
from graph.log.read import Page
from graph.log.verify import Fault, Known, Noted, elsewhere
from graph.messages import msg

_HEAD = (
    "MERGE (h:ReadHead {name: 'reads'}) ON CREATE SET h.seq = 0, h.hash = $start "
    "SET h.seq = h.seq + $number RETURN h.seq, h.hash"
)
_COLUMNS = (
    *("seq", "at", "by", "role", "operation", "people", "places"),
    *("content", "hash", "previous"),
)  # fmt: skip
# Each property by name: a map of them takes Neo4j half as long again.
_ENTRIES = (
    "UNWIND $entries AS row CREATE (e:ReadEntry {"
    + ", ".join(f"{name}: row[{place}]" for place, name in enumerate(_COLUMNS))
    + "}) WITH count(*) AS made MATCH (h:ReadHead {name: 'reads'}) SET h.hash = $hash"
)
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Read:
    """An operation whose answer showed personal data as it is stored.

    at: UTC, ISO 8601, when it was answered. by, role: of the token. operation: its root fields,
    with its name in front where it has one; or what else was asked, such as `export`.
    people: how many the answer had. places: the paths of the places of the token's scope; none
    are everything.
    """

    at: str
    by: str
    role: str
    operation: str
    people: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry of the log of reads. seq: 1, 2, 3, … in the order in which they were written."""

    seq: int
    read: Read
    hash: str
    previous: str
    content: str


async def append_reads(source: Readable, reads: Sequence[Read]) -> None:
    """Put entries at the end, within a transaction that writes."""
    rows = await source.rows(_HEAD, {"start": START, "number": len(reads)})
    last, previous = int(rows[0][0]), str(rows[0][1])
    entries: list[tuple[Any, ...]] = []
    for seq, read in enumerate(reads, last - len(reads) + 1):
        content = _text(seq, read)
        digest = chained(previous, content)
        shown = (seq, read.at, read.by, read.role, read.operation, read.people, list(read.places))
        entries.append((*shown, content, digest, previous))
        previous = digest
    await source.rows(_ENTRIES, {"entries": entries, "hash": previous})


async def newest_reads(source: Readable, page: Page) -> list[ReadEntry]:
    """The entries of a page, newest first; within a place those of whose whole scope lies there."""
    order = "e.seq" if page.backward else "e.seq DESC"
    limit = "" if page.size is None else f" LIMIT {int(page.size)}"
    rows = await source.rows(
        "MATCH (e:ReadEntry) WHERE ($below IS NULL OR e.seq < $below) "
        f"AND ($above IS NULL OR e.seq > $above) AND {_LIES} AND {page.wanted.condition} "
        f"RETURN properties(e) ORDER BY {order}{limit}",
        page.parameters,
    )
    found = [read_of(row[0]) for row in rows]
    return found[::-1] if page.backward else found


# Who reads everything read what lies elsewhere, too.
_LIES = (
    "($within IS NULL OR (size(e.places) > 0 AND all(p IN e.places WHERE p STARTS WITH $within)))"
)


async def count_reads(source: Readable, page: Page) -> int:
    """How many entries there are in all of a page's place."""
    rows = await source.rows(
        f"MATCH (e:ReadEntry) WHERE {_LIES} AND {page.wanted.condition} RETURN count(e)",
        page.parameters,
    )
    return int(rows[0][0])


async def one_read(source: Readable, seq: int) -> ReadEntry | None:
    """The entry of a number."""
    rows = await source.rows("MATCH (e:ReadEntry {seq: $seq}) RETURN properties(e)", {"seq": seq})
    return read_of(rows[0][0]) if rows else None


def read_of(properties: dict[str, Any]) -> ReadEntry:
    """An entry from its node's properties."""
    p = properties
    read = Read(p["at"], p["by"], p["role"], p["operation"], int(p["people"]), tuple(p["places"]))
    return ReadEntry(int(p["seq"]), read, p["hash"], p["previous"], p["content"])


async def verify_reads(source: Readable, noted: Iterable[Noted] = ()) -> AsyncGenerator[Fault]:
    """What is wrong with the log of reads, from its start on.

    noted: what was noted of it elsewhere, which must be so still.
    """
    known = Known([*noted])
    known.met(0, START)
    previous, expected = START, 1
    async for entry in _all(source):
        while expected < entry.seq:
            yield Fault(expected, msg("the entry is missing"))
            expected += 1
        if entry.previous != previous:
            yield Fault(entry.seq, msg("it does not follow the entry before it"))
        if entry.hash != chained(entry.previous, entry.content):
            yield Fault(entry.seq, msg("its text is not what its hash is over"))
        elif entry.content != _text(entry.seq, entry.read):
            yield Fault(entry.seq, msg("what is shown of it is not its text"))
        known.met(entry.seq, entry.hash)
        previous, expected = entry.hash, entry.seq + 1
    rows = await source.rows("MATCH (h:ReadHead {name: 'reads'}) RETURN h.seq, h.hash")
    seq, head = (int(rows[0][0]), str(rows[0][1])) if rows else (0, START)
    if (seq, head) != (expected - 1, previous):
        yield Fault(
            expected, msg("the log's head names entry {seq}, with another hash or number", seq=seq)
        )
    for fault in elsewhere(known, expected - 1):
        yield fault


async def _all(source: Readable) -> AsyncGenerator[ReadEntry]:
    last = 0
    while True:
        rows = await source.rows(
            "MATCH (e:ReadEntry) WHERE e.seq > $last RETURN properties(e) "
            f"ORDER BY e.seq LIMIT {_BATCH}",
            {"last": last},
        )
        for row in rows:
            entry = read_of(row[0])
            last = entry.seq
            yield entry
        if len(rows) < _BATCH:
            return


def _text(seq: int, read: Read) -> str:
    """What the hash of an entry is over."""
    content = {
        "seq": seq,
        "at": read.at,
        "by": read.by,
        "role": read.role,
        "operation": read.operation,
        "people": read.people,
        "places": list(read.places),
    }
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS).decode()
