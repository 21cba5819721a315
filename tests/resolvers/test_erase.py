"""A person is erased from graph, log and kept answers; the log stays whole and says so."""

from pathlib import Path
from typing import Any

from graph.bolt import Graph
from graph.embedded import EmbeddedServer
from graph.log import verify
from graph.log.erase import erase, traces
from graph.writing import Writing
from tests.resolvers.conftest import Asked
from tests.resolvers.test_log_command import run
from tests.resolvers.test_mutations import UNDO

VALUES = ("欧阳测试", "欧阳改名", "13911112222", "13933334444")
SAVE = """mutation($n: String!, $p: String, $home: String, $k: String) {
  savePerson(input: {code: "SEC", name: $n, phone: $p, residenceCode: $home}, idempotencyKey: $k) {
    person { name phone } problems { message } } }"""


async def change(asked: Asked) -> str:
    """Two changes of the person, with a key; the moment between them."""
    one = {"n": VALUES[0], "p": VALUES[2], "home": "B1", "k": "one"}
    await asked.data(SAVE, one)
    rows = await asked.graph.rows("MATCH (h:LogHead) RETURN h.at")
    await asked.data(SAVE, {"n": VALUES[1], "p": VALUES[3], "home": "B3", "k": "two"})
    return str(rows[0][0])


async def kept(graph: Graph) -> list[Any]:
    """Where in the store one of the values stands: of nodes and relationships, in any property."""
    found: list[Any] = []
    for things in ("MATCH (x)", "MATCH ()-[x]->()"):
        rows = await graph.rows(f"{things} RETURN elementId(x), properties(x)")
        found += [row for row in rows if any(value in str(row[1]) for value in VALUES)]
    return found


async def test_nothing_of_an_erased_person_is_kept_and_the_log_is_whole(asked: Asked) -> None:
    moment = await change(asked)
    before = await traces(asked.graph, "SEC")
    assert before is not None
    assert await traces(asked.graph, "NOBODY") is None
    # The name that was loaded, and four more; two entries keep them, two keys their answers.
    assert (before.there, before.values, before.entries, before.answers) == (True, 5, (1, 2), 2)
    assert len(await kept(asked.graph)) == 5
    await asked.graph.writing(lambda t: erase(Writing(t), "SEC", "operator"))
    assert await kept(asked.graph) == []
    assert [fault async for fault in verify(asked.graph)] == []
    person = '{ person(code: "SEC") { name phone residence { code } posts { totalCount } } }'
    assert (await asked.data(person))["person"] == {
        "name": "已抹去",
        "phone": None,
        "residence": {"code": "B3"},
        "posts": {"totalCount": 1},
    }
    again = {"n": VALUES[0], "p": VALUES[2], "home": "B1", "k": "one"}
    assert (await asked.data(SAVE, again))["savePerson"]["person"] == {
        "name": "已抹去",
        "phone": "已抹去",
    }
    after = await traces(asked.graph, "SEC")
    assert after is not None
    assert not after.any
    then = await asked.data(f'query @asOf(date: "2026-11-20", recorded: "{moment}") {person}')
    assert then["person"]["name"] == "已抹去"
    assert then["person"]["residence"] == {"code": "B1"}, "what tells nobody's identity is known"
    history = """{ person(code: "SEC") { history { nodes { operation
      values { name before after erased } } } } }"""
    nodes = (await asked.data(history))["person"]["history"]["nodes"]
    assert [node["operation"] for node in nodes] == ["erase", "savePerson", "savePerson"]
    assert {"name": "name", "before": None, "after": "已抹去", "erased": True} in nodes[0]["values"]
    assert {"name": "name", "before": None, "after": None, "erased": True} in nodes[1]["values"]


async def test_undoing_puts_no_erased_value_back(asked: Asked) -> None:
    await change(asked)
    await asked.graph.writing(lambda t: erase(Writing(t), "SEC", "operator"))
    (problem,) = (await asked.data(UNDO, {"e": "LogEntry:3"}))["undo"]["problems"]
    assert "changes nothing" in problem["message"]
    assert (await asked.data(UNDO, {"e": "LogEntry:2"}))["undo"]["problems"] == []
    person = '{ person(code: "SEC") { name phone residence { code } } }'
    assert (await asked.data(person))["person"] == {
        "name": "已抹去",
        "phone": None,
        "residence": {"code": "B1"},
    }
    assert await kept(asked.graph) == []
    assert [fault async for fault in verify(asked.graph)] == []


async def test_a_person_who_was_removed_is_erased_from_the_log(asked: Asked) -> None:
    made = """mutation { savePerson(input: {code: "P7", name: "欧阳测试", phone: "13911112222"}) {
      problems { message } } }"""
    await asked.data(made)
    gone = """mutation { remove(id: "Person:P7", reason: "误录") {
      removed problems { message } } }"""
    assert (await asked.data(gone))["remove"]["removed"] == "Person:P7"
    await asked.graph.writing(lambda t: erase(Writing(t), "P7", "operator"))
    assert await kept(asked.graph) == []
    assert [fault async for fault in verify(asked.graph)] == []
    assert (await asked.data(UNDO, {"e": "LogEntry:2"}))["undo"]["problems"] == []
    assert (await asked.data('{ person(code: "P7") { name phone } }'))["person"] == {
        "name": "已抹去",
        "phone": None,
    }


async def test_the_command_asks_before_and_says_what_stays(
    asked: Asked, server: EmbeddedServer, tmp_path: Path
) -> None:
    await change(asked)
    code, said = await run(server, tmp_path, "SEC", command="erase")
    assert code == 1
    assert "say --yes" in said
    assert "欧***" in said, "whoever erases sees whom"
    assert not any(value in said for value in VALUES), "values are in no output"
    assert len(await kept(asked.graph)) == 5
    code, told = await run(server, tmp_path, "Person:SEC", "--yes", command="erase")
    assert (code, told["erased"]) == (0, True)
    assert await kept(asked.graph) == []
