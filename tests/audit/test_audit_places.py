"""Rules about places and who covers them."""

from typing import Any

import pytest

from graph.bolt import Graph
from tests.audit.town import Town


async def test_branch_required(blank: Graph) -> None:
    town = Town()

    def compound(found: bool, text: str, full: int, community: str) -> str:
        code = town.place(town.code("X"), "COMPOUND", community, town.case(found, text))
        building = town.place(town.code("B"), "BUILDING", code)
        unit = town.place(town.code("U"), "BUILDING_UNIT", building)
        for number in range(full):
            town.person(lives=(code, building, unit)[number % 3])
        return code

    covered = town.place("C2", "COMMUNITY", "S1", town.case(False, "community with a committee"))
    town.organization("O1", "COMMITTEE", covers=covered)
    compound(False, "the community's committee covers it", 5, covered)
    for number, (found, text, kind, establishment, since, until) in enumerate((
        (True, "functional branch", "BRANCH", "FUNCTIONAL", None, None),
        (True, "group", "GROUP", None, None, None),
        (True, "working committee", "WORKING_COMMITTEE", None, None, None),
        (False, "branch", "BRANCH", None, None, None),
        (False, "joint branch", "BRANCH", None, None, None),
        (False, "general branch", "GENERAL_BRANCH", None, None, None),
        (False, "branch from the day on", "BRANCH", None, "2026-11-01", None),
        (True, "branch from the day after on", "BRANCH", None, "2026-11-02", None),
        (True, "branch until the day", "BRANCH", None, None, "2026-11-01"),
        (False, "branch until the day after", "BRANCH", None, None, "2026-11-02"),
    )):  # fmt: skip
        # The branch of the compound does not cover the community around it.
        home = town.place(f"C3-{number}", "COMMUNITY", "S1", town.case(True, f"around {text}"))
        code = compound(found, text, 3, home)
        town.organization(
            f"O3-{number}", kind, covers=code, since=since, until=until,
            establishment=establishment, joint="joint" in text,
        )  # fmt: skip
    few = town.place("C4", "COMMUNITY", "S1", town.case(False, "community of two"))
    compound(False, "two full members", 2, few)
    later = town.place("C5", "COMMUNITY", "S1", town.case(False, "community of two and a half"))
    late = compound(False, "the third is full the day after", 2, later)
    town.person(lives=late, full="2026-11-02")
    await town.judge(blank, "branch-required")


async def test_building_without_group(blank: Graph) -> None:
    town = Town()
    town.place("X1", "COMPOUND")

    def building(found: bool, text: str, full: int) -> str:
        code = town.place(town.code("B"), "BUILDING", "X1", town.case(found, text))
        unit = town.place(town.code("U"), "BUILDING_UNIT", code)
        for number in range(full):
            town.person(lives=(code, unit)[number % 2])
        return code

    building(True, "three full members", 3)
    building(False, "two full members", 2)
    half = building(False, "two full members and a probationary one", 2)
    town.person(lives=half, full=None)
    on_the_day = building(True, "the third is full on the day", 2)
    town.person(lives=on_the_day, full="2026-11-01")
    town.organization("O1", "BRANCH", covers=("X1", building(True, "a branch covers it", 3)))
    shared = (building(False, "shared group", 3), building(False, "shared group's other", 3))
    town.organization("O2", "GROUP", covers=shared)
    for found, text, since, until in (
        (False, "group from the day on", "2026-11-01", None),
        (True, "group from the day after on", "2026-11-02", None),
        (True, "group until the day", None, "2026-11-01"),
        (False, "group until the day after", None, "2026-11-02"),
    ):
        code = building(found, text, 3)
        town.organization(f"O-{code}", "GROUP", covers=code, since=since, until=until)
    for found, text, dissolved in (
        (True, "group dissolved on the day", "2026-11-01"),
        (False, "group dissolved the day after", "2026-11-02"),
    ):
        code = building(found, text, 3)
        town.organization(
            f"O-{code}", "GROUP", covers=code, established_on="2020-01-01", dissolved_on=dissolved
        )
    await town.judge(blank, "building-without-group")


async def test_place_with_members_uncovered(blank: Graph) -> None:
    town = Town()
    town.organization("O0", "COMMITTEE", covers="C1")

    def compound(found: bool, text: str, **resident: Any) -> tuple[str, str]:
        code = town.place(town.code("X"), "COMPOUND", "C1", town.case(found, text))
        building = town.place(town.code("B"), "BUILDING", code)
        town.person(lives=building, **resident)
        return code, building

    compound(True, "one full member; the community's committee does not count")
    compound(True, "one probationary member", full=None)
    compound(False, "nobody is a member", category=None, full=None)
    compound(False, "the member joins the day after", joined_on="2026-11-02", full=None)
    for number, (found, text, part, since, until, establishment) in enumerate((
        (False, "branch", 0, None, None, None),
        (False, "functional branch", 0, None, None, "FUNCTIONAL"),
        (False, "of a building only", 1, None, None, None),
        (True, "until the day", 1, None, "2026-11-01", None),
        (False, "from the day on", 1, "2026-11-01", None, None),
        (True, "from the day after on", 0, "2026-11-02", None, None),
    )):  # fmt: skip
        place = compound(found, text)[part]
        town.organization(
            f"O-{number}", covers=place, since=since, until=until, establishment=establishment
        )
    await town.judge(blank, "place-with-members-uncovered")


@pytest.mark.parametrize(
    ("kind", "parent", "rule", "cases"),
    [
        ("COMMUNITY", "S1", "community-size", {999: 1, 1000: 0, 3000: 0, 3001: 1, None: 0}),
        ("GRID", "C1", "grid-size", {299: 1, 300: 0, 500: 0, 501: 1, None: 0}),
    ],
)
async def test_sizes(
    blank: Graph, kind: str, parent: str, rule: str, cases: dict[int | None, int]
) -> None:
    town = Town()
    for households, found in cases.items():
        name = town.case(bool(found), f"{kind} {households}")
        town.place(town.code("Z"), kind, parent, name, households=households)
    await town.judge(blank, rule)


async def test_grid_in_one_community(blank: Graph) -> None:
    town = Town()
    town.place("C2", "COMMUNITY", "S1")
    for community in ("C1", "C2"):
        compound = town.place(f"X-{community}", "COMPOUND", community)
        building = town.place(f"B-{community}", "BUILDING", compound)
        town.place(f"U-{community}", "BUILDING_UNIT", building)
    for found, text, held in (
        (False, "a compound and its building", ("X-C1", "B-C1")),
        (False, "all of the neighbour's, none of its own", ("B-C2", "U-C2")),
        (True, "buildings of two", ("B-C1", "B-C2")),
        (True, "a compound and a unit of the other", ("X-C1", "U-C2")),
        (False, "nothing", ()),
    ):
        grid = town.place(town.code("G"), "GRID", "C1", town.case(found, text))
        town.hold(grid, *held)
    await town.judge(blank, "grid-in-one-community")


async def test_property_management(blank: Graph) -> None:
    town = Town()
    haves = ("has_organization", "has_cleaning", "has_service", "has_security")
    rules: dict[str, set[str]] = {
        "no-property-mode": set(), "four-haves": set(), "one-property-company": set()
    }  # fmt: skip

    def compound(text: str, fails: str, mode: str | None, lacks: str | None = None) -> str:
        for rule in fails.split():
            rules[rule].add(text)
        cells: dict[str, bool | None] = dict.fromkeys(haves, True)
        if lacks:
            cells[lacks.strip("?")] = None if lacks.endswith("?") else False
        return town.place(town.code("X"), "COMPOUND", "C1", text, no_property_mode=mode, **cells)

    compound("a mode and all four", "", "OWNER_SELF")
    compound("no mode, all four", "no-property-mode", None)
    for have in haves:
        compound(f"a mode, without {have}", "four-haves", "OWNER_SELF", have)
    compound("a mode, security not recorded", "four-haves", "OWNER_SELF", "has_security?")
    one, other = town.company(), town.company()
    for text, fails, since, until in (
        ("managed", "", None, None),
        ("managed from the day on", "", "2026-11-01", None),
        ("managed from the day after on", "no-property-mode four-haves", "2026-11-02", None),
        ("managed until the day", "no-property-mode four-haves", None, "2026-11-01"),
        ("managed until the day after", "", None, "2026-11-02"),
    ):
        town.manage(one, compound(text, fails, None, "has_service"), since=since, until=until)
    for text, fails, until, since in (
        ("two companies", "one-property-company", None, None),
        ("one company after the other", "", "2026-11-01", "2026-11-01"),
        ("two companies for a day", "one-property-company", "2026-11-02", "2026-11-01"),
    ):
        code = compound(text, fails, None)
        town.manage(one, code, until=until)
        town.manage(other, code, since=since)
    twice = compound("two contracts of one company", "", None)
    town.manage(one, twice, since="2020-01-01")
    town.manage(one, twice, since="2021-01-01")
    await town.load(blank)
    for rule, wanted in rules.items():
        assert await town.found(blank, rule) == wanted, rule


async def test_brand_missing(blank: Graph) -> None:
    town = Town()
    town.place("C2", "COMMUNITY", "S1", town.case(True, "no brand"))
    town.place("C3", "COMMUNITY", "S1", town.case(False, "a brand"), brand="红心")
    await town.judge(blank, "brand-missing")


async def test_joint_branch_needless(blank: Graph) -> None:
    town = Town()
    for number, (found, text, full, probationary, joint, establishment, until) in enumerate((
        (True, "three full members", 3, 0, True, None, None),
        (False, "two full members", 2, 0, True, None, None),
        (False, "two full members and a probationary one", 2, 1, True, None, None),
        (False, "not joint", 3, 0, False, None, None),
        (False, "functional", 3, 0, True, "FUNCTIONAL", None),
        (False, "covered until the day", 3, 0, True, None, "2026-11-01"),
        (True, "covered until the day after", 3, 0, True, None, "2026-11-02"),
    )):  # fmt: skip
        code = town.place(f"X{number}", "COMPOUND", "C1", town.case(found, text))
        building = town.place(f"B{number}", "BUILDING", code)
        town.members(full, lives=building)
        town.members(probationary, lives=building, full=None)
        town.organization(
            f"O{number}", covers=code, until=until, joint=joint, establishment=establishment
        )
    await town.judge(blank, "joint-branch-needless")
