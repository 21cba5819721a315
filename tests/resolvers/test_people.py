"""Analysts and frontends see people as holders of posts; of others they count heads."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from graphql import GraphQLError

from graph.caller import Caller, Role
from graph.declare import Relation
from graph.model import MODEL
from resolvers.engine import GraphQLRequest
from tests.compiler.cases import compiled
from tests.resolvers.conftest import Asked

LIMITED = [role for role in Role if role is not Role.ADMIN]
PERSON = MODEL.type("Person")
LISTS = {node.name: node.many for node in MODEL.types if node.many and node.name != "Person"}
PEOPLE = [str(PERSON.many), *(part.name for part in PERSON.also_many)]
SHOWN = (
    "{ id code name phone category joinedOn fullMemberOn organization { id } residence { id } "
    "employer { __typename } posts { totalCount nodes { id } } }"
)
ROWS = (
    "nodes { id }",
    "edges { cursor }",
    "pageInfo { hasNextPage endCursor }",
    "aggregate { joinedOn { min } }",
    "groupBy(by: [{ field: CATEGORY }]) { count }",
)
WHERES = (
    '{ code: { eq: "SEC" } }',
    '{ id: { in: ["Person:SEC"] } }',
    "{ isVeteran: { eq: true } }",
    "{ or: [{ isMember: { eq: true } }] }",
    "{ not: { isMember: { eq: true } } }",
    "{ organization: { isNull: true } }",
    '{ residence: { code: { eq: "B1" } } }',
    "{ employer: { isNull: false } }",
    "{ posts: { some: {} } }",
    '{ fullMemberOn: { lte: "2026-11-01" } }',
)


def _personal(relation: Relation) -> bool:
    return any(MODEL.by_relationship[hop.relationship].personal for hop in relation.hops)


def counted() -> Iterator[str]:
    """For every list of the schema, its lists of people that may only be counted, with `%s`."""
    yield from (f"{{ {name}%s }}" for name in PEOPLE)
    for name, many in LISTS.items():
        for relation in MODEL.type(name).relations:
            if relation.target == "Person" and relation.many and _personal(relation):
                yield f"{{ {many} {{ nodes {{ {relation.name}%s }} }} }}"


COUNTED = list(counted())


def test_the_lists_that_are_only_counted_are_found() -> None:
    assert "{ buildings { nodes { residents%s } } }" in COUNTED
    assert "{ partyOrganizations { nodes { members%s } } }" in COUNTED
    assert "{ propertyCompanies { nodes { employees%s } } }" in COUNTED


@pytest.mark.parametrize("role", LIMITED)
def test_no_list_of_people_gives_rows(role: Role) -> None:
    for text in COUNTED:
        for rows in ROWS:
            with pytest.raises(GraphQLError, match="personal data") as refused:
                compiled(text % f" {{ totalCount {rows} }}", {}, role)
            assert refused.value.extensions == {"code": "FORBIDDEN"}


@pytest.mark.parametrize("role", LIMITED)
def test_heads_are_counted_by_nothing_but_membership(role: Role) -> None:
    for text in COUNTED:
        for where in WHERES:
            asks = text % f"(where: {where}) {{ totalCount }}"
            with pytest.raises(GraphQLError, match="personal data"):
                compiled(asks, {}, role)
        for head in PERSON.heads:
            compiled(text % f"(where: {{ {head}: {{ eq: true }} }}) {{ totalCount }}", {}, role)
        compiled(text % " { totalCount aggregate { count } }", {}, role)


@pytest.mark.parametrize("role", LIMITED)
def test_where_people_live_narrows_all_of_them_only(role: Role) -> None:
    compiled('{ members(where: { within: "C1" }) { totalCount } }', {}, role)
    groups = "groupBy(by: [{ field: IN_COMMUNITY }]) { keys { value %s } count }"
    compiled(f"{{ members {{ {groups % ''} }} }}", {}, role)
    for text in (
        '{ partyOrganizations { nodes { members(where: { within: "B1" }) { totalCount } } } }',
        "{ partyOrganizations { nodes { members { "
        "groupBy(by: [{ field: IN_COMMUNITY }]) { count } } } } }",
        '{ posts(where: { holder: { within: "B1" } }) { totalCount } }',
        "{ posts { groupBy(by: [{ field: HOLDER_CATEGORY }]) { count } } }",
        # Beside a count nothing is seen that is not seen elsewhere.
        "{ members { "
        + groups % "node { ... on Community { compounds { nodes { secretary { isMember } } } } }"
        + " } }",
        "{ members { "
        + groups
        % "node { ... on Community { compounds(where: { buildings: { some: { residents: "
        '{ some: { phone: { eq: "1" } } } } } }) { totalCount } } }' + " } }",
    ):
        with pytest.raises(GraphQLError, match=r"personal data|Cannot query") as refused:
            compiled(text, {}, role)
        assert refused.value.extensions == {"code": "FORBIDDEN"}, text


@pytest.mark.parametrize("role", LIMITED)
@pytest.mark.parametrize("name", ["isVeteran", "isMember", "isFullMember"])
def test_what_is_never_null_is_refused(role: Role, name: str) -> None:
    for text in (
        f'{{ person(code: "SEC") {{ {name} }} }}',
        f"{{ posts {{ nodes {{ holder {{ {name} }} }} }} }}",
    ):
        with pytest.raises(GraphQLError, match=f"Person.{name} is personal data"):
            compiled(text, {}, role)
        compiled(text, {}, Role.ADMIN)


@pytest.mark.parametrize("role", LIMITED)
async def test_only_holders_of_posts_are_found(asked: Asked, role: Role) -> None:
    affiliations = "{ people { nodes { id affiliations { nodes { id } } } } }"
    people = (await asked.data(affiliations))["people"]["nodes"]
    held = [p["affiliations"]["nodes"][0]["id"] for p in people]
    ids = [*(p["id"] for p in people), *held]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    found = (await asked.data(query, {"ids": ids}, role))["nodes"]
    assert [node["id"] for node in found if node] == ["Person:SEC"]
    data = await asked.data(f'{{ person(code: "SEC") {SHOWN} }}', role=role)
    assert data["person"] == {
        "id": "Person:SEC",
        "code": "SEC",
        "name": "王**",
        "phone": None,
        "category": None,
        "joinedOn": None,
        "fullMemberOn": None,
        "organization": None,
        "residence": None,
        "employer": None,
        "posts": data["person"]["posts"],
    }
    assert data["person"]["posts"]["totalCount"] == 1
    assert (await asked.data('{ search(text: "王小明") { id } }', role=role))["search"] == []


@pytest.mark.parametrize("role", LIMITED)
async def test_head_counts_are_those_of_an_administrator(asked: Asked, role: Role) -> None:
    query = """query @asOf(date: "2026-11-01") {
        people { totalCount }
        members(where: { isFullMember: { eq: true }, within: "X1" }) { totalCount }
        buildings(
            where: { residents: { count: { gte: 1, where: { isMember: { eq: true } } } } }
            orderBy: [{ field: RESIDENTS_COUNT, direction: DESC }]
        ) { nodes { code residents(where: { isMember: { eq: true } }) { totalCount } } }
        partyOrganizations { nodes { code members { totalCount } } }
        groups: members { groupBy(by: [{ field: IN_COMMUNITY }]) { keys { value } count } }
    }"""
    assert await asked.data(query, role=role) == await asked.data(query)


CATEGORIES = (
    "{ members%s { groupBy(by: [{ field: IN_COMMUNITY }, { field: CATEGORY }]) "
    "{ keys { value node { ... on Place { code } } } count } } }"
)


@pytest.mark.parametrize("role", LIMITED)
async def test_members_are_counted_by_category_in_communities_and_above(
    asked: Asked, role: Role
) -> None:
    for within in ("", '(where: { within: "C1" })', '(where: { within: "S1" })'):
        told = await asked.data(CATEGORIES % within, role=role)
        assert told == await asked.data(CATEGORIES % within)
        assert told["members"]["groupBy"][0]["count"] > 1
    refused = await asked.refusal(CATEGORIES % '(where: { within: "B2" })', role=role)
    assert refused.startswith("'within' is the code of no community or place above one: 'B2'")

    async def scoped(code: str) -> Any:
        caller = Caller("test", role, (code,))
        answer = await asked.engine.execute(GraphQLRequest(CATEGORIES % "", {}), caller)
        return orjson.loads(answer.body)["data"]

    assert await scoped("S1") == await asked.data(CATEGORIES % "")
    assert await scoped("X1") == {"members": {"groupBy": []}}, "a part of a community"


@pytest.mark.parametrize("role", LIMITED)
def test_categories_go_with_one_large_place_and_nothing_else(role: Role) -> None:
    for where, by in (
        ("", "{ field: CATEGORY }"),
        ("", "{ field: IN_COMPOUND }, { field: CATEGORY }"),
        ("", "{ field: IN_COMMUNITY }, { field: IN_GRID }, { field: CATEGORY }"),
        ("", "{ field: IN_COMMUNITY }, { field: IS_VETERAN }"),
        ("", "{ field: IN_COMMUNITY }, { field: RESIDENCE }"),
        ("", "{ field: IN_COMMUNITY }, { field: JOINED_ON, cut: YEAR }"),
        ("(where: { isFullMember: { eq: true } })", "{ field: IN_COMMUNITY }, { field: CATEGORY }"),
    ):
        text = f"{{ members{where} {{ groupBy(by: [{by}]) {{ count }} }} }}"
        with pytest.raises(GraphQLError, match="personal data"):
            compiled(text, {}, role)
    summed = "{ members { groupBy(by: [{ field: IN_COMMUNITY }, { field: CATEGORY }]) { %s } } }"
    compiled(summed % "count", {}, role)
    with pytest.raises(GraphQLError, match="personal data"):
        compiled(summed % "aggregate { joinedOn { min } }", {}, role)


EXCHANGE = """
    MATCH (p:Person) WITH p ORDER BY p.code WITH collect(p) AS found
    UNWIND range(0, size(found) - 1) AS i
    WITH found[i] AS p, i
    SET p.phone = toString(13800000000 + i), p.isVeteran = NOT coalesce(p.isVeteran, false),
        p.category = CASE WHEN p.category IS NULL THEN null ELSE 'MOBILE' END,
        p.name = left(p.name, 1) + left('甲甲甲甲', size(p.name) - 1)
    WITH p WHERE NOT EXISTS { (p)<-[:HELD_BY]-() } SET p.name = '乙' + p.name
"""
"""Gives everybody other personal data, heads counted the same."""

MOVE = """
    MATCH (p:Person {code: 'SEC'})-[home:RESIDES_IN]->(h), (q:Person)-[other:RESIDES_IN]->(o)
    WHERE o <> h WITH p, home, h, q, other, o ORDER BY q.code LIMIT 1
    DELETE home, other CREATE (p)-[:RESIDES_IN]->(o), (q)-[:RESIDES_IN]->(h)
"""
"""Lets the holder of a post and somebody else live in each other's homes."""


def questions() -> Iterator[str]:
    """For every list, all that a row of it shows, with people where it leads to them."""
    for name, many in LISTS.items():
        node = MODEL.type(name)
        shown = [p.name for p in node.properties if p.field and not p.arguments]
        for relation in node.relations:
            if relation.target == "Person" and not _personal(relation):
                inner = f"{{ nodes {SHOWN} }}" if relation.many else SHOWN
                shown.append(f"{relation.name} {inner}")
            elif relation.many and not relation.listed:
                shown.append(f"{relation.name} {{ totalCount }}")
            elif not relation.many:
                shown.append(f"{relation.name} {{ __typename }}")
        yield f"{{ {many} {{ totalCount nodes {{ {' '.join(shown)} }} }} }}"
    finding = "id subject { id } place { code } evidence { id } message"
    yield f"{{ audit {{ totalCount nodes {{ {finding} }} }} }}"
    yield "{ auditSummary { rule { id } count } }"
    yield 'query { search(text: "王") { id } person(code: "SEC") ' + SHOWN + " }"


@pytest.mark.parametrize("role", LIMITED)
async def test_answers_do_not_depend_on_what_is_personal(asked: Asked, role: Role) -> None:
    async def all_answers() -> dict[str, Any]:
        return {text: await asked.answer(text, role=role) for text in questions()}

    before = await all_answers()
    assert all(answer["data"] is not None for answer in before.values())
    await asked.graph.write(EXCHANGE)
    await asked.graph.write(MOVE)
    assert await all_answers() == before
    told = await asked.data('{ person(code: "SEC") { name phone category residence { id } } }')
    assert told["person"]["phone"] is not None
    assert told["person"]["category"] == "MOBILE"
