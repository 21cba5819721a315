"""Who is a member on a day, everywhere the same: nobody before the day of admission."""

from datetime import date

import pytest

from graph.audit import AuditQuestion, audit
from tests.resolvers.conftest import Asked

BEFORE, AFTER = "2024-01-01", "2026-11-01"


@pytest.fixture
async def late(asked: Asked) -> Asked:
    """NEW, full member since 2025, and three without a date: they live in B3, are of Z1."""
    town = asked.town
    town.person(
        code="NEW", lives="B3", of="Z1", joined_on="2024-06-01", full="2025-06-01",
        category="RETIRED",
    )  # fmt: skip
    for number in (1, 2):
        town.person(code=f"OLD{number}", lives="B3", of="Z1", joined_on=None)
    town.person(code="ODD", lives="B3", of="Z1", joined_on="2024-06-01", full="2020-01-01")
    await town.load(asked.graph)
    return asked


@pytest.mark.parametrize(("day", "known"), [(BEFORE, False), (AFTER, True)])
async def test_a_person_is_a_member_from_admission_on(late: Asked, day: str, known: bool) -> None:
    data = await late.data(
        f'query @asOf(date: "{day}") {{ person: node(id: "Person:NEW") '
        "{ ... on Person { isMember category } } "
        '  members(where: { code: { eq: "NEW" } }) { totalCount } '
        '  people(where: { code: { eq: "NEW" } category: { eq: RETIRED } }) { totalCount } '
        '  none: people(where: { code: { eq: "NEW" } category: { isNull: true } }) { totalCount } }'
    )
    assert data["person"] == {"isMember": known, "category": "RETIRED" if known else None}
    assert data["members"]["totalCount"] == known
    assert data["people"]["totalCount"] == known
    assert data["none"]["totalCount"] == (not known)


@pytest.mark.parametrize(("day", "members", "full"), [(BEFORE, 2, 2), (AFTER, 4, 4)])
async def test_every_count_of_members_agrees(
    late: Asked, day: str, members: int, full: int
) -> None:
    data = await late.data(
        f'query @asOf(date: "{day}") {{ '
        '  coverage(of: BUILDING, by: [GROUP], within: "B3") '
        "    { gaps { nodes { members fullMembers reasons } } } "
        '  building: place(code: "B3") { ... on Building { residents '
        "    { groupBy(by: [{ field: CATEGORY }]) { keys { value } count } } } } "
        '  partyOrganization(code: "Z1") { members(where: { residence: { code: { eq: "B3" } } }) '
        "    { totalCount } } "
        '  members(where: { residence: { code: { eq: "B3" } } }) { totalCount } }'
    )
    (gap,) = data["coverage"]["gaps"]["nodes"]
    assert (gap["members"], gap["fullMembers"]) == (members, full)
    assert gap["reasons"][0].startswith(f"{members} members live here")
    assert data["partyOrganization"]["members"]["totalCount"] == members
    assert data["members"]["totalCount"] == members
    groups = data["building"]["residents"]["groupBy"]
    assert sum(g["count"] for g in groups if g["keys"][0]["value"] is not None) == members
    assert sum(g["count"] for g in groups) == 4
    rule = await audit(
        late.graph, AuditQuestion(date.fromisoformat(day), ["building-without-group"])
    )
    assert any(f.subject == "Building:B3" for f in rule) == (full >= 3)


async def test_terms_end_by_the_districts_own_thresholds(asked: Asked) -> None:
    from graph.audit.registry import RULES
    from graph.audit.thresholds import Limit, Thresholds, default_thresholds
    from schema.api import create_engine

    asked.town.organization("T1", "BRANCH", "X1", term_started_on="2024-01-01")
    await asked.town.load(asked.graph)
    query = (
        '{ partyOrganization(code: "T1") { termEndsOn } '
        '  late: partyOrganizations(where: { code: { eq: "T1" } termEndsOn: { eq: "2028-01-01" } })'
        "  { totalCount } }"
    )
    data = await asked.data(query)
    assert data == {
        "partyOrganization": {"termEndsOn": "2027-01-01"}, "late": {"totalCount": 0}
    }  # fmt: skip
    limits = {rule: dict(values) for rule, values in default_thresholds().limits.items()}
    limits["term-overdue"]["other_years"] = Limit(4, "test")
    assert any(rule.id == "term-overdue" for rule in RULES)
    asked.engine = create_engine(asked.graph, thresholds=Thresholds("test", limits))
    data = await asked.data(query)
    assert data == {
        "partyOrganization": {"termEndsOn": "2028-01-01"}, "late": {"totalCount": 1}
    }  # fmt: skip
