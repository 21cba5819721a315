"""Coverage equals a count by hand over the dataset's tables, in every combination.

Questions of an ordinary run: 60, and 20 of changes; `--operations 20000` tries ten times as many.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.compiler.small import DAYS, tables
from tests.oracle.conftest import Asked
from tests.oracle.coverage import coverage
from tests.oracle.examples import examples
from tests.oracle.world import read

TABLES = read(tables())
# Kinds of places, and the kinds above them that they may be grouped by, themselves included.
ABOVE: Mapping[str, tuple[str, ...]] = {
    "COMMUNITY": ("DISTRICT", "SUBDISTRICT", "COMMUNITY"),
    "GRID": ("DISTRICT", "SUBDISTRICT", "COMMUNITY", "GRID"),
    "MICRO_GRID": ("SUBDISTRICT", "COMMUNITY", "GRID", "MICRO_GRID"),
    "COMPOUND": ("DISTRICT", "SUBDISTRICT", "COMMUNITY", "COMPOUND"),
    "BUILDING": ("DISTRICT", "SUBDISTRICT", "COMMUNITY", "COMPOUND", "BUILDING"),
    "BUILDING_UNIT": ("SUBDISTRICT", "COMMUNITY", "COMPOUND", "BUILDING", "BUILDING_UNIT"),
}
KINDS = ("WORKING_COMMITTEE", "COMMITTEE", "GENERAL_BRANCH", "BRANCH", "GROUP")
SCOPES = [
    row.code
    for row in TABLES.rows["places"]
    if row["kind"] in ("DISTRICT", "SUBDISTRICT", "COMMUNITY", "GRID", "COMPOUND", "BUILDING")
]


@dataclass(frozen=True)
class Question:
    """What `coverage` is asked; at_place: as the field of a place, not at the root."""

    of: str
    by: tuple[str, ...] | None
    within: str | None
    at_place: bool
    levels: tuple[str, ...]
    by_members: bool
    day: date

    def text(self) -> str:
        """The operation."""
        groups = " ".join(
            f"{level}: groups(by: {level}) {{ place {{ code }} total covered uncovered }}"
            for level in self.levels
        )
        order = "MEMBERS_DESC" if self.by_members else "CODE"
        by = "" if self.by is None else f", by: [{', '.join(self.by)}]"
        within = "" if self.within is None or self.at_place else f', within: "{self.within}"'
        asked = (
            f"coverage(of: {self.of}{by}{within}) {{ total covered uncovered {groups} "
            f"gaps(orderBy: {order}) {{ totalCount nodes {{ place {{ code }} members fullMembers "
            "} } }"
        )
        if self.at_place:
            asked = f'place(code: "{self.within}") {{ {asked} }}'
        return f'query @asOf(date: "{self.day}") {{ {asked} }}'


kinds = st.none() | st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    of = draw(st.sampled_from(sorted(ABOVE)))
    within = draw(st.none() | st.sampled_from(SCOPES))
    levels = draw(st.lists(st.sampled_from(ABOVE[of]), max_size=2, unique=True))
    at_place = within is not None and draw(st.booleans())
    return Question(
        of, draw(kinds), within, at_place, tuple(levels), draw(st.booleans()),
        draw(st.sampled_from(DAYS)),
    )  # fmt: skip


@examples(0.03)
@given(question=questions())
async def test_figures_groups_and_gaps(small: Asked, question: Question) -> None:
    data = await small.data(question.text())
    found = (data["place"] if question.at_place else data)["coverage"]
    told = coverage(TABLES, question.of, question.by, question.within, question.day)
    figures = (found["total"], found["covered"], found["uncovered"])
    assert figures == (told["total"], len(told["covered"]), len(told["uncovered"])), question
    for level in question.levels:
        rows = {g["place"]["code"]: (g["total"], g["covered"]) for g in found[level]}
        assert rows == told["groups"][level], (question, level)
        assert list(rows) == sorted(rows), (question, level)
        assert all(g["total"] == g["covered"] + g["uncovered"] for g in found[level]), question
        assert sum(total for total, _ in rows.values()) == found["total"], (question, level)
    gaps = [(g["place"]["code"], g["members"], g["fullMembers"]) for g in found["gaps"]["nodes"]]
    expected = [(code, *living) for code, living in sorted(told["gaps"].items())]
    if question.by_members:
        expected.sort(key=lambda gap: -gap[1])
    assert gaps == expected, question
    assert found["gaps"]["totalCount"] == len(expected), question


@dataclass(frozen=True)
class Change:
    """What `coverageChange` is asked; days: from, to."""

    of: str
    by: tuple[str, ...] | None
    within: str | None
    days: tuple[date, date]

    def text(self) -> str:
        """The operation."""
        by = "" if self.by is None else f", by: [{', '.join(self.by)}]"
        within = "" if self.within is None else f', within: "{self.within}"'
        days = f', from: "{self.days[0]}", to: "{self.days[1]}"'
        places = "{ totalCount nodes { code } }"
        return (
            f"{{ coverageChange(of: {self.of}{by}{within}{days}) {{ gained {places} lost {places} "
            "before { total covered } after { total covered } } }"
        )


@st.composite
def changes(draw: st.DrawFn) -> Change:
    of = draw(st.sampled_from(sorted(ABOVE)))
    within = draw(st.none() | st.sampled_from(SCOPES))
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True)))
    return Change(of, draw(kinds), within, (days[0], days[1]))


def codes(connection: dict[str, Any]) -> list[str]:
    assert connection["totalCount"] == len(connection["nodes"])
    return sorted(node["code"] for node in connection["nodes"])


@examples(0.01)
@given(change=changes())
async def test_what_was_gained_and_lost_between_two_days(small: Asked, change: Change) -> None:
    found = (await small.data(change.text()))["coverageChange"]
    one, other = (coverage(TABLES, change.of, change.by, change.within, d) for d in change.days)
    before, after = set(one["covered"]), set(other["covered"])
    assert codes(found["gained"]) == sorted(after - before), change
    assert codes(found["lost"]) == sorted(before - after), change
    assert found["before"] == {"total": one["total"], "covered": len(before)}, change
    assert found["after"] == {"total": other["total"], "covered": len(after)}, change
