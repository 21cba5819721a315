"""The small random graph, and engines that compile and that do not."""

from dataclasses import dataclass

import orjson
import pytest

from graph.bolt import Graph
from graph.compiler.engine import Engine
from schema.api import create_engine
from seeds.dataset import load_tables
from tests.compiler.operations import Pool, pool_of
from tests.compiler.small import Table, tables
from tests.content import Content, wipe


@dataclass(frozen=True)
class Small:
    """The small graph: its engines, its dataset, the values in it."""

    graph: Graph
    compiled: Engine
    plain: Engine
    tables: list[Table]
    pool: Pool


@pytest.fixture(scope="package")
async def small(graph: Graph, content: Content) -> Small:
    """The small graph, loaded; tests here only read it."""
    assert not content.district, "a test of the small graph came after one of the district"
    await wipe(graph)
    made = tables()
    report = await load_tables(graph, made, name="small")
    assert report.wrong == 0, orjson.dumps(report.as_json()["problems"][:5]).decode()
    return Small(graph, create_engine(graph), create_engine(graph, False), made, pool_of(made))
