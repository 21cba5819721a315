"""One real Neo4j for a process of tests, with nothing in it or with the demonstration district.

Community has a single user database, so tests that ask the district (`district`) come first,
and those that want a graph of their own (`blank`) after them; `pytest_collection_modifyitems`
puts them in that order.

A run of all tests has two processes (`lanes.py`), each with a Neo4j: the tests of the district
stay together in one of them, all others are run file by file where there is time.
"""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime

import pytest
from hypothesis import settings

from graph.bolt import Graph
from graph.embedded import EmbeddedOptions, EmbeddedServer, start
from graph.migrations import migrate
from graph.model import MODEL
from seeds.dataset import load_tables
from seeds.district import REFERENCE_DAY, tables
from tests import lanes
from tests.content import Content
from tests.java import BRIEFLY, LONG


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many random operations the differential test runs, and whether all tests are run."""
    parser.addoption("--operations", type=int, default=500, help="random operations to compare")
    parser.addoption("--all", action="store_true", help="with all tests that take longest")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Their number is hypothesis's, for tests that do not say otherwise; the seed is the day's.

    Every day draws other cases, and all who run the tests on a day the same ones: a change is
    refused for what it does, not for its luck.
    """
    if config.getoption("hypothesis_seed") is None:
        config.option.hypothesis_seed = f"{datetime.now(UTC):%Y%m%d}"
    settings.register_profile(
        "operations", max_examples=config.getoption("operations"), derandomize=False
    )
    settings.load_profile("operations")
    config.addinivalue_line(
        "markers",
        f"{lanes.DRAWN}(n, of=name): a run of all tests has n of the cases, drawn by the seed",
    )
    if config.option.numprocesses:
        config.pluginmanager.register(lanes.Told())


def pytest_report_header(config: pytest.Config) -> str:
    """The options that run the same random cases again."""
    return _random_cases(config)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """What a quiet run has no header for: the random cases of a failed one, what was left out."""
    if exitstatus:
        terminalreporter.write_line(_random_cases(terminalreporter.config))
    if lanes.spares(terminalreporter.config):
        terminalreporter.write_line(
            "The tests that take longest were left out: `uv run pytest --all` has them."
        )
    elif lanes.shares(terminalreporter.config):
        terminalreporter.write_line(
            "Of the tests that take longest half had their turn, by the seed of "
            f"{_random_cases(terminalreporter.config)}; `uv run pytest --all` has them all."
        )


def _random_cases(config: pytest.Config) -> str:
    seed, operations = config.getoption("hypothesis_seed"), config.getoption("operations")
    return f"random cases: --hypothesis-seed={seed} --operations {operations}"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes run tests: two for all of them, none but this for some."""
    return lanes.processes(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of the district come before those of other graphs; some may be left out."""
    lanes.spare(config, items)
    lanes.draw(config, items)
    lanes.share(config, items)
    lanes.arrange(config, items)


@pytest.fixture(scope="session")
async def server(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[EmbeddedServer]:
    """The server of this run."""
    options = EmbeddedOptions(
        tmp_path_factory.mktemp("neo4j") / "data",
        heap_mb=1024,
        page_cache_mb=256,
        java_options=LONG if lanes.whole(pytestconfig) else BRIEFLY,
    )
    async with await start(options) as server:
        yield server


@pytest.fixture(scope="session")
async def graph(server: EmbeddedServer) -> AsyncGenerator[Graph]:
    """A migrated graph, whatever is in it."""
    graph = await Graph.connect(server.uri, server.user, server.password)
    await migrate(graph, MODEL)
    yield graph
    await graph.close()


@pytest.fixture(scope="session")
def content() -> Content:
    """What the graph holds at the moment."""
    return Content()


@pytest.fixture(autouse=True)
def _still_there(request: pytest.FixtureRequest, content: Content) -> None:
    """The district is loaded once: what asks it after another graph took its place is refused."""
    if "district" in request.fixturenames:
        assert not content.replaced, "a test of the district came after one of another graph"


@pytest.fixture
async def blank(graph: Graph, content: Content) -> Graph:
    """A migrated graph without data, for one test."""
    await content.empty(graph)
    return graph


@pytest.fixture(scope="session")
async def district(graph: Graph, content: Content) -> Graph:
    """The graph with the demonstration district, loaded through the loader, for reading."""
    await content.empty(graph)
    content.district = True
    report = await load_tables(graph, tables(), name="demonstration district")
    assert report.wrong == 0, report.problems[:5]
    return graph


@pytest.fixture(scope="session")
def today() -> str:
    """The day that tests of the district ask for, `YYYY-MM-DD`."""
    return str(REFERENCE_DAY)
