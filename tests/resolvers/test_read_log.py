"""Whoever is shown personal data as it is stored is noted: who, when, by what, how many people."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.log import Noted
from graph.log.read import Page
from graph.log.reads import Read, append_reads, newest_reads, verify_reads
from resolvers.conditions import Around
from resolvers.engine import GraphQLRequest
from resolvers.subscription import Subscription
from schema.api import create_engine
from service.reads import ReadLog
from tests.resolvers.conftest import Asked
from tests.service.conftest import Lines

ALL = 5
"""People in the town: four members and the secretary."""

NOTED: dict[str, int] = {
    "{ people { nodes { name } } }": ALL,
    "{ people(first: 1) { nodes { name } } }": 1,
    "{ people { nodes { code } } }": ALL,
    "{ a: people { nodes { name } } b: people { nodes { phone } } }": ALL,
    "{ posts { nodes { holder { name } } } }": 1,
    "{ posts { nodes { holder { residence { code } } } } }": 1,
    '{ node(id: "Person:SEC") { ... on Person { employer { code } } } }': 1,
    '{ person(code: "SEC") { category } }': 1,
    "{ partyOrganizations { nodes { members { nodes { isVeteran } } } } }": ALL,
    "{ people { nodes { affiliations { nodes { kind } } } } }": ALL,
    "{ buildings { nodes { residents { edges { node { id } } } } } }": ALL,
    '{ search(text: "王小明") { id } }': 1,
    '{ searchMatches(text: "王小明") { nodes { text } } }': 1,
    '{ whatIf(changes: [{dissolve: {code: "G1", on: "2030-01-01"}}]) '
    '{ partyOrganization(code: "Z1") { members { nodes { name } } } } }': ALL,
    # Nobody is shown; what is asked by tells something all the same.
    '{ people(where: { phone: { eq: "13800000000" } }) { totalCount } }': 0,
    "{ posts { groupBy(by: [{ field: HOLDER_CATEGORY }]) { count } } }": 0,
    "{ people { aggregate { joinedOn { min } } } }": 0,
}
UNNOTED = (
    "{ people { totalCount } }",
    "{ members(where: { isFullMember: { eq: true } }) { totalCount } }",
    "{ members { groupBy(by: [{ field: IN_COMMUNITY }, { field: CATEGORY }]) { count } } }",
    "{ buildings(where: { residents: { count: { gte: 1 } } }) { nodes { code } } }",
    "{ posts { nodes { role holder { code } } } }",
    "{ partyOrganizations { nodes { name members { totalCount } } } }",
    '{ search(text: "Z1") { id } }',
    "{ auditRules { id } }",
)


class Noting(Asked):
    """The town, with an engine that tells what it notes."""

    def __init__(self, asked: Asked) -> None:
        self.reads: list[Read] = []
        super().__init__(
            asked.graph,
            create_engine(asked.graph, around=Around(reads=self.reads.append)),
            asked.town,
        )


@pytest.fixture
async def noting(asked: Asked) -> Noting:
    return Noting(asked)


async def test_what_is_shown_is_noted_with_how_many_people(noting: Noting) -> None:
    for text, people in NOTED.items():
        noting.reads.clear()
        await noting.data(text)
        assert [(r.by, r.role, r.people) for r in noting.reads] == [("test", "admin", people)], text


async def test_what_anybody_is_shown_is_not_noted(noting: Noting) -> None:
    for text in UNNOTED:
        await noting.data(text)
        assert noting.reads == [], text


async def test_who_sees_masked_data_is_not_noted(noting: Noting) -> None:
    for role in (Role.ANALYST, Role.FRONTEND):
        for text in (*NOTED, *UNNOTED):
            await noting.answer(text, role=role)
    assert noting.reads == []


async def test_the_operation_is_told_and_nothing_of_what_it_shows(noting: Noting) -> None:
    await noting.data("query Who($n: String!) { search(text: $n) { id } }", {"n": "王小明"})
    (read,) = noting.reads
    assert read.operation == "Who: search"
    assert "王小明" not in repr(read)
    scoped = Caller("boss", Role.ADMIN, ("B1",))
    await noting.engine.execute(GraphQLRequest("{ people { nodes { name } } }"), scoped)
    assert (noting.reads[-1].by, noting.reads[-1].people) == ("boss", 1)
    assert noting.reads[-1].places[0].endswith("/B1/")


async def test_findings_about_people_are_noted(noting: Noting) -> None:
    await noting.graph.write("MATCH (:Person {code: 'SEC'})-[a:AFFILIATED]->() DELETE a")
    data = await noting.data("{ audit { nodes { subject { id } } } }")
    found = {f["subject"]["id"] for f in data["audit"]["nodes"]}
    people = {i for i in found if i.startswith("Person:")}
    assert people
    assert noting.reads[-1].people >= len(people)


async def test_an_answer_of_a_change_is_noted_also_when_it_is_told_again(noting: Noting) -> None:
    text = """mutation { savePerson(input: {code: "P9", name: "李新"}, idempotencyKey: "k") {
        person { name } problems { message } } }"""
    first = await noting.data(text)
    assert first == await noting.data(text)
    assert [r.people for r in noting.reads] == [1, 1]
    assert {r.operation for r in noting.reads} == {"savePerson"}


async def test_every_subscriber_who_is_shown_somebody_is_noted(noting: Noting) -> None:
    text = "subscription { changes { subjects { ... on Person { name } } } }"
    opened: list[Subscription] = []
    for name in ("one", "two"):
        found = await noting.engine.subscribe(GraphQLRequest(text), Caller(name, Role.ADMIN))
        assert isinstance(found, Subscription)
        opened.append(found)
    await noting.data('mutation { savePerson(input: {code: "P9", name: "李新"}) { bookmark } }')
    for subscription in opened:
        assert await subscription.next(10) is not None
    assert [(r.by, r.people) for r in noting.reads] == [("one", 1), ("two", 1)]


LOG = "{ auditLog(of: READS) { totalCount nodes { id by operation people hash subjects { id } } } }"


def read(by: str, people: int, *places: str) -> Read:
    return Read("2026-11-01T00:00:00.000000+00:00", by, "admin", "people", people, places)


async def written(graph: Graph, *reads: Read) -> None:
    await graph.writing(lambda transaction: append_reads(transaction, reads))


async def test_the_log_is_read_by_administrators_as_far_as_they_see(noting: Noting) -> None:
    (path,) = (await noting.graph.rows("MATCH (p:Place {code: 'B1'}) RETURN p.path"))[0]
    await written(noting.graph, read("a", 3), read("b", 1, path), read("c", 2, path, "elsewhere/"))
    log = (await noting.data(LOG))["auditLog"]
    assert [(e["id"], e["by"], e["people"]) for e in log["nodes"]] == [
        ("LogEntry:read-3", "c", 2),
        ("LogEntry:read-2", "b", 1),
        ("LogEntry:read-1", "a", 3),
    ]
    assert "READS" not in await noting.refusal(LOG, role=Role.ANALYST)
    by_id = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on LogEntry { by people } } }"
    ids = [e["id"] for e in log["nodes"]] + ["LogEntry:read-9", "LogEntry:read-x"]

    async def seen(caller: Caller, text: str, **variables: Any) -> Any:
        answer = await noting.engine.execute(GraphQLRequest(text, variables), caller)
        return json.loads(answer.body)["data"]

    scoped = Caller("boss", Role.ADMIN, ("B1",))
    assert [e["by"] for e in (await seen(scoped, LOG))["auditLog"]["nodes"]] == ["b"]
    assert [bool(n) for n in (await seen(scoped, by_id, ids=ids))["nodes"]] == [
        *(False, True, False),
        *(False, False),
    ]
    analyst = await seen(Caller("x", Role.ANALYST), by_id, ids=ids)
    assert analyst["nodes"] == [None] * 5
    page = "{ auditLog(of: READS, first: 2) { pageInfo { endCursor hasNextPage } } }"
    info = (await noting.data(page))["auditLog"]["pageInfo"]
    assert info["hasNextPage"]
    rest = f'{{ auditLog(of: READS, after: "{info["endCursor"]}") {{ nodes {{ by }} }} }}'
    assert (await noting.data(rest))["auditLog"]["nodes"] == [{"by": "a"}]
    other = f'{{ auditLog(after: "{info["endCursor"]}") {{ nodes {{ by }} }} }}'
    assert "belongs to another list" in await noting.refusal(other)


DAMAGE: dict[str, str] = {
    "edited": "MATCH (e:ReadEntry {seq: 2}) SET e.content = replace(e.content, 'b', 'x')",
    "shown": "MATCH (e:ReadEntry {seq: 2}) SET e.people = 0",
    "deleted": "MATCH (e:ReadEntry {seq: 2}) DELETE e",
    "cut": "MATCH (e:ReadEntry {seq: 3}) DELETE e",
    "head": "MATCH (h:ReadHead) SET h.seq = 2",
}


@pytest.mark.parametrize("damage", DAMAGE)
async def test_what_is_done_to_the_log_of_reads_is_found(blank: Graph, damage: str) -> None:
    await written(blank, read("a", 1), read("b", 2))
    await written(blank, read("c", 3))
    assert [fault async for fault in verify_reads(blank)] == []
    last = (await newest_reads(blank, Page(size=1)))[0]
    await blank.write(DAMAGE[damage])
    assert [fault async for fault in verify_reads(blank)]
    assert [fault async for fault in verify_reads(blank, [Noted(last.seq, last.hash)])]


async def test_what_waits_is_written_together_and_not_lost_when_writing_fails(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = ReadLog(blank, Lines(), every=0)
    for number in range(2_500):
        reads.note(read("a", number))

    real: Callable[..., Any] = blank.writing

    async def failing(*_: Any) -> None:
        raise OSError("gone")

    monkeypatch.setattr(blank, "writing", failing)
    with pytest.raises(OSError, match="gone"):
        await reads.flush()
    monkeypatch.setattr(blank, "writing", real)
    await reads.end()
    found = await newest_reads(blank, Page())
    assert [entry.read.people for entry in found[::-1]] == list(range(2_500))
    assert [fault async for fault in verify_reads(blank)] == []
