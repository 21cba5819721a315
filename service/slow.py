"""Watches statements: which are asked, and a log line for each that takes long; no values."""

import time
from collections.abc import Awaitable, Sequence
from contextvars import ContextVar
from typing import Any, TypeVar

from graph.bolt import Graph, Parameters, Statement, Transaction
from resolvers.explain import hash_of
from service.logs import Log
from service.usage import Usage

T = TypeVar("T")

# Fields that name the request at hand, set by `/graphql`.
REQUEST: ContextVar[dict[str, Any] | None] = ContextVar("orggraph.request", default=None)


class WatchedGraph(Graph):
    """The same connection; reads are counted, those of `limit` ms and longer are logged.

    limit: 0 logs none. The line, `slow statement`, has the operation's name, the request's id
    and a hash of the statement's text; `server.py explain` shows the text with the same hash.
    No parameters.
    """

    def __init__(self, graph: Graph, limit: int, log: Log, usage: Usage | None = None) -> None:
        super().__init__(graph._driver, graph._database)
        self._limit = limit
        self._log = log
        self._usage = usage or Usage()

    async def rows(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        """As `Graph.rows`."""
        return await self._watched(text, parameters, super().rows(text, parameters))

    async def read_all(self, statements: Sequence[Statement]) -> list[Any]:
        """As `Graph.read_all`."""

        async def work(transaction: Transaction) -> list[Any]:
            found: list[Any] = []
            for s in statements:
                reading = transaction.value(s.text, s.parameters)
                found.append(await self._watched(s.text, s.parameters, reading))
            return found

        return await self.reading(work)

    async def _watched(self, text: str, parameters: Parameters | None, run: Awaitable[T]) -> T:
        started = time.perf_counter()
        self._usage.begin()
        try:
            found = await run
            # Only what Neo4j could run is worth planning again.
            self._usage.note(text, parameters)
            return found
        finally:
            self._usage.end()
            self._tell(started, text)

    def _tell(self, started: float, text: str) -> None:
        ms = (time.perf_counter() - started) * 1_000
        if self._limit and ms >= self._limit:
            named = REQUEST.get() or {}
            self._log.warning("slow statement", ms=round(ms, 1), statement=hash_of(text), **named)
