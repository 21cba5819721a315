"""Sheets as they were read: cells in rows, nothing interpreted yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None


class SourceError(ValueError):
    """The source cannot be read at all; the text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or one CSV file.

    name: as it stands in the source.
    rows: all rows from the first one on, the headings included, so that a row's number as a
        person sees it is its index plus one. Rows may differ in length.
    """

    name: str
    rows: Sequence[Sequence[Cell]]


def is_blank(row: Sequence[Cell]) -> bool:
    """Whether a row has nothing but empty cells and white space."""
    return all(c is None or (isinstance(c, str) and not c.strip()) for c in row)
