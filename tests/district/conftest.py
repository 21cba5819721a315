"""The demonstration district, asked as an administrator."""

import pytest

from graph.bolt import Graph
from resolvers.engine import Engine
from schema.api import create_engine
from tests.district.asking import Ask, asking


@pytest.fixture(scope="session")
def engine(district: Graph) -> Engine:
    """The engine over the demonstration district."""
    return create_engine(district)


@pytest.fixture(scope="session")
def ask(engine: Engine) -> Ask:
    """Asks the district as of the reference day."""
    return asking(engine)
