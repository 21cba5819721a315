"""Remarks on right rows that hardly can be meant: odd days of people, codes that nearly agree."""

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import pairwise

from seeds.dataset.frame import Frame, Value
from seeds.dataset.notes import Note, near_twin, unlikely

_FOUNDED = "1921-07-01"
_TWINS = 50
# What is taken for something else when codes are typed.
_ALIKE = str.maketrans("oil", "011")


def unlikely_days(frame: Frame, today: date) -> Iterator[Note]:
    """Remarks on when people joined and became full members."""
    if frame.table.name != "people":
        return
    day = today.isoformat()
    joined, full = frame.values["joined_on"], frame.values["full_member_on"]
    checks: tuple[tuple[str, Callable[[int], bool], tuple[str, str]], ...] = (
        (
            "joined_on",
            lambda row: _before(joined[row], _FOUNDED),
            ("早于建党", "before the Party was founded"),
        ),
        ("joined_on", lambda row: _before(day, joined[row]), ("晚于今天", "in the future")),
        (
            "full_member_on",
            lambda row: _before(full[row], joined[row]),
            ("转正早于入党", "full membership before joining"),
        ),
        ("full_member_on", lambda row: _before(day, full[row]), ("晚于今天", "in the future")),
    )
    for column, holds, what in checks:
        rows = [row for row in range(len(frame)) if row not in frame.wrong and holds(row)]
        if rows:
            numbers = [frame.numbers[row] for row in rows]
            yield unlikely(frame.sheet, frame.heading(column), numbers, what)


def twins(
    frame: Frame, keys: list[str], stored: Mapping[str, str], known: Collection[str]
) -> Iterator[Note]:
    """Remarks on new codes that nearly are another one; at most some of them.

    keys: the rows' codes. stored: those of them that are in the graph. known: all codes there.
    """
    near = _repeated(known, keys)
    by_fold: dict[str, str] = {}
    for code in (*known, *keys) if near else ():
        fold = _fold(code)
        if hash(fold) in near:
            by_fold.setdefault(fold, code)
    found = 0
    for row, code in enumerate(keys):
        other = by_fold.get(_fold(code), code) if by_fold else code
        if other != code and code not in stored and row not in frame.wrong:
            heading = frame.heading(frame.table.key[0].name)
            yield near_twin(frame.sheet, heading, frame.numbers[row], code, other)
            found += 1
            if found == _TWINS:
                return


def _repeated(*codes: Collection[str]) -> set[int]:
    """The hashes that folded codes have in common: few, so that few codes need be remembered."""
    hashes = sorted(array("q", [hash(_fold(code)) for some in codes for code in some]))
    return {one for one, other in pairwise(hashes) if one == other}


def _fold(code: str) -> str:
    return code.casefold().translate(_ALIKE)


def _before(one: Value, other: Value) -> bool:
    return isinstance(one, str) and isinstance(other, str) and one < other
