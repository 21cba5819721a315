"""Reads `.xlsx` workbooks."""

from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from seeds.dataset.archive import UNREADABLE, check_size
from seeds.dataset.extent import check_extent, check_total
from seeds.dataset.sheets import Cell, Sheet, SourceError


def read_workbook(path: Path) -> list[Sheet]:
    """All worksheets of a workbook, dates decoded, empty cells as empty strings.

    Raises SourceError for a file that is no workbook, is damaged, protected by a password or
    spans too many cells.
    """
    try:
        with ZipFile(path) as archive:
            check_size(archive, path.name)
            check_extent(archive, path.name)
        sheets: list[Sheet] = []
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            for meta in book.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet:
                    sheets.append(Sheet(meta.name, _rows(book, meta.name)))
                    check_total(sheets, path.name)
        return sheets
    except (*UNREADABLE, CalamineError) as error:
        raise SourceError(
            f"{path.name} cannot be read as an .xlsx workbook ({error}). Open it in a "
            "spreadsheet program, save it as .xlsx without a password, and try again."
        ) from error


def _rows(book: CalamineWorkbook, name: str) -> list[list[Cell]]:
    # Empty rows before the headings are kept, so that row numbers are the person's.
    return [[*row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
