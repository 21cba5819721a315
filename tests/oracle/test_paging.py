"""Keyset pages stay right while rows are inserted and deleted between them.

Lists are walked from either end to the other, in random orders of several keys, by pages
of random sizes. Walks of an ordinary run: 15; `--operations 20000` tries 600.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.bolt import Graph
from tests.content import Content
from tests.oracle.conftest import Asked
from tests.oracle.examples import examples
from tests.oracle.paged import LISTS, Listed, Row, clear, set_scene


@dataclass(frozen=True)
class Key:
    """An order key as it is asked for; nulls: FIRST, LAST, or None for the default."""

    field: str
    direction: str
    nulls: str | None

    def literal(self) -> str:
        """The item of `orderBy`."""
        nulls = f", nulls: {self.nulls}" if self.nulls else ""
        return f"{{ field: {self.field}, direction: {self.direction}{nulls} }}"


@dataclass(frozen=True)
class Step:
    """What happens before a page, and the page's size. gone: places in the list of all rows."""

    size: int
    gone: Sequence[int]
    come: Sequence[Row]


@dataclass(frozen=True)
class Walk:
    """A walk through a list; where: which of its filters. After the steps nothing is written."""

    at: int
    order: Sequence[Key]
    where: int
    backward: bool
    rows: Sequence[Row]
    steps: Sequence[Step]

    @property
    def listed(self) -> Listed:
        """The list that is walked through."""
        return LISTS[self.at]

    def text(self) -> str:
        """The operation for one page."""
        of = self.listed
        order = f"orderBy: [{', '.join(k.literal() for k in self.order)}]" if self.order else ""
        page = "last: $size, before: $cursor" if self.backward else "first: $size, after: $cursor"
        fields = (
            f"{of.field}(where: $where, {page} {order}) {{ edges {{ cursor node {{ code }} }} "
            "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
        )
        return (
            f"query($where: {of.kind}Where!, $size: Int!, $cursor: String) "
            f"{{ {of.within[0].format(fields)} }}"
        )

    def precedes(self, one: Row, other: Row) -> bool:
        """Whether a row comes before another: by the keys, then by code."""
        for key in self.order:
            value = self.listed.keys[key.field]
            a, b = value(one), value(other)
            if a == b:
                continue
            if a is None or b is None:
                return (a is None) == (key.nulls == "FIRST")
            return (a < b) == (key.direction == "ASC")
        return one["code"] < other["code"]

    def sorted(self, rows: Sequence[Row]) -> list[Row]:
        """Those rows that the list shows, in its order."""
        shows, keeps = self.listed.shows, self.listed.wheres[self.where][1]
        found: list[Row] = []
        for row in (r for r in rows if shows(r) and keeps(r)):
            place = sum(self.precedes(other, row) for other in found)
            found.insert(place, row)
        return found


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    at = draw(st.integers(0, len(LISTS) - 1))
    listed, made = LISTS[at], 0

    def rows(least: int, most: int) -> list[Row]:
        nonlocal made
        found: list[Row] = []
        for _ in range(draw(st.integers(least, most))):
            made += 1
            code = f"{draw(st.integers(0, 99)):02}-{made}"
            found.append({"code": code, **draw(listed.values)})
        return found

    # The type's own order seldom: of the others most sort by values that may be missing.
    least = 0 if draw(st.integers(0, 9)) == 9 else 1
    names = st.sampled_from(sorted(set(listed.keys) - {"CODE"}))
    fields = draw(st.lists(names, min_size=least, max_size=3, unique=True))
    if draw(st.integers(0, 9)) == 9:
        fields.append("CODE")
    order = [
        Key(
            field,
            draw(st.sampled_from(("ASC", "DESC"))),
            draw(st.sampled_from((None, "FIRST", "LAST"))),
        )
        for field in fields
    ]
    steps = [
        Step(draw(st.integers(1, 4)), draw(st.lists(st.integers(0, 99), max_size=3)), rows(0, 3))
        for _ in range(draw(st.integers(3, 6)))
    ]
    where = draw(st.integers(0, len(listed.wheres) - 1)) if draw(st.booleans()) else 0
    return Walk(at, order, where, draw(st.booleans()), rows(8, 14), steps)


@pytest.fixture(scope="module")
async def scene(graph: Graph, content: Content) -> Asked:
    """A graph with relatives for the rows that the test writes."""
    await content.empty(graph)
    await set_scene(graph)
    return Asked(graph, [])


@examples(0.016)
@given(walk=walks())
async def test_a_walk_while_rows_come_and_go(graph: Graph, scene: Asked, walk: Walk) -> None:
    await clear(graph)
    rows = list(walk.rows)
    await walk.listed.write(graph, rows, [])
    seen: list[Row] = []
    cursor: str | None = None
    for number in range(100):
        step = walk.steps[number] if number < len(walk.steps) else Step(3, [], [])
        gone = [rows.pop(place % len(rows)) for place in step.gone if rows]
        rows += step.come
        await walk.listed.write(graph, step.come, [row["code"] for row in gone])
        found = await page(scene, walk, step.size, cursor)
        shown, more, back = expected(walk, rows, step.size, seen[-1] if seen else None)
        codes = [edge["node"]["code"] for edge in found["edges"]]
        assert codes == [row["code"] for row in shown], walk
        info = found["pageInfo"]
        ahead, behind = "hasNextPage", "hasPreviousPage"
        if walk.backward:
            ahead, behind = behind, ahead
        assert (info[ahead], info[behind]) == (more, back), walk
        cursors = [edge["cursor"] for edge in found["edges"]]
        assert (info["startCursor"], info["endCursor"]) == (
            (cursors[0], cursors[-1]) if cursors else (None, None)
        )
        seen += reversed(shown) if walk.backward else shown
        if not info[ahead]:
            break
        cursor = info["startCursor" if walk.backward else "endCursor"]
    whole_walk(walk, rows, seen)


async def page(scene: Asked, walk: Walk, size: int, cursor: str | None) -> dict[str, Any]:
    """A connection's page."""
    variables = {"where": walk.listed.wheres[walk.where][0], "size": size, "cursor": cursor}
    found: Any = await scene.data(walk.text(), variables)
    for step in walk.listed.within[1]:
        found = found[int(step)] if step.isdigit() else found[step]
    return found


def expected(
    walk: Walk, rows: Sequence[Row], size: int, last: Row | None
) -> tuple[list[Row], bool, bool]:
    """A page after the last row seen: its rows, whether more follow, whether any went before."""
    every = walk.sorted(rows)
    if walk.backward:
        every.reverse()
    before = 0
    if last is not None:
        follows = [
            walk.precedes(r, last) if walk.backward else walk.precedes(last, r) for r in every
        ]
        before = follows.count(False)
        assert follows == sorted(follows)
    shown = every[before : before + size]
    if walk.backward:
        shown.reverse()
    return shown, len(every) > before + size, before > 0


def whole_walk(walk: Walk, rows: Sequence[Row], seen: Sequence[Row]) -> None:
    """No row came twice; every row that was there all along came, and all in order."""
    codes = [row["code"] for row in seen]
    assert len(set(codes)) == len(codes), walk
    first = {row["code"] for row in walk.rows}
    there = {row["code"] for row in walk.sorted(rows)} & first
    assert there <= set(codes), walk
    in_order = walk.sorted(seen)
    assert list(seen) == (in_order[::-1] if walk.backward else in_order), walk
