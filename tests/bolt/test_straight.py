"""A read straight on a connection answers, fails and ends as one by a session."""

import asyncio
import gc
import warnings
from collections.abc import AsyncGenerator
from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from graph.bolt import SECONDS, ClientError, DriverError, Graph, LimitError
from graph.embedded import EmbeddedServer

_VALUES: dict[str, Any] = {
    "text": "第一支部",
    "number": 7,
    "share": 0.5,
    "yes": True,
    "nothing": None,
    "day": date(2026, 11, 1),
    "list": [1, [2, "x"], {"key": [None]}],
    "long": "x" * 70_000,
}
_SHORT = "UNWIND range(1, 300000) AS x WITH x WHERE x % 7 = 8 RETURN count(x)"
_LONG = "UNWIND range(1, 100000000) AS x WITH x WHERE x % 7 = 8 RETURN count(x)"


@pytest.fixture
async def few(server: EmbeddedServer) -> AsyncGenerator[Graph]:
    """A pool of two connections."""
    graph = await Graph.connect(server.uri, server.user, server.password, pool_size=2)
    yield graph
    await graph.close()


async def test_rows_are_those_of_a_session(graph: Graph) -> None:
    given = ", ".join(f"${name}" for name in _VALUES)
    for text in (
        f"RETURN {given}",
        "UNWIND range(1, 5000) AS x RETURN x, x * x, [x, $text]",
        "UNWIND [] AS x RETURN x",
        "RETURN date('2026-11-01'), datetime('2026-11-01T08:00:00Z'), duration('P1D')",
    ):

        async def by_session(transaction: Any, text: str = text) -> list[list[Any]]:
            return await transaction.rows(text, _VALUES)

        assert await graph.rows(text, _VALUES) == await graph.reading(by_session)
    assert await graph.read("UNWIND [] AS x RETURN x") is None
    assert (await graph.rows("RETURN $day", _VALUES)) == [[date(2026, 11, 1)]]


async def test_after_an_error_the_connection_serves_again(few: Graph) -> None:
    for _ in range(5):
        with pytest.raises(ClientError, match=r"(?i)invalid input"):
            await few.rows("RETURN ,")
        with pytest.raises(ClientError, match=r"(?i)by zero"):
            await few.rows("RETURN 1 / $zero", {"zero": 0})
        assert await few.read("RETURN 1") == 1


async def test_nothing_is_written(few: Graph) -> None:
    with pytest.raises(ClientError, match=r"(?i)writ"):
        await few.rows("CREATE (n:Unwanted) RETURN n.code")
    assert await few.read("MATCH (n:Unwanted) RETURN count(n)") == 0


async def test_the_server_ends_what_takes_too_long(few: Graph) -> None:
    token = SECONDS.set(0.2)
    try:
        with pytest.raises(LimitError) as raised:
            await few.read(_LONG)
    finally:
        SECONDS.reset(token)
    assert raised.value.word == "TIMEOUT"
    assert await few.read("RETURN 2") == 2


async def test_what_was_cut_short_is_read_by_no_other(few: Graph) -> None:
    for _ in range(4):
        task = asyncio.create_task(few.read(_LONG))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    found = await asyncio.gather(*(few.read("RETURN $n", {"n": n}) for n in range(30)))
    assert found == list(range(30))


async def test_a_connection_that_nobody_waits_for_any_more_is_closed(
    server: EmbeddedServer,
) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for turns in range(12):
            few = await Graph.connect(server.uri, server.user, server.password, pool_size=2)
            busy = asyncio.create_task(few.read(_SHORT))
            await asyncio.sleep(0)
            opening = asyncio.create_task(few.read("RETURN 1"))
            for _ in range(turns):
                await asyncio.sleep(0)
            opening.cancel()
            with suppress(asyncio.CancelledError):
                await opening
            await busy
            both = await asyncio.gather(*(few.read("RETURN $n", {"n": n}) for n in range(2)))
            assert both == [0, 1]
            await few.close()
        gc.collect()
    assert [str(warning.message) for warning in caught] == []


async def test_what_cannot_be_sent_leaves_the_pool_whole(few: Graph) -> None:
    for _ in range(5):
        with pytest.raises(ValueError, match="not supported"):
            await few.read("RETURN $x", {"x": object()})
    assert await few.read("RETURN 3") == 3


async def test_nothing_is_read_once_it_is_closed(few: Graph) -> None:
    await few.close()
    with pytest.raises(DriverError):
        await few.read("RETURN 1")
