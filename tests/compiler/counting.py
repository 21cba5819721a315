"""A graph that counts the statements it passes on to the real server."""

from collections.abc import Sequence
from typing import Any

from graph.bolt import Graph, Statement


class CountingGraph(Graph):
    """The same connection; `statements` is how many were run through it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.statements = 0

    async def read(self, text: str, parameters: dict[str, Any] | None = None) -> Any:
        self.statements += 1
        return await self._graph.read(text, parameters)

    async def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
        # Not counted: what is asked beside an operation, as the first day that is known of.
        return await self._graph.rows(text, parameters)

    async def read_all(self, statements: Sequence[Statement]) -> list[Any]:
        self.statements += len(statements)
        return await self._graph.read_all(statements)
