"""Remarks on a source: what is ignored, or unlikely, and is not wrong."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """Something ignored or unlikely.

    kind: `unknown-sheet`, `ignored-column`, `ignored-value`, `unlikely-date`, `near-twin`,
        `outside-scope`, `total-row`, `repeated-headings` or `closing-row`.
    count: how many cells or rows it concerns; 0 where that says nothing.
    """

    kind: str
    sheet: str
    column: str | None
    count: int
    zh: str
    en: str


def unknown_sheet(sheet: str) -> Note:
    """A sheet that is no table."""
    return Note(
        "unknown-sheet", sheet, None, 0,
        f"“{sheet}”不是数据集中的表，已忽略。",
        f"“{sheet}” is not a table of the dataset; it is ignored.",
    )  # fmt: skip


def ignored_column(sheet: str, heading: str) -> Note:
    """A column that numbers the rows."""
    return Note(
        "ignored-column", sheet, heading, 0,
        f"“{sheet}”的“{heading}”列只是行的编号，已忽略。",
        f"“{heading}” in “{sheet}” only numbers the rows; it is ignored.",
    )  # fmt: skip


def ignored_values(sheet: str, heading: str, kind: str, count: int) -> Note:
    """Cells of a column that rows of a kind do not have. count: of such rows."""
    return Note(
        "ignored-value", sheet, heading, count,
        f"“{sheet}”中有 {count} 行 {kind} 填写了“{heading}”，该类型没有此项，已忽略。",
        f"{count} rows of kind {kind} in “{sheet}” fill “{heading}”, which that kind does not "
        "have; the values are ignored.",
    )  # fmt: skip


def outside_scope(sheet: str, numbers: Sequence[int]) -> Note:
    """Rows about what is in the graph, outside the scope of who loads."""
    rows = _rows(numbers)
    return Note(
        "outside-scope", sheet, None, len(numbers),
        f"“{sheet}”中有 {len(numbers)} 行不在您的管辖范围内，未核对也未导入：第 {rows} 行。",
        f"{len(numbers)} rows of “{sheet}” are about what lies outside your scope; they were "
        f"neither compared nor loaded: rows {rows}.",
    )  # fmt: skip


_NAMED = 10


def unlikely(sheet: str, heading: str, numbers: Sequence[int], what: tuple[str, str]) -> Note:
    """Dates that are right and hardly can be. what: what is unlikely, in both languages."""
    rows = _rows(numbers)
    return Note(
        "unlikely-date", sheet, heading, len(numbers),
        f"“{sheet}”的“{heading}”请核对，{what[0]}：第 {rows} 行。",
        f"Please check “{heading}” in “{sheet}”, {what[1]}: rows {rows}.",
    )  # fmt: skip


def near_twin(sheet: str, heading: str, number: int, code: str, other: str) -> Note:
    """A new code that hardly differs from another one."""
    return Note(
        "near-twin", sheet, heading, 1,
        f"“{sheet}”第 {number} 行的新编码“{code}”与已有的“{other}”几乎相同，请核对是否同一对象。",
        f"The new code “{code}” in row {number} of “{sheet}” is nearly “{other}”: please check "
        "whether they are the same.",
    )  # fmt: skip


def no_rows(sheet: str, numbers: Sequence[int], what: tuple[str, str, str]) -> Note:
    """Rows that are none of the table. what: the kind, and what they are in both languages."""
    kind, zh, en = what
    rows = _rows(numbers)
    return Note(
        kind, sheet, None, len(numbers),
        f"“{sheet}”第 {rows} 行{zh}，未导入。",
        f"Not loaded from “{sheet}”, being {en}: rows {rows}.",
    )  # fmt: skip


def _rows(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_NAMED])
    return shown if len(numbers) <= _NAMED else f"{shown}, … ({len(numbers)})"
