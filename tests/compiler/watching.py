"""A graph that counts the statements it passes on to the real server, and keeps their plans."""

from collections.abc import Iterator, Sequence
from typing import Any

import neo4j

from graph.bolt import Graph, Statement


class WatchedGraph(Graph):
    """The same connection: `statements` is how many were run through it, `plans` their plans.

    Each is run by PROFILE, which plans it as it is and gives its rows and its plan in one.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.statements = 0
        self.plans: list[tuple[str, dict[str, Any]]] = []

    async def read(self, text: str, parameters: dict[str, Any] | None = None) -> Any:
        self.statements += 1
        async with self._graph._session(neo4j.READ_ACCESS) as session:  # pyright: ignore[reportPrivateUsage]
            result = await session.run(f"PROFILE {text}", parameters)
            rows: list[list[Any]] = await result.values()
            summary = await result.consume()
        self.plans.append((text, summary.profile or {}))
        return rows[0][0] if rows else None

    async def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
        # Not counted: what is asked beside an operation, as the first day that is known of.
        return await self._graph.rows(text, parameters)

    async def read_all(self, statements: Sequence[Statement]) -> list[Any]:
        return [await self.read(s.text, s.parameters) for s in statements]


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The name and the details of each operator of a plan."""
    arguments: dict[str, Any] = plan.get("args") or {}
    yield str(plan.get("operatorType", "")).partition("@")[0], str(arguments.get("Details", ""))
    for child in plan.get("children") or ():
        yield from operators(child)
