"""The small random graph, for one file of tests at a time, and how it is asked."""

from typing import Any

import orjson
import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine
from seeds.dataset import load_tables
from tests.compiler.small import Table, tables
from tests.content import Content


class Asked:
    """A graph's engine, and the dataset that the graph was loaded from.

    No dataclass: hypothesis would print all of it with every failing case.
    """

    def __init__(self, graph: Graph, made: list[Table]) -> None:
        self.tables = made
        self._engine: Engine = create_engine(graph)

    async def data(self, text: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer's data for an administrator; errors fail the test."""
        request = GraphQLRequest(text, variables or {})
        found = await self._engine.execute(request, Caller("test", Role.ADMIN))
        body = orjson.loads(found.body)
        assert "errors" not in body, f"{text}\n{variables}\n{body['errors']}"
        return body["data"]


@pytest.fixture(scope="module")
async def small(graph: Graph, content: Content) -> Asked:
    """The small random graph, freshly loaded; tests here only read it."""
    await content.empty(graph)
    made = tables()
    report = await load_tables(graph, made, name="small")
    assert report.wrong == 0, report.problems[:5]
    return Asked(graph, made)
