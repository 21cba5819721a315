"""Reads CSV files, in the encodings and with the delimiters that spreadsheet programs use."""

import codecs
import csv
import io
import re
from itertools import islice
from pathlib import Path

from graph.messages import msg
from seeds.dataset.sheets import Sheet, SourceError
from seeds.out.plain import unquoted

# A cell may be long, but not a whole file whose quote was never closed.
_MAX_CELL = 1024 * 1024
_DELIMITERS = (",", ";", "\t")
_QUOTED = re.compile(r'"[^"]*"')
_LINES = 21


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
            msg(
                "The folder {name} holds no .csv file: put one file per table into it, for "
                "instance people.csv.",
                name=path.name,
            )
        )
    return files


def read_table(name: str, file: str, content: bytes) -> Sheet:
    """One CSV file's content as a sheet called `name`.

    Raises SourceError when it is no text of a known encoding or not CSV.
    """
    text = _decoded(file, content)
    csv.field_size_limit(_MAX_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        return Sheet(name, [[unquoted(cell) for cell in row] for row in reader], delimited=True)
    except csv.Error as error:
        raise SourceError(
            msg(
                "{file} is not well-formed CSV ({error}): look for a quotation mark that is never "
                "closed.",
                file=file,
                error=error,
            )
        ) from error


def _decoded(file: str, content: bytes) -> str:
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # Whatever is UTF-8 is hardly ever GBK; GB 18030 contains GBK.
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SourceError(
        msg(
            "{file} is text in no encoding that is known here (UTF-8, UTF-16 with a byte order "
            "mark, GBK). In the spreadsheet program, save it as 'CSV UTF-8'.",
            file=file,
        )
    )


def _delimiter(text: str) -> str:
    """What parts the fields of the headings: the lines above them, such as a title, have none."""
    for line in islice(filter(str.strip, io.StringIO(text)), _LINES):
        bare = _QUOTED.sub("", line)
        found = max(_DELIMITERS, key=bare.count)
        if found in bare:
            return found
    return _DELIMITERS[0]
