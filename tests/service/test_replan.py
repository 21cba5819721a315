"""What was asked is planned again: most used first, in quiet moments, without harm."""

import asyncio
import time
from pathlib import Path

import pytest

from graph.bolt import Graph, ServiceUnavailable
from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from service import replan
from service.documented import QUESTIONS, documented
from service.replan import keep_planned, plan
from service.shapes import Shape
from service.usage import Usage, ask_again
from tests.district.questions import questions
from tests.embedded.waiting import going_on
from tests.lanes import drawn
from tests.service.test_warm_up import Lines


class Planned(Graph):
    """The same connection; keeps the texts that were planned."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph._driver, graph._database)
        self.texts: list[str] = []
        self._more = asyncio.Condition()

    async def prepare(self, text: str, parameters: dict[str, object], seconds: float) -> None:
        async with self._more:
            self.texts.append(text)
            self._more.notify_all()
        await super().prepare(text, parameters, seconds)

    async def first(self, count: int) -> list[str]:
        """So many texts, once they have been planned."""
        async with self._more, asyncio.timeout(60):
            await self._more.wait_for(lambda: len(self.texts) >= count)
        return self.texts[:count]


def shape(text: str) -> Shape:
    return Shape(text, (("x", "text 10"),))


async def _nothing() -> None:
    return None


async def test_a_statement_that_neo4j_refuses_is_left_out(blank: Graph) -> None:
    shapes = [
        shape("RETURN $x"),
        shape("NOT CYPHER"),
        shape("MATCH (n) SET n.a = 1"),
        shape("RETURN 1"),
    ]
    assert await plan(blank, shapes, Usage()) == 2


async def test_a_statement_without_end_is_ended(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replan, "_LONGEST", 1.0)
    endless = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b)"
    began = time.monotonic()
    assert await plan(blank, [Shape(endless, ()), shape("RETURN $x")], Usage()) == 1
    assert time.monotonic() - began < 60


async def test_requests_go_first(blank: Graph) -> None:
    usage, planned = Usage(), Planned(blank)
    usage.begin()
    task = asyncio.create_task(plan(planned, [shape("RETURN $x")], usage))
    await asyncio.sleep(0.5)
    assert planned.texts == []
    usage.end()
    assert await asyncio.wait_for(task, 30) == 1


async def test_a_service_that_is_never_quiet_is_planned_for_too(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replan, "_PATIENCE", 0.2)
    usage = Usage()
    usage.begin()
    assert await asyncio.wait_for(plan(blank, [shape("RETURN $x")], usage), 30) == 1


async def test_all_is_planned_again_after_a_load(
    blank: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replan, "_LOOK", 0.05)
    usage, planned = Usage(tmp_path / "shapes.json"), Planned(blank)
    for text in ("RETURN 1, $x", "RETURN 2, $x", "RETURN 2, $x"):
        usage.note(text, {"x": "abc"})
    planning = keep_planned(planned, Lines(), usage, tmp_path, _nothing, [shape("RETURN 3, $x")])
    once = ["RETURN 2, $x", "RETURN 1, $x", "RETURN 3, $x"]

    async with going_on(planning):
        assert await planned.first(3) == once
        ask_again(tmp_path)
        assert await planned.first(6) == once + once
    assert len(Usage(tmp_path / "shapes.json").shapes()) == 2


async def test_a_lost_connection_is_logged_and_nothing_else(blank: Graph, tmp_path: Path) -> None:
    class Lost(Planned):
        async def prepare(self, text: str, parameters: dict[str, object], seconds: float) -> None:
            raise ServiceUnavailable("gone")

    lines, usage, warmed = Lines(), Usage(), asyncio.Event()

    async def warm() -> None:
        warmed.set()

    usage.note("RETURN 1", {})
    planning = keep_planned(Lost(blank), lines, usage, tmp_path, warm, [])
    async with going_on(planning), asyncio.timeout(60):
        await warmed.wait()
    assert lines.events == [("planning in advance failed", {"error": "ServiceUnavailable"})]


async def test_the_documented_questions_are_planned_as_they_are_asked(
    blank: Graph, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    # However busy the machine is: a plan that takes long is no refusal.
    monkeypatch.setattr(replan, "_LONGEST", 300.0)
    monkeypatch.setattr(replan, "_BUDGET", 3_000.0)
    engine = create_engine(blank)
    shapes = documented(engine)
    assert len(shapes) > 40
    # Neo4j takes most of a second for each; other days have other ones.
    some = drawn(shapes, 15, str(pytestconfig.getoption("hypothesis_seed")))
    assert await plan(blank, some, Usage()) == len(some)
    texts = {s.text for s in shapes}
    asked = GraphQLRequest(questions()[0].operation)
    for role in Role:
        for statement in engine.statements(asked, Caller("x", role)):
            assert statement.text in texts
    assert QUESTIONS.name == "questions.md"


def test_without_the_document_nothing_is_documented(blank: Graph, tmp_path: Path) -> None:
    assert documented(create_engine(blank), tmp_path / "none.md") == []
