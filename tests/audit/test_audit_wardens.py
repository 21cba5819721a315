"""Rules about micro-grids, units, liaison and dual registration."""

from typing import Any

from graph.bolt import Graph
from tests.audit.town import Town

BORDERS = (
    (True, "from the day on", "2026-11-01", None),
    (False, "from the day after on", "2026-11-02", None),
    (False, "until the day", None, "2026-11-01"),
    (True, "until the day after", None, "2026-11-02"),
)
"""Whether a tenure holds on the day, and its ends."""


async def test_microgrid_leader_exactly_one(blank: Graph) -> None:
    town = Town()
    town.place("G1", "GRID")
    one, other = town.person(), town.person()

    def micro_grid(found: bool, text: str) -> str:
        return town.place(town.code("M"), "MICRO_GRID", "G1", town.case(found, text))

    micro_grid(True, "none")
    town.post(one, "GRID_LEADER", place_code=micro_grid(True, "a leader of another kind"))
    two = micro_grid(True, "two")
    for who in (one, other):
        town.post(who, "MICRO_GRID_LEADER", place_code=two)
    twice = micro_grid(False, "one, in two terms that overlap")
    town.post(one, "MICRO_GRID_LEADER", place_code=twice, since="2020-01-01")
    town.post(one, "MICRO_GRID_LEADER", place_code=twice, since="2021-01-01")
    for holds, text, since, until in BORDERS:
        place = micro_grid(not holds, text)
        town.post(one, "MICRO_GRID_LEADER", place_code=place, since=since, until=until)
    await town.judge(blank, "microgrid-leader-exactly-one")


async def test_unit_leader_missing(blank: Graph) -> None:
    town = Town()
    town.place("X1", "COMPOUND")
    town.place("B1", "BUILDING", "X1")

    def unit(found: bool, text: str) -> str:
        return town.place(town.code("U"), "BUILDING_UNIT", "B1", town.case(found, text))

    unit(True, "none")
    who = town.person()
    town.post(who, "MICRO_GRID_LEADER", place_code=unit(True, "a leader of another kind"))
    for holds, text, since, until in BORDERS:
        place = unit(not holds, text)
        town.post(who, "UNIT_LEADER", place_code=place, since=since, until=until)
    await town.judge(blank, "unit-leader-missing")


async def test_unit_leader_several_buildings(blank: Graph) -> None:
    town = Town()
    town.place("X1", "COMPOUND")
    units = [
        town.place(f"U{b}{u}", "BUILDING_UNIT", town.place(f"B{b}{u}", "BUILDING", "X1"))
        for b, u in ((1, 1), (2, 1))
    ]
    units.append(town.place("U12", "BUILDING_UNIT", "B11"))
    for found, text, led, until in (
        (False, "one unit", (0,), None),
        (False, "two units of one building", (0, 2), None),
        (True, "units of two buildings", (0, 1), None),
        (False, "the second until the day", (0, 1), "2026-11-01"),
        (True, "the second until the day after", (0, 1), "2026-11-02"),
    ):
        who = town.person(name=town.case(found, text), lives="B11")
        town.post(who, "UNIT_LEADER", place_code=units[led[0]])
        for number in led[1:]:
            town.post(who, "UNIT_LEADER", place_code=units[number], until=until)
    await town.judge(blank, "unit-leader-several-buildings")
    path = "D1/S1/C1/X1/"
    rule = "unit-leader-several-buildings"
    assert await town.found(blank, rule, within=path) == town.wanted
    assert await town.found(blank, rule, within=f"{path}B21/") == set()


async def test_unit_notice_incomplete(blank: Graph) -> None:
    town = Town()
    town.place("X1", "COMPOUND")
    town.place("B1", "BUILDING", "X1")
    for found, posted in ((True, False), (True, None), (False, True)):
        name = town.case(found, f"posted {posted}")
        town.place(town.code("U"), "BUILDING_UNIT", "B1", name, notice_posted=posted)
    await town.judge(blank, "unit-notice-incomplete")


async def test_liaison_roles(blank: Graph) -> None:
    town = Town()
    roles = ("DISTRICT_LEADER", "SUBDISTRICT_LEADER", "ORGANIZATION_CADRE")
    incomplete, duplicate = {"C1"}, set[str]()
    one, other, unit = town.person(), town.person(), town.unit("N1")

    def community(text: str, fails: str = "") -> str:
        if "incomplete" in fails:
            incomplete.add(text)
        if "duplicate" in fails:
            duplicate.add(text)
        code = town.place(town.code("C"), "COMMUNITY", "S1", text)
        for role in roles:
            town.tables["liaisons"].add(
                community_code=code, role=role, person_code=one, since="2020-01-02"
            )
        return code

    def assign(code: str, **cells: Any) -> None:
        cells = {"role": "DISTRICT_UNIT", "unit_code": unit, **cells}
        town.tables["liaisons"].add(community_code=code, **cells)

    community("no unit", "incomplete")
    assign(community("all four"))
    for holds, text, since, until in BORDERS:
        code = community(f"unit {text}", "" if holds else "incomplete")
        assign(code, since=since, until=until)
    for holds, text, since, until in BORDERS:
        code = community(f"second leader {text}", "duplicate" if holds else "")
        assign(code)
        assign(code, role=roles[0], unit_code=None, person_code=other, since=since, until=until)
    again = community("one leader in two terms")
    assign(again)
    assign(again, role=roles[0], unit_code=None, person_code=one, since="2022-01-01")
    await town.load(blank)
    assert await town.found(blank, "liaison-incomplete") == incomplete
    assert await town.found(blank, "liaison-duplicate-role") == duplicate


async def test_liaison_overloaded(blank: Graph) -> None:
    town = Town()
    communities = [town.place(f"C1{number}", "COMMUNITY", "S1") for number in range(4)]

    def serve(count: int, until: str | None = None, **holder: Any) -> None:
        for community in communities[:count]:
            last = until if community is communities[3] else None
            town.tables["liaisons"].add(
                community_code=community, role="DISTRICT_LEADER", until=last, **holder
            )

    for found, text, count, until in (
        (False, "three", 3, None),
        (True, "four", 4, None),
        (False, "the fourth until the day", 4, "2026-11-01"),
        (True, "the fourth until the day after", 4, "2026-11-02"),
    ):
        serve(count, until, person_code=town.person(name=town.case(found, text)))
        unit = town.unit(town.code("N"), town.case(found, f"unit {text}"))
        serve(count, until, unit_code=unit)
    await town.judge(blank, "liaison-overloaded")


async def test_dual_registration(blank: Graph) -> None:
    town = Town()
    town.place("C2", "COMMUNITY", "S1")
    building = town.place("B1", "BUILDING", town.place("X1", "COMPOUND"))

    def register(community: str, on: str = "2024-01-01", **who: Any) -> None:
        town.tables["dual_registrations"].add(
            community_code=community, registered_on=on, claimed_post="岗位", **who
        )

    for found, text, community, on, category, lives in (
        (True, "nowhere", None, "", "IN_SERVICE", building),
        (False, "here", "C1", "2024-01-01", "IN_SERVICE", building),
        (True, "elsewhere", "C2", "2024-01-01", "IN_SERVICE", building),
        (False, "on the day", "C1", "2026-11-01", "IN_SERVICE", building),
        (True, "the day after", "C1", "2026-11-02", "IN_SERVICE", building),
        (False, "retired", None, "", "RETIRED", building),
        (False, "residence unknown", None, "", "IN_SERVICE", None),
    ):
        who = town.person(name=town.case(found, text), lives=lives, category=category)
        if community:
            register(community, on, person_code=who)
    for found, text, serves, until, registered in (
        (True, "unit nowhere", None, None, None),
        (False, "unit anywhere", None, None, "C2"),
        (True, "unit serves one, registered at another", "C1", None, "C2"),
        (False, "unit where it serves", "C1", None, "C1"),
        (False, "unit served until the day", "C1", "2026-11-01", "C2"),
        (True, "unit serves until the day after", "C1", "2026-11-02", "C2"),
    ):
        unit = town.unit(town.code("N"), town.case(found, text))
        if serves:
            town.tables["liaisons"].add(
                community_code=serves, role="DISTRICT_UNIT", unit_code=unit, until=until
            )
        if registered:
            register(registered, unit_code=unit)
    await town.judge(blank, "dual-registration-missing")


async def test_post_unclaimed(blank: Graph) -> None:
    town = Town()
    for found, text, on, post in (
        (True, "no post", "2024-01-01", None),
        (False, "a post", "2024-01-01", "治安巡逻岗"),
        (True, "registered on the day", "2026-11-01", None),
        (False, "registered the day after", "2026-11-02", None),
    ):
        code = town.place(town.code("C"), "COMMUNITY", "S1", town.case(found, text))
        town.tables["dual_registrations"].add(
            community_code=code, person_code=town.person(), registered_on=on, claimed_post=post
        )
    await town.judge(blank, "post-unclaimed")
