"""Rules about organizations: secretaries and terms."""

from typing import Any

from graph.bolt import Graph
from tests.audit.town import Town


async def test_secretary_vacant(blank: Graph) -> None:
    town = Town()
    who = town.person()

    def organization(found: bool, text: str, kind: str = "BRANCH", **cells: Any) -> str:
        return town.organization(town.code("O"), kind, name=town.case(found, text), **cells)

    organization(True, "established 31 days ago", established_on="2026-10-01")
    organization(False, "established 30 days ago", established_on="2026-10-02")
    organization(True, "established nobody knows when")
    organization(True, "functional", establishment="FUNCTIONAL", established_on="2020-01-01")
    organization(False, "group", "GROUP", established_on="2020-01-01")
    organization(False, "dissolved", established_on="2020-01-01", dissolved_on="2026-11-01")
    for found, text, since, until in (
        (False, "in post", "2021-01-01", None),
        (False, "in post from the day on", "2026-11-01", None),
        (True, "in post from the day after on", "2026-11-02", None),
        (False, "in post until the day after", "2021-01-01", "2026-11-02"),
        (False, "left on the day", "2021-01-01", "2026-11-01"),
        (False, "left 30 days ago", "2021-01-01", "2026-10-02"),
        (True, "left 31 days ago", "2021-01-01", "2026-10-01"),
    ):
        code = organization(found, text, established_on="2020-01-01")
        town.post(who, "SECRETARY", code, since=since, until=until)
    twice = organization(False, "the latest of two left 30 days ago", established_on="2020-01-01")
    town.post(who, "SECRETARY", twice, since="2021-01-01", until="2023-01-01")
    town.post(town.person(), "SECRETARY", twice, since="2023-01-01", until="2026-10-02")
    deputy = organization(True, "deputy only", established_on="2020-01-01")
    town.post(who, "DEPUTY_SECRETARY", deputy, since="2021-01-01")
    await town.judge(blank, "secretary-vacant")


async def test_term_overdue(blank: Graph) -> None:
    town = Town()
    for found, text, kind, started, years, covers in (
        (True, "branch, three years to the day", "BRANCH", "2023-11-01", None, ()),
        (False, "branch, three years tomorrow", "BRANCH", "2023-11-02", None, ()),
        (False, "branch, no term recorded", "BRANCH", None, None, ()),
        (True, "general branch, four years", "GENERAL_BRANCH", "2022-11-01", None, ()),
        (False, "committee, three years", "COMMITTEE", "2023-11-01", None, ()),
        (True, "committee, five years to the day", "COMMITTEE", "2021-11-01", None, ()),
        (False, "committee, five years tomorrow", "COMMITTEE", "2021-11-02", None, ()),
        (False, "community's branch, three years", "BRANCH", "2023-11-01", None, "C1"),
        (True, "community's branch, five years", "BRANCH", "2021-11-01", None, "C1"),
        (False, "branch with a term of five, after three", "BRANCH", "2023-11-01", 5, ()),
        (True, "committee with a term of three, after three", "COMMITTEE", "2023-11-01", 3, ()),
    ):
        code = town.code("O")
        name = town.case(found, text)
        town.organization(
            code, kind, covers=covers, name=name, term_started_on=started, term_years=years
        )
    town.organization(
        "O-gone", name=town.case(False, "dissolved"), term_started_on="2010-01-01",
        established_on="2010-01-01", dissolved_on="2020-01-01",
    )  # fmt: skip
    await town.judge(blank, "term-overdue")


async def test_secretary_several(blank: Graph) -> None:
    town = Town()
    one, other = town.person(), town.person()
    for number, (found, text, holders, since, until) in enumerate((
        (False, "one", (one,), None, None),
        (True, "two", (one, other), None, None),
        (False, "the second from the day after on", (one, other), "2026-11-02", None),
        (True, "the second from the day on", (one, other), "2026-11-01", None),
        (False, "the second until the day", (one, other), "2020-01-01", "2026-11-01"),
        (False, "one person twice", (one, one), "2022-01-01", None),
    )):  # fmt: skip
        code = town.organization(f"O{number}", name=town.case(found, text))
        town.post(holders[0], "SECRETARY", code, since="2020-01-02")
        if len(holders) > 1:
            town.post(holders[1], "SECRETARY", code, since=since, until=until)
    both = town.organization("O-both", name=town.case(False, "a secretary and a deputy"))
    town.post(one, "SECRETARY", both)
    town.post(other, "DEPUTY_SECRETARY", both)
    await town.judge(blank, "secretary-several")


async def test_term_reminder(blank: Graph) -> None:
    town = Town()
    for number, (found, text, started) in enumerate((
        (False, "ended on the day", "2023-11-01"),
        (True, "ends tomorrow", "2023-11-02"),
        (True, "ends in six months to the day", "2024-05-01"),
        (False, "ends in six months and a day", "2024-05-02"),
        (False, "no term recorded", None),
    )):  # fmt: skip
        town.organization(f"O{number}", name=town.case(found, text), term_started_on=started)
    await town.judge(blank, "term-reminder")


async def test_elected_post_ineligible(blank: Graph) -> None:
    town = Town()
    cases = (
        (True, "secretary", "SECRETARY", None, None),
        (True, "deputy", "DEPUTY_SECRETARY", None, None),
        (True, "committee member", "COMMITTEE_MEMBER", None, None),
        (False, "part-time committee member", "PART_TIME_COMMITTEE_MEMBER", None, None),
        (False, "group leader", "GROUP_LEADER", None, None),
        (False, "full on the day", "SECRETARY", "2026-11-01", None),
        (True, "full the day after", "SECRETARY", "2026-11-02", None),
        (False, "post until the day", "SECRETARY", None, "2026-11-01"),
        (True, "post until the day after", "SECRETARY", None, "2026-11-02"),
    )
    for number, (found, text, role, full, until) in enumerate(cases):
        code = town.organization(f"O{number}", name=town.case(found, text))
        town.post(town.person(full=full), role, code, until=until)
    outside = town.organization("O-none", name=town.case(False, "not a member at all"))
    town.post(town.person(full=None, category=None, joined_on=None), "SECRETARY", outside)
    await town.judge(blank, "elected-post-ineligible")


async def test_group_parent_is_branch(blank: Graph) -> None:
    town = Town()
    for number, (found, text, kind, dissolved) in enumerate((
        (False, "branch", "BRANCH", None),
        (False, "general branch", "GENERAL_BRANCH", None),
        (True, "committee", "COMMITTEE", None),
        (True, "group", "GROUP", None),
        (True, "branch dissolved on the day", "BRANCH", "2026-11-01"),
        (False, "branch dissolved the day after", "BRANCH", "2026-11-02"),
    )):  # fmt: skip
        above = town.organization(
            f"A{number}", kind, dissolved_on=dissolved, established_on="2020-01-01",
            parent_code="BR" if kind == "GROUP" else None,
        )  # fmt: skip
        town.organization(f"O{number}", "GROUP", name=town.case(found, text), parent_code=above)
    town.organization("BR", "BRANCH")
    town.organization("O-none", "GROUP", name=town.case(True, "nothing above"))
    await town.judge(blank, "group-parent-is-branch")


async def test_groups_need_a_leader_and_members(blank: Graph) -> None:
    town = Town()
    leaderless: set[str] = set()
    small: set[str] = set()

    def group(text: str, fails: str, full: int, probationary: int, **post: Any) -> None:
        if "leader" in fails:
            leaderless.add(text)
        if "size" in fails:
            small.add(text)
        code = town.organization(town.code("O"), "GROUP", name=text)
        people = town.members(full, of=code) + town.members(probationary, of=code, full=None)
        if post.get("role") != "":
            who = people[0] if people else town.person()
            town.post(who, **{"role": "GROUP_LEADER", **post}, organization=code)

    group("three members, one full", "", 1, 2)
    group("three members, none full", "size", 0, 3)
    group("two members", "size", 2, 0)
    group("nobody", "size", 0, 0)
    group("no leader", "leader", 3, 0, role="")
    group("leader until the day", "leader", 3, 0, until="2026-11-01")
    group("leader until the day after", "", 3, 0, until="2026-11-02")
    group("leader from the day after on", "leader", 3, 0, since="2026-11-02")
    group("a secretary is no group leader", "leader", 3, 0, role="SECRETARY")
    left = town.organization("O-left", "GROUP", name="the third left on the day")
    small.add("the third left on the day")
    town.post(town.members(2, of=left)[0], "GROUP_LEADER", left)
    town.affiliate(town.person(), left, until="2026-11-01")
    town.affiliate(town.person(), left, kind="PARTICIPATION")
    await town.load(blank)
    assert await town.found(blank, "group-leader-missing") == leaderless
    assert await town.found(blank, "group-minimum") == small


async def test_linkage_broken(blank: Graph) -> None:
    town = Town()
    town.organization("WC", "WORKING_COMMITTEE", covers="S1")
    town.organization("CC", "COMMITTEE", covers="C1", parent_code="WC")
    town.place("G1", "GRID")
    town.place("G2", "GRID")
    town.organization("GB", "GENERAL_BRANCH", covers="G1", parent_code="CC")
    for compound, grid in (("X1", "G1"), ("X2", "G1"), ("X3", "G2"), ("X4", None)):
        town.place(compound, "COMPOUND")
        if grid:
            town.hold(grid, compound)
    town.organization("XB1", covers="X1", parent_code="GB")
    town.organization("XB3", covers="X3", parent_code="CC")
    town.organization("XB4", covers="X4", parent_code="CC")
    town.organization("XB-gone", covers="X1", parent_code="GB", dissolved_on="2026-11-01",
                      established_on="2020-01-01")  # fmt: skip

    def group(found: bool, text: str, parent: str | None, *compounds: str) -> None:
        areas = tuple(town.place(town.code("B"), "BUILDING", c) for c in compounds)
        town.organization(
            town.code("O"), "GROUP", covers=areas, name=town.case(found, text), parent_code=parent
        )

    group(False, "all levels", "XB1", "X1")
    group(False, "shared by two buildings", "XB1", "X1", "X1")
    group(True, "skips the compound's branch", "GB", "X1")
    group(True, "the compound has no organization", "GB", "X2")
    group(True, "the grid has no organization", "XB3", "X3")
    group(False, "the compound lies in no grid", "XB4", "X4")
    group(True, "the branch is another compound's", "XB1", "X2")
    group(True, "nothing above", None, "X1")
    group(True, "the branch was dissolved on the day", "XB-gone", "X1")
    town.organization("O-company", "GROUP", name=town.case(False, "covers no place"))
    alone = town.place("B-alone", "BUILDING", "C1")
    town.hold("G1", alone)
    town.organization("O-alone", "GROUP", covers=alone, parent_code="GB",
                      name=town.case(False, "a building without a compound"))  # fmt: skip
    await town.judge(blank, "linkage-broken")
