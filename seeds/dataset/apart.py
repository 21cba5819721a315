"""Rows of a sheet that are none of its table: totals, headings again, and what stands at the end.

Clerks' forms have them. Taken for rows, a total would become a unit that is called 合计.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from graph.tables import Table
from seeds.dataset.columns import Columns
from seeds.dataset.names import bare
from seeds.dataset.notes import Note, no_rows
from seeds.dataset.sheets import Cell, is_empty

_TOTAL = re.compile(r".{0,20}(?:合计|小计|总计|共计)|(?:grand|sub)?totals?")
_LABEL = re.compile(
    r"(?:附?注|备注|说明|填表|填报|制表|编制|审核|审批|审定|经办|负责|主管|统计|联系|单位|日期|时间"
    r"|盖章|签字|签名|prepared|checked|approved|notes?|remarks?)"
    r"[^:：]{0,20}[:：]",
    re.IGNORECASE,
)
_MARK = re.compile(r"[，。；：]")
_SENTENCE = 8
"""Characters that a sentence has at least."""
# How a total ends: any other text in the column of the key is looked at no further.
_ENDS = frozenset("计lLsS:：)）]】 \u3000")
_FIRST = 3
"""Filled cells of a row among which the word for a total may stand."""

TOTAL = ("total-row", "是合计", "totals")
HEADINGS_AGAIN = ("repeated-headings", "重复了列标题", "the headings again")
CLOSING = ("closing-row", "是表尾的说明或签字", "what stands below the table")


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a sheet's headings.

    kept: the indexes of the rows that are not blank. texts: the headings. columns: place → English
    column name.
    """

    rows: Columns
    kept: Sequence[int]
    texts: Sequence[str]
    columns: Mapping[int, str]

    def key(self, table: Table) -> int | None:
        """The place of the first column of the key that every row must fill."""
        name = next((c.name for c in table.key if c.needed), None)
        return next((place for place, column in self.columns.items() if column == name), None)


def set_apart(below: Below, table: Table) -> dict[int, tuple[str, str, str]]:
    """The indexes of rows that are none of the table's → what they are."""
    place = below.key(table)
    if place is None:
        return {}
    found = dict(_doubtful(below, place))
    # Signatures are looked for at the end only: further up they are likely rows gone wrong.
    for row in reversed(below.kept):
        if row not in found:
            if not _closing(below.rows[row]):
                break
            found[row] = CLOSING
    return found


def notes_on(sheet: str, found: Mapping[int, tuple[str, str, str]]) -> Iterator[Note]:
    """Remarks that name the rows."""
    for what in (TOTAL, HEADINGS_AGAIN, CLOSING):
        numbers = sorted(row + 1 for row, other in found.items() if other == what)
        if numbers:
            yield no_rows(sheet, numbers, what)


def _doubtful(below: Below, place: int) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Totals and headings again: their key is empty, that word, or the heading."""
    heading = below.texts[place]
    for row, cell in zip(below.kept, below.rows.pick(place, below.kept), strict=True):
        if isinstance(cell, str) and cell:
            if cell[-1] in _ENDS and _total(cell):
                yield row, TOTAL
            elif cell.strip() == heading and _repeats(below, row):
                yield row, HEADINGS_AGAIN
        elif is_empty(cell) and any(map(_total, islice(_filled(below.rows[row]), _FIRST))):
            yield row, TOTAL


def _filled(row: Sequence[Cell]) -> Iterator[Cell]:
    return (cell for cell in row if not is_empty(cell))


def _total(cell: Cell) -> bool:
    return isinstance(cell, str) and _TOTAL.fullmatch(bare(cell)) is not None


def _repeats(below: Below, row: int) -> bool:
    cells = below.rows[row]
    return all(
        place < len(cells) and str(cells[place]).strip() == below.texts[place]
        for place in below.columns
    )


def _closing(row: Sequence[Cell]) -> bool:
    """Whether a row begins with a label such as 填表人：, or is a sentence and nothing else."""
    first, *others = _filled(row)
    if not isinstance(first, str):
        return False
    if _LABEL.match("".join(first.split())):
        return True
    return not others and len(first) >= _SENTENCE and _MARK.search(first) is not None
