"""Figures of coverage: what is made in Python of the numbers that a statement returns.

A tally is `[total, covered]`; tallies by place are rows `[path, total, covered]`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.compiler.shape import Apply, Shape

Figure = Callable[[Sequence[int]], Any]


def _ratio(tally: Sequence[int]) -> float | None:
    total, covered = tally
    return covered / total if total else None


FIGURES: Mapping[str, Figure] = {
    "total": lambda tally: tally[0],
    "covered": lambda tally: tally[1],
    "uncovered": lambda tally: tally[0] - tally[1],
    "ratio": _ratio,
}
"""The figures of a tally by field name; `ratio` is covered / total, None when total is 0."""


def figure(name: str, tally: Shape, by_place: bool) -> Apply:
    """The shape of a figure over a tally, or over tallies by place."""
    of = FIGURES[name]
    if not by_place:
        # A subquery that starts from an index gives no row, not a zero, where it finds nothing.
        def of_one(found: Sequence[int] | None) -> Any:
            return of(found or (0, 0))

        return Apply(of_one, (tally,))

    def of_all(rows: Sequence[Sequence[Any]]) -> Any:
        return of(summed(rows))

    return Apply(of_all, (tally,))


def summed(rows: Sequence[Sequence[Any]]) -> tuple[int, int]:
    """The tally of all places together."""
    return sum(row[1] for row in rows), sum(row[2] for row in rows)


def roll_up(
    fields: Sequence[tuple[str, str]],
    tallies: Sequence[Sequence[Any]],
    places: Sequence[Sequence[Any]],
    otherwise: Sequence[Sequence[Any]],
) -> list[dict[str, Any]]:
    """One `CoverageGroup` a place, ordered by code.

    fields: response keys and field names. places: `[path, code, shown]` of the kind that
    groups, shown: the place under each key it was asked under; otherwise: the same for
    places under which what has none of that kind counts. Each tally counts once, under the
    nearest of the places on its path.
    """
    found: dict[str, list[int]] = {path: [0, 0] for path, _, _ in (*otherwise, *places)}
    kept = {path for path, _, _ in places}
    for path, total, covered in tallies:
        above = _nearest(path, kept) or _nearest(path, found)
        if above is not None:
            found[above][0] += total
            found[above][1] += covered
    rows = sorted((*places, *otherwise), key=lambda row: row[1])
    return [_row(fields, place, found[path]) for path, _, place in rows]


def _nearest(path: str, known: Any) -> str | None:
    while path and path not in known:
        path = path[: path.rfind("/", 0, -1) + 1]
    return path or None


def _row(fields: Sequence[tuple[str, str]], place: Any, tally: list[int]) -> dict[str, Any]:
    return {
        key: "CoverageGroup"
        if name == "__typename"
        else place[key]
        if name == "place"
        else FIGURES[name](tally)
        for key, name in fields
    }
