"""Reads `.xlsx` workbooks."""

from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from graph.messages import msg
from seeds.dataset.archive import UNREADABLE, check_size
from seeds.dataset.extent import check_extent, check_total
from seeds.dataset.flaws import READABLE_ERRORS, Flaws, column_letters, flaws_of
from seeds.dataset.foreign import refuse_foreign
from seeds.dataset.sheets import Cell, Flaw, Flawed, Sheet, SourceError, is_empty


def read_workbook(path: Path) -> list[Sheet]:
    """All worksheets of a workbook, dates decoded, empty cells as empty strings.

    Cells that are not empty and have no value are `Flawed`. Raises SourceError for a file that
    is no workbook, is damaged, protected by a password or spans too many cells.
    """
    refuse_foreign(path)
    try:
        with ZipFile(path) as archive:
            check_size(archive, path.name)
            check_extent(archive, path.name)
            flaws = dict(flaws_of(archive))
        _check_errors(flaws, path.name)
        sheets: list[Sheet] = []
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            for meta in book.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet:
                    sheet = book.get_sheet_by_name(meta.name)
                    sheets.append(Sheet(meta.name, _rows(sheet, flaws.get(meta.name, {}))))
                    check_total(sheets, path.name)
        return sheets
    except (*UNREADABLE, CalamineError) as error:
        raise SourceError(
            msg(
                "{name} cannot be read as an .xlsx workbook ({error}). Open it in a spreadsheet "
                "program, save it as .xlsx without a password, and try again.",
                name=path.name,
                error=error,
            )
        ) from error


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


def _rows(sheet: CalamineSheet, flaws: Flaws) -> list[list[Cell]]:
    # Empty rows before the headings are kept, so that row numbers are the person's.
    rows: list[list[Cell]] = [[*row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), flawed in flaws.items():
        # The reader ends a sheet with the last cell that it has a value for.
        rows += [[] for _ in range(row + 1 - len(rows))]
        cells = rows[row]
        cells += [None] * (column + 1 - len(cells))
        if is_empty(cells[column]):
            cells[column] = flawed
    _cover(rows, sheet)
    return rows


def _cover(rows: list[list[Cell]], sheet: CalamineSheet) -> None:
    """Tell the cells that a merged one covers from empty ones."""
    width = max(map(len, rows), default=0)
    # Areas do not overlap; a workbook made to harm may have any number that do.
    left_over = width * len(rows)
    covered = Flawed(Flaw.MERGED)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(rows) or left >= len(rows[top]) or is_empty(rows[top][left]):
            continue
        end = min(right + 1, width)
        area = rows[top : bottom + 1]
        left_over -= len(area) * (end - left)
        if left_over < 0:
            return
        for cells in area:
            cells.extend([None] * (end - len(cells)))
            for column in range(left, end):
                if is_empty(cells[column]):
                    cells[column] = covered
