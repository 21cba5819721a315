"""Several who change the same, and several changes at once."""

import asyncio

import orjson

from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from tests.dataset.loading import contents
from tests.resolvers.conftest import Asked
from tests.resolvers.test_mutations import UNDO, entries


async def test_one_mutation_that_fails_leaves_the_answers_of_the_others(asked: Asked) -> None:
    several = """mutation {
      a: savePlace(input: {code: "B1", name: "新一号楼", kind: BUILDING}) { problems { message } }
      b: savePlace(input: {code: "C1", name: "别处", kind: COMMUNITY}) { problems { __typename } }
      c: savePlace(input: {code: "B2", name: "新二号楼", kind: BUILDING}) { place { name } } }"""
    answer = await asked.engine.execute(
        GraphQLRequest(several), Caller("test", Role.ADMIN, ("X1",))
    )
    assert orjson.loads(answer.body) == {
        "data": {
            "a": {"problems": []},
            "b": {"problems": [{"__typename": "Forbidden"}]},
            "c": {"place": {"name": "新二号楼"}},
        }
    }
    assert len(await entries(asked)) == 2
    wrong = """mutation {
      a: savePlace(input: {code: "B1", name: "楼", kind: BUILDING}) { problems { message } }
      b: savePlace(input: {code: "B2", name: "楼", kind: BUILDING}) {
        place { organizations(first: 1, last: 1) { totalCount } } problems { __typename } } }"""
    found = await asked.data(wrong)
    assert found["a"] == {"problems": []}
    assert found["b"] == {"place": None, "problems": [{"__typename": "InvalidInput"}]}
    assert len(await entries(asked)) == 3


VERSIONED = """mutation($n: String, $p: String, $v: Int) {
  savePerson(input: {code: "SEC", name: $n, phone: $p}, ifVersion: $v) {
    person { name version } problems { __typename message path } } }"""


async def test_a_version_finds_who_was_first_and_what_they_changed(asked: Asked) -> None:
    read = '{ person(code: "SEC") { version affiliations { nodes { version } } } }'
    seen = (await asked.data(read))["person"]
    assert seen == {"version": 0, "affiliations": {"nodes": [{"version": 0}]}}
    one = (await asked.data(VERSIONED, {"p": "13900000001", "v": 0}))["savePerson"]
    assert (one["problems"], one["person"]["version"]) == ([], 1)
    version = (await asked.data(read))["person"]["version"]
    assert version == 1
    two = (await asked.data(VERSIONED, {"n": "王大明", "v": 0}))["savePerson"]
    (problem,) = two["problems"]
    assert (problem["__typename"], problem["path"]) == ("Conflict", ["ifVersion"])
    assert "has version 1 by now, not 0. entry 1, savePerson by test at " in problem["message"]
    assert problem["message"].endswith(": phone")
    found = (await asked.data(VERSIONED, {"n": "王大明", "v": version}))["savePerson"]
    assert found["problems"] == []
    end = """mutation($v: Int) { end(id: "PartyOrganization:G1", on: "2026-12-01", ifVersion: $v) {
      problems { __typename } } }"""
    assert (await asked.data(end, {"v": 7}))["end"]["problems"] == [{"__typename": "Conflict"}]
    assert (await asked.data(end, {"v": 0}))["end"]["problems"] == []


async def test_of_clients_with_the_same_version_one_is_first(asked: Asked) -> None:
    answers = await asyncio.gather(
        *(asked.data(VERSIONED, {"n": f"王{n}", "v": 0}) for n in range(5))
    )
    done = [a["savePerson"]["person"] for a in answers if not a["savePerson"]["problems"]]
    assert len(done) == 1
    assert (await asked.data('{ person(code: "SEC") { name } }'))["person"]["name"] == done[0][
        "name"
    ]
    assert len(await entries(asked)) == 1


async def test_many_people_at_once_are_what_one_by_one_makes_of_them(asked: Asked) -> None:
    people = [
        {"code": f"N{n}", "name": f"新{n}", "residenceCode": "B1" if n % 2 else None}
        for n in range(4)
    ]
    people += [{"code": "SEC", "name": "王大明", "residenceCode": "B3"}]
    apply = "mutation($c: [Change!]!) { applyChanges(changes: $c) { problems { message path } } }"
    changes = [{"savePerson": person} for person in people]
    assert (await asked.data(apply, {"c": changes}))["applyChanges"]["problems"] == []
    together = await contents(asked.graph)
    (entry,) = await entries(asked)
    assert len(entry["subjects"]) == 5
    await asked.data(UNDO, {"e": "LogEntry:1"})
    one = "mutation($i: SavePersonInput!) { savePerson(input: $i) { problems { message } } }"
    for person in people:
        assert (await asked.data(one, {"i": person}))["savePerson"]["problems"] == []
    assert await contents(asked.graph) == together
    changes[2]["savePerson"] = {**people[2], "residenceCode": "?"}
    (problem,) = (await asked.data(apply, {"c": changes}))["applyChanges"]["problems"]
    assert problem["path"] == ["changes", "2", "savePerson", "residenceCode"]
