"""Loads are entries of the log, and one is taken back as a whole."""

from typing import Any

import pytest

from graph.log import verify
from seeds.dataset import Author, LoadOptions, Report, load_tables
from seeds.dataset import plan as planned
from tests.audit.town import LONG_AGO, Town
from tests.dataset.loading import contents
from tests.resolvers.conftest import Asked

LOG = "{ auditLog { nodes { id by role operation subjects { id } undoneBy { id } } } }"
UNDO = "mutation($e: ID!) { undo(entry: $e) { problems { __typename message } } }"
BY = Author("loader", "operator")


def later(asked: Asked) -> Town:
    """The town with another building, a person more, who belongs to Z1, and a group moved."""
    town = asked.town
    town.place("B4", "BUILDING", "X1")
    town.person(code="P8", lives="B4", of="Z1", name="赵新")
    town.organization("G4", "GROUP", "B4", parent_code="Z1", established_on=LONG_AGO)
    return town


async def load(asked: Asked, town: Town) -> Report:
    """Load a town with entries in the log."""
    rows = [table for table in town.tables.values() if table.rows]
    return await load_tables(asked.graph, rows, LoadOptions(author=BY), name="later.xlsx")


async def undone(asked: Asked, entry: str) -> list[dict[str, Any]]:
    """The problems of undoing an entry."""
    return (await asked.data(UNDO, {"e": entry}))["undo"]["problems"]


@pytest.mark.parametrize("size", [5_000, 1])
async def test_a_whole_load_is_taken_back_by_any_of_its_entries(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(planned, "BATCH", size)
    before = await contents(asked.graph)
    report = await load(asked, later(asked))
    assert report.written > 0
    after = await contents(asked.graph)
    log = (await asked.data(LOG))["auditLog"]["nodes"]
    assert {(e["by"], e["role"], e["operation"]) for e in log} == {("loader", "operator", "import")}
    assert {s["id"] for e in log for s in e["subjects"]} == {
        "Building:B4",
        "Person:P8",
        "PartyOrganization:G4",
    }
    assert report.as_json()["entry"] == "LogEntry:1"
    assert await undone(asked, log[0]["id"]) == []
    assert await contents(asked.graph) == before
    number = len(log)
    marked = (await asked.data(LOG))["auditLog"]["nodes"][1:]
    assert [e["undoneBy"] for e in marked] == [{"id": f"LogEntry:{number + 1}"}] * number
    (problem,) = await undone(asked, "LogEntry:1")
    assert problem["message"] == "This entry was undone already."
    assert await undone(asked, f"LogEntry:{len(log) + 1}") == [], "and what took it back"
    assert await contents(asked.graph) == after
    history = '{ person(code: "P8") { history { nodes { undone } } } }'
    nodes = (await asked.data(history))["person"]["history"]["nodes"]
    marks = [node["undone"] for node in nodes]
    assert marks == [False] + [True] * (len(marks) - 1)
    assert len(marks) > 2
    assert [fault async for fault in verify(asked.graph)] == []


async def test_what_came_later_keeps_a_load_from_being_taken_back(asked: Asked) -> None:
    await load(asked, later(asked))
    await asked.data(
        'mutation { appoint(input: {personCode: "P8", role: GROUP_LEADER, organizationCode: "G4", '
        'since: "2026-11-01"}) { problems { message } } }'
    )
    before = await contents(asked.graph)
    problems = await undone(asked, "LogEntry:1")
    assert {p["__typename"] for p in problems} == {"Conflict"}
    assert "Others depend on Person:P8: Post:" in " ".join(p["message"] for p in problems)
    assert await contents(asked.graph) == before


async def test_a_load_that_changes_nothing_leaves_no_entry(asked: Asked) -> None:
    report = await load(asked, asked.town)
    assert (report.written, report.entry) == (0, None)
    assert (await asked.data(LOG))["auditLog"]["nodes"] == []


async def test_a_load_into_an_empty_graph_has_one_entry_that_says_so(asked: Asked) -> None:
    await asked.graph.write("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")
    report = await load(asked, asked.town)
    assert report.entry == 1
    (entry,) = (await asked.data(LOG))["auditLog"]["nodes"]
    assert entry["subjects"] == []
    (problem,) = await undone(asked, "LogEntry:1")
    assert "taken back by restoring a backup" in problem["message"]
