"""Finds entries of the log that were edited, taken out, put in or moved."""

from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from graph.codes import Readable
from graph.log.entry import DROPPED, START, Entry, chained, commitment, entry_of
from graph.messages import msg
from graph.retention import too_young

_BATCH = 1000
_TEXTS = ("at", "by", "role", "operation", "content", "hash", "previous", "secrets")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a number of the log."""

    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted of the log elsewhere: the number and hash of its last entry.

    seq: 0 for a log without entries. entry_at: when the entry was written. at: when it was noted;
    both "" where that is not known.
    """

    seq: int
    hash: str
    entry_at: str = ""
    at: str = ""


@dataclass(slots=True)
class Known:
    """What was noted elsewhere, as the log is read: the last that agrees, and those that do not.

    by_number: what was not met yet.
    """

    all: list[Noted]
    by_number: dict[int, list[Noted]] = field(default_factory=dict[int, list[Noted]])
    good: int = 0
    wrong: list[Noted] = field(default_factory=list[Noted])

    def __post_init__(self) -> None:
        for one in self.all:
            self.by_number.setdefault(one.seq, []).append(one)

    def dropped_young(self, last: int, at: str) -> Noted | None:
        """What tells that an entry up to a number was too young to be dropped at a moment."""
        for one in self.all:
            # The entry itself, and the next one, which was written later than it was noted.
            own = one.seq <= last and one.entry_at and too_young(one.entry_at, at)
            if own or (one.seq < last and one.at and too_young(one.at, at)):
                return one
        return None

    def met(self, seq: int, found: str) -> None:
        """An entry of the log, or the last of those that were dropped."""
        noted = self.by_number.pop(seq, ())
        wrong = [one for one in noted if one.hash != found]
        self.wrong += wrong
        if noted and not wrong and not self.wrong:
            self.good = seq


async def verify(source: Readable, noted: Iterable[Noted] = ()) -> AsyncGenerator[Fault]:
    """What is wrong with the log, from its start on.

    noted: what was noted of it elsewhere, which must be so still: without it a log whose last
    entries were cut off, or that was written anew throughout, looks whole.
    """
    known = Known([*noted])
    previous, expected = START, 1
    start: Entry | None = None
    dropping: list[Entry] = []
    async for seq, entry, about in _entries(source):
        if start is None and entry is not None:
            # Whether what came before was dropped is told by an entry that comes later.
            start, expected, previous = entry, seq, entry.previous
            known.met(seq - 1, previous)
        if expected < seq:
            yield Fault(expected, _missing(expected, seq - 1))
        if entry is None:
            yield Fault(seq, msg("the entry cannot be read"))
            previous, expected = "", seq + 1
            continue
        for text in _wrong(entry, previous, about):
            yield Fault(seq, text)
        if entry.operation == DROPPED:
            dropping.append(entry)
        known.met(seq, entry.hash)
        previous, expected = entry.hash, seq + 1
    if start is None:
        known.met(0, START)
    for fault in (
        *_beginning(start, dropping, known),
        *await _end(source, expected - 1, previous),
        *elsewhere(known, expected - 1, start),
    ):
        yield fault


def _beginning(start: Entry | None, dropping: Sequence[Entry], known: Known) -> Iterator[Fault]:
    """That the log begins with its first entry, or where entries were dropped by the rules."""
    if start is None or (start.seq == 1 and start.previous == START):
        return
    if start.seq == 1:
        yield Fault(1, msg("it does not follow the entry before it"))
        return
    said = next((e for e in dropping if _said(e) == (start.seq - 1, start.previous)), None)
    if said is None:
        yield Fault(
            1,
            msg(
                "entries up to {seq} are missing, and no entry says that they were dropped",
                seq=start.seq - 1,
            ),
        )
        return
    young = known.dropped_young(start.seq - 1, said.at)
    if young is not None:
        yield Fault(
            young.seq,
            msg(
                "entry {seq} says that older ones were dropped: some were younger than six months",
                seq=said.seq,
            ),
        )


def _said(entry: Entry) -> tuple[int, str] | None:
    """The number and hash of the last entry that one says were dropped."""
    try:
        given = orjson.loads(entry.content)["input"]
        return int(given["upTo"]), str(given["hash"])
    except (ValueError, KeyError, TypeError):
        return None


async def _end(source: Readable, last: int, previous: str) -> list[Fault]:
    rows = await source.rows("MATCH (h:LogHead {name: 'log'}) RETURN h.seq, h.hash")
    seq, head = (int(rows[0][0]), str(rows[0][1])) if rows else (0, START)
    if (seq, head) == (last, previous):
        return []
    text = msg("the log's head names entry {seq}, with another hash or number", seq=seq)
    return [Fault(last + 1, text)]


def elsewhere(known: Known, last: int, start: Entry | None = None) -> Iterator[Fault]:
    """What was noted elsewhere and is not so: the first of each kind."""
    if known.wrong:
        first = min(known.wrong, key=lambda one: one.seq)
        yield Fault(first.seq, _otherwise(first, known.good))
    dropped = 0 if start is None else start.seq
    missing = [one for seq, found in known.by_number.items() for one in found if seq > last]
    if missing:
        latest = max(missing, key=lambda one: one.seq)
        yield Fault(latest.seq, _cut(latest, last))
    lost = [seq for seq in known.by_number if dropped <= seq <= last]
    if lost and not known.wrong:
        yield Fault(min(lost), msg("the entry that was noted elsewhere is missing"))


def _otherwise(one: Noted, good: int) -> str:
    if not one.at:
        return msg("the hash is not the one that was noted elsewhere")
    return msg(
        "the checkpoint of {at} has another hash: of entries {first} to {seq} some were written "
        "anew, or the log went back to an older state and on from there",
        at=one.at,
        first=good + 1,
        seq=one.seq,
    )


def _cut(one: Noted, last: int) -> str:
    if not one.at:
        return msg("the entry that was noted elsewhere is missing")
    return msg(
        "the log was cut: at the checkpoint of {at} it went up to here, now up to {last}",
        at=one.at,
        last=last,
    )


def _missing(first: int, last: int) -> str:
    if first == last:
        return msg("the entry is missing")
    return msg("entries up to {last} are missing", last=last)


async def _entries(source: Readable) -> AsyncGenerator[tuple[int, Entry | None, list[str]]]:
    """Each entry by its number, None for what is none, and the ids by which it is found."""
    last = 0
    while True:
        rows = await source.rows(
            "MATCH (e:LogEntry) WHERE e.seq > $last WITH e ORDER BY e.seq "
            f"LIMIT {_BATCH} RETURN toInteger(e.seq), properties(e), "
            "COLLECT { MATCH (s:LogSubject) WHERE s.seq = e.seq RETURN s.id }",
            {"last": last},
        )
        for seq, properties, about in rows:
            last = seq
            yield seq, _entry(properties), about
        if len(rows) < _BATCH:
            return


def _entry(properties: Mapping[str, Any]) -> Entry | None:
    if not all(isinstance(properties.get(name), str) for name in _TEXTS):
        return None
    try:
        return entry_of(properties)
    except (KeyError, TypeError, ValueError):
        return None


def _wrong(entry: Entry, previous: str, about: Sequence[str]) -> list[str]:
    found: list[str] = []
    if entry.previous != previous:
        found.append(msg("it does not follow the entry before it"))
    if entry.hash != chained(entry.previous, entry.content):
        found.append(msg("its text is not what its hash is over"))
    if sorted(map(str, about)) != sorted(map(str, entry.subjects)):
        found.append(msg("it is found by other nodes than it names"))
    try:
        found += _inside(entry)
    except (AttributeError, TypeError, ValueError):
        found.append(msg("its text, or what is kept beside it, cannot be read"))
    return found


def _inside(entry: Entry) -> list[str]:
    """What of an entry is not as its text says."""
    found: list[str] = []
    said = orjson.loads(entry.content)
    kept: dict[str, list[str]] = orjson.loads(entry.secrets)
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
