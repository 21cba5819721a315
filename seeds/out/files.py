"""Folders and archives of .csv files, and the choice between these and a workbook."""

import csv
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from shutil import rmtree
from typing import Any, Protocol, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from seeds.out.plain import quoted
from seeds.out.wording import Cell, Language, Sheet, sheet
from seeds.out.workbook import WorkbookWriter

# The same rows are the same bytes at any time.
_ZIP_TIME = (2026, 11, 1, 0, 0, 0)


class TableWriter(Protocol):
    """A file that tables are written to, one after the other, rows in batches."""

    def open(self, table: str, columns: tuple[str, ...]) -> None:
        """Begin a table; its English name and columns."""
        ...

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Write rows of the open table, a cell per column."""
        ...

    def close(self) -> None:
        """Finish the file."""
        ...


def writer_of(
    path: Path, form: str, language: Language, *, title: str = "", comments: str = ""
) -> TableWriter:
    """A writer to `path`: `.xlsx` a workbook, `.zip` an archive, anything else a new folder.

    form: the ending that decides. title, comments: what a workbook says of itself.
    """
    if form == ".xlsx":
        return WorkbookWriter(path, language, title=title, comments=comments)
    return ZipWriter(path, language) if form == ".zip" else FolderWriter(path, language)


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A place beside `path` to write to; it takes the place of `path` once all is written."""
    partial = path.with_name(f".{path.name}.partial")
    _remove(partial)
    try:
        yield partial
        _remove(path)
        os.replace(partial, path)
    finally:
        _remove(partial)


def _remove(path: Path) -> None:
    if path.is_dir():
        rmtree(path)
    else:
        path.unlink(missing_ok=True)


class _CsvWriter:
    """Writes a table's lines to a text file that `_file` opens."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._out: TextIO | None = None
        self._lines: Any = None
        self._words: list[tuple[int, dict[Cell, str]]] = []
        self._texts: list[int] = []

    def open(self, table: str, columns: tuple[str, ...]) -> None:
        """Begin the file of a table, whose English name and columns these are."""
        self._end()
        wording = sheet(table, columns, self._language)
        self._out = self._file(wording)
        self._lines = csv.writer(self._out)
        self._lines.writerow(wording.headings)
        self._words = [(i, words) for i, words in enumerate(wording.words) if words]
        self._texts = [
            i
            for i, (w, d) in enumerate(zip(wording.words, wording.dates, strict=True))
            if not w and not d
        ]

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Write rows of the open table."""
        for row in rows:
            cells = list(row)
            for number, words in self._words:
                cells[number] = words.get(cells[number], cells[number])
            for number in self._texts:
                cell = cells[number]
                if isinstance(cell, str):
                    cells[number] = quoted(cell)
            self._lines.writerow(cells)

    def _file(self, wording: Sheet) -> TextIO:
        raise NotImplementedError

    def _end(self) -> None:
        if self._out is not None:
            self._out.close()
            self._out = None


class FolderWriter(_CsvWriter):
    """Writes UTF-8 .csv files with a byte order mark into a new folder, one per table."""

    def __init__(self, path: Path, language: Language) -> None:
        super().__init__(language)
        self._path = path
        path.mkdir()

    def _file(self, wording: Sheet) -> TextIO:
        return (self._path / f"{wording.name}.csv").open("w", encoding="utf-8-sig", newline="")

    def close(self) -> None:
        """Finish the last file."""
        self._end()


class ZipWriter(_CsvWriter):
    """Writes UTF-8 .csv files with a byte order mark into an archive, one per table."""

    def __init__(self, path: Path, language: Language) -> None:
        super().__init__(language)
        self._archive = ZipFile(path, "w", ZIP_DEFLATED)

    def _file(self, wording: Sheet) -> TextIO:
        entry = ZipInfo(f"{wording.name}.csv", _ZIP_TIME)
        entry.compress_type = ZIP_DEFLATED
        raw = self._archive.open(entry, "w", force_zip64=True)
        return TextIOWrapper(raw, encoding="utf-8-sig", newline="")

    def close(self) -> None:
        """Finish the archive."""
        self._end()
        self._archive.close()
