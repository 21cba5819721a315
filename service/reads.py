"""The log of reads of a process: entries wait in memory and are written a second later, together.

Whoever reads waits for nothing. A clean end writes what waits; a process that is killed loses what
it has not written, at most what was read in the last second or since the graph was last reached.
"""

import asyncio
import getpass
from collections import deque
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from graph.bolt import Graph
from graph.caller import Caller
from graph.log.reads import Read, append_reads
from graph.model import MODEL
from resolvers.noting import now
from service.beside import going_on
from service.logs import Log, describe

EVERY = 1.0
"""Seconds after which what waits is written."""

_PEOPLE = tuple(str(node.table) for node in MODEL.types if node.public)
_AT_ONCE = 1_000
_TRIES = 5


class ReadLog:
    """Takes entries and writes them to a graph."""

    def __init__(self, graph: Graph, log: Log, every: float = EVERY) -> None:
        self._graph = graph
        self._log = log
        self._every = every
        self._waiting: deque[Read] = deque()
        self._some = asyncio.Event()
        self._writing = asyncio.Lock()

    def note(self, read: Read) -> None:
        """Take an entry."""
        self._waiting.append(read)
        self._some.set()

    async def run(self) -> None:
        """Write what waits, again and again, until it is cancelled."""
        while True:
            await self._some.wait()
            await asyncio.sleep(self._every)
            try:
                await self.flush()
            except Exception as error:
                # What is not written waits for the next time.
                self._log.error("log of reads not written", **describe(error, False))

    async def flush(self) -> None:
        """Write all that waits. Raises what the database raises; nothing is lost then."""
        async with self._writing:
            self._some.clear()
            while self._waiting:
                batch = [self._waiting[n] for n in range(min(len(self._waiting), _AT_ONCE))]
                try:
                    await self._graph.writing(lambda t, batch=batch: append_reads(t, batch))
                except BaseException:
                    self._some.set()
                    raise
                for _ in batch:
                    self._waiting.popleft()

    async def end(self) -> None:
        """Write all that waits, with a few tries; what cannot be written is counted in the log."""
        for again in range(_TRIES):
            try:
                await self.flush()
                break
            except Exception as error:
                if again == _TRIES - 1:
                    lost = len(self._waiting)
                    self._log.error("log of reads lost", entries=lost, **describe(error, False))
                else:
                    await asyncio.sleep(self._every)


@asynccontextmanager
async def kept(graph: Graph, log: Log) -> AsyncGenerator[ReadLog]:
    """The log of reads of a graph, written in the background and to the last on leaving."""
    reads = ReadLog(graph, log)
    try:
        async with going_on(reads.run(), "log of reads", log):
            yield reads
    finally:
        await reads.end()


def people_of(rows: Mapping[str, int]) -> int:
    """How many people an export has. rows: how many, by table."""
    return sum(rows[table] for table in _PEOPLE)


def people_told(report: Mapping[str, Any]) -> int:
    """Of how many people a report of an import tells what is stored: whom it changes or lacks.

    report: as JSON has it.
    """
    told = [*report["differences"], *report["leftovers"]]
    return len({item["key"] for item in told if item["table"] in _PEOPLE})


def read_of(caller: Caller, operation: str, people: int, places: Sequence[str]) -> Read:
    """The entry of what an endpoint shows. places: the paths of the caller's scope."""
    return Read(now(), caller.subject, caller.role.value, operation, people, tuple(places))


def reader() -> str:
    """Who reads by a command: the user of the machine."""
    try:
        return f"server.py {getpass.getuser()}"
    except (KeyError, OSError):
        return "server.py"


async def read_by_command(graph: Graph, operation: str, people: int) -> None:
    """Note what a command shows of people, before it does."""
    if people:
        read = Read(now(), reader(), "operator", operation, people)
        await graph.writing(lambda transaction: append_reads(transaction, [read]))
