"""Workbooks (.xlsx): a sheet per table, headings frozen, enum words to choose from."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, cast
from unicodedata import east_asian_width

from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]

from graph.messages import msg
from seeds.out.wording import Cell, Language, Sheet, sheet

MOST_ROWS = 1_048_575
"""Rows of a sheet beside its headings."""

CREATED = datetime(2026, 1, 1)
"""What a workbook says of when it was made: the same rows are the same bytes at any time."""

HEADING: dict[str, object] = {"bold": True, "bg_color": "#F3E3E1", "bottom": 1}
_SAMPLE = 200
_ROOM = 1000


class Page(Protocol):
    """What is used of xlsxwriter's Worksheet, which has no type stubs."""

    def set_column(self, first_col: int, last_col: int, width: float, fmt: object = None) -> object:
        """Set a width in characters."""
        ...

    def freeze_panes(self, row: int, col: int) -> object:
        """Keep what is above and left of a cell in sight."""
        ...

    def autofilter(self, r1: int, c1: int, r2: int, c2: int) -> object:
        """Offer filters."""
        ...

    def data_validation(
        self, r1: int, c1: int, r2: int, c2: int, options: dict[str, object]
    ) -> object:
        """Restrict cells."""
        ...

    def write_string(self, row: int, col: int, string: str, fmt: object = None) -> object:
        """Write a text, never a formula."""
        ...

    def write_number(self, row: int, col: int, number: float, fmt: object = None) -> object:
        """Write a number."""
        ...

    def write_boolean(self, row: int, col: int, boolean: bool, fmt: object = None) -> object:
        """Write a truth value."""
        ...

    def write_datetime(self, row: int, col: int, date: date, fmt: object) -> object:
        """Write a date."""
        ...

    def write_comment(self, row: int, col: int, text: str, options: dict[str, object]) -> object:
        """Comment on a cell."""
        ...

    def write_url(
        self, row: int, col: int, url: str, fmt: object = None, string: str = ""
    ) -> object:
        """Write a link."""
        ...

    def set_row(self, row: int, height: float | None, fmt: object = None) -> object:
        """Set a height in points."""
        ...

    def repeat_rows(self, first: int, last: int) -> object:
        """Print rows on every page."""
        ...

    def set_landscape(self) -> object:
        """Print across."""
        ...

    def set_paper(self, paper: int) -> object:
        """Print on a size of paper; 9 is A4."""
        ...

    def fit_to_pages(self, width: int, height: int) -> object:
        """Print on so many pages; 0 is any number."""
        ...

    def set_footer(self, footer: str) -> object:
        """Print at the bottom of each page."""
        ...


class Book(Protocol):
    """What is used of xlsxwriter's Workbook."""

    def set_properties(self, properties: dict[str, object]) -> object:
        """Set title, author and the like."""
        ...

    def add_format(self, properties: dict[str, object]) -> object:
        """A look of cells."""
        ...

    def add_worksheet(self, name: str) -> Page:
        """A further sheet."""
        ...

    def close(self) -> object:
        """Write the file."""
        ...


def new_book(path: Path, title: str, comments: str = "", *, streamed: bool = True) -> Book:
    """A workbook to be written to `path` on `close`.

    streamed: rows are written from the top down, and not kept in memory.
    """
    options = {
        "constant_memory": streamed,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = cast(Book, Workbook(str(path), options))
    book.set_properties({"title": title, "comments": comments, "created": CREATED})
    return book


class WorkbookWriter:
    """Writes tables to a new workbook, a sheet each; rows are not kept in memory."""

    def __init__(
        self, path: Path, language: Language, *, title: str = "", comments: str = ""
    ) -> None:
        self._book = new_book(path, title, comments)
        self._language: Language = language
        self._head = self._book.add_format(HEADING)
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._page: Page | None = None
        self._table = ""
        self._wording: Sheet = Sheet("", (), (), (), ())
        self._last = 0

    def open(self, table: str, columns: tuple[str, ...]) -> None:
        """Begin the sheet of a table, whose English name and columns these are."""
        self._end()
        self._table, self._wording, self._last = table, sheet(table, columns, self._language), 0
        self._page = self._book.add_worksheet(self._wording.name)
        for number, heading in enumerate(self._wording.headings):
            self._page.write_string(0, number, heading, self._head)
        self._page.freeze_panes(1, 1)
        self._widen(())

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Write rows of the open table. Raises ValueError, naming it, when a sheet is full."""
        assert self._page is not None
        if self._last + len(rows) > MOST_ROWS:
            raise ValueError(
                msg(
                    "Table {table} has more rows than a sheet holds ({most_rows}): write a folder "
                    "or a .zip of .csv files instead.",
                    table=self._table,
                    most_rows=MOST_ROWS,
                )
            )
        if self._last == 0:
            self._widen(rows[:_SAMPLE])
        for cells in rows:
            self._last += 1
            self._write(self._page, self._last, cells)

    def close(self) -> None:
        """Finish the file."""
        self._end()
        self._book.close()

    def _write(self, page: Page, row: int, cells: Sequence[Cell]) -> None:
        words = self._wording.words
        for number, cell in enumerate(cells):
            if cell is None:
                continue
            word = words[number].get(cell)
            if word is not None:
                page.write_string(row, number, word)
            elif isinstance(cell, str):
                page.write_string(row, number, cell)
            elif isinstance(cell, date):
                page.write_datetime(row, number, cell, self._day)
            else:
                page.write_number(row, number, cell)

    def _end(self) -> None:
        page, wording = self._page, self._wording
        if page is None:
            return
        page.autofilter(0, 0, self._last, len(wording.headings) - 1)
        for number, words in enumerate(wording.words):
            if words:
                choose(page, number, min(self._last + _ROOM, MOST_ROWS), words)
        self._page = None

    def _widen(self, sample: Sequence[Sequence[Cell]]) -> None:
        assert self._page is not None
        for number, width in enumerate(widths(self._wording, sample)):
            self._page.set_column(number, number, width)


def choose(page: Page, column: int, last: int, words: dict[Cell, str]) -> None:
    """Offer the words of a column from below the headings down to the row `last`."""
    choices: dict[str, object] = {
        "validate": "list",
        "source": list(dict.fromkeys(words.values())),
    }
    page.data_validation(1, column, last, column, choices)


def widths(wording: Sheet, sample: Sequence[Sequence[Cell]]) -> list[int]:
    """Column widths in characters, from the headings and some rows."""
    found: list[int] = []
    for number, heading in enumerate(wording.headings):
        words = wording.words[number]
        cells = [str(words.get(row[number], row[number] or "")) for row in sample]
        found.append(
            min(48, max(8, 4 + text_width(heading), *(2 + text_width(cell) for cell in cells)))
        )
    return found


def text_width(text: str) -> int:
    """Characters of half width."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
