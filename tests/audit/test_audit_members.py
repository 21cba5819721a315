"""Rules about members: each case is a subject whose name says whether it must be found."""

from graph.bolt import Graph
from tests.audit.town import Town


async def test_member_unplaced(blank: Graph) -> None:
    town = Town()
    here = town.organization("O1", covers="C1")
    there = town.organization("O2")
    gone = town.organization("O3", established_on="2020-01-01", dissolved_on="2026-11-01")
    ends = town.organization("O4", established_on="2020-01-01", dissolved_on="2026-11-02")

    def person(found: bool, text: str, **cells: str | None) -> str:
        return town.person(name=town.case(found, text), **cells)  # pyright: ignore[reportArgumentType]

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
