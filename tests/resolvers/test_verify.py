"""Whatever is done to the log, checking it tells a fault and does not fail itself."""

from bench.tamper import write_log
from graph.bolt import Graph
from graph.log import verify
from tests.resolvers.conftest import Asked

EDITS = [
    "MATCH (e:LogEntry {seq: 2}) REMOVE e.content",
    "MATCH (e:LogEntry {seq: 2}) SET e.content = 'null'",
    "MATCH (e:LogEntry {seq: 2}) SET e.content = '[]'",
    "MATCH (e:LogEntry {seq: 2}) SET e.content = 7",
    "MATCH (e:LogEntry {seq: 2}) SET e.hash = [1]",
    "MATCH (e:LogEntry {seq: 2}) SET e.secrets = '{\"a\": 1}'",
    "MATCH (e:LogEntry {seq: 2}) SET e.secrets = '{\"a\": [1, 2]}'",
    "MATCH (e:LogEntry {seq: 2}) SET e.secrets = '[]'",
    "MATCH (e:LogEntry {seq: 2}) SET e.subjects = [1]",
    "MATCH (e:LogEntry {seq: 2}) SET e.subjects = 1",
    "MATCH (e:LogEntry {seq: 2}) SET e.places = ['elsewhere/']",
    "MATCH (e:LogEntry {seq: 2}) SET e.undoes = 'x'",
    "MATCH (e:LogEntry {seq: 2}) SET e.begun = 1",
    "MATCH (e:LogEntry {seq: 2}) SET e.seq = 'two'",
    "MATCH (e:LogEntry {seq: 2}) SET e.seq = 2.5",
    "MATCH (e:LogEntry {seq: 2}) SET e.seq = -2",
    "MATCH (e:LogEntry {seq: 2}) REMOVE e.seq",
    "MATCH (e:LogEntry {seq: 2}) SET e.seq = 9007199254740993",
    "MATCH (e:LogEntry {seq: 2}) SET e = {seq: 2}",
    "MATCH (e:LogEntry {seq: 2}) REMOVE e:LogEntry",
    "CREATE (:LogEntry {seq: 4})",
    "MATCH (h:LogHead) DELETE h",
    "MATCH (h:LogHead) REMOVE h.hash",
    "MATCH (h:LogHead) SET h.seq = 2",
    "MATCH (s:LogSubject {seq: 2}) DELETE s",
    "MATCH (s:LogSubject {seq: 2}) SET s.id = 'Person:P2'",
    "CREATE (:LogSubject {seq: 2, id: 'Person:P2'})",
]


async def test_every_edit_is_told(blank: Graph) -> None:
    await write_log(blank, 3)
    for edit in EDITS:
        async with blank.trial() as transaction:
            await transaction.rows(edit)
            faults = [fault async for fault in verify(transaction)]
            assert 0 < len(faults) < 10, (edit, faults)
    assert [fault async for fault in verify(blank)] == []


async def test_an_id_of_no_entry_finds_none(asked: Asked) -> None:
    undo = "mutation($e: ID!) { undo(entry: $e) { problems { __typename path } } }"
    for number in ("9" * 30, "-1", "1e3", "٣", "", "1 OR 1=1"):
        given = f"LogEntry:{number}"
        found = await asked.data("query($i: ID!) { node(id: $i) { id } }", {"i": given})
        assert found == {"node": None}
        made = await asked.data(undo, {"e": given})
        assert made["undo"]["problems"] == [{"__typename": "NotFound", "path": ["entry"]}]
