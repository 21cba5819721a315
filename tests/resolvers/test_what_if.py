"""What-if: changes are seen by the questions asked with them, and by nobody else."""

import asyncio
from datetime import date
from typing import Any

import pytest

from graph.bolt import Graph, LimitError, Transaction
from graph.changes import apply_changes
from graph.problems import ChangeError
from graph.writing import Writing
from tests.dataset.loading import contents
from tests.resolvers.conftest import Asked

COVERAGE = "coverage(of: BUILDING, by: [GROUP]) { total covered gaps { nodes { place { code } } } }"
GROUP = {
    "establish": {
        "code": "G2",
        "name": "二号楼党小组",
        "kind": "GROUP",
        "parentCode": "Z1",
        "placeCodes": ["B2", "B3"],
        "on": "2026-11-01",
    }
}
ASK = (
    'query($c: [Change!]!) @asOf(date: "2026-11-01") '
    f"{{ now: {COVERAGE} whatIf(changes: $c) {{ asOf {COVERAGE} }} }}"
)


async def test_a_group_that_is_set_up_covers_its_buildings(asked: Asked) -> None:
    before = await contents(asked.graph)
    data = await asked.data(ASK, {"c": [GROUP]})
    assert data["now"]["covered"] == 1
    assert [n["place"]["code"] for n in data["now"]["gaps"]["nodes"]] == ["B2", "B3"]
    assert data["whatIf"]["coverage"]["covered"] == 3
    assert data["whatIf"]["coverage"]["gaps"]["nodes"] == []
    assert await contents(asked.graph) == before


async def test_an_audit_sees_the_changes(asked: Asked) -> None:
    rules = '["building-without-group", "group-leader-missing"]'
    query = (
        'query($c: [Change!]!) @asOf(date: "2026-11-01") '
        f"{{ audit(rules: {rules}) {{ nodes {{ rule {{ id }} subject {{ id }} }} }} "
        f"whatIf(changes: $c) {{ audit(rules: {rules}) {{ totalCount nodes {{ rule {{ id }} "
        "subject { id ... on PartyOrganization { name parent { code } } } } } "
        'auditSummary(rules: ["group-leader-missing"]) { count } } }'
    )
    data = await asked.data(query, {"c": [GROUP]})
    assert {"rule": {"id": "building-without-group"}, "subject": {"id": "Building:B2"}} in data[
        "audit"
    ]["nodes"]
    inside = data["whatIf"]["audit"]["nodes"]
    assert all(f["rule"]["id"] != "building-without-group" for f in inside)
    new = next(f["subject"] for f in inside if f["subject"]["id"] == "PartyOrganization:G2")
    assert new == {"id": "PartyOrganization:G2", "name": "二号楼党小组", "parent": {"code": "Z1"}}
    assert data["whatIf"]["auditSummary"] == [{"count": 2}]


async def test_without_as_of_a_change_to_come_is_seen_on_its_day(asked: Asked) -> None:
    later = {"establish": {**GROUP["establish"], "on": "2099-01-01"}}
    query = (
        "query($c: [Change!]!) { whatIf(changes: $c) { asOf coverage(of: BUILDING) { covered } } }"
    )
    data = await asked.data(query, {"c": [later]})
    assert data["whatIf"] == {"asOf": "2099-01-01", "coverage": {"covered": 3}}
    earlier = query.replace(") {", ') @asOf(date: "2098-12-31") {', 1)
    assert "before 2099-01-01, when the first change takes effect" in await asked.refusal(
        earlier, {"c": [later]}
    )


async def test_changes_after_the_day_asked_for_are_remarked_on(asked: Asked) -> None:
    changes = [GROUP, {"dissolve": {"code": "G1", "on": "2027-01-01"}}]
    found = await asked.answer(ASK, {"c": changes})
    assert found["data"]["whatIf"]["coverage"]["covered"] == 3
    (remark,) = found["extensions"]["remarks"]
    assert remark.startswith("1 of the 2 changes take effect after 2026-11-01")


async def test_a_change_to_an_unknown_code_says_what_is_near_it(asked: Asked) -> None:
    query = "query($c: [Change!]!) { whatIf(changes: $c) { asOf } }"
    dissolved = {"dissolve": {"code": "G11", "on": "2026-11-01"}}
    assert "The nearest are G1 (G1)" in await asked.refusal(query, {"c": [dissolved]})
    moved = {"transfer": {"personCode": "SECR", "organizationCode": "Z1", "on": "2026-11-01"}}
    message = await asked.refusal(query, {"c": [moved]})
    assert "The nearest are SEC." in message
    assert "王" not in message


CHANGES: dict[str, tuple[list[dict[str, Any]], str, Any]] = {
    "dissolve": (
        [{"dissolve": {"code": "G1", "on": "2026-11-01"}}],
        "coverage(of: BUILDING, by: [GROUP]) { covered }",
        {"coverage": {"covered": 0}},
    ),
    "appoint": (
        [
            {
                "appoint": {
                    "personCode": "P1",
                    "role": "DEPUTY_SECRETARY",
                    "organizationCode": "Z1",
                    "since": "2026-11-01",
                }
            }
        ],
        'partyOrganization(code: "Z1") { posts(where: {role: {eq: DEPUTY_SECRETARY}}) '
        "{ nodes { holder { code } since } } }",
        {
            "partyOrganization": {
                "posts": {"nodes": [{"holder": {"code": "P1"}, "since": "2026-11-01"}]}
            }
        },
    ),
    "transfer": (
        [{"transfer": {"personCode": "P1", "organizationCode": "G1", "on": "2026-11-01"}}],
        'partyOrganization(code: "G1") { members { nodes { code } } }',
        {"partyOrganization": {"members": {"nodes": [{"code": "P1"}]}}},
    ),
    "assign a liaison": (
        [
            {
                "assignLiaison": {
                    "communityCode": "C1",
                    "role": "DISTRICT_UNIT",
                    "unitCode": "U1",
                    "since": "2026-11-01",
                }
            }
        ],
        'place(code: "C1") { ... on Community { missingLiaisonRoles } }',
        {
            "place": {
                "missingLiaisonRoles": [
                    "DISTRICT_LEADER",
                    "SUBDISTRICT_LEADER",
                    "ORGANIZATION_CADRE",
                ]
            }
        },
    ),
    "two in order": (
        [GROUP, {"dissolve": {"code": "G2", "on": "2026-11-01"}}],
        "coverage(of: BUILDING, by: [GROUP]) { covered }",
        {"coverage": {"covered": 1}},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_a_change_is_seen(asked: Asked, name: str) -> None:
    changes, question, expected = CHANGES[name]
    query = (
        'query($c: [Change!]!) @asOf(date: "2026-11-01") '
        f"{{ whatIf(changes: $c) {{ {question} }} }}"
    )
    before = await contents(asked.graph)
    assert (await asked.data(query, {"c": changes}))["whatIf"] == expected
    assert await contents(asked.graph) == before


async def test_ending_a_post_leaves_the_branch_without_a_secretary(asked: Asked) -> None:
    found = await asked.data('{ partyOrganization(code: "Z1") { posts { nodes { id } } } }')
    (post,) = found["partyOrganization"]["posts"]["nodes"]
    query = (
        "query($c: [Change!]!) { whatIf(changes: $c) "
        '{ partyOrganization(code: "Z1") { secretary { code } } } }'
    )
    data = await asked.data(query, {"c": [{"endPost": {"id": post["id"], "on": "2026-01-01"}}]})
    assert data["whatIf"]["partyOrganization"] == {"secretary": None}


async def test_another_company_takes_over_a_compound(asked: Asked) -> None:
    other = asked.town.company("企业二")
    await asked.town.load(asked.graph)
    given = {"companyCode": other, "compoundCode": "X1", "since": "2026-11-01"}
    query = (
        'query($c: [Change!]!) @asOf(date: "2026-11-01") { whatIf(changes: $c) { '
        'place(code: "X1") { ... on Compound { propertyCompany { name } } } '
        "crossAppointments { nodes { company { name } } } } }"
    )
    data = await asked.data(query, {"c": [{"assignPropertyCompany": given}]})
    assert data["whatIf"] == {
        "place": {"propertyCompany": {"name": "企业二"}},
        "crossAppointments": {"nodes": [{"company": {"name": "企业二"}}]},
    }


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no such place": (
        {"establish": {**GROUP["establish"], "placeCodes": ["B2", "B9"]}},
        "changes.1.establish.placeCodes.1: There is no place with the code 'B9'. "
        "The nearest are B3 (B3), B2 (B2), B1 (B1).",
    ),
    "a code that is taken": (
        {"establish": {**GROUP["establish"], "code": "G1"}},
        "changes.1.establish.code: There is an organization with the code 'G1' already.",
    ),
    "a parent that is not in office": (
        {"establish": {**GROUP["establish"], "on": "2001-01-01", "code": "G3"}},
        "changes.1.establish.parentCode: The organization 'Z1' is not in office on 2001-01-01.",
    ),
    "a post nowhere": (
        {"appoint": {"personCode": "P1", "role": "SECRETARY", "since": "2026-11-01"}},
        "changes.1.appoint: A post is in an organization or at a place: give one of both.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
async def test_a_wrong_change_is_named_and_nothing_written(asked: Asked, name: str) -> None:
    wrong, message = WRONG[name]
    before = await contents(asked.graph)
    right = {"establish": {**GROUP["establish"], "code": "G0", "placeCodes": ["B3"]}}
    assert await asked.refusal(ASK, {"c": [right, wrong]}) == message
    assert await contents(asked.graph) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, "specify exactly one key"),
        ({"dissolve": None}, "'dissolve' must be non-null"),
        ({**GROUP, "dissolve": None}, "specify exactly one key"),
    ],
)
async def test_a_change_is_exactly_one(asked: Asked, change: dict[str, Any], message: str) -> None:
    assert message in await asked.refusal(ASK, {"c": [change]})


async def test_a_question_that_fails_leaves_nothing_behind(asked: Asked) -> None:
    before = await contents(asked.graph)
    query = (
        "query($c: [Change!]!) { whatIf(changes: $c) "
        '{ coverage(of: BUILDING, within: "?") { total } } }'
    )
    message = await asked.refusal(query, {"c": [GROUP]})
    assert message.startswith("'within' is the code of no place: ")
    assert await contents(asked.graph) == before


async def test_a_cancelled_question_leaves_nothing_behind(asked: Asked) -> None:
    before = await contents(asked.graph)
    written = asyncio.Event()

    async def change() -> None:
        async with asked.graph.trial() as transaction:
            await transaction.rows("CREATE (:PartyOrganization {code: 'never'})")
            written.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(change())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await contents(asked.graph) == before


async def test_a_question_out_of_time_leaves_nothing_behind(asked: Asked) -> None:
    before = await contents(asked.graph)

    async def change() -> None:
        async with asked.graph.trial(seconds=0.2) as transaction:
            await transaction.rows("CREATE (:PartyOrganization {code: 'never'})")
            # Neo4j looks for transactions out of time every other second.
            for _ in range(100):
                await asyncio.sleep(0.1)
                await transaction.rows("MATCH (n) RETURN count(n)")

    with pytest.raises(LimitError, match="takes longer than one may"):
        await change()
    assert await contents(asked.graph) == before


async def test_a_change_that_is_kept_is_what_the_loader_would_have_written(asked: Asked) -> None:
    given = {**GROUP["establish"], "on": date(2026, 11, 1), "kind": "GROUP"}

    async def keep(transaction: Transaction) -> None:
        await apply_changes(Writing(transaction), [{"establish": given}])

    await asked.graph.writing(keep)
    kept = await contents(asked.graph)
    town = asked.town
    day = "2026-11-01"
    cells = {"name": "二号楼党小组", "parent_code": "Z1", "established_on": day}
    town.organization("G2", "GROUP", ("B2", "B3"), since=day, term_started_on=day, **cells)
    await town.load(asked.graph)
    assert await contents(asked.graph) == kept


async def test_an_error_of_a_change_says_where(blank: Graph) -> None:
    with pytest.raises(ChangeError) as raised:
        async with blank.trial() as transaction:
            await apply_changes(
                Writing(transaction), [{"dissolve": {"code": "?", "on": date(2026, 11, 1)}}]
            )
    assert raised.value.path == ("0", "dissolve", "code")
