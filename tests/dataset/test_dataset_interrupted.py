"""A load that is killed at any moment leaves whole rows, and is finished by the next one."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from graph.bolt import Graph
from graph.embedded import EmbeddedServer
from tests.content import wipe
from tests.dataset.loading import contents, loaded, problems
from tests.dataset.town import town

ROOT = Path(__file__).parents[2]

# Of rows that are written whole, none is without what its table demands.
HALVES = (
    "MATCH (n:Post) WHERE NOT EXISTS { (n)-[:HELD_BY]->() } OR NOT EXISTS { (n)-[:AT_PLACE]->() } "
    "AND NOT EXISTS { (n)-[:IN_ORGANIZATION]->() } RETURN count(n)",
    "MATCH (n:Person) WHERE NOT EXISTS { (n)-[:RESIDES_IN]->() } RETURN count(n)",
    "MATCH (n:Building) WHERE NOT EXISTS { (n)-[:WITHIN]->() } RETURN count(n)",
)


async def killed_after(server: EmbeddedServer, lines: int) -> int:
    """Start a load and kill it once it has printed so many lines; its exit status."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.dataset.load_helper",
        server.uri, server.user, server.password,
        stdout=asyncio.subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    for _ in range(lines):
        await process.stdout.readline()
    if process.returncode is None:
        process.send_signal(signal.SIGKILL)
    await process.stdout.read()
    return await process.wait()


@pytest.fixture
async def finished(blank: Graph) -> list[str]:
    """What the graph holds after both states were loaded without interruption."""
    for state in (1, 2):
        report = await loaded(blank, town(state))
        assert problems(report) == []
    assert report.written > 200
    return await contents(blank)


@pytest.mark.drawn(2)
@pytest.mark.parametrize("lines", [2, 8, 20, 40])
async def test_a_killed_load_is_finished_by_the_next(
    blank: Graph, finished: list[str], server: EmbeddedServer, lines: int
) -> None:
    await wipe(blank)
    await loaded(blank, town(1))
    before = await contents(blank)
    assert await killed_after(server, lines) == -signal.SIGKILL
    meanwhile = await contents(blank)
    assert meanwhile != finished
    assert lines < 20 or meanwhile != before
    assert [await blank.read(half) for half in HALVES] == [0, 0, 0]
    report = await loaded(blank, town(2))
    assert problems(report) == []
    assert await contents(blank) == finished


async def test_a_killed_first_load_is_finished_by_the_next(
    blank: Graph, server: EmbeddedServer
) -> None:
    await loaded(blank, town(2))
    expected = await contents(blank)
    await wipe(blank)
    assert await killed_after(server, 15) == -signal.SIGKILL
    assert [await blank.read(half) for half in HALVES] == [0, 0, 0]
    await loaded(blank, town(2))
    assert await contents(blank) == expected
