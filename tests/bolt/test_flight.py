"""Statements of a change travel together: in their order, and all or nothing."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from graph.bolt import ClientError, Graph, Transaction
from graph.embedded import EmbeddedServer


@pytest.fixture
async def few(server: EmbeddedServer) -> AsyncGenerator[Graph]:
    """A pool of two connections, and none of the nodes made here."""
    graph = await Graph.connect(server.uri, server.user, server.password, pool_size=2)
    yield graph
    await graph.write("MATCH (n:Flown) DETACH DELETE n")
    await graph.close()


async def _count(graph: Graph) -> int:
    return int(await graph.read("MATCH (n:Flown) RETURN count(n)"))


async def test_what_is_handed_over_is_run_in_order_and_committed(few: Graph) -> None:
    async def work(transaction: Transaction) -> list[list[list[Any]]]:
        first = await transaction.soon("CREATE (n:Flown {at: 1}) RETURN n.at")
        second = await transaction.soon("MATCH (n:Flown) SET n.at = n.at + 1 RETURN n.at")
        third = await transaction.rows("MATCH (n:Flown) RETURN n.at")
        # Sent with the commit.
        await transaction.soon("CREATE (:Flown {at: 9})")
        large = await transaction.soon("UNWIND $list AS x RETURN x", {"list": [*range(5000)]})
        return [await first.rows(), await second.rows(), third, await large.rows()]

    found, bookmark = await few.changing(work)
    assert found == [[[1]], [[2]], [[2]], [[n] for n in range(5000)]]
    assert bookmark
    assert await _count(few) == 2


@pytest.mark.parametrize("wrong", ["RETURN 1 / $zero", "RETURN ,"])
async def test_one_wrong_statement_leaves_nothing(few: Graph, wrong: str) -> None:
    async def last(transaction: Transaction) -> None:
        await transaction.rows("CREATE (:Flown)")
        await transaction.soon(wrong, {"zero": 0})
        await transaction.soon("CREATE (:Flown)")

    async def midst(transaction: Transaction) -> None:
        await transaction.soon("CREATE (:Flown)")
        await transaction.soon(wrong, {"zero": 0})
        await transaction.rows("CREATE (:Flown)")

    for work in (last, midst) * 2:
        with pytest.raises(ClientError):
            await few.changing(work)
    assert await _count(few) == 0


async def test_what_raises_or_is_cut_short_is_rolled_back(few: Graph) -> None:
    async def raising(transaction: Transaction) -> None:
        await transaction.soon("CREATE (:Flown)")
        raise KeyError

    async def lasting(transaction: Transaction) -> None:
        await transaction.rows("CREATE (:Flown)")
        await transaction.rows("UNWIND range(1, 100000000) AS x WITH x WHERE x % 7 = 8 RETURN x")

    for _ in range(4):
        with pytest.raises(KeyError):
            await few.changing(raising)
        task = asyncio.create_task(few.changing(lasting))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await _count(few) == 0
