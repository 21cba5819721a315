"""Rules about places and who covers them."""

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
