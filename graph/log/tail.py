"""Follows the log's end: what was committed, by whatever process, told to all who wait for it.

The log's numbers have no gaps and entries are committed in their order, so who has read up to a
number misses nothing by asking for what has a higher one.
"""

import asyncio
from collections import deque
from contextlib import suppress
from contextvars import Context

from graph.bolt import Graph, Transaction
from graph.log.entry import Entry, entry_of

_FIRST = "MATCH (e:LogEntry) WHERE e.seq > 0 RETURN e.seq ORDER BY e.seq LIMIT 1"
_HEAD = "MATCH (h:LogHead {name: 'log'}) RETURN h.seq"
# What an entry's hash is over may be long, and says no more to who is told that there is one.
_ENTRIES = (
    "MATCH (e:LogEntry) WHERE e.seq > $after "
    "RETURN e {.*, content: '', secrets: '{}'} ORDER BY e.seq LIMIT $size"
)
_BATCH = 100
# So many of the newest entries are kept, with so many subjects: one may have thousands.
_KEPT = 1_000
_KEPT_SUBJECTS = 100_000
_READERS = 4


class LostPlaceError(Exception):
    """The log was set back, as by a restore: what came after a number is not known any more."""


class Tail:
    """The end of a graph's log.

    One transaction looks for news, however many wait, and only while somebody does. The newest
    entries are kept, so that those who keep up ask the graph for nothing.

    setbacks: how often the log was found shorter than before.
    """

    def __init__(self, graph: Graph, every: float = 0.25) -> None:
        """every: seconds between two looks, for what other processes commit."""
        self._graph = graph
        self._every = every
        self._head = 0
        self._kept: deque[Entry] = deque()
        self._subjects = 0
        self._news = asyncio.Event()
        self._soon = asyncio.Event()
        self._waiting = 0
        self._looking: asyncio.Task[None] | None = None
        self._readers = asyncio.Semaphore(_READERS)
        self.setbacks = 0

    async def head(self) -> int:
        """The number of the last entry; 0 where there is none."""
        return await self._graph.reading(_head)

    async def start(self) -> int:
        """The number before the first entry that is kept; 0 where none was dropped."""
        return await self._graph.reading(_start)

    def look(self) -> None:
        """Look now: something was committed here."""
        self._soon.set()

    async def after(self, number: int, seconds: float, setbacks: int) -> list[Entry]:
        """Entries after a number, oldest first, without their texts; none after so many seconds.

        setbacks: as they were when the number was read. Raises LostPlaceError, and what the
        database raises when it does not answer.
        """
        until = asyncio.get_running_loop().time() + seconds
        self._waiting += 1
        try:
            while True:
                if setbacks != self.setbacks:
                    raise LostPlaceError
                looking, news = self._look_out(), self._news
                if number < self._head:
                    return self._found(number) or await self._read(number)
                async with asyncio.timeout_at(until):
                    await news.wait()
                if looking.done():
                    # Whatever kept it from looking is everybody's to know.
                    await looking
        except TimeoutError:
            return []
        finally:
            self._waiting -= 1

    def _found(self, number: int) -> list[Entry]:
        """Those that are kept; none where the next one is not."""
        first = self._kept[0].seq if self._kept else number + 2
        if first > number + 1:
            return []
        start = number + 1 - first
        return [self._kept[n] for n in range(start, min(start + _BATCH, len(self._kept)))]

    async def _read(self, number: int) -> list[Entry]:
        async with self._readers:
            return await self._graph.reading(lambda t: _entries(t, number))

    def _look_out(self) -> asyncio.Task[None]:
        if self._looking is None or self._looking.done():
            # Of no request: what limits one does not limit this.
            self._looking = asyncio.create_task(self._watch(), name="log", context=Context())
            self._looking.add_done_callback(lambda task: task.cancelled() or task.exception())
        return self._looking

    async def _watch(self) -> None:
        """Look again and again, as long as somebody waits."""
        try:
            while self._waiting:
                self._soon.clear()
                head, entries = await self._graph.reading(self._new)
                if head != self._head:
                    self._take(head, entries)
                    self._tell()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._every):
                        await self._soon.wait()
        finally:
            self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def _new(self, transaction: Transaction) -> tuple[int, list[Entry]]:
        """The number of the last entry, and those that are new."""
        head = await _head(transaction)
        near = self._head and self._head < head <= self._head + _BATCH
        return head, await _entries(transaction, self._head) if near else []

    def _take(self, head: int, entries: list[Entry]) -> None:
        if head < self._head:
            self.setbacks += 1
        if not entries:
            self._kept.clear()
            self._subjects = 0
        self._kept.extend(entries)
        self._subjects += sum(len(entry.subjects) for entry in entries)
        self._head = head
        while len(self._kept) > _KEPT or self._subjects > _KEPT_SUBJECTS:
            self._subjects -= len(self._kept.popleft().subjects)


async def _head(transaction: Transaction) -> int:
    return int(await transaction.value(_HEAD) or 0)


async def _start(transaction: Transaction) -> int:
    return int(await transaction.value(_FIRST) or 1) - 1


async def _entries(transaction: Transaction, after: int) -> list[Entry]:
    rows = await transaction.rows(_ENTRIES, {"after": after, "size": _BATCH})
    return [entry_of(row[0]) for row in rows]
