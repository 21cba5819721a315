"""`history`: what changed a node, for who may read the log, within their scope."""

from typing import Any

import orjson

from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from tests.resolvers.conftest import Asked
from tests.resolvers.test_mutations import UNDO

PHONE = """mutation($n: String!, $p: String) {
  savePerson(input: {code: "SEC", name: $n, phone: $p}) { problems { message } } }"""
HISTORY = """query($first: Int, $after: String, $last: Int, $before: String) {
  person(code: "SEC") { history(first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { entry } }
    nodes { entry at by role operation effectiveOn undone changed
      values { name before after erased } } } } }"""


async def history(asked: Asked, **given: Any) -> dict[str, Any]:
    return (await asked.data(HISTORY, given))["person"]["history"]


async def scoped(asked: Asked, query: str, *codes: str) -> Any:
    """What an administrator of some places is answered."""
    caller = Caller("clerk", Role.ADMIN, codes)
    return orjson.loads((await asked.engine.execute(GraphQLRequest(query), caller)).body)


async def test_a_node_tells_who_changed_it_and_what_newest_first(asked: Asked) -> None:
    assert (await history(asked))["totalCount"] == 0
    await asked.data(PHONE, {"n": "王小明", "p": "13900000001"})
    await asked.data(PHONE, {"n": "王大明", "p": "13900000001"})
    await asked.data(UNDO, {"e": "LogEntry:2"})
    found = await history(asked)
    assert [n["entry"] for n in found["nodes"]] == ["LogEntry:3", "LogEntry:2", "LogEntry:1"]
    assert [n["undone"] for n in found["nodes"]] == [False, True, False]
    second = found["nodes"][1]
    assert (second["by"], second["role"], second["operation"]) == ("test", "admin", "savePerson")
    assert second["changed"] == ["name"]
    assert second["values"] == [
        {"name": "name", "before": "王小明", "after": "王大明", "erased": False}
    ]
    assert found["nodes"][2]["values"] == [
        {"name": "phone", "before": None, "after": "13900000001", "erased": False}
    ]
    one = await history(asked, first=1)
    assert one["pageInfo"]["hasNextPage"] is True
    rest = await history(asked, first=5, after=one["pageInfo"]["endCursor"])
    assert [n["entry"] for n in rest["nodes"]] == ["LogEntry:2", "LogEntry:1"]
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
    back = await history(asked, last=1, before=rest["pageInfo"]["endCursor"])
    assert [e["node"]["entry"] for e in back["edges"]] == ["LogEntry:2"]


async def test_relationships_and_interfaces_have_a_history_too(asked: Asked) -> None:
    area = """mutation { saveOrganizationArea(input: {
      organizationCode: "G1", placeCode: "B2", since: "2026-01-01"}) { problems { message } } }"""
    assert (await asked.data(area))["saveOrganizationArea"]["problems"] == []
    move = """mutation { transferMember(input: {
      personCode: "SEC", organizationCode: "K1", on: "2026-11-20"}) { problems { message } } }"""
    assert (await asked.data(move))["transferMember"]["problems"] == []
    renamed = """mutation { savePlace(input: {code: "B1", name: "新楼", kind: BUILDING}) {
      problems { message } } }"""
    assert (await asked.data(renamed))["savePlace"]["problems"] == []
    asks = """{ places(where: {code: {in: ["B1", "B2"]}}) {
        nodes { code history { totalCount nodes { entry } } } }
      person(code: "SEC") { affiliations { nodes {
        history { nodes { changed values { name before after } } } } } }
      partyOrganization(code: "G1") { history { nodes { values { name before after } } } } }"""
    found = await asked.data(asks)
    assert found["places"]["nodes"] == [
        {"code": "B1", "history": {"totalCount": 1, "nodes": [{"entry": "LogEntry:3"}]}},
        {"code": "B2", "history": {"totalCount": 0, "nodes": []}},
    ]
    (covers,) = found["partyOrganization"]["history"]["nodes"]
    assert covers["values"] == [
        {"name": "COVERS", "before": None, "after": "Building:B2 (2026-01-01)"}
    ]
    (moved,) = found["person"]["affiliations"]["nodes"][0]["history"]["nodes"]
    assert moved["changed"] == ["AFFILIATED"]
    assert any("2026-11-20" in str(v["before"]) + str(v["after"]) for v in moved["values"])


async def test_history_is_for_administrators_within_their_scope(asked: Asked) -> None:
    await asked.data(PHONE, {"n": "王小明", "p": "13900000001"})
    both = """mutation { applyChanges(changes: [
      {savePlace: {code: "B1", name: "新楼", kind: BUILDING}},
      {savePlace: {code: "C1", name: "新社区", kind: COMMUNITY}}]) { problems { message } } }"""
    assert (await asked.answer(both))["data"]["applyChanges"]["problems"] == []
    query = '{ person(code: "SEC") { history { totalCount } } }'
    for role in (Role.ANALYST, Role.FRONTEND):
        assert "for administrators" in await asked.refusal(query, role=role)
    assert (await scoped(asked, query, "X1"))["data"]["person"]["history"] == {"totalCount": 1}
    # Of what lies above a scope names are seen, not what became of it.
    above = """{ place(code: "C1") { name history { totalCount nodes { changed } } }
      building: place(code: "B1") { history { nodes { changed values { name } } } } }"""
    found = (await scoped(asked, above, "X1"))["data"]
    assert found["place"] == {"name": "新社区", "history": {"totalCount": 0, "nodes": []}}
    (entry,) = found["building"]["history"]["nodes"]
    assert entry == {"changed": ["name"], "values": None}, "it tells of what lies outside, too"
    assert (await scoped(asked, query, "B3"))["data"]["person"] is None


async def test_a_place_that_was_moved_keeps_its_history(asked: Asked) -> None:
    for place in (
        'code: "B1", name: "新楼", kind: BUILDING',
        'code: "C2", name: "二社区", kind: COMMUNITY, parentCode: "S1"',
        'code: "X1", name: "小区", kind: COMPOUND, parentCode: "C2"',
    ):
        save = f"mutation {{ savePlace(input: {{{place}}}) {{ problems {{ message }} }} }}"
        assert (await asked.data(save))["savePlace"]["problems"] == []
    seen = await scoped(
        asked,
        """{ place(code: "B1") { history { nodes { entry } } }
        auditLog { totalCount nodes { id } } node(id: "LogEntry:1") { id } }""",
        "X1",
    )
    assert [n["entry"] for n in seen["data"]["place"]["history"]["nodes"]] == [
        "LogEntry:3",
        "LogEntry:1",
    ]
    assert seen["data"]["auditLog"]["nodes"] == [{"id": "LogEntry:3"}, {"id": "LogEntry:1"}]
    assert seen["data"]["node"] == {"id": "LogEntry:1"}
    assert (await scoped(asked, '{ node(id: "LogEntry:2") { id } }', "X1"))["data"]["node"] is None


async def test_the_history_of_a_node_is_found_by_an_index(asked: Asked) -> None:
    await asked.data(PHONE, {"n": "王小明", "p": "13900000001"})
    request = GraphQLRequest(HISTORY, {"first": 5})
    (statement,) = asked.engine.statements(request, Caller("test", Role.ADMIN))
    plan = str(await asked.graph.explain(statement.text, statement.parameters))
    assert "NodeByLabelScan" not in plan
    assert "NodeIndexScan" not in plan
    assert "s:LogSubject(id, seq)" in plan or "LogSubject(id, seq)" in plan


async def test_what_does_not_ask_for_history_reads_nothing_of_the_log(asked: Asked) -> None:
    request = GraphQLRequest('{ person(code: "SEC") { name version } }')
    (statement,) = asked.engine.statements(request, Caller("test", Role.ADMIN))
    assert "Log" not in statement.text
