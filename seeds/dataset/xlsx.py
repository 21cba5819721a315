"""Reads `.xlsx` workbooks."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from seeds.dataset.archive import check_size
from seeds.dataset.sheets import Cell, Sheet, SourceError


def read_workbook(path: Path) -> list[Sheet]:
    """All worksheets of a workbook, dates decoded, empty cells as empty strings.

    Raises SourceError for a file that is no workbook, is damaged or protected by a password.
    """
    try:
        with ZipFile(path) as archive:
            check_size(archive, path.name)
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            return [
                Sheet(meta.name, _rows(book, meta.name))
                for meta in book.sheets_metadata
                if meta.typ == SheetTypeEnum.WorkSheet
            ]
    except (BadZipFile, CalamineError, OSError) as error:
        raise SourceError(
            f"{path.name} cannot be read as an .xlsx workbook ({error}). Open it in a "
            "spreadsheet program, save it as .xlsx without a password, and try again."
        ) from error


def _rows(book: CalamineWorkbook, name: str) -> list[list[Cell]]:
    # Empty rows before the headings are kept, so that row numbers are the person's.
    return [[*row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
