"""Bolt: the one module, with `straight`, that imports the `neo4j` driver.

Everything else speaks in statements, parameters and plain Python values. Values come back
as the driver decodes them; the compiler asks for strings where it can, which are cheaper.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar, cast

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.flight import Column, Coming, Flight
from graph.limits import LimitError, limit_of
from graph.messages import msg
from graph.opening import open_whole
from graph.straight import Straight

__all__ = [
    "BOOKMARK",
    "AuthError",
    "BookmarkError",
    "ClientError",
    "Column",
    "Coming",
    "ConfigurationError",
    "ConstraintError",
    "DriverError",
    "Graph",
    "GraphUnavailableError",
    "LimitError",
    "Neo4jError",
    "ServiceUnavailable",
    "SessionExpired",
    "Statement",
    "Transaction",
    "TransientError",
]

_REFRESH = "CALL db.prepareForReplanning(300)"  # seconds it may take
_NOT_OFFERED = (
    "Neo.ClientError.Procedure.ProcedureNotFound",
    "Neo.ClientError.Security.Forbidden",
)

Parameters: TypeAlias = dict[str, Any]
T = TypeVar("T")

BOOKMARK: ContextVar[str | None] = ContextVar("orggraph.bookmark", default=None)
"""The bookmark of a transaction that whatever is read where this is set comes after."""

_BAD_BOOKMARK = ("Neo.ClientError.Transaction.InvalidBookmark",)
_LATE_BOOKMARK = "Neo.TransientError.Transaction.BookmarkTimeout"

# Seconds after which Neo4j ends a reading transaction that is begun where this is set.
SECONDS: ContextVar[float | None] = ContextVar("orggraph.seconds", default=None)


@dataclass(frozen=True, slots=True)
class Statement:
    """Cypher text and its parameters."""

    text: str
    parameters: Parameters


_PLANS = 1000


class BookmarkError(ValueError):
    """A text is no bookmark of this database."""


class GraphUnavailableError(RuntimeError):
    """The database cannot be reached or refuses the credentials; the text says which."""


class Transaction:
    """An open transaction: statements in order, all or nothing."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def rows(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        """All rows of a statement, each a list of its columns."""
        try:
            result = await self._inner.run(text, parameters)
            return await result.values()
        except Neo4jError as error:
            limit = limit_of(error.code, error.message)
            # What passes is left to the driver, which tries again where it may.
            if limit is None or limit.passes:
                raise
            raise limit from error

    async def soon(self, text: str, parameters: Parameters | None = None) -> Coming:
        """A statement whose rows are not needed yet: it may be run with the next one."""
        return Coming(await self.rows(text, parameters))

    async def value(self, text: str, parameters: Parameters | None = None) -> Any:
        """The first column of the only row; None when there is no row."""
        found = await self.rows(text, parameters)
        return found[0][0] if found else None


class _Flying(Transaction):
    """A transaction whose statements travel together."""

    def __init__(self, flight: Flight) -> None:
        super().__init__(None)
        self._flight = flight

    async def soon(self, text: str, parameters: Parameters | None = None) -> Coming:
        return await self._flight.soon(text, parameters)

    async def rows(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        return await (await self.soon(text, parameters)).rows()


def _raise_limit(error: Neo4jError) -> None:
    """Raise LimitError where an error tells of a limit of Neo4j."""
    limit = limit_of(error.code, error.message)
    if limit is not None:
        raise limit from error


class _Session:
    """A session of the driver whose errors say which limit of Neo4j a statement has reached."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def __aenter__(self) -> Any:
        return await self._inner.__aenter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._inner.__aexit__(kind, error, trace)
        if isinstance(error, Neo4jError):
            _raise_limit(error)


class Graph:
    """A pooled connection to one Neo4j database.

    Statements that reach one of Neo4j's limits raise LimitError.
    """

    # The driver's `session` and `run` are untyped or want literal strings: Any on purpose.
    def __init__(self, driver: Any, database: str | None = None) -> None:
        self._driver = driver
        self._database = database
        self._straight = Straight.of(driver, database)

    @classmethod
    async def connect(
        cls,
        uri: str,
        user: str,
        password: str,
        database: str | None = None,
        pool_size: int = 64,
    ) -> Self:
        """Open a pool and make sure the server answers.

        Raises GraphUnavailableError with a sentence that says what to check.
        """
        try:
            factory: Any = neo4j.AsyncGraphDatabase
            driver = factory.driver(
                uri,
                auth=(user, password),
                max_connection_pool_size=pool_size,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                connection_timeout=10,
                max_transaction_retry_time=15,
            )
        except (ConfigurationError, ValueError) as error:
            raise GraphUnavailableError(
                msg("{uri} is not an address of a Neo4j server: {error}", uri=uri, error=error)
            ) from error
        open_whole(driver)
        try:
            await driver.verify_connectivity()
        except AuthError as error:
            await driver.close()
            raise GraphUnavailableError(
                msg(
                    "Neo4j at {uri} refuses the user {user!r} with the given password.",
                    uri=uri,
                    user=user,
                )
            ) from error
        except (ServiceUnavailable, DriverError, Neo4jError, OSError) as error:
            await driver.close()
            raise GraphUnavailableError(
                msg("Neo4j at {uri} does not answer: {error}", uri=uri, error=error)
            ) from error
        return cls(driver, database)

    def _session(self, mode: str = neo4j.WRITE_ACCESS) -> _Session:
        bookmark = BOOKMARK.get()
        after = None if bookmark is None else neo4j.Bookmarks.from_raw_values([bookmark])
        return _Session(
            self._driver.session(database=self._database, default_access_mode=mode, bookmarks=after)
        )

    async def close(self) -> None:
        """Close the pool; what is read afterwards raises DriverError."""
        await self._driver.close()

    async def read(self, text: str, parameters: Parameters | None = None) -> Any:
        """The first column of the only row of one statement, in a read transaction of its own.

        None when the statement returns no row.
        """
        found = await self.rows(text, parameters)
        return found[0][0] if found else None

    async def rows(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        """All rows of a reading statement, each a list of its columns; one round trip."""
        straight = self._straight
        if straight is not None and not straight.closed and BOOKMARK.get() is None:
            try:
                return await straight.rows(text, parameters, SECONDS.get())
            except Neo4jError as error:
                _raise_limit(error)
                raise
        async with self._session(neo4j.READ_ACCESS) as session:
            result = await session.run(_timed(text), parameters)
            return await result.values()

    async def read_all(self, statements: Sequence[Statement]) -> list[Any]:
        """What `read` gives for each statement, all in one read transaction."""

        async def work(transaction: Transaction) -> list[Any]:
            return [await transaction.value(s.text, s.parameters) for s in statements]

        return await self.reading(work)

    async def reading(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """Run `work` in a read transaction, again when the server asks for a retry."""
        async with self._session(neo4j.READ_ACCESS) as session:
            return await session.execute_read(_within(SECONDS.get(), _on(work)))

    async def writing(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """Run `work` in a write transaction, again when the server asks for a retry."""
        async with self._session() as session:
            return await session.execute_write(_on(work))

    async def write(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        """Run one writing statement in a transaction of its own; its rows."""
        return await self.writing(lambda transaction: transaction.rows(text, parameters))

    async def command(self, text: str) -> list[list[Any]]:
        """Run a schema command or another statement that wants no explicit transaction."""
        async with self._session() as session:
            result = await session.run(text)
            return await result.values()

    async def refresh_statistics(self) -> None:
        """Let Neo4j look at its indexes anew, and plan by that what was planned before.

        After many rows were written it takes the indexes for nearly empty until its own
        sampling comes by, and may choose a plan a thousand times slower. Elsewhere than in
        Neo4j, or where the user may not, nothing is done.
        """
        try:
            await self.command(_REFRESH)
        except ClientError as error:
            if error.code not in _NOT_OFFERED:
                raise

    async def explain(
        self, text: str, parameters: Parameters, profile: bool = False
    ) -> dict[str, Any]:
        """The database's plan for a statement: EXPLAIN, or PROFILE which runs it."""
        prefix = "PROFILE" if profile else "EXPLAIN"
        async with self._session(neo4j.READ_ACCESS) as session:
            result = await session.run(f"{prefix} {text}", parameters)
            summary = await result.consume()
            plan: Any = summary.profile if profile else summary.plan
            return plan or {}

    async def prepare(self, text: str, parameters: Parameters, seconds: float) -> None:
        """Let Neo4j plan a reading statement by running it, and throw its rows away.

        EXPLAIN would leave a part of the work to whoever asks next. seconds: after them Neo4j
        ends the run, and the plan stays.
        """
        query: Any = neo4j.Query(cast(Any, text), timeout=seconds)
        async with self._driver.session(
            database=self._database, default_access_mode=neo4j.READ_ACCESS, fetch_size=1
        ) as session:
            result = await session.run(query, parameters)
            await result.consume()

    async def plan_room(self) -> int:
        """How many plans the server keeps; Neo4j's default where it does not say."""
        rows = await self.rows(
            "SHOW SETTINGS 'server.memory.query_cache.per_db_cache_num_entries' YIELD value"
        )
        return int(rows[0][0]) if rows and str(rows[0][0]).isdigit() else _PLANS

    async def wait_for(self, bookmark: str) -> None:
        """Wait until the database has what was written up to a bookmark.

        Raises BookmarkError for what is none of this database, TimeoutError where the database
        gives up waiting.
        """
        after = neo4j.Bookmarks.from_raw_values([bookmark])
        session = self._driver.session(
            database=self._database, default_access_mode=neo4j.READ_ACCESS, bookmarks=after
        )
        try:
            async with session, await session.begin_transaction() as inner:
                await (await inner.run("RETURN 1")).consume()
        except Neo4jError as error:
            if error.code == _LATE_BOOKMARK:
                raise TimeoutError from error
            if error.code in _BAD_BOOKMARK:
                raise BookmarkError from error
            raise

    async def changing(self, work: Callable[[Transaction], Awaitable[T]]) -> tuple[T, str | None]:
        """What `work` gives in one write transaction, committed, and the bookmark after it.

        Nothing is tried again: where the answer to the commit is lost, whether it was made is
        not known, and the error is raised.
        """
        if self._straight is not None and not self._straight.closed:
            try:
                async with self._straight.flight() as flight:
                    return await work(_Flying(flight)), await flight.commit()
            except Neo4jError as error:
                _raise_limit(error)
                raise
        async with self._session() as session:
            async with await session.begin_transaction() as inner:
                found = await work(Transaction(inner))
            bookmarks = await session.last_bookmarks()
            return found, next(iter(bookmarks.raw_values), None)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Transaction]:
        """An explicit write transaction: committed on leaving, rolled back on an exception."""
        async with (
            self._session() as session,
            await session.begin_transaction() as inner,
        ):
            yield Transaction(inner)

    @asynccontextmanager
    async def trial(self, seconds: float = 60) -> AsyncGenerator[Transaction]:
        """A transaction that may write and is always rolled back, whatever happens.

        seconds: after them the server ends it by itself.
        """
        async with self._session() as session:
            inner = await session.begin_transaction(timeout=seconds)
            try:
                yield Transaction(inner)
            finally:
                # Closing an open transaction rolls it back; nothing commits it.
                await inner.close()


def _timed(text: str) -> Any:
    seconds = SECONDS.get()
    return text if seconds is None else neo4j.Query(cast(Any, text), timeout=seconds)


def _within(seconds: float | None, run: Any) -> Any:
    return run if seconds is None else neo4j.unit_of_work(timeout=seconds)(run)


def _on(work: Callable[[Transaction], Awaitable[T]]) -> Callable[[Any], Awaitable[T]]:
    async def run(inner: Any) -> T:
        return await work(Transaction(inner))

    return run
