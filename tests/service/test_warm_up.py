"""Warming up runs every rule once, and is given up without harm."""

from typing import Any

import pytest

from graph.audit import RULES
from graph.audit.compose import statements
from graph.bolt import Graph, ServiceUnavailable
from service import warm
from service.warm import warm_up


class Lines:
    """A log that keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[tuple[str, dict[str, Any]]] = []

    def _keep(self, event: str, **fields: Any) -> None:
        self.events.append((event, fields))

    debug = info = warning = error = _keep


class Watched(Graph):
    """The same connection; keeps the statements that ran."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.texts: list[str] = []

    async def read(self, text: str, parameters: dict[str, Any] | None = None) -> Any:
        return await self._graph.read(text, parameters)

    async def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
        self.texts.append(text)
        return await self._graph.rows(text, parameters)


async def test_every_rule_is_run(blank: Graph) -> None:
    watched, lines = Watched(blank), Lines()
    await warm_up(watched, lines)
    assert {asked.text for asked in statements(RULES, within=False)} <= set(watched.texts)
    assert lines.events == []


async def test_a_large_graph_is_left_alone(blank: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "MOST_PLACES", -1)
    watched = Watched(blank)
    await warm_up(watched, Lines())
    assert watched.texts == []


async def test_a_lost_connection_is_logged_and_nothing_else(blank: Graph) -> None:
    class Lost(Watched):
        async def read(self, text: str, parameters: dict[str, Any] | None = None) -> Any:
            raise ServiceUnavailable("gone")

    lines = Lines()
    await warm_up(Lost(blank), lines)
    assert lines.events == [("warming up failed", {"error": "ServiceUnavailable"})]
