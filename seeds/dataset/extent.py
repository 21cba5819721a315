"""Refuses workbooks whose few cells span more of a sheet than memory can hold.

The reader allocates the whole rectangle from A1 to the last filled cell, so that one stray
value in the far corner would ask for half a terabyte and end the process.
"""

import re
from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

from graph.messages import msg
from seeds.dataset.columns import Columns
from seeds.dataset.sheets import Sheet, SourceError

MAX_CELLS = 30_000_000
"""Cells of one sheet, filled or not: more than 26 columns of the most rows there can be."""
MAX_TOTAL = 60_000_000
"""Cells of all sheets."""

_CHUNK = 8 * 1024**2
_OVERLAP = 64
# A cell right of column Z; without one, a sheet cannot span too much.
_FAR = re.compile(rb"r\s*=\s*[\"'][A-Za-z]{2,3}[0-9]")
_CELL = re.compile(rb"<[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^<>]*>")
_TEXTS = "xl/sharedStrings.xml"


def check_extent(archive: ZipFile, name: str) -> None:
    """Raise SourceError when the filled cells of a sheet span over MAX_CELLS."""
    for entry in archive.infolist():
        if entry.filename.lower().endswith(".xml") and entry.filename != _TEXTS:
            if not any(_FAR.search(chunk) for chunk in _chunks(archive, entry)):
                continue
            rows, columns, last = _extent(archive.read(entry))
            if rows * columns > MAX_CELLS:
                raise SourceError(
                    msg(
                        "{name} is refused: a sheet in it spans {rows:,} rows and {columns:,} "
                        "columns, because something stands far out in cell {last}. Delete it, or "
                        "copy the table to a new sheet.",
                        name=name,
                        rows=rows,
                        columns=columns,
                        last=last,
                    )
                )


def check_total(sheets: list[Sheet], name: str) -> None:
    """Raise SourceError when the sheets read so far span over MAX_TOTAL cells together."""
    total = sum(len(rows) * len(rows.columns) for rows in (Columns.of(s.rows) for s in sheets))
    if total > MAX_TOTAL:
        raise SourceError(
            msg(
                "{name} is refused: its sheets span more than {max_total:,} cells together. Split "
                "it into several sources.",
                name=name,
                max_total=MAX_TOTAL,
            )
        )


def _chunks(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """The entry's content in pieces, each beginning with the end of the one before."""
    tail = b""
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _extent(content: bytes) -> tuple[int, int, str]:
    """The last row and column with something in it, and the cell furthest to the right."""
    rows = columns = 0
    last = ""
    for match in _CELL.finditer(content):
        if match[0].endswith(b"/>"):
            continue
        letters = match[1].decode().upper()
        rows = max(rows, int(match[2]))
        column = _number(letters)
        if column > columns:
            columns, last = column, letters + match[2].decode()
    return rows, columns, last


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
