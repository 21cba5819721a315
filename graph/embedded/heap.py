"""Neo4j's heap: what it holds, and what it lets go of when that is too much.

What Neo4j's parser learns of the forms of statements has no bound of its own: thousands of
different large ones fill a small heap. Neo4j lets go of it together with its plans.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from graph.bolt import DriverError, Graph, Neo4jError

FULL = 0.5
"""Share of the heap from which on plans are let go of: running transactions may take a third
(`graph.embedded.memory`), and answers that are sent need room besides."""

_LOOK = 15.0  # seconds between two looks
# Java collects old objects piece by piece: until it is through, most of what is held is garbage.
_LOOKS = 4
_PAUSE = 600.0  # seconds after letting go: all plans have to be made again
_BEANS = "CALL dbms.queryJmx($query) YIELD attributes RETURN attributes"


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes that the heap held after its last collection, and that it can hold."""

    bytes: int
    most: int

    @property
    def full(self) -> bool:
        """Whether it is time to let go of something."""
        return self.bytes > FULL * self.most


async def beans(graph: Graph, query: str) -> list[dict[str, Any]]:
    """Attributes of Neo4j's management beans; the graph's user must be an administrator."""
    return [attributes for (attributes,) in await graph.rows(_BEANS, {"query": query})]


async def held(graph: Graph) -> Held:
    """What the heap held after its last collection of old objects; 0 before the first."""
    pools = await beans(graph, "java.lang:type=MemoryPool,name=*")
    after = [
        pool["CollectionUsage"]["value"]
        for pool in pools
        if pool["Type"]["value"] == "HEAP" and pool["CollectionUsage"]["value"]
    ]
    (memory,) = await beans(graph, "java.lang:type=Memory")
    return Held(
        sum(usage["properties"]["used"] for usage in after),
        memory["HeapMemoryUsage"]["value"]["properties"]["max"],
    )


async def forget(graph: Graph) -> None:
    """Let Neo4j forget its plans and what its parser has learnt."""
    await graph.command("CALL db.clearQueryCaches()")


async def keep_room(
    graph: Graph, forgotten: Callable[[Held], None], failed: Callable[[Exception], None]
) -> NoReturn:
    """Let Neo4j forget whenever its heap stays too full, and tell of it. For ever.

    forgotten: told what was held. failed: told that Neo4j could not be asked.
    """
    last: Held | None = None
    looks = 0
    while True:
        pause = _LOOK
        try:
            now = await held(graph)
            # The same figure as then: nothing was collected since, so that nothing is known.
            looks = looks + 1 if now.full and now != last else 0
            if looks == _LOOKS:
                await forget(graph)
                forgotten(now)
                last, looks, pause = now, 0, _PAUSE
        except (DriverError, Neo4jError) as error:
            failed(error)
        await asyncio.sleep(pause)
