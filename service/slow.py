"""One log line for each statement that takes long: its shape, never its values."""

import time
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

from graph.bolt import Graph, Parameters, Statement, Transaction
from graph.compiler.show import hash_of
from service.logs import Log

# Fields that name the request at hand, set by `/graphql`.
REQUEST: ContextVar[dict[str, Any] | None] = ContextVar("orggraph.request", default=None)


class WatchedGraph(Graph):
    """The same connection; reads of `limit` ms and longer are logged as `slow statement`.

    The line has the operation's name, the request's id and a hash of the statement's text;
    `server.py explain` shows the text with the same hash. No parameters.
    """

    def __init__(self, graph: Graph, limit: int, log: Log) -> None:
        super().__init__(graph._driver, graph._database)
        self._limit = limit
        self._log = log

    async def read(self, text: str, parameters: Parameters | None = None) -> Any:
        started = time.perf_counter()
        try:
            return await super().read(text, parameters)
        finally:
            self._tell(started, text)

    async def rows(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        started = time.perf_counter()
        try:
            return await super().rows(text, parameters)
        finally:
            self._tell(started, text)

    async def read_all(self, statements: Sequence[Statement]) -> list[Any]:
        async def work(transaction: Transaction) -> list[Any]:
            found: list[Any] = []
            for statement in statements:
                started = time.perf_counter()
                try:
                    found.append(await transaction.value(statement.text, statement.parameters))
                finally:
                    self._tell(started, statement.text)
            return found

        return await self.reading(work)

    def _tell(self, started: float, text: str) -> None:
        ms = (time.perf_counter() - started) * 1_000
        if ms >= self._limit:
            named = REQUEST.get() or {}
            self._log.warning("slow statement", ms=round(ms, 1), statement=hash_of(text), **named)
