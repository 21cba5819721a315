"""Rows that are kept column by column: a tenth of what as many lists of cells would take."""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import overload

from seeds.dataset.sheets import Cell, is_empty

MOST_PADDED = 30_000_000
"""Cells that may be missing from rows shorter than the longest one, all together."""

_CHUNK = 10_000


# Texts among which equal ones are looked for, to be kept once.
_SHARED = 65_536


class Shared(dict[str, str]):
    """Text as it stands in the file → text as it is meant, equal ones near each other as one."""

    def __init__(self, meant: Callable[[str], str] = str) -> None:
        super().__init__()
        self._meant = meant

    def __missing__(self, text: str) -> str:
        if len(self) >= _SHARED:
            self.clear()
        self[text] = meant = self._meant(text)
        return meant


class TooWideError(ValueError):
    """One row is so much longer than the others that the table has hardly anything in it.

    row: its number, from one. width: its cells.
    """

    def __init__(self, row: int, width: int) -> None:
        super().__init__(f"row {row} has {width} cells")
        self.row = row
        self.width = width


class Columns(Sequence[Sequence[Cell]]):
    """Rows of a sheet, read as rows or as columns.

    columns: all of the same length, None where a row is shorter than others. widths: how many
    cells each row has.
    """

    def __init__(self, rows: Iterable[Sequence[Cell]] = ()) -> None:
        """Raises TooWideError."""
        self.columns: list[list[Cell]] = []
        self.widths = array("I")
        self._cells = 0
        left = iter(rows)
        while chunk := list(islice(left, _CHUNK)):
            self._add(chunk)

    @classmethod
    def of(cls, rows: Sequence[Sequence[Cell]]) -> "Columns":
        """The rows as they are when they are kept so already."""
        return rows if isinstance(rows, Columns) else cls(rows)

    def _add(self, chunk: list[Sequence[Cell]]) -> None:
        before, after = len(self.widths), len(self.widths) + len(chunk)
        widths = [*map(len, chunk)]
        self._cells += sum(widths)
        most = max(widths)
        if max(most, len(self.columns)) * after - self._cells > MOST_PADDED:
            wide = max(most, len(self.columns))
            place = widths.index(most) + before if most == wide else self.widths.index(wide)
            raise TooWideError(place + 1, wide)
        self.widths.extend(widths)
        for place, cells in enumerate(zip_longest(*chunk)):
            if place == len(self.columns):
                self.columns.append([None] * before)
            self.columns[place].extend(cells)
        for column in self.columns[most:]:
            column.extend([None] * (after - before))

    @property
    def cells(self) -> int:
        """How many cells there are, without those that rows would be padded with."""
        return sum(self.widths)

    def cell(self, row: int, column: int) -> Cell:
        """A cell; None where there is none, and beyond the last row or column."""
        if row >= len(self) or column >= len(self.columns):
            return None
        return self.columns[column][row]

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Put a cell where there was none, beyond the last row or column as well."""
        if row >= len(self):
            self._add([()] * (row + 1 - len(self)))
        while column >= len(self.columns):
            self.columns.append([None] * len(self))
        self.columns[column][row] = cell
        self.widths[row] = max(self.widths[row], column + 1)

    def filled(self, start: int, but: Collection[int] = ()) -> Sequence[int]:
        """The indexes of the rows from `start` on that are not blank.

        but: the places of columns that do not count.
        """
        blank: Sequence[int] = range(start, len(self))
        for place, column in enumerate(self.columns):
            if place in but:
                continue
            blank = [row for row in blank if is_empty(column[row])]
        if not blank:
            return range(start, len(self))
        left_out = set(blank)
        return [row for row in range(start, len(self)) if row not in left_out]

    def pick(self, place: int, rows: Sequence[int]) -> Sequence[Cell]:
        """The cells of a column in some rows; None in each for a column that is not there."""
        if place >= len(self.columns):
            return [None] * len(rows)
        column = self.columns[place]
        if isinstance(rows, range):
            return column[rows.start : rows.stop]
        return [column[row] for row in rows]

    def __len__(self) -> int:
        return len(self.widths)

    @overload
    def __getitem__(self, index: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[Cell]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(index, slice):
            return [self._row(row) for row in range(*index.indices(len(self)))]
        return self._row(range(len(self))[index])

    def _row(self, row: int) -> Sequence[Cell]:
        return [column[row] for column in self.columns[: self.widths[row]]]

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return map(self._row, range(len(self)))
