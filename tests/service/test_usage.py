"""What is asked is counted, bounded, and kept between starts without values."""

import json
from pathlib import Path

import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.answer import Outcome
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from service import usage as module
from service.logs import log
from service.shapes import shape_of
from service.slow import WatchedGraph
from service.usage import Usage, ask_again, asked_again


def test_the_most_used_come_first_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "shapes.json"
    usage = Usage(path)
    for text in ("a", "b", "b", "c", "b", "c"):
        usage.note(text, {"x": 1})
    usage.save()
    assert [s.text for s in Usage(path).shapes()] == ["b", "c", "a"]
    assert path.stat().st_mode & 0o077 == 0


def test_what_is_asked_all_the_time_counts_each_time_with_all_its_kinds() -> None:
    usage = Usage()
    for number in range(1_000):
        usage.note("often", {"x": 1 if number % 3 else "text"})
        if number % 2:
            usage.note("less often", {})
    order = [(shape.text, shape.kinds[0][1][:4] if shape.kinds else "") for shape in usage.shapes()]
    assert order == [("often", "int"), ("less often", ""), ("often", "text")]


def test_what_was_asked_long_ago_counts_less(tmp_path: Path) -> None:
    path = tmp_path / "shapes.json"
    usage = Usage(path)
    for _ in range(10):
        usage.note("old", {})
    usage.save()
    kept = json.loads(path.read_text("utf-8"))
    kept["saved"] -= 35 * 86_400
    path.write_text(json.dumps(kept), "utf-8")
    later = Usage(path)
    later.note("new", {})
    assert [s.text for s in later.shapes()] == ["new", "old"]


def test_no_more_than_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 5)
    monkeypatch.setattr(module, "_ROOM", 10)
    usage = Usage(tmp_path / "shapes.json")
    for number in range(100):
        usage.note("often", {})
        usage.note(f"once {number}", {})
        assert len(usage.shapes()) <= 5
    usage.save()
    again = Usage(tmp_path / "shapes.json")
    assert len(again.shapes()) == 5
    assert again.shapes()[0] == shape_of("often", {})


def test_a_statement_of_enormous_length_is_not_kept() -> None:
    usage = Usage()
    usage.note("x" * (module.LONGEST + 1), {})
    assert usage.shapes() == []


@pytest.mark.parametrize(
    "spoiled",
    [
        "",
        "[]",
        "null",
        '{"version": 1}',
        '{"version": 2, "saved": 0, "shapes": []}',
        '{"version": 1, "saved": 0, "shapes": [["t", {"x": "point"}, 1]]}',
        '{"version": 1, "saved": 0, "shapes": [["t", {"x": "text many"}, 1]]}',
        '{"version": 1, "saved": 0, "shapes": [["t", ["x"], "y"]]}',
        '{"version": 1, "saved": 0, "shapes": 7}',
    ],
)
def test_a_spoiled_file_is_taken_for_none(tmp_path: Path, spoiled: str) -> None:
    path = tmp_path / "shapes.json"
    path.write_text(spoiled, "utf-8")
    usage = Usage(path)
    assert usage.shapes() == []
    usage.note("t", {})
    usage.save()
    assert [s.text for s in Usage(path).shapes()] == ["t"]


async def test_no_value_of_a_request_is_written(blank: Graph, tmp_path: Path) -> None:
    path = tmp_path / "shapes.json"
    usage = Usage(path)
    engine = create_engine(WatchedGraph(blank, 0, log(), usage))
    query = """query($t: String!) {
      people(where: { or: [{ name: { startsWith: "zzmark" } }, { phone: { eq: $t } }] }) {
        totalCount
      }
      search(text: "zzmark") { id }
      place(code: "zzmark") { name }
      audit(within: "zzmark") { totalCount }
    }"""
    request = GraphQLRequest(query, {"t": "zzmark"})
    answer = await engine.execute(request, Caller("zzmark", Role.ADMIN))
    assert answer.outcome is Outcome.PARTIAL
    usage.save()
    written = path.read_text("utf-8")
    assert len(usage.shapes()) >= 3
    assert "zzmark" not in written


async def test_a_statement_that_fails_is_not_counted(blank: Graph) -> None:
    usage = Usage()
    watched = WatchedGraph(blank, 0, log(), usage)
    with pytest.raises(Exception, match="NOT CYPHER"):
        await watched.read("NOT CYPHER")
    assert usage.shapes() == []
    assert usage.running == 0


def test_a_load_is_told_of(tmp_path: Path) -> None:
    assert asked_again(tmp_path) == 0
    ask_again(tmp_path)
    first = asked_again(tmp_path)
    assert first > 0
    ask_again(tmp_path)
    assert asked_again(tmp_path) >= first
