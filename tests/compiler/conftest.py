"""The small random graph, and the engine that answers over it."""

import orjson
import pytest

from graph.bolt import Graph
from resolvers.engine import Engine
from schema.api import create_engine
from seeds.dataset import load_tables
from tests.compiler.small import tables
from tests.content import Content


class Small:
    """The small graph and its engine.

    No dataclass: hypothesis would print all of it with every failing operation.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.compiled: Engine = create_engine(graph)


@pytest.fixture(scope="module")
async def small(graph: Graph, content: Content) -> Small:
    """The small graph, loaded for each file: another one may have put something else there."""
    return await load_small(graph, content)


async def load_small(graph: Graph, content: Content) -> Small:
    """The small graph, loaded in place of whatever is there."""
    await content.empty(graph)
    made = tables()
    report = await load_tables(graph, made, name="small")
    assert report.wrong == 0, orjson.dumps(report.as_json()["problems"][:5]).decode()
    return Small(graph)
