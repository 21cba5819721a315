"""Reads UTF-8 CSV files, with or without a byte order mark."""

import csv
import io
from pathlib import Path

from seeds.dataset.sheets import Sheet, SourceError

# A cell may be long, but not a whole file whose quote was never closed.
_MAX_CELL = 1024 * 1024


def read_folder(path: Path) -> list[Sheet]:
    """The CSV files of a folder as sheets. Raises SourceError as `csv_files` and `read_table`."""
    return [read_table(p.stem, p.name, p.read_bytes()) for p in csv_files(path)]


def csv_files(path: Path) -> list[Path]:
    """The CSV files of a folder, by name, hidden ones left out. Raises SourceError without one."""
    files = sorted(
        p for p in path.iterdir() if p.suffix.lower() == ".csv" and p.is_file() and p.name[0] != "."
    )
    if not files:
        raise SourceError(
            f"The folder {path.name} holds no .csv file: put one file per table into it, "
            "for instance people.csv."
        )
    return files


def read_table(name: str, file: str, content: bytes) -> Sheet:
    """One CSV file's content as a sheet called `name`.

    Raises SourceError when it is not UTF-8 or not CSV.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{file} is not UTF-8 text (byte {error.start}). In the spreadsheet program, "
            "save it as 'CSV UTF-8'."
        ) from error
    csv.field_size_limit(_MAX_CELL)
    try:
        rows = [[*row] for row in csv.reader(io.StringIO(text, newline=""))]
        return Sheet(name, rows, delimited=True)
    except csv.Error as error:
        raise SourceError(
            f"{file} is not well-formed CSV ({error}): look for a quotation mark that is "
            "never closed."
        ) from error
