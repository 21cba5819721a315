"""Writes the demonstration data as a file that people can look at, edit and import."""

import csv
import os
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from shutil import rmtree
from typing import TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .state import DEFAULT_SEED, Cell, Row
from .tables import Table, tables
from .wording import Language, Sheet, sheet
from .workbook import write_sheets

Progress = Callable[[str, int], None]
"""Called with a table's English name and the number of its rows written so far."""

MOST_DISTRICTS = 25
"""Districts that a workbook holds: a sheet has room for the largest table of so many."""

_STEP = 20_000
_ZIP_TIME = (2026, 11, 1, 0, 0, 0)


def write(
    path: Path,
    *,
    seed: int = DEFAULT_SEED,
    scale: int = 1,
    language: Language = "zh",
    progress: Progress | None = None,
) -> None:
    """A workbook for `.xlsx`, an archive for `.zip`, a folder of .csv files for anything else.

    What stood at `path` is replaced once all is written, not before; a folder is replaced
    only when it is empty or holds nothing but .csv files (FileExistsError otherwise).
    Raises ValueError for a scale out of range or too large for a workbook.
    """
    partial = path.with_name(f".{path.name}.partial")
    if path.suffix == ".xlsx" and scale > MOST_DISTRICTS:
        raise ValueError(
            f"A workbook holds {MOST_DISTRICTS} districts, not {scale}: write a folder or a .zip "
            "of .csv files instead."
        )
    if path.is_dir() and any(entry.suffix != ".csv" for entry in path.iterdir()):
        raise FileExistsError(f"{path} holds other files: name an empty or a new folder.")
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove(partial)
    try:
        found = _watched(tables(seed, scale), progress)
        if path.suffix == ".xlsx":
            write_sheets(partial, found, language)
        elif path.suffix == ".zip":
            _write_zip(partial, found, language)
        else:
            _write_folder(partial, found, language)
        _remove(path)
        os.replace(partial, path)
    finally:
        _remove(partial)


def write_workbook(
    path: Path, language: Language = "zh", seed: int = DEFAULT_SEED, scale: int = 1
) -> None:
    """An .xlsx workbook; see `write`."""
    write(path.with_suffix(".xlsx"), seed=seed, scale=scale, language=language)


def write_csv_folder(
    path: Path, language: Language = "en", seed: int = DEFAULT_SEED, scale: int = 1
) -> None:
    """A folder of UTF-8 .csv files with a byte order mark, one per table; see `write`."""
    write(path, seed=seed, scale=scale, language=language)


def _remove(path: Path) -> None:
    if path.is_dir():
        rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _watched(found: Iterator[Table], progress: Progress | None) -> Iterator[Table]:
    for table in found:
        yield Table(table.name, table.columns, _counted(table, progress)) if progress else table


def _counted(table: Table, progress: Progress | None) -> Iterator[Row]:
    count = 0
    for count, row in enumerate(table.rows, 1):
        if progress and count % _STEP == 0:
            progress(table.name, count)
        yield row
    if progress:
        progress(table.name, count)


def _write_folder(path: Path, found: Iterator[Table], language: Language) -> None:
    path.mkdir()
    for table in found:
        wording = sheet(table.name, table.columns, language)
        with (path / f"{wording.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            _write_table(file, table, wording)


def _write_zip(path: Path, found: Iterator[Table], language: Language) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for table in found:
            wording = sheet(table.name, table.columns, language)
            entry = ZipInfo(f"{wording.name}.csv", _ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            with (
                archive.open(entry, "w", force_zip64=True) as raw,
                TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file,
            ):
                _write_table(file, table, wording)


def _write_table(file: TextIO, table: Table, wording: Sheet) -> None:
    writer = csv.writer(file)
    writer.writerow(wording.headings)
    worded = [(i, words) for i, words in enumerate(wording.words) if words]
    for row in table.rows:
        cells: list[Cell] = list(row)
        for number, words in worded:
            cell = cells[number]
            cells[number] = words.get(cell, cell)
        writer.writerow(cells)
