"""Rules about organizations: secretaries and terms."""

from graph.bolt import Graph
from tests.audit.town import Town


async def test_secretary_vacant(blank: Graph) -> None:
    town = Town()
    who = town.person()

    def organization(found: bool, text: str, kind: str = "BRANCH", **cells: str | None) -> str:
        return town.organization(town.code("O"), kind, name=town.case(found, text), **cells)  # pyright: ignore[reportArgumentType]

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
