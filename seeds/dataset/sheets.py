"""Sheets as they were read: cells in rows, nothing interpreted yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TypeAlias

LISTS = ("问题清单", "problems")
"""The names of the sheet of problems in front of a marked copy, which is not read again."""


class Flaw(Enum):
    """Why a cell that is not empty has no value."""

    ERROR = "a formula ended in an error"
    FORMULA = "a formula whose value was not stored"
    MERGED = "covered by the value of a cell that it is merged with"


@dataclass(frozen=True, slots=True)
class Flawed:
    """A cell that is not empty, and yet has no value. text: what there is to show."""

    flaw: Flaw
    text: str = ""

    def __str__(self) -> str:
        return self.text


Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | Flawed | None


Area: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""Row and column index of the first and of the last of merged cells."""


class SourceError(ValueError):
    """The source cannot be read at all; the text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or one CSV file.

    name: as it stands in the source.
    rows: all rows from the first one on, the headings included, so that a row's number as a
        person sees it is its index plus one. Rows may differ in length.
    delimited: whether its rows are lines cut into fields, so that a field too many means
        that all fields of the line may stand in wrong columns.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    delimited: bool = False


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing, white space or what it is merged with."""
    if isinstance(cell, Flawed):
        return cell.flaw is Flaw.MERGED
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_blank(row: Sequence[Cell]) -> bool:
    """Whether a row has nothing but empty cells."""
    return all(is_empty(cell) for cell in row)
