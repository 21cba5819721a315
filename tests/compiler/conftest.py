"""The small random graph, and engines that compile and that do not."""

import orjson
import pytest

from graph.bolt import Graph
from graph.compiler.engine import Engine
from schema.api import create_engine
from seeds.dataset import load_tables
from tests.compiler.pool import Pool, pool_of
from tests.compiler.small import Table, tables
from tests.content import Content, wipe


class Small:
    """The small graph: its engines, its dataset, the values in it.

    No dataclass: hypothesis would print all of it with every failing operation.
    """

    def __init__(self, graph: Graph, made: list[Table]) -> None:
        self.graph = graph
        self.compiled: Engine = create_engine(graph)
        self.plain: Engine = create_engine(graph, compiling=False)
        self.tables = made
        self.pool: Pool = pool_of(made)


@pytest.fixture(scope="package")
async def small(graph: Graph, content: Content) -> Small:
    """The small graph, loaded; tests here only read it."""
    assert not content.district, "a test of the small graph came after one of the district"
    await wipe(graph)
    made = tables()
    report = await load_tables(graph, made, name="small")
    assert report.wrong == 0, orjson.dumps(report.as_json()["problems"][:5]).decode()
    return Small(graph, made)
