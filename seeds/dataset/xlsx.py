"""Reads `.xlsx` workbooks."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from graph.messages import msg
from seeds.dataset.archive import UNREADABLE, check_size
from seeds.dataset.columns import Columns, Shared
from seeds.dataset.extent import check_extent, check_total
from seeds.dataset.flaws import READABLE_ERRORS, Flaws, column_letters, flaws_of
from seeds.dataset.foreign import refuse_foreign
from seeds.dataset.sheets import Area, Cell, Flaw, Flawed, Sheet, SourceError, is_empty

LARGE = 64 * 1024**2
"""Unpacked bytes from which on a workbook is read in pieces: it takes twice the time and less than
half the memory."""


def read_workbook(path: Path) -> list[Sheet]:
    """All worksheets of a workbook, dates decoded, empty cells as None or empty strings.

    Cells that are not empty and have no value are `Flawed`. Raises SourceError for a file that
    is no workbook, is damaged, protected by a password or spans too many cells.
    """
    refuse_foreign(path)
    try:
        with ZipFile(path) as archive:
            check_size(archive, path.name)
            check_extent(archive, path.name)
            if sum(entry.file_size for entry in archive.infolist()) > LARGE:
                return _in_pieces(archive, path.name)
            flaws = dict(flaws_of(archive))
        _check_errors(flaws, path.name)
        return _at_once(path, flaws)
    except (*UNREADABLE, CalamineError) as error:
        raise SourceError(
            msg(
                "{name} cannot be read as an .xlsx workbook ({error}). Open it in a spreadsheet "
                "program, save it as .xlsx without a password, and try again.",
                name=path.name,
                error=error,
            )
        ) from error


def _at_once(path: Path, flaws: dict[str, Flaws]) -> list[Sheet]:
    sheets: list[Sheet] = []
    with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
        for meta in book.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(meta.name)
                rows = Columns(_rows(sheet))
                for (row, column), flawed in flaws.get(meta.name, {}).items():
                    # The reader ends a sheet with the last cell that it has a value for.
                    if is_empty(rows.cell(row, column)):
                        rows.put(row, column, flawed)
                _cover(rows, sheet.merged_cell_ranges or ())
                sheets.append(Sheet(meta.name, rows))
                check_total(sheets, path.name)
    return sheets


def _in_pieces(archive: ZipFile, name: str) -> list[Sheet]:
    """The worksheets of a workbook that would take much memory at once."""
    # openpyxl, of which it needs the formats of numbers, takes a third of a second to import.
    from seeds.dataset.streamed import streamed

    sheets: list[Sheet] = []
    for sheet in streamed(archive):
        _cover(sheet.rows, sheet.merged)
        sheets.append(Sheet(sheet.name, sheet.rows))
        check_total(sheets, name)
    return sheets


def _check_errors(flaws: dict[str, Flaws], name: str) -> None:
    """Raise SourceError for errors of newer spreadsheet programs, which end the reading."""
    for sheet, found in flaws.items():
        for (row, column), flawed in found.items():
            if flawed.flaw is Flaw.ERROR and flawed.text not in READABLE_ERRORS:
                raise SourceError(
                    msg(
                        "{name} cannot be read: cell {column_letters}{value} of “{sheet}” "
                        "shows {text}. "
                        "Put the value itself into it, and save again.",
                        name=name,
                        column_letters=column_letters(column),
                        value=row + 1,
                        sheet=sheet,
                        text=flawed.text,
                    )
                )


def _rows(sheet: CalamineSheet) -> Iterator[Sequence[Cell]]:
    """The rows from the first one on, so that their numbers are the person's."""
    shared = Shared()
    left: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield left + [shared[cell] if isinstance(cell, str) else cell for cell in row]


def _cover(rows: Columns, merged: Sequence[Area]) -> None:
    """Tell the cells that a merged one covers from empty ones."""
    height, width = len(rows), len(rows.columns)
    # Areas do not overlap; a workbook made to harm may have any number that do.
    left_over = width * height
    covered = Flawed(Flaw.MERGED)
    for (top, left), (bottom, right) in merged:
        if is_empty(rows.cell(top, left)):
            continue
        last, end = min(bottom + 1, height), min(right + 1, width)
        left_over -= (last - top) * (end - left)
        if left_over < 0:
            return
        for column in range(left, end):
            for row in range(top, last):
                if is_empty(rows.cell(row, column)):
                    rows.put(row, column, covered)
