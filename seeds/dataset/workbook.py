"""Writes the input again as a workbook with the wrong cells marked: of inputs that are none.

A workbook is marked itself (`seeds.dataset.marking`), unless it is too large for that.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from graph.messages import msg
from seeds.dataset.flaws import READABLE_ERRORS
from seeds.dataset.listing import (
    LINK,
    MOST_LINKS,
    link_to,
    list_cells,
    list_headings,
    list_name,
    more_cells,
)
from seeds.dataset.problems import Problem
from seeds.dataset.sheets import LISTS, Cell, Flaw, Flawed, Sheet, SourceError

MANY_ROWS = 20_000
"""Rows from which on a copy is written row by row, none of them being kept in memory."""

_MAX_ROWS = 1_048_576
_MAX_NAME = 31
_MAX_COMMENT = 4000
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def write_marked(
    path: Path, sheets: Sequence[Sheet], problems: Sequence[Problem], more: int = 0
) -> None:
    """Write the sheets' values to `path`; cells of problems are red and carry the sentences.

    In front is a sheet that lists the problems, each with a link to its cell. more: how many
    further ones are only counted.

    Raises SourceError when a table has more rows than a sheet can hold.
    """
    for sheet in sheets:
        if len(sheet.rows) > _MAX_ROWS:
            raise SourceError(
                msg(
                    "“{name}” has more rows than a worksheet can hold ({max_rows:,}): use the JSON "
                    "report.",
                    name=sheet.name,
                    max_rows=_MAX_ROWS,
                )
            )
    # xlsxwriter is untyped: Any on purpose.
    module: Any = xlsxwriter
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    # Row by row, a large table takes no memory; small ones are written as people's own files are.
    large = sum(len(sheet.rows) for sheet in sheets) > MANY_ROWS
    book: Any = module.Workbook(str(path), {**options, "constant_memory": large})
    wrong: Any = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    formats: dict[str, Any] = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "wrong": wrong,
        "wrong date": book.add_format(
            {"num_format": "yyyy-mm-dd", "bg_color": "#FFC7CE", "font_color": "#9C0006"}
        ),
    }
    names = _names(sheets)
    _list(book, problems, names, more)
    for sheet in sheets:
        page: Any = book.add_worksheet(names[sheet.name])
        mine = [problem for problem in problems if problem.sheet == sheet.name]
        _write(page, sheet, formats, _comments(mine))
    book.close()


def _names(sheets: Sequence[Sheet]) -> dict[str, str]:
    """The sheets' names → the names that worksheets may have."""
    taken = {name.casefold() for name in LISTS}
    return {sheet.name: _name(sheet.name, taken) for sheet in sheets}


def _list(book: Any, problems: Sequence[Problem], names: dict[str, str], more: int) -> None:
    """The sheet of problems."""
    if not problems:
        return
    chinese = problems[0].chinese
    page: Any = book.add_worksheet(list_name(chinese))
    head = book.add_format({"bold": True, "bg_color": "#F3E3E1", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})
    for place, (heading, width) in enumerate(list_headings(chinese)):
        page.set_column(place, place, width)
        page.write_string(0, place, heading, head)
    for row, problem in enumerate(problems, 1):
        for place, text in enumerate(list_cells(problem)):
            page.write_string(row, place, text, wrap)
        if row <= MOST_LINKS:
            sheet = names.get(problem.sheet, problem.sheet)
            page.write_url(row, LINK, link_to(sheet, problem), link, problem.cell)
    for place, text in enumerate(more_cells(chinese, more) if more else ()):
        page.write_string(len(problems) + 1, place, text, wrap)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(problems), len(list_headings(chinese)) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _comments(problems: Sequence[Problem]) -> dict[tuple[int, int], str]:
    """Row and column index → the sentences for the cell."""
    places: dict[tuple[int, int], list[str]] = {}
    for problem in problems:
        place = (problem.row - 1, problem.place)
        places.setdefault(place, []).append("\n".join(problem.sentences))
    return {place: "\n\n".join(texts)[:_MAX_COMMENT] for place, texts in places.items()}


def _write(
    page: Any, sheet: Sheet, formats: dict[str, Any], comments: dict[tuple[int, int], str]
) -> None:
    marked: dict[int, list[int]] = {}
    for place, column in comments:
        marked.setdefault(place, []).append(column)
    for place, row in enumerate(sheet.rows):
        wrong = marked.get(place, ())
        for column, cell in enumerate(row):
            if cell is not None and cell != "" and column not in wrong:
                _put(page, place, column, cell, formats.get("date"))
        for column in wrong:
            _mark(page, place, column, row[column] if column < len(row) else None, formats)
            text = comments[place, column]
            page.write_comment(place, column, text, {"x_scale": 2.5, "y_scale": 1.5})


def _mark(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        page.write_blank(row, column, None, formats["wrong"])
    elif isinstance(cell, Flawed):
        _put(page, row, column, cell, formats["wrong"])
    elif isinstance(cell, date):
        _put(page, row, column, cell, formats["wrong date"])
    else:
        page.write(row, column, cell, formats["wrong"])


def _put(page: Any, row: int, column: int, cell: Cell, dated: Any) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, cell)
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell)
    elif isinstance(cell, datetime | date | time | timedelta):
        page.write_datetime(row, column, cell, dated)
    elif isinstance(cell, Flawed) and cell.flaw is not Flaw.MERGED:
        # Wrong again when it is loaded uncorrected; the formula itself is not to be run.
        error = cell.text if cell.text in READABLE_ERRORS else "#N/A"
        page.write_formula(row, column, f"={error}", dated, error)


def _name(name: str, taken: set[str]) -> str:
    """A name that a worksheet may have, different from those taken."""
    clean = _FORBIDDEN.sub("_", name).strip("'")[:_MAX_NAME] or "sheet"
    unique, number = clean, 1
    while unique.casefold() in taken:
        number += 1
        unique = f"{clean[: _MAX_NAME - 4]} {number}"
    taken.add(unique.casefold())
    return unique
