"""Writes flattened answers: a workbook with a sheet per list, or one list as .csv text."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from graph.messages import msg
from seeds.out import Language
from seeds.out.plain import quoted
from seeds.out.workbook import HEADING, Book, Page, new_book, text_width
from service.tabular.facts import Facts
from service.tabular.flat import Flat

ABOUT = {"zh": "说明", "en": "about"}
_LONGEST = 31
_WIDEST = 60
_SAMPLE = 200
_FORBIDDEN = str.maketrans("[]:*?/\\'", "________")


class MoreThanOneListError(ValueError):
    """A .csv file holds one list; the text is a sentence."""


def as_csv(facts: Facts, flats: Sequence[Flat]) -> str:
    """The one list as CSV with a byte order mark; the facts stand above it behind `#`.

    Raises MoreThanOneListError. A table of one row beside a list is left out.
    """
    lists = [flat for flat in flats if not flat.single] or flats
    if len(lists) > 1:
        names = ", ".join(flat.name for flat in lists)
        raise MoreThanOneListError(
            msg(
                "The answer has several lists ({names}), a .csv file holds one: ask for one, or "
                "for a workbook (xlsx).",
                names=names,
            )
        )
    out = io.StringIO()
    writer = csv.writer(out)
    for label, fact in facts.rows:
        writer.writerow([f"# {label}: {fact}"])
    for flat in lists:
        writer.writerow([quoted(column.heading) for column in flat.columns])
        for row in flat.rows:
            writer.writerow([quoted(cell) if isinstance(cell, str) else cell for cell in row])
    return "\ufeff" + out.getvalue()


def write_xlsx(path: Path, facts: Facts, flats: Sequence[Flat], language: Language) -> None:
    """Write a workbook: a sheet of facts, then a sheet per list. Raises OSError."""
    from xlsxwriter.exceptions import FileCreateError  # pyright: ignore[reportMissingTypeStubs]

    book = new_book(path, ABOUT[language])
    head = book.add_format(HEADING)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(ABOUT[language])
    page.set_column(0, 0, 12)
    page.set_column(1, 1, 100)
    for row, (label, fact) in enumerate(facts.rows):
        page.write_string(row, 0, label, head)
        page.write_string(row, 1, fact, wrap)
    taken = {ABOUT[language].casefold()}
    for flat in flats:
        _sheet(book, book.add_worksheet(_name(flat.name, taken)), flat, head)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _sheet(book: Book, page: Page, flat: Flat, head: object) -> None:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, column in enumerate(flat.columns):
        cells = [str(row[place]) for row in flat.rows[:_SAMPLE] if row[place] is not None]
        widest = max(map(text_width, [column.heading + "  ", *cells]))
        page.set_column(place, place, min(_WIDEST, widest + 2))
        page.write_string(0, place, column.heading, head)
    for number, row in enumerate(flat.rows, 1):
        for place, cell in enumerate(row):
            _put(page, number, place, cell, day if flat.columns[place].type == "Date" else None)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(flat.rows)), len(flat.columns) - 1)
    page.repeat_rows(0, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _put(page: Page, row: int, place: int, cell: Any, day: object) -> None:
    if cell is None:
        return
    if isinstance(cell, int | float):
        page.write_number(row, place, cell)
    elif day is not None and len(str(cell)) == len("2026-11-01"):
        page.write_datetime(row, place, date.fromisoformat(cell), day)
    else:
        page.write_string(row, place, str(cell))


def _name(name: str, taken: set[str]) -> str:
    """A name that a worksheet may have, different from those taken."""
    clean = name.translate(_FORBIDDEN)[:_LONGEST]
    unique, number = clean, 1
    while unique.casefold() in taken:
        number += 1
        unique = f"{clean[: _LONGEST - 3]} {number}"
    taken.add(unique.casefold())
    return unique
