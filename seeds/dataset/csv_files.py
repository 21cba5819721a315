"""Reads CSV files, in the encodings and with the delimiters that spreadsheet programs use."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, TypeAlias

from graph.messages import msg
from seeds.dataset.columns import Columns, TooWideError
from seeds.dataset.sheets import Sheet, SourceError
from seeds.out.plain import unquoted

# A cell may be long, but not a whole file whose quote was never closed.
_MAX_CELL = 1024 * 1024
_DELIMITERS = (",", ";", "\t")
_QUOTED = re.compile(r'"[^"]*"')
_LINES = 21
_CHUNK = 1024 * 1024
# Cells among which equal ones are looked for, to be kept once.
_SHARED = 65_536

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


class _Shared(dict[str, str]):
    """Cell as it stands in the file → cell as it is meant, equal ones as one object."""

    def __missing__(self, cell: str) -> str:
        if len(self) >= _SHARED:
            self.clear()
        self[cell] = meant = unquoted(cell)
        return meant


def _rows(lines: io.TextIOWrapper, delimiter: str) -> Iterator[list[str]]:
    shared = _Shared()
    for row in csv.reader(lines, delimiter=delimiter):
        yield [shared[cell] for cell in row]


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
    """What parts the fields of the headings: the lines above them, such as a title, have none."""
    with io.TextIOWrapper(opened(), encoding, newline="\n") as lines:
        for line in islice(filter(str.strip, lines), _LINES):
            bare = _QUOTED.sub("", line)
            found = max(_DELIMITERS, key=bare.count)
            if found in bare:
                return found
    return _DELIMITERS[0]
