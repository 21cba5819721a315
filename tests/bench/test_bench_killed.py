"""A short share of `bench.killed`: loads killed at a random moment and run again."""

import random

import pytest

from bench.killed import case_of, killed_once
from graph.bolt import Graph
from graph.embedded import EmbeddedServer


@pytest.mark.drawn(1, of="benches")
@pytest.mark.parametrize("sync", [False, True])
async def test_a_load_killed_at_any_moment_is_made_good(
    blank: Graph, server: EmbeddedServer, sync: bool
) -> None:
    case = await case_of(blank, server, 20, sync)
    moment = random.Random(sync).uniform(0, case.seconds)
    _, wrong = await killed_once(blank, server, case, moment)
    assert wrong == []
