"""Marks a workbook's wrong cells in a copy of the workbook itself.

Widths, panes, words to choose from, number formats, merged cells and formulas stay as they are:
wrong cells turn red and get a comment, and a sheet in front lists the problems. Marks of an
earlier copy are taken away first.
"""

from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from openpyxl import load_workbook  # pyright: ignore[reportMissingModuleSource]
from openpyxl.comments import Comment  # pyright: ignore[reportMissingModuleSource]
from openpyxl.styles import Alignment, Font, PatternFill  # pyright: ignore[reportMissingModuleSource]

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
from seeds.dataset.sheets import LISTS

AUTHOR = "orggraph"
_RED = "FFFFC7CE"
_MAX_COMMENT = 4_000
_LINE, _HIGHEST = 15, 400
"""Points that a line of text takes, and that a row may be high."""


def mark(source: Path, path: Path, problems: Sequence[Problem], more: int = 0) -> None:
    """Write the workbook `source` to `path` with the problems marked. Raises OSError.

    more: how many further problems are only counted.
    """
    # openpyxl's own types say little: Any on purpose.
    book: Any = load_workbook(source, rich_text=True)
    for name in LISTS:
        if name in book.sheetnames:
            del book[name]
    for page in book.worksheets:
        _unmark(page)
    texts: dict[tuple[str, int, int], list[str]] = {}
    for problem in problems:
        place = (problem.sheet, problem.row, problem.place + 1)
        texts.setdefault(place, []).append("\n".join(problem.sentences))
    for (sheet, row, column), sentences in texts.items():
        if sheet in book.sheetnames:
            _mark(book[sheet], row, column, "\n\n".join(sentences)[:_MAX_COMMENT])
    if problems:
        _list(book, problems, more)
    # Formulas are kept without their values: whoever opens the copy calculates them.
    book.calculation.fullCalcOnLoad = True
    book.save(path)


def _unmark(page: Any) -> None:
    for row in page.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                if cell.fill.fgColor.rgb == _RED:
                    cell.fill = PatternFill()


def _mark(page: Any, row: int, column: int, text: str) -> None:
    cell = page.cell(row, column)
    if type(cell).__name__ == "MergedCell":
        # What is covered carries no comment: the cell that covers it does.
        cell = _covering(page, row, column)
    cell.fill = PatternFill("solid", fgColor=_RED)
    font = copy(cell.font)
    cell.font = Font(name=font.name, size=font.size, bold=font.bold, color="FF9C0006")
    before = cell.comment.text + "\n\n" if cell.comment is not None else ""
    cell.comment = Comment(before + text, AUTHOR, height=160, width=360)


def _covering(page: Any, row: int, column: int) -> Any:
    area = next(a for a in page.merged_cells.ranges if (row, column) in set(a.cells))
    return page.cell(area.min_row, area.min_col)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many half-width characters."""
    wide = sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
    return max(1, -(-wide // (width - 2)))


def _list(book: Any, problems: Sequence[Problem], more: int) -> None:
    chinese = problems[0].chinese
    page = book.create_sheet(list_name(chinese), 0)
    for place, (heading, width) in enumerate(list_headings(chinese), 1):
        cell = page.cell(1, place, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFF3E3E1")
        page.column_dimensions[cell.column_letter].width = width
    widths = [width for _, width in list_headings(chinese)]
    for row, problem in enumerate(problems, 2):
        cells = list_cells(problem)
        # Not every program works out by itself how high a row of wrapped text is.
        high = max(_lines(text, width) for text, width in zip(cells, widths, strict=True))
        page.row_dimensions[row].height = min(_HIGHEST, _LINE * high)
        for place, text in enumerate(cells, 1):
            cell = page.cell(row, place)
            cell.value, cell.data_type = text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if row <= MOST_LINKS and problem.sheet in book.sheetnames:
            link = page.cell(row, LINK + 1)
            link.hyperlink = "#" + link_to(problem.sheet, problem).removeprefix("internal:")
            link.font = Font(color="FF0563C1", underline="single")
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    if more:
        page.append(more_cells(chinese, more))
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 0, True
    book.active = 0
