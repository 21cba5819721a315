"""Remarks on a source: what is ignored and is not wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """Something ignored: a sheet, or values that a row's kind does not have.

    kind: `unknown-sheet` or `ignored-value`.
    count: how many cells or rows it concerns; 0 where that says nothing.
    """

    kind: str
    sheet: str
    column: str | None
    count: int
    zh: str
    en: str


def unknown_sheet(sheet: str) -> Note:
    return Note(
        "unknown-sheet", sheet, None, 0,
        f"“{sheet}”不是数据集中的表，已忽略。",
        f"“{sheet}” is not a table of the dataset; it is ignored.",
    )  # fmt: skip


def ignored_values(sheet: str, heading: str, kind: str, count: int) -> Note:
    return Note(
        "ignored-value", sheet, heading, count,
        f"“{sheet}”中有 {count} 行 {kind} 填写了“{heading}”，该类型没有此项，已忽略。",
        f"{count} rows of kind {kind} in “{sheet}” fill “{heading}”, which that kind does not "
        "have; the values are ignored.",
    )  # fmt: skip
