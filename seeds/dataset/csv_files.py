"""Reads CSV files, in the encodings and with the delimiters that spreadsheet programs use."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, TypeAlias

from graph.messages import msg
from graph.model import MODEL
from graph.tables import tables
from seeds.dataset.columns import Columns, Shared, TooWideError
from seeds.dataset.headings import columns_by_heading
from seeds.dataset.names import bare
from seeds.dataset.sheets import Sheet, SourceError
from seeds.out.plain import unquoted

# A cell may be long, but not a whole file whose quote was never closed.
_MAX_CELL = 1024 * 1024
_DELIMITERS = (",", ";", "\t", "|", "，", "；")
_QUOTED = re.compile(r'"[^"]*"')
# A code with its zeros, as other programs write it for spreadsheets.
_KEPT_TEXT = re.compile(r'="([^"]*)"')
_LINES = 21
# Characters of a line that are looked at for what parts its fields.
_LONGEST = 10_000
_CHUNK = 1024 * 1024

Opened: TypeAlias = Callable[[], IO[bytes]]
"""Opens a file from its start; it is read more than once, so that it need not be in memory."""


def read_folder(path: Path) -> list[Sheet]:
    """The CSV files of a folder as sheets. Raises SourceError as `csv_files` and `read_table`."""
    return [read_file(p) for p in csv_files(path)]


def csv_files(path: Path) -> list[Path]:
    """The CSV files of a folder, by name, hidden ones left out. Raises SourceError without one."""
    files = sorted(
        p for p in path.iterdir() if p.suffix.lower() == ".csv" and p.is_file() and p.name[0] != "."
    )
    if not files:
        raise SourceError(
            msg(
                "The folder {name} holds no .csv file: put one file per table into it, for "
                "instance people.csv.",
                name=path.name,
            )
        )
    return files


def read_file(path: Path) -> Sheet:
    """A CSV file as a sheet of its name. Raises SourceError as `read_table`."""
    return read_table(path.stem, path.name, lambda: path.open("rb"))


def read_table(name: str, file: str, opened: Opened) -> Sheet:
    """One CSV file's content as a sheet called `name`; file: what people call it.

    Raises SourceError when it is no text of a known encoding or not CSV, or one line is
    very much longer than all others.
    """
    encoding = _encoding(file, opened)
    csv.field_size_limit(_MAX_CELL)
    try:
        with io.TextIOWrapper(opened(), encoding, newline="") as lines:
            delimiter = _delimiter(encoding, opened)
            return Sheet(name, Columns(_rows(lines, delimiter)), delimited=True)
    except csv.Error as error:
        raise SourceError(
            msg(
                "{file} is not well-formed CSV ({error}): look for a quotation mark that is never "
                "closed.",
                file=file,
                error=error,
            )
        ) from error
    except TooWideError as error:
        raise SourceError(
            msg(
                "{file} is refused: its row {row:,} has {width:,} fields, far more than the "
                "others. Look there for line breaks that are missing.",
                file=file,
                row=error.row,
                width=error.width,
            )
        ) from error


def _rows(lines: io.TextIOWrapper, delimiter: str) -> Iterator[list[str]]:
    shared = Shared(_meant)
    for row in csv.reader(lines, delimiter=delimiter):
        yield [shared[cell] for cell in row]


def _meant(cell: str) -> str:
    """A cell without what keeps spreadsheet programs from calculating, or from losing zeros."""
    kept = _KEPT_TEXT.fullmatch(cell)
    return unquoted(cell) if kept is None else kept[1]


def _encoding(file: str, opened: Opened) -> str:
    """The encoding in which the whole file can be read. Raises SourceError."""
    with opened() as content:
        marked = content.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    # Whatever is UTF-8 is hardly ever GBK; GB 18030 contains GBK.
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        if _is_text(encoding, opened):
            return encoding
    raise SourceError(
        msg(
            "{file} is text in no encoding that is known here (UTF-8, UTF-16 with a byte order "
            "mark, GBK). In the spreadsheet program, save it as 'CSV UTF-8'.",
            file=file,
        )
    )


def _is_text(encoding: str, opened: Opened) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with opened() as content:
            while chunk := content.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(encoding: str, opened: Opened) -> str:
    """What parts the fields of the headings: the line with most of them tells.

    Where no line has any, the first that is parted at all: lines above headings seldom are.
    """
    with io.TextIOWrapper(opened(), encoding, newline="\n") as lines:
        first = [line[:_LONGEST] for line in islice(filter(str.strip, lines), _LINES)]
    known = _headings()
    best, most = "", 0
    for line in first:
        for delimiter in _DELIMITERS:
            found = sum(bare(field) in known for field in _fields(line, delimiter))
            if found > most:
                best, most = delimiter, found
    if best:
        return best
    for line in first:
        unquoted_part = _QUOTED.sub("", line)
        best = max(_DELIMITERS, key=unquoted_part.count)
        if best in unquoted_part:
            return best
    return _DELIMITERS[0]


def _fields(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return []


@cache
def _headings() -> frozenset[str]:
    """All headings that a column of a table may have."""
    return frozenset(
        bare(heading) for table in tables(MODEL) for heading in columns_by_heading(table)
    )
