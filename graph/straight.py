"""Statements on a connection of the driver's pool itself, without a session and its result.

For a small answer the driver spends most of its time on those two, which a single statement
that commits by itself does not need: 93 µs of the processor in place of 175. The pool, the
connection, its states and its errors are the driver's. What is used of it is not public, so
that the driver's version is pinned exactly and a test compares both ways
(tests/bolt/test_straight.py).
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from neo4j import READ_ACCESS, WRITE_ACCESS
from neo4j._async.io import AcquisitionAuth, AcquisitionDatabase, AsyncDirectBoltPool
from neo4j.exceptions import Neo4jError

from graph.flight import Flight

_PATIENCE = 60.0  # seconds to wait for a free connection, as a session does


class Straight:
    """The connections to one server, each taken for one statement."""

    def __init__(self, driver: Any, database: str | None) -> None:
        self._driver = driver
        self._pool = driver._pool
        self._database = database
        self._target = AcquisitionDatabase(database)
        self._auth = AcquisitionAuth(None)

    @classmethod
    def of(cls, driver: Any, database: str | None) -> "Straight | None":
        """For a driver; None where it chooses among the servers of a cluster, by a session."""
        pool = getattr(driver, "_pool", None)
        return cls(driver, database) if isinstance(pool, AsyncDirectBoltPool) else None

    @property
    def closed(self) -> bool:
        """Whether the driver was closed: its pool would open connections all the same."""
        return self._driver._closed

    async def rows(
        self, text: str, parameters: dict[str, Any] | None, seconds: float | None
    ) -> list[list[Any]]:
        """All rows of a reading statement, each a list of its columns.

        seconds: after them the server ends it. Raises what a session raises.
        """
        connection = await self._pool.acquire(
            READ_ACCESS, _PATIENCE, self._target, (), self._auth, None
        )
        found: list[list[Any]] = []
        try:
            connection.run(text, parameters, mode=READ_ACCESS, db=self._database, timeout=seconds)
            connection.pull(on_records=found.extend)
            await connection.send_all()
            await connection.fetch_all()
        except Neo4jError:
            await self._pool.release(connection)
            raise
        except BaseException:
            # Cut short: what is still on its way belongs to no one.
            self._pool.kill_and_release(connection)
            raise
        await self._pool.release(connection)
        return found

    @asynccontextmanager
    async def flight(self) -> AsyncGenerator[Flight]:
        """An open write transaction; what is not committed on leaving is rolled back."""
        connection = await self._pool.acquire(
            WRITE_ACCESS, _PATIENCE, self._target, (), self._auth, None
        )
        flight: Flight | None = None
        try:
            # It has no answer that anybody would wait for.
            connection.begin(mode=WRITE_ACCESS, db=self._database)
            flight = Flight(connection)
            yield flight
        except BaseException:
            if flight is None or flight.torn:
                self._pool.kill_and_release(connection)
            else:
                # Given back in the midst of a transaction it is reset, which rolls that back.
                await self._pool.release(connection)
            raise
        await self._pool.release(connection)
