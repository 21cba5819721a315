"""What of a log that was tampered with is found: `python -m bench.tamper [--rounds N] [--seed N]`.

A log of forty entries is written, with a checkpoint at its start and after every fourth entry. Each
round tampers with it in one of many ways in a transaction that is rolled back. It is looked at by
its chain of hashes alone, then with those checkpoints that had been kept elsewhere by then. What
rewrites nothing but entries after the last of these cannot be found, and is counted apart; anything
else that is not found is missed, and the command ends with 1.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import orjson
from rich.console import Console
from rich.table import Table

from graph.bolt import Graph, Transaction
from graph.embedded import EmbeddedOptions, start
from graph.images import Image
from graph.log import Draft, append, verify
from graph.log.checkpoint import (
    Checkpoint,
    CheckpointError,
    key_of,
    new_key,
    public_of,
    read_checkpoints,
    signed,
)
from graph.log.entry import DROPPED, START, chained
from graph.migrations import migrate
from graph.model import MODEL
from graph.writing import Touched

ENTRIES = 40
EVERY = 4
CHAIN, FOUND = "by the chain alone", "by a checkpoint"
AFTER, MISSED = "after the last checkpoint", "missed"
OUTCOMES = (CHAIN, FOUND, AFTER, MISSED)


@dataclass(slots=True)
class Tally:
    """How often each way of tampering was found, could not be, or was missed."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])

    @property
    def missed(self) -> int:
        """How often something was not found that can be."""
        return sum(n for (_, outcome), n in self.counts.items() if outcome == MISSED)


@dataclass(slots=True)
class _Log:
    """A log that is tampered with; entries' properties from the first on.

    kept: the lines of checkpoints that were kept elsewhere, oldest first.
    """

    transaction: Transaction
    random: random.Random
    entries: list[dict[str, Any]]
    kept: list[str]

    def any(self) -> int:
        """The place of some entry."""
        return self.random.randrange(len(self.entries))

    async def set(self, place: int, **values: Any) -> None:
        """Overwrite properties of an entry."""
        self.entries[place] |= values
        await self.transaction.rows(
            "MATCH (e:LogEntry {seq: $seq}) SET e += $values", {"seq": place + 1, "values": values}
        )

    async def chain(self, place: int) -> None:
        """Hash everything anew from a place on, as somebody would who knows how."""
        previous = self.entries[place - 1]["hash"] if place else START
        for n in range(place, len(self.entries)):
            made = chained(previous, self.entries[n]["content"])
            await self.set(n, previous=previous, hash=made)
            previous = made
        await self.head()

    async def cut(self, place: int) -> None:
        """Remove all entries from a place on, and make the head name the one before."""
        self.entries = self.entries[:place]
        for label in ("LogEntry", "LogSubject"):
            text = f"MATCH (e:{label}) WHERE e.seq > $n DELETE e"
            await self.transaction.rows(text, {"n": place})
        await self.head()

    async def head(self) -> None:
        """Make the head name the last entry."""
        last = self.entries[-1]["hash"] if self.entries else START
        await self.transaction.rows(
            "MATCH (h:LogHead) SET h.seq = $seq, h.hash = $hash",
            {"seq": len(self.entries), "hash": last},
        )


Way: TypeAlias = Callable[[_Log], Awaitable[int | None]]
"""Tampers; the number of the first entry that is another one if all is hashed anew, else None."""


async def _edit_text(log: _Log) -> None:
    place = log.any()
    text = log.entries[place]["content"]
    at = log.random.randrange(len(text))
    await log.set(place, content=text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :])


async def _edit_shown(log: _Log) -> None:
    name = log.random.choice(("by", "role", "operation", "at"))
    await log.set(log.any(), **{name: "somebody"})


async def _edit_personal(log: _Log) -> None:
    place = log.any()
    kept = orjson.loads(log.entries[place]["secrets"])
    sealed = log.random.choice(sorted(kept))
    kept[sealed] = [kept[sealed][0], "另一人"]
    await log.set(place, secrets=orjson.dumps(kept).decode())


async def _delete(log: _Log) -> None:
    await log.transaction.rows("MATCH (e:LogEntry {seq: $seq}) DELETE e", {"seq": log.any() + 1})


async def _reorder(log: _Log) -> None:
    one, other = log.random.sample(range(1, len(log.entries) + 1), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        await log.transaction.rows(
            "MATCH (e:LogEntry {seq: $old}) SET e.seq = $new", {"old": old, "new": new}
        )


async def _cut_tail(log: _Log) -> int:
    place = log.any()
    await log.cut(place)
    return place + 1


async def _hash_anew(log: _Log) -> int:
    place = log.any()
    said = orjson.loads(log.entries[place]["content"])
    said["by"] = "somebody"
    text = orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()
    await log.set(place, by="somebody", content=text)
    await log.chain(place)
    return place + 1


async def _fork(log: _Log) -> int:
    place = log.any()
    size = len(log.entries)
    await log.cut(place)
    for number in range(place, size + 3):
        await append(log.transaction, _draft(number, "somebody"))
    return place + 1


async def _old_backup(log: _Log) -> int:
    place = log.any()
    await log.cut(place)
    await append(log.transaction, _draft(place, "admin"))
    return place + 1


async def _drop_young(log: _Log) -> int:
    """Remove the oldest entries, and say so as if they had been old."""
    place = log.random.randrange(1, len(log.entries))
    given = {"upTo": place, "hash": log.entries[place - 1]["hash"], "entries": place}
    await append(log.transaction, Draft("somebody", "operator", DROPPED, None, given, ()))
    for label in ("LogEntry", "LogSubject"):
        text = f"MATCH (e:{label}) WHERE e.seq <= $n DELETE e"
        await log.transaction.rows(text, {"n": place})
    return place


def _checkpoint_of(log: _Log, line: str) -> Checkpoint:
    """What a checkpoint would have to say for the log as it is now; signed by nobody."""
    (old,) = read_checkpoints([line])
    size = min(old.size, len(log.entries))
    head = log.entries[size - 1]["hash"] if size else START
    return replace(old, size=size, head=head)


async def _and_checkpoints(log: _Log) -> int:
    """Hash anew, and write the checkpoints anew as well, without the key."""
    first = await _hash_anew(log)
    log.kept = [_checkpoint_of(log, line).line() for line in log.kept]
    return first


async def _and_another_key(log: _Log) -> None:
    """The same, signed by a key of one's own."""
    await _hash_anew(log)
    key = key_of(new_key())
    made = [_checkpoint_of(log, line) for line in log.kept]
    log.kept = [signed(key, c).line() for c in made]


async def _and_last_checkpoints(log: _Log) -> int:
    """Cut the tail, and take out the checkpoints that tell of it."""
    first = await _cut_tail(log)
    sizes = [(read_checkpoints([line])[0].size, line) for line in log.kept]
    log.kept = [line for size, line in sizes if size < first]
    return first


WAYS: dict[str, Way] = {
    "text edited": _edit_text,
    "shown value edited": _edit_shown,
    "personal value edited": _edit_personal,
    "entry deleted": _delete,
    "two entries swapped": _reorder,
    "tail cut off": _cut_tail,
    "edited and hashed anew": _hash_anew,
    "forked": _fork,
    "old backup, then more": _old_backup,
    "oldest dropped too early": _drop_young,
    "hashed anew, checkpoints edited": _and_checkpoints,
    "hashed anew, another key's checkpoints": _and_another_key,
    "tail and checkpoints cut off": _and_last_checkpoints,
}


def _draft(number: int, by: str) -> Draft:
    """An entry of a person's being made, with a name that only this one has."""
    values = {"code": f"P{number}", "name": f"人{number}", "phone": str(13900000000 + number)}
    touched = Touched("Person", f"P{number}", None, Image(("Person",), values, ()))
    return Draft(by, "admin", "savePerson", None, {"code": f"P{number}"}, [touched])


async def write_log(graph: Graph, entries: int = ENTRIES) -> None:
    """Write a log of so many entries into a graph that has none."""

    async def work(transaction: Transaction) -> None:
        for number in range(entries):
            await append(transaction, _draft(number, "admin"))

    await graph.writing(work)


def checkpoints_of(entries: Sequence[dict[str, Any]], pem: str) -> list[str]:
    """The lines of checkpoints of a log: at its start and after every fourth entry."""
    key = key_of(pem)
    before = datetime.fromisoformat(entries[0]["at"]) - timedelta(seconds=1)
    made = [Checkpoint(0, START, "", 0, START, before.isoformat(), "")]
    for size in range(EVERY, len(entries) + 1, EVERY):
        last = entries[size - 1]
        made.append(Checkpoint(size, last["hash"], last["at"], 0, START, last["at"], ""))
    return [signed(key, one).line() for one in made]


async def tamper(graph: Graph, rounds: int, seed: int, ways: Sequence[str] = ()) -> Tally:
    """Tamper with a graph's log again and again, nothing of which stays."""
    chance = random.Random(seed)
    rows = await graph.rows("MATCH (e:LogEntry) RETURN properties(e) ORDER BY e.seq")
    entries: list[dict[str, Any]] = [row[0] for row in rows]
    pem = new_key()
    lines, public = checkpoints_of(entries, pem), public_of(key_of(pem))
    tally = Tally()
    for number in range(rounds):
        name = (ways or tuple(WAYS))[number % len(ways or WAYS)]
        kept = lines[: chance.randrange(1, len(lines) + 1)]
        async with graph.trial() as transaction:
            log = _Log(transaction, chance, [dict(entry) for entry in entries], kept)
            first = await WAYS[name](log)
            tally.counts[name, await _outcome(log, public, first)] += 1
    return tally


async def _outcome(log: _Log, public: str, first: int | None) -> str:
    """How what was done to a log is found, if it is. first: as a way tells."""
    if [fault async for fault in verify(log.transaction)]:
        return CHAIN
    try:
        known = read_checkpoints(log.kept, public)
    except CheckpointError:
        return FOUND
    noted = [one.of_changes() for one in known]
    if [fault async for fault in verify(log.transaction, noted)]:
        return FOUND
    last = max((one.size for one in known), default=0)
    return AFTER if first is not None and first > last else MISSED


async def _run(rounds: int, seed: int, console: Console) -> int:
    with tempfile.TemporaryDirectory() as directory:
        async with await start(EmbeddedOptions(Path(directory))) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            try:
                await migrate(graph, MODEL)
                await write_log(graph)
                assert [fault async for fault in verify(graph)] == []
                tally = await tamper(graph, rounds, seed)
            finally:
                await graph.close()
    table = Table("tampering", *OUTCOMES)
    for name in WAYS:
        table.add_row(name, *(str(tally.counts[name, o]) for o in OUTCOMES))
    table.add_section()
    sums = (sum(tally.counts[name, o] for name in WAYS) for o in OUTCOMES)
    table.add_row("all", *map(str, sums))
    console.print(table)
    return 1 if tally.missed else 0


def main() -> int:
    """Run the rounds and print the table; 1 when something was missed."""
    parser = argparse.ArgumentParser(prog="bench.tamper", description=(__doc__ or "").split(":")[0])
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    return asyncio.run(_run(arguments.rounds, arguments.seed, Console()))


if __name__ == "__main__":
    sys.exit(main())
