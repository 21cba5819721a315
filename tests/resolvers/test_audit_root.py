"""The audit over GraphQL: findings with their nodes, pages, roles, refusals."""

import pytest

from graph.audit import RULES
from graph.caller import Role
from tests.resolvers.conftest import Asked

DAY = '@asOf(date: "2026-11-01")'


async def test_a_finding_shows_its_subject_and_evidence_as_nodes(asked: Asked) -> None:
    query = (
        f'query {DAY} {{ audit(rules: ["building-without-group"]) {{ totalCount nodes {{ '
        "rule { id severity title titleZh source threshold } subjectName message messageZh "
        "subject { id ... on Building { name compound { code } } } evidence { __typename id } } } }"
    )
    audit = (await asked.data(query))["audit"]
    assert audit["totalCount"] == 1
    (finding,) = audit["nodes"]
    assert finding["subject"] == {"id": "Building:B2", "name": "B2", "compound": {"code": "X1"}}
    assert finding["subjectName"] == "B2"
    assert finding["message"].startswith("4 full members live in the building")
    assert "4" in finding["messageZh"]
    assert finding["rule"]["severity"] == "WARN"
    assert finding["evidence"]
    assert all(node["id"].startswith(f"{node['__typename']}:") for node in finding["evidence"])


async def test_pages_give_every_finding_once_in_order(asked: Asked) -> None:
    whole = f"query {DAY} {{ audit {{ totalCount nodes {{ id rule {{ severity id }} }} }} }}"
    every = (await asked.data(whole))["audit"]
    query = (
        f"query($a: String) {DAY} {{ audit(first: 2, after: $a) {{ nodes {{ id }} "
        "pageInfo { hasNextPage hasPreviousPage endCursor } } }"
    )
    ids: list[str] = []
    after: str | None = None
    while True:
        page = (await asked.data(query, {"a": after}))["audit"]
        ids += [node["id"] for node in page["nodes"]]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert ids == [node["id"] for node in every["nodes"]]
    assert len(set(ids)) == every["totalCount"] > 4
    order = ["ERROR", "WARN", "INFO"]
    weights = [order.index(node["rule"]["severity"]) for node in every["nodes"]]
    assert weights == sorted(weights)


async def test_the_summary_counts_what_the_audit_lists(asked: Asked) -> None:
    query = (
        f"query {DAY} {{ auditSummary {{ rule {{ id }} count }} "
        "audit { nodes { rule { id } } } }"
    )
    data = await asked.data(query)
    listed = [node["rule"]["id"] for node in data["audit"]["nodes"]]
    counts = {row["rule"]["id"]: row["count"] for row in data["auditSummary"]}
    assert list(counts) == [rule.id for rule in RULES]
    assert counts == {rule.id: listed.count(rule.id) for rule in RULES}


async def test_the_summary_counts_place_by_place(asked: Asked) -> None:
    query = (
        f"query {DAY} {{ auditSummary(by: BUILDING) "
        "{ rule { id } count place { code name } } all: auditSummary { rule { id } count } "
        "audit { nodes { rule { id } place { code kind } } } }"
    )
    data = await asked.data(query)
    found = {
        (row["rule"]["id"], row["place"] and row["place"]["code"]): row["count"]
        for row in data["auditSummary"]
    }
    assert found["building-without-group", "B2"] == 1
    places = [(node["rule"]["id"], node["place"]) for node in data["audit"]["nodes"]]
    inside = [
        (rule, place["code"] if place and place["kind"] == "BUILDING" else None)
        for rule, place in places
    ]
    assert found == {key: inside.count(key) for key in inside}
    in_all = {row["rule"]["id"]: row["count"] for row in data["all"] if row["count"]}
    rules = {rule for rule, _ in found}
    assert in_all == {r: sum(n for (rule, _), n in found.items() if rule == r) for r in rules}


async def test_the_catalogue_needs_no_graph(asked: Asked) -> None:
    found = (await asked.data("{ auditRules { id title source __typename } }"))["auditRules"]
    assert [rule["id"] for rule in found] == [rule.id for rule in RULES]
    assert all(rule["title"] and rule["source"] for rule in found)


async def test_findings_about_people_are_for_administrators(asked: Asked) -> None:
    asked.town.person(code="LOST", name="张三丰")
    await asked.town.load(asked.graph)
    query = (
        f'query {DAY} {{ audit(rules: ["member-unplaced"]) '
        "{ nodes { subjectName subject { ... on Person { code name } } } } }"
    )
    shown = (await asked.data(query))["audit"]["nodes"]
    assert shown == [{"subjectName": "张三丰", "subject": {"code": "LOST", "name": "张三丰"}}]
    answer = await asked.answer(query, role=Role.ANALYST)
    assert answer["data"]["audit"]["nodes"] == []
    (remark,) = answer["extensions"]["remarks"]
    assert remark.startswith("Findings about people are for administrators")
    summary = f'query {DAY} {{ auditSummary(rules: ["member-unplaced"]) {{ count }} }}'
    assert (await asked.data(summary))["auditSummary"] == [{"count": 1}]
    assert (await asked.data(summary, role=Role.ANALYST))["auditSummary"] == [{"count": 0}]


REFUSED = {
    'audit(rules: ["secretary-vacan"]) { totalCount }': "'secretary-vacan' is not an audit rule",
    'audit(within: "?") { totalCount }': "'within' is the code of no place: '?'",
    'auditSummary(within: "?") { count }': "'within' is the code of no place: '?'",
    'audit(after: "?") { totalCount }': "This is not a cursor of this service",
    "audit(first: -1) { totalCount }": "'first' is a number of nodes; it cannot be negative.",
}


@pytest.mark.parametrize("question", REFUSED)
async def test_a_wrong_question_is_refused_with_a_sentence(asked: Asked, question: str) -> None:
    assert (await asked.refusal(f"{{ {question} }}")).startswith(REFUSED[question])


async def test_live_and_compiled_roots_answer_side_by_side(asked: Asked) -> None:
    query = (
        f'query {DAY} {{ a: audit(rules: ["brand-missing"]) {{ totalCount }} '
        "buildings { totalCount } }"
    )
    data = await asked.data(query)
    assert list(data) == ["a", "buildings"]
    assert data == {"a": {"totalCount": 0}, "buildings": {"totalCount": 3}}


async def test_two_days_differ_in_what_appeared_and_what_is_gone(asked: Asked) -> None:
    town = asked.town
    town.organization("G2", "GROUP", "B2", parent_code="Z1", established_on="2026-06-01")
    town.organization("G3", "GROUP", "B3", parent_code="Z1", dissolved_on="2026-06-01")
    town.members(3, lives="B3", of="Z1")
    await town.load(asked.graph)
    query = (
        '{ auditChange(from: "2026-05-31", to: "2026-06-01", rules: ["building-without-group"]) '
        "{ from to appeared { subject { id } message } gone { subject { id } } } }"
    )
    found = (await asked.data(query))["auditChange"]
    assert (found["from"], found["to"]) == ("2026-05-31", "2026-06-01")
    assert [f["subject"]["id"] for f in found["appeared"]] == ["Building:B3"]
    assert [f["subject"]["id"] for f in found["gone"]] == ["Building:B2"]


async def test_introspection_asked_twice_is_merged(asked: Asked) -> None:
    query = '{ __type(name: "Building") { name } __type(name: "Building") { kind } }'
    assert await asked.data(query) == {"__type": {"name": "Building", "kind": "OBJECT"}}
