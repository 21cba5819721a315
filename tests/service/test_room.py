"""The heap is watched beside the service: plans that fill it are forgotten and made again."""

from pathlib import Path

import pytest

from graph.bolt import Graph
from graph.embedded import EmbeddedServer, heap
from service.room import watch
from service.usage import AGAIN, asked_again
from tests.embedded.waiting import going_on, until
from tests.service.test_warm_up import Lines


async def _until_told(graph: Graph, data_dir: Path, lines: Lines) -> None:
    async with going_on(watch(graph, data_dir, lines)) as task:
        await until(lambda: bool(lines.events))
        # It goes on, whatever it met.
        assert not task.done()


async def test_what_was_forgotten_is_told_and_planned_again(
    blank: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heap, "FULL", -1.0)
    monkeypatch.setattr(heap, "_LOOK", 0.01)
    lines = Lines()
    await _until_told(blank, tmp_path, lines)
    ((event, fields),) = lines.events
    assert event == "plans forgotten: heap full"
    assert 0 <= fields["held_mb"] < fields["mb"] <= 1024
    assert asked_again(tmp_path) > 0


async def test_a_full_disk_does_not_end_the_watch(
    blank: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heap, "FULL", -1.0)
    monkeypatch.setattr(heap, "_LOOK", 0.01)
    (tmp_path / AGAIN).mkdir()
    lines = Lines()
    await _until_told(blank, tmp_path, lines)
    assert [event for event, _ in lines.events] == [
        "plans forgotten: heap full",
        "planning again failed",
    ]


async def test_a_database_that_does_not_answer_is_told_of(
    server: EmbeddedServer, tmp_path: Path
) -> None:
    closed = await Graph.connect(server.uri, server.user, server.password)
    await closed.close()
    lines = Lines()
    await _until_told(closed, tmp_path, lines)
    assert [event for event, _ in lines.events] == ["the heap could not be looked at"]
    assert asked_again(tmp_path) == 0
