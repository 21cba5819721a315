"""The workbook (.xlsx): a sheet per table, headings frozen, enum words to choose from."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Protocol, cast
from unicodedata import east_asian_width

from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]

from .state import REFERENCE_DAY, Row
from .tables import Table
from .wording import Language, Sheet, sheet

MOST_ROWS = 1_048_575
"""Rows of a sheet beside its headings."""

_SAMPLE = 200
_NOTE = (
    "演示数据：人员、电话、编码与单位均为虚构。 "
    "Demonstration data: all people, phones, codes and units are invented."
)


class _Page(Protocol):
    """What is used of xlsxwriter's Worksheet, which has no type stubs."""

    def set_column(self, first_col: int, last_col: int, width: float) -> object: ...
    def freeze_panes(self, row: int, col: int) -> object: ...
    def autofilter(self, r1: int, c1: int, r2: int, c2: int) -> object: ...
    def data_validation(
        self, r1: int, c1: int, r2: int, c2: int, options: dict[str, object]
    ) -> object: ...
    def write_string(self, row: int, col: int, string: str, fmt: object = None) -> object: ...
    def write_number(self, row: int, col: int, number: int) -> object: ...
    def write_datetime(self, row: int, col: int, date: date, fmt: object) -> object: ...


class _Book(Protocol):
    """What is used of xlsxwriter's Workbook."""

    def set_properties(self, properties: dict[str, object]) -> object: ...
    def add_format(self, properties: dict[str, object]) -> object: ...
    def add_worksheet(self, name: str) -> _Page: ...
    def close(self) -> object: ...


def write_sheets(path: Path, found: Iterator[Table], language: Language) -> None:
    """Write the tables to a new workbook at `path`; rows are not kept in memory.

    Raises ValueError, naming the table, when one has more than MOST_ROWS rows.
    """
    made = datetime(REFERENCE_DAY.year, REFERENCE_DAY.month, REFERENCE_DAY.day)
    book = cast(_Book, Workbook(str(path), {"constant_memory": True}))
    book.set_properties({"title": "忻府区演示数据", "comments": _NOTE, "created": made})
    head = book.add_format({"bold": True, "bg_color": "#F3E3E1", "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    try:
        for table in found:
            _write_sheet(book, table, sheet(table.name, table.columns, language), head, day)
    finally:
        book.close()


def _write_sheet(book: _Book, table: Table, wording: Sheet, head: object, day: object) -> None:
    page = book.add_worksheet(wording.name)
    rows = iter(table.rows)
    sample = list(islice(rows, _SAMPLE))
    for number, (heading, width) in enumerate(
        zip(wording.headings, _widths(wording, sample), strict=True)
    ):
        page.set_column(number, number, width)
        page.write_string(0, number, heading, head)
    page.freeze_panes(1, 1)
    last = 0
    for last, row in enumerate(chain(sample, rows), 1):
        if last > MOST_ROWS:
            raise ValueError(
                f"Table {table.name} has more rows than a sheet holds ({MOST_ROWS}): "
                "write a folder or a .zip of .csv files instead."
            )
        for number, cell in enumerate(row):
            if cell is None:
                continue
            word = wording.words[number].get(cell)
            if word is not None:
                page.write_string(last, number, word)
            elif isinstance(cell, str):
                page.write_string(last, number, cell)
            elif isinstance(cell, date):
                page.write_datetime(last, number, cell, day)
            else:
                page.write_number(last, number, cell)
    page.autofilter(0, 0, last, len(wording.headings) - 1)
    for number, words in enumerate(wording.words):
        if words:
            choices: dict[str, object] = {
                "validate": "list",
                "source": list(dict.fromkeys(words.values())),
            }
            page.data_validation(1, number, min(last + 1000, MOST_ROWS), number, choices)


def _widths(wording: Sheet, sample: list[Row]) -> list[int]:
    """Column widths in characters, from the headings and the first rows."""
    found: list[int] = []
    for number, heading in enumerate(wording.headings):
        words = wording.words[number]
        cells = [str(words.get(row[number], row[number] or "")) for row in sample]
        found.append(min(48, max(8, 4 + _width(heading), *(2 + _width(cell) for cell in cells))))
    return found


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
