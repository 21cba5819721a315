"""Head counts of branches: formal ones only, the members of their groups included."""

from typing import Any

from graph.bolt import Graph
from tests.audit.town import Town


def given(**cells: Any) -> dict[str, Any]:
    """Cells of an organization."""
    return cells


GONE = given(established_on="2020-01-01", dissolved_on="2026-11-01")


async def test_branch_below_minimum(blank: Graph) -> None:
    town = Town()
    for number, (found, text, full, cells) in enumerate((
        (True, "two full members", 2, given()),
        (False, "three full members", 3, given()),
        (True, "nobody", 0, given()),
        (False, "joint", 0, given(joint=True)),
        (False, "functional", 0, given(establishment="FUNCTIONAL")),
        (False, "temporary", 0, given(establishment="TEMPORARY")),
        (False, "dissolved on the day", 0, GONE),
        (False, "established the day after", 0, given(established_on="2026-11-02")),
        (True, "established on the day", 0, given(established_on="2026-11-01")),
    )):  # fmt: skip
        code = town.organization(f"O{number}", name=town.case(found, text), **cells)
        town.members(full, of=code)
    half = town.organization("O-half", name=town.case(True, "two full, two probationary"))
    town.members(2, of=half)
    town.members(1, of=half, full=None)
    town.members(1, of=half, full="2026-11-02")
    third = town.organization("O-third", name=town.case(False, "the third is full on the day"))
    town.members(2, of=third)
    town.person(of=third, full="2026-11-01")
    for found, text, until in (
        (True, "the third leaves on the day", "2026-11-01"),
        (False, "the third leaves the day after", "2026-11-02"),
    ):
        code = town.organization(town.code("O"), name=town.case(found, text))
        town.members(2, of=code)
        town.affiliate(town.person(), code, until=until)
    grouped = town.organization("O-grouped", name=town.case(False, "three in two groups"))
    for name, count in (("G1", 2), ("G2", 1)):
        town.members(count, of=town.organization(name, "GROUP", parent_code=grouped))
    former = town.organization("O-former", name=town.case(True, "its group was dissolved"))
    town.members(3, of=town.organization("G3", "GROUP", parent_code=former, **GONE))
    twice = town.organization("O-twice", name=town.case(True, "two, one also in the group"))
    group = town.organization("G4", "GROUP", parent_code=twice)
    for who in town.members(2, of=twice):
        town.affiliate(who, group)
    await town.judge(blank, "branch-below-minimum")


async def test_branch_oversize(blank: Graph) -> None:
    town = Town()
    for found, text, full, probationary, grouped, cells in (
        (False, "fifty", 50, 0, 0, given()),
        (True, "fifty-one", 51, 0, 0, given()),
        (True, "fifty and a probationary one", 50, 1, 0, given()),
        (True, "thirty and twenty-one in a group", 30, 0, 21, given()),
        (True, "joint", 51, 0, 0, given(joint=True)),
        (False, "functional", 51, 0, 0, given(establishment="FUNCTIONAL")),
        (False, "dissolved", 51, 0, 0, GONE),
    ):
        code = town.organization(town.code("O"), name=town.case(found, text), **cells)
        town.members(full, of=code)
        town.members(probationary, of=code, full=None)
        if grouped:
            town.members(grouped, of=town.organization("G1", "GROUP", parent_code=code))
    general = town.organization("O-gen", "GENERAL_BRANCH", name=town.case(False, "general branch"))
    town.members(51, of=general)
    await town.judge(blank, "branch-oversize")


async def test_joint_branch_span(blank: Graph) -> None:
    town = Town()
    places = tuple(town.place(f"X{number}", "COMPOUND") for number in range(6))
    for found, text, covered, cells in (
        (False, "five places", places[:5], given(joint=True)),
        (True, "six places", places, given(joint=True)),
        (True, "functional, six places", places, given(joint=True, establishment="FUNCTIONAL")),
        (False, "not joint", places, given()),
        (False, "dissolved", places, given(joint=True, **GONE)),
    ):
        town.organization(town.code("O"), covers=covered, name=town.case(found, text), **cells)
    for found, text, until in (
        (False, "the sixth until the day", "2026-11-01"),
        (True, "the sixth until the day after", "2026-11-02"),
    ):
        code = town.organization(
            town.code("O"), covers=places[:5], name=town.case(found, text), joint=True
        )
        town.tables["organization_areas"].add(
            organization_code=code, place_code=places[5], until=until
        )
    await town.judge(blank, "joint-branch-span")


async def test_committees_of_branches(blank: Graph) -> None:
    town = Town()
    required: set[str] = set()
    size: set[str] = set()

    def branch(text: str, fails: str, full: int, roles: str, until: str | None = None,
               **cells: Any) -> None:  # fmt: skip
        if "required" in fails:
            required.add(text)
        if "size" in fails:
            size.add(text)
        code = town.organization(town.code("O"), name=text, **cells)
        people = town.members(full, of=code)
        letters = {"s": "SECRETARY", "d": "DEPUTY_SECRETARY", "m": "COMMITTEE_MEMBER",
                   "p": "PART_TIME_COMMITTEE_MEMBER"}  # fmt: skip
        for person, letter in zip(people, roles, strict=False):
            town.post(person, letters[letter], code, until=until if letter == "m" else None)

    branch("six full members, no committee", "", 6, "s")
    branch("seven full members, no committee", "required", 7, "s")
    branch("seven full members, secretary and deputy", "required", 7, "sd")
    branch("seven full members, a part-time member", "required", 7, "sp")
    branch("functional", "", 7, "s", establishment="FUNCTIONAL")
    branch("joint", "required", 7, "s", joint=True)
    branch("committee of two", "size", 7, "sm")
    branch("committee of three", "", 7, "sdm")
    branch("committee of seven", "", 9, "sdmmmmm")
    branch("committee of eight", "size", 9, "sdmmmmmm")
    branch("part-time members do not count", "size", 9, "smpp")
    branch("members until the day", "required", 7, "smm", until="2026-11-01")
    branch("members until the day after", "", 7, "smm", until="2026-11-02")
    branch("functional committee of two", "", 7, "sm", establishment="FUNCTIONAL")
    await town.load(blank)
    assert await town.found(blank, "branch-committee-required") == required
    assert await town.found(blank, "branch-committee-size") == size
