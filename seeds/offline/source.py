"""Datasets as tables that can be read more than once, a chunk of rows at a time."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from graph.messages import Either, msg
from graph.model import MODEL
from graph.tables import tables
from seeds.dataset.csv_files import csv_files
from seeds.dataset.frame import Frame
from seeds.dataset.headings import header_of
from seeds.dataset.load import MadeTable, read
from seeds.dataset.matching import match, table_named
from seeds.dataset.sheets import Cell, Sheet, SourceError, is_blank
from seeds.out.plain import unquoted

CHUNK = 20_000
"""Rows that are in memory at once."""

Chunked: TypeAlias = Callable[[], Iterable[MadeTable]]
"""Opens a dataset from its start; the rows of its tables are read as they are needed."""


@dataclass(frozen=True, slots=True)
class _Table:
    """before: how many lines stand above the headings. delimited: as of a `Sheet`."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    before: int = 0
    delimited: bool = False


def of_path(path: Path) -> Chunked:
    """The dataset at a path. A folder of CSV files is streamed, anything else read whole.

    Raises SourceError when there is no dataset.
    """
    if path.is_dir():
        files = csv_files(path)
        _refuse_lost([Sheet(p.stem, [_first(p)], delimited=True) for p in files])
        return lambda: _streamed(files)
    found = [s for s in read(path).sheets if header_of(s) is not None]
    _refuse_lost(found)
    return lambda: [_of_sheet(sheet) for sheet in found]


def _refuse_lost(sheets: Sequence[Sheet]) -> None:
    """Raise SourceError for a sheet that is likely a table under a wrong name."""
    for lost in match(sheets, tables(MODEL)).lost:
        details = {"sheet": lost.sheet, **lost.details}
        raise SourceError(Either(lost.kind.zh.format(**details), lost.kind.en.format(**details)))


def _of_sheet(sheet: Sheet) -> MadeTable:
    header = header_of(sheet, table_named(sheet.name, tables(MODEL))) or 0
    headings = ["" if cell is None else str(cell) for cell in sheet.rows[header]]
    return _Table(sheet.name, headings, sheet.rows[header + 1 :], header, sheet.delimited)


def _first(file: Path) -> Sequence[Cell]:
    """The headings of a CSV file; none where it is empty."""
    for table in _streamed([file]):
        return table.columns
    return ()


def _streamed(files: Sequence[Path]) -> Iterator[MadeTable]:
    for file in files:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows = ([unquoted(cell) for cell in row] for row in csv.reader(lines))
                for before, columns in enumerate(rows):
                    if not is_blank(columns):
                        yield _Table(file.stem, columns, rows, before, delimited=True)
                        break
        except (UnicodeDecodeError, csv.Error) as error:
            raise SourceError(
                msg("{name} is not CSV in UTF-8 ({error}).", name=file.name, error=error)
            ) from error


def frames(table: MadeTable) -> Iterator[Frame]:
    """The table's rows as frames of at most CHUNK rows; none for a sheet that is no table.

    Row numbers are those of the table, below a row of headings. Raises SourceError for what a load
    leaves out with a remark.
    """
    if table_named(table.name, tables(MODEL)) is None:
        return
    rows = iter(table.rows)
    before = above = table.before if isinstance(table, _Table) else 0
    delimited = isinstance(table, _Table) and table.delimited
    while chunk := list(islice(rows, CHUNK)):
        sheet = Sheet(table.name, list(chain([table.columns], chunk)), delimited)
        for frame in match([sheet], tables(MODEL)).frames:
            if frame.notes:
                raise SourceError(
                    msg(
                        "“{sheet}” has rows or columns that are none of its table's, such as a "
                        "total: take them out, or load it without --offline.",
                        sheet=table.name,
                    )
                )
            frame.numbers = [number + before for number in frame.numbers]
            frame.header += above
            yield frame
        before += len(chunk)
