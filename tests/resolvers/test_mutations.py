"""Mutations: made once, with a log entry, refused with all that is wrong, and undone."""

import asyncio
from typing import Any

import orjson
import pytest

from graph.caller import Caller, Role
from graph.log import Noted, verify
from resolvers.engine import GraphQLRequest
from resolvers.limits import default_limits
from schema.api import create_engine
from tests.dataset.loading import contents
from tests.resolvers.conftest import Asked

GROUP = {
    "code": "G2",
    "name": "二号楼党小组",
    "kind": "GROUP",
    "parentCode": "Z1",
    "placeCodes": ["B2", "B3"],
    "on": "2026-11-01",
}
ESTABLISH = """
mutation($input: EstablishOrganizationInput!, $key: String) {
  __typename
  establishOrganization(input: $input, idempotencyKey: $key) {
    organization { code parent { code secretary { name } } places { nodes { code } } }
    problems { __typename message path ... on RuleViolation { rule { id } } }
    bookmark
  }
}"""
LOG = """
{ auditLog(first: 50) { totalCount nodes {
  id by role operation effectiveOn subjects { id } undoneBy { id } } } }"""
UNDO = "mutation($e: ID!) { undo(entry: $e) { entry { id } problems { message path } } }"


async def entries(asked: Asked) -> list[dict[str, Any]]:
    """The log, newest first."""
    return (await asked.data(LOG))["auditLog"]["nodes"]


async def test_a_change_is_made_shown_and_logged(asked: Asked) -> None:
    data = (await asked.data(ESTABLISH, {"input": GROUP}))["establishOrganization"]
    assert data["bookmark"]
    assert data["problems"] == []
    assert data["organization"] == {
        "code": "G2",
        "parent": {"code": "Z1", "secretary": {"name": "王小明"}},
        "places": {"nodes": [{"code": "B2"}, {"code": "B3"}]},
    }
    (entry,) = await entries(asked)
    by_id = '{ node(id: "LogEntry:1") { __typename ... on LogEntry { operation } } }'
    assert (await asked.data(by_id))["node"] == {
        "__typename": "LogEntry",
        "operation": "establishOrganization",
    }
    assert (await asked.data(by_id, role=Role.ANALYST))["node"] is None
    assert entry == {
        "id": "LogEntry:1",
        "by": "test",
        "role": "admin",
        "operation": "establishOrganization",
        "effectiveOn": "2026-11-01",
        "subjects": [{"id": "PartyOrganization:G2"}],
        "undoneBy": None,
    }


async def test_all_problems_of_an_input_come_at_once_and_nothing_is_written(asked: Asked) -> None:
    before = await contents(asked.graph)
    wrong = {**GROUP, "code": "G1", "parentCode": "K1", "placeCodes": ["B2", "?"]}
    data = (await asked.data(ESTABLISH, {"input": wrong}))["establishOrganization"]
    assert data["organization"] is None
    assert [(p["__typename"], p["path"]) for p in data["problems"]] == [
        ("Conflict", ["input", "code"]),
        ("NotFound", ["input", "placeCodes", "1"]),
        ("RuleViolation", ["input", "parentCode"]),
    ]
    assert data["problems"][2]["rule"] == {"id": "group-parent-is-branch"}
    assert await contents(asked.graph) == before
    assert await entries(asked) == []


async def test_a_key_makes_a_change_once(asked: Asked) -> None:
    variables = {"input": GROUP, "key": "k1"}
    answers = await asyncio.gather(*(asked.data(ESTABLISH, variables) for _ in range(6)))
    first = [{**a["establishOrganization"], "bookmark": None} for a in answers]
    assert all(answer == first[0] and answer["problems"] == [] for answer in first)
    assert len(await entries(asked)) == 1
    other = {"input": {**GROUP, "code": "G3"}, "key": "k1"}
    (problem,) = (await asked.data(ESTABLISH, other))["establishOrganization"]["problems"]
    assert (problem["__typename"], problem["path"]) == ("Conflict", ["idempotencyKey"])
    answer = await asked.engine.execute(
        GraphQLRequest(ESTABLISH, variables), Caller("b", Role.ADMIN)
    )
    (problem,) = orjson.loads(answer.body)["data"]["establishOrganization"]["problems"]
    assert problem["path"] == ["input", "code"], "another caller's key is another key"
    answer = await asked.engine.execute(
        GraphQLRequest(ESTABLISH, variables), Caller("test", Role.ADMIN, ("X1",))
    )
    told = orjson.loads(answer.body)["data"]["establishOrganization"]
    assert told["organization"] is None, "what was answered may lie outside of another scope"
    assert told["problems"][0]["path"] == ["idempotencyKey"]


STEPS: list[tuple[str, dict[str, Any]]] = [
    (
        "savePlace(input: $i)",
        {"code": "B9", "name": "九号楼", "kind": "BUILDING", "parentCode": "X1"},
    ),
    (
        "savePlace(input: $i)",
        {"code": "X2", "name": "二小区", "kind": "COMPOUND", "parentCode": "C1"},
    ),
    (
        "savePlace(input: $i)",
        {"code": "B2", "name": "二号楼", "kind": "BUILDING", "parentCode": "X2"},
    ),
    (
        "savePerson(input: $i)",
        {
            "code": "P9",
            "name": "李新",
            "phone": "13900000009",
            "residenceCode": "B2",
            "category": "RESIDENT",
            "joinedOn": "2010-07-01",
            "fullMemberOn": "2011-07-01",
        },
    ),
    (
        "transferMember(input: $i)",
        {"personCode": "P9", "organizationCode": "Z1", "on": "2026-01-01"},
    ),
    ("establishOrganization(input: $i)", GROUP),
    (
        "appoint(input: $i)",
        {
            "personCode": "P9",
            "role": "GROUP_LEADER",
            "organizationCode": "G2",
            "since": "2026-11-02",
        },
    ),
    (
        "transferMember(input: $i)",
        {"personCode": "P9", "organizationCode": "G2", "on": "2026-11-03"},
    ),
    (
        "assignLiaison(input: $i)",
        {"communityCode": "C1", "role": "DISTRICT_UNIT", "unitCode": "U1", "since": "2026-01-01"},
    ),
    (
        "assignLiaison(input: $i)",
        {"communityCode": "C1", "role": "DISTRICT_UNIT", "personCode": "P9", "since": "2026-06-01"},
    ),
    (
        "registerAtCommunity(input: $i)",
        {"communityCode": "C1", "personCode": "P9", "on": "2026-05-01"},
    ),
    (
        "recordActivity(input: $i)",
        {
            "code": "A1",
            "kind": "LECTURE",
            "title": "宣讲",
            "heldOn": "2026-10-01",
            "placeCode": "X1",
            "served": 20,
        },
    ),
]


async def test_changes_undone_in_turn_leave_the_graph_as_it_was(asked: Asked) -> None:
    states = [await contents(asked.graph)]
    for call, given in STEPS:
        name = call.partition("(")[0]
        kind = f"{name[0].upper()}{name[1:]}Input"
        query = f"mutation($i: {kind}!) {{ {call} {{ problems {{ message path }} }} }}"
        assert (await asked.data(query, {"i": given}))[name]["problems"] == [], name
        states.append(await contents(asked.graph))
        assert states[-1] != states[-2], name
    path = '{ place(code: "B2") { ancestors { code } } }'
    chain = (await asked.data(path))["place"]["ancestors"]
    assert [p["code"] for p in chain] == ["X2", "C1", "S1", "D1"]
    for number in range(len(STEPS), 0, -1):
        undone = (await asked.data(UNDO, {"e": f"LogEntry:{number}"}))["undo"]
        assert undone["problems"] == []
        assert await contents(asked.graph) == states[number - 1], number
    log = await entries(asked)
    assert [e["undoneBy"] for e in log[:2]] == [None, None]
    assert log[-1]["undoneBy"] == {"id": f"LogEntry:{2 * len(STEPS)}"}
    assert [fault async for fault in verify(asked.graph)] == []


async def test_what_was_changed_later_is_not_undone_over(asked: Asked) -> None:
    await asked.data(ESTABLISH, {"input": GROUP})
    end = 'mutation { dissolveOrganization(code: "G2", on: "2026-12-01") { problems { message } } }'
    assert (await asked.data(end))["dissolveOrganization"]["problems"] == []
    (problem,) = (await asked.data(UNDO, {"e": "LogEntry:1"}))["undo"]["problems"]
    assert "entry 2, dissolveOrganization" in problem["message"]
    await asked.data(UNDO, {"e": "LogEntry:2"})
    (problem,) = (await asked.data(UNDO, {"e": "LogEntry:2"}))["undo"]["problems"]
    assert problem["message"] == "This entry was undone already."


async def test_what_others_depend_on_is_not_removed(asked: Asked) -> None:
    remove = (
        'mutation($id: ID!) { remove(id: $id, reason: "误录") { removed problems { message } } }'
    )
    found = (await asked.data(remove, {"id": "Building:B1"}))["remove"]
    assert found["removed"] is None
    assert "PartyOrganization:G1" in found["problems"][0]["message"]
    before = await contents(asked.graph)
    assert (await asked.data(remove, {"id": "Building:B3"}))["remove"]["removed"] == "Building:B3"
    assert (await asked.data('{ place(code: "B3") { code } }'))["place"] is None
    await asked.data(UNDO, {"e": "LogEntry:1"})
    assert await contents(asked.graph) == before


async def test_changes_tried_are_applied_with_the_same_words(asked: Asked) -> None:
    changes = [
        {"establish": GROUP},
        {"appoint": {"personCode": "SEC", "role": "GROUP_LEADER", "organizationCode": "G2",
                     "since": "2026-11-02"}},
    ]  # fmt: skip
    apply = (
        "mutation($c: [Change!]!) { applyChanges(changes: $c) { problems { message path } "
        "entry { id operation subjects { id } } } }"
    )
    found = (await asked.data(apply, {"c": changes}))["applyChanges"]
    assert found["problems"] == []
    assert found["entry"]["subjects"][0] == {"id": "PartyOrganization:G2"}
    before = await contents(asked.graph)
    wrong = [{"dissolve": {"code": "G2", "on": "2027-01-01"}}, {"establish": GROUP}]
    (problem,) = (await asked.data(apply, {"c": wrong}))["applyChanges"]["problems"]
    assert problem["path"] == ["changes", "1", "establish", "code"]
    assert await contents(asked.graph) == before, "all or none"


async def test_what_is_wrong_with_any_of_several_changes_is_told_at_once(asked: Asked) -> None:
    before = await contents(asked.graph)
    people = [{"savePerson": {"code": f"N{n}", "name": "新人"}} for n in range(40)]
    people[3] = {"savePerson": {"code": "N3"}}
    people[29] = {"savePerson": {"code": "N29", "name": "新人", "joinedOn": "1900-01-01"}}
    changes = [
        *people,
        {"establish": {**GROUP, "code": "G1", "placeCodes": ["B2", "?"]}},
        {"establish": {**GROUP, "code": "G8", "placeCodes": []}},
        # Only missing because the one before it is not made.
        {"dissolve": {"code": "G8", "on": "2027-01-01"}},
        {"dissolve": {"code": "G1", "on": "2019-01-01"}},
        {"transfer": {"personCode": "N3", "organizationCode": "Z1", "on": "2026-01-01"}},
        {"transfer": {"personCode": "N4", "organizationCode": "??", "on": "2026-01-01"}},
    ]
    apply = (
        "mutation($c: [Change!]!) { applyChanges(changes: $c) "
        "{ entry { id } problems { __typename path } } }"
    )
    found = (await asked.data(apply, {"c": changes}))["applyChanges"]
    assert found["entry"] is None
    assert [(p["__typename"], ".".join(p["path"])) for p in found["problems"]] == [
        ("InvalidInput", "changes.3.savePerson.name"),
        ("InvalidInput", "changes.29.savePerson.joinedOn"),
        ("Conflict", "changes.40.establish.code"),
        ("NotFound", "changes.40.establish.placeCodes.1"),
        ("InvalidInput", "changes.41.establish.placeCodes"),
        ("Conflict", "changes.43.dissolve.code"),
        ("NotFound", "changes.45.transfer.organizationCode"),
    ]
    assert await contents(asked.graph) == before


@pytest.mark.parametrize("role", [Role.ANALYST, Role.FRONTEND])
async def test_only_administrators_change_and_read_the_log(asked: Asked, role: Role) -> None:
    before = await contents(asked.graph)
    assert "for administrators" in await asked.refusal(ESTABLISH, {"input": GROUP}, role)
    assert "for administrators" in await asked.refusal(LOG, role=role)
    assert await contents(asked.graph) == before


async def test_a_scope_bounds_changes_on_both_sides(asked: Asked) -> None:
    await asked.data(
        'mutation { savePlace(input: {code: "C2", name: "二社区", kind: COMMUNITY, '
        'parentCode: "S1"}) { problems { message } } }'
    )
    move = """mutation($to: String!) { savePlace(input: {
      code: "X1", name: "一小区", kind: COMPOUND, parentCode: $to}) {
      problems { __typename message } } }"""

    async def as_one_of(scope: tuple[str, ...]) -> dict[str, Any]:
        request = GraphQLRequest(move, {"to": "C2"})
        answer = await asked.engine.execute(request, Caller("test", Role.ADMIN, scope))
        return orjson.loads(answer.body)

    before = await contents(asked.graph)
    found = await as_one_of(("C2",))
    (problem,) = found["data"]["savePlace"]["problems"]
    assert problem["__typename"] == "Forbidden"
    (problem,) = (await as_one_of(("C1",)))["data"]["savePlace"]["problems"]
    assert problem["message"] == "There is no place with the code 'C2'.", "as if there were none"
    assert await contents(asked.graph) == before
    assert (await as_one_of(("C1", "C2")))["data"]["savePlace"]["problems"] == []
    request = GraphQLRequest("{ auditLog { nodes { operation } } }")
    seen = await asked.engine.execute(request, Caller("test", Role.ADMIN, ("X1",)))
    assert len(orjson.loads(seen.body)["data"]["auditLog"]["nodes"]) == 1


async def test_a_scope_is_told_no_codes_from_outside(asked: Asked) -> None:
    request = GraphQLRequest(ESTABLISH, {"input": {**GROUP, "placeCodes": ["B8"]}})
    told: list[str] = []
    for scope in (None, ("X1",)):
        answer = await asked.engine.execute(request, Caller("test", Role.ADMIN, scope))
        (problem,) = orjson.loads(answer.body)["data"]["establishOrganization"]["problems"]
        told.append(problem["message"])
    assert "The nearest are" in told[0]
    assert told[1] == "There is no place with the code 'B8'."


TAMPER = {
    "text": "MATCH (e:LogEntry {seq: 2}) SET e.content = replace(e.content, 'admin', 'nobody')",
    "shown": "MATCH (e:LogEntry {seq: 2}) SET e.by = 'somebody'",
    "deleted": "MATCH (e:LogEntry {seq: 2}) DELETE e",
    "cut": "MATCH (e:LogEntry {seq: 3}) DELETE e",
    "reordered": "MATCH (a:LogEntry {seq: 1}), (b:LogEntry {seq: 2}) "
    "SET a.seq = 9 SET b.seq = 1 SET a.seq = 2",
    "rehashed": "MATCH (e:LogEntry {seq: 2}) SET e.hash = 'x' + substring(e.hash, 1)",
    "sealed": "MATCH (e:LogEntry {seq: 1}) SET e.secrets = replace(e.secrets, '李新', '张新')",
    "head": "MATCH (h:LogHead) SET h.seq = 2",
}


@pytest.mark.parametrize("how", TAMPER)
async def test_a_log_that_was_tampered_with_is_found(asked: Asked, how: str) -> None:
    person = 'mutation($n: String!) { savePerson(input: {code: "P9", name: $n}) { bookmark } }'
    for name in ("李新", "李新一", "李新二"):
        await asked.data(person, {"n": name})
    assert [fault async for fault in verify(asked.graph)] == []
    last = await asked.graph.rows("MATCH (e:LogEntry {seq: 3}) RETURN e.hash")
    await asked.graph.write(TAMPER[how])
    assert [fault async for fault in verify(asked.graph, [Noted(3, last[0][0])])] != []


async def test_names_and_phones_stand_beside_the_chain_and_can_be_erased(asked: Asked) -> None:
    await asked.data(
        'mutation { savePerson(input: {code: "P9", name: "李新", phone: "13900000009"}) '
        "{ bookmark } }"
    )
    rows = await asked.graph.rows("MATCH (e:LogEntry) RETURN e.content, e.secrets")
    assert "李新" not in rows[0][0]
    assert "13900000009" not in rows[0][0]
    assert "李新" in rows[0][1]
    await asked.graph.write("MATCH (e:LogEntry) SET e.secrets = '{}'")
    assert [fault async for fault in verify(asked.graph)] == []


async def test_limits_weigh_changes_too(asked: Asked) -> None:
    engine = create_engine(asked.graph, limits=default_limits())
    answer = await engine.execute(
        GraphQLRequest(ESTABLISH, {"input": GROUP}), Caller("test", Role.ADMIN)
    )
    found = orjson.loads(answer.body)["data"]["establishOrganization"]
    assert found["organization"]["code"] == "G2"


PAGED = """query($first: Int, $after: String, $last: Int, $before: String) {
  auditLog(first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


async def test_the_log_is_read_page_by_page_from_both_ends(asked: Asked) -> None:
    person = 'mutation($n: String!) { savePerson(input: {code: "P9", name: $n}) { bookmark } }'
    for name in ("李新", "李新一", "李新二"):
        await asked.data(person, {"n": name})
    newest = [f"LogEntry:{number}" for number in (3, 2, 1)]
    for size, cursor, side, more in (
        ("first", "after", "endCursor", "hasNextPage"),
        ("last", "before", "startCursor", "hasPreviousPage"),
    ):
        found: list[str] = []
        at: str | None = None
        for left in (True, False):
            page = (await asked.data(PAGED, {size: 2, cursor: at}))["auditLog"]
            ids = [edge["node"]["id"] for edge in page["edges"]]
            found = [*found, *ids] if size == "first" else [*ids, *found]
            info = page["pageInfo"]
            other = {"hasNextPage", "hasPreviousPage"} - {more}
            assert (info[more], info[other.pop()]) == (left, not left)
            assert info["startCursor"] == page["edges"][0]["cursor"]
            assert info["endCursor"] == page["edges"][-1]["cursor"]
            at = info[side]
        assert found == newest
