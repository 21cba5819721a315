"""The small random graph of tests/compiler, and the endpoints of tests/service."""

import pytest

from graph.bolt import Graph
from tests.compiler.conftest import Small, load_small
from tests.content import Content
from tests.service.conftest import web

__all__ = ["small", "web"]


@pytest.fixture(scope="module")
async def small(graph: Graph, content: Content) -> Small:
    """The small graph, loaded for each file: some of them leave another one behind."""
    return await load_small(graph, content)
