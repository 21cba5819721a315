"""A dataset table's rows, column by column, while they are read and checked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from graph.tables import Column, Table
from seeds.dataset.errors import ErrorKind
from seeds.dataset.notes import Note
from seeds.dataset.sheets import Cell

Value: TypeAlias = str | int | bool | None
"""A coerced cell: enums by member name, dates as YYYY-MM-DD, codes as text."""

WHOLE_TABLE = -1
"""The row of a finding about a heading that makes every row wrong."""

HEADINGS = -2
"""The row of a finding about the headings that makes no row wrong."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the cell of one row, or with the headings.

    row: index into the frame, WHOLE_TABLE or HEADINGS. column: the English name; "" for what
        is in no column of the table. details: what the kind's sentences ask for.
    place: the index of the cell in the source's rows, where `column` does not tell it.
    """

    row: int
    column: str
    kind: ErrorKind
    details: dict[str, str] = field(default_factory=dict[str, str])
    place: int | None = None


@dataclass(slots=True)
class Frame:
    """The rows of one table; all lists run parallel.

    sheet, header: the sheet's name and the row number of its headings.
    headings: English column name → the heading as it stands in the source.
    numbers: each row's number as the person sees it.
    raw: English column name → cells as read, for the columns that are there.
    places: English column name → the column's index in the source.
    findings: what is wrong with the headings, and with how rows are cut into fields.
    notes: remarks on rows of the sheet that are none of the table's.
    values: column name → coerced values, for all columns of the table.
    implied: property → values that follow from another column's words.
    wrong, unkeyed: the rows that are left out; those whose key is not known.
    """

    table: Table
    sheet: str
    header: int
    headings: dict[str, str]
    numbers: Sequence[int]
    raw: dict[str, Sequence[Cell]]
    places: dict[str, int] = field(default_factory=dict[str, int])
    findings: list[Finding] = field(default_factory=list[Finding])
    notes: list[Note] = field(default_factory=list[Note])
    values: dict[str, list[Value]] = field(default_factory=dict[str, list[Value]])
    implied: dict[str, list[Value]] = field(default_factory=dict[str, list[Value]])
    wrong: set[int] = field(default_factory=set[int])
    unkeyed: set[int] = field(default_factory=set[int])

    def __len__(self) -> int:
        return len(self.numbers)

    def heading(self, column: str) -> str:
        """The heading of a column as the person sees it, the Chinese one when it is missing."""
        return self.headings.get(column) or self.table.column(column).zh

    def given(self, column: Column) -> bool:
        """Whether the source has the column at all."""
        return column.name in self.raw
