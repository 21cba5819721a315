"""Rules about members: each case is a subject whose name says whether it must be found."""

from typing import Any

from graph.audit import AuditQuestion, audit
from graph.bolt import Graph
from tests.audit.town import DAY, Town


async def test_member_unplaced(blank: Graph) -> None:
    town = Town()
    here = town.organization("O1", covers="C1")
    there = town.organization("O2")
    gone = town.organization("O3", established_on="2020-01-01", dissolved_on="2026-11-01")
    ends = town.organization("O4", established_on="2020-01-01", dissolved_on="2026-11-02")

    def person(found: bool, text: str, **cells: Any) -> str:
        return town.person(name=town.case(found, text), **cells)

    town.affiliate(person(False, "one"), here)
    person(True, "none")
    person(False, "none, not a member", category=None)
    person(False, "none, joins later", joined_on="2026-11-02")
    person(True, "none, joined on the day", joined_on="2026-11-01")
    for found, text, organizations in (
        (True, "two", (here, there)),
        (True, "the only one's organization is dissolved on the day", (gone,)),
        (False, "the only one's organization is dissolved the day after", (ends,)),
        (False, "two, one of them dissolved", (here, gone)),
    ):
        who = person(found, text)
        for organization in organizations:
            town.affiliate(who, organization)
    for found, text, since, until in (
        (False, "from the day on", "2026-11-01", None),
        (True, "from the day after on", "2026-11-02", None),
        (True, "until the day", None, "2026-11-01"),
        (False, "until the day after", None, "2026-11-02"),
    ):
        town.affiliate(person(found, text), here, since=since, until=until)
    moved = person(False, "transferred on the day")
    town.affiliate(moved, here, until="2026-11-01")
    town.affiliate(moved, there, since="2026-11-01")
    guest = person(True, "participation alone is not formal")
    town.affiliate(guest, here, kind="PARTICIPATION")
    await town.judge(blank, "member-unplaced")


async def test_member_belongs_at_work(blank: Graph) -> None:
    town = Town()
    with_branch, without, former = town.unit("N1"), town.unit("N2"), town.unit("N3")
    town.organization("OC", "COMMITTEE", host_code=with_branch)
    town.organization("OB", host_code=with_branch, parent_code="OC")
    town.organization("OG", "GROUP", parent_code="OB")
    town.organization("OX", host_code=former, established_on="2020-01-01",
                      dissolved_on="2026-11-01")  # fmt: skip
    town.organization("OH", covers="C1", parent_code="OC")
    for found, text, employer, category, organization in (
        (True, "affiliated where they live", with_branch, "IN_SERVICE", "OH"),
        (False, "affiliated with the unit's branch", with_branch, "IN_SERVICE", "OB"),
        (False, "affiliated with a group of the unit's branch", with_branch, "IN_SERVICE", "OG"),
        (False, "the employer has no organization", without, "IN_SERVICE", "OH"),
        (False, "the employer's was dissolved on the day", former, "IN_SERVICE", "OH"),
        (False, "retired", with_branch, "RETIRED", "OH"),
        (False, "not affiliated anywhere", with_branch, "IN_SERVICE", None),
    ):
        town.person(
            of=organization, employer_code=employer, category=category, name=town.case(found, text)
        )
    for found, text, until in (
        (True, "left the unit's branch on the day", "2026-11-01"),
        (False, "leaves the unit's branch the day after", "2026-11-02"),
    ):
        who = town.person(
            of="OH", employer_code=with_branch, category="IN_SERVICE", name=town.case(found, text)
        )
        town.affiliate(who, "OB", until=until)
    await town.judge(blank, "member-belongs-at-work")


async def test_probation_overrun(blank: Graph) -> None:
    town = Town()
    for found, text, joined, full, category in (
        (False, "a year to the day", "2025-11-01", None, "RESIDENT"),
        (True, "a year and a day", "2025-10-31", None, "RESIDENT"),
        (True, "two years and a day", "2024-10-31", None, "RESIDENT"),
        (False, "full on the day", "2025-10-31", "2026-11-01", "RESIDENT"),
        (True, "full the day after", "2025-10-31", "2026-11-02", "RESIDENT"),
        (False, "admission unknown", None, None, "RESIDENT"),
        (False, "no category", "2025-10-31", None, None),
    ):
        town.person(name=town.case(found, text), joined_on=joined, full=full, category=category)
    await town.judge(blank, "probation-overrun")
    findings = await audit(blank, AuditQuestion(DAY, ["probation-overrun"]), names=True)
    beyond = [f.subject_name for f in findings if "a possible extension" in f.message]
    assert beyond == ["fail: two years and a day"]


async def test_member_category_missing(blank: Graph) -> None:
    town = Town()
    here = town.organization("O1")
    for found, text, joined, full in (
        (False, "nothing known", None, None),
        (True, "admitted", "2026-11-01", None),
        (False, "admitted the day after", "2026-11-02", None),
        (True, "full", None, "2026-11-01"),
    ):
        town.person(name=town.case(found, text), joined_on=joined, full=full, category=None)
    town.person(name=town.case(False, "a category"))
    for found, text, kind, until in (
        (True, "affiliated", "FORMAL", "2026-11-02"),
        (False, "was affiliated", "FORMAL", "2026-11-01"),
        (False, "takes part", "PARTICIPATION", None),
    ):
        who = town.person(name=town.case(found, text), joined_on=None, full=None, category=None)
        town.affiliate(who, here, kind=kind, until=until)
    await town.judge(blank, "member-category-missing")


async def test_over_appointed(blank: Graph) -> None:
    town = Town()
    organizations = [town.organization(f"O{number}") for number in range(4)]
    gone = town.organization("O-gone", established_on="2020-01-01", dissolved_on="2026-11-01")
    grid = town.place("G1", "GRID")
    for found, text, posts, place, until, last in (
        (False, "three", 3, None, None, None),
        (True, "four", 4, None, None, None),
        (True, "three and one at a place", 3, grid, None, None),
        (False, "the fourth until the day", 3, grid, "2026-11-01", None),
        (True, "the fourth until the day after", 3, grid, "2026-11-02", None),
        (False, "the fourth in a dissolved organization", 3, None, None, gone),
    ):
        who = town.person(name=town.case(found, text))
        for organization in organizations[:posts]:
            town.post(who, "COMMITTEE_MEMBER", organization)
        if place:
            town.post(who, "GRID_LEADER", place_code=place, until=until)
        if last:
            town.post(who, "COMMITTEE_MEMBER", last)
    await town.judge(blank, "over-appointed")
