"""Datasets as tables that can be read more than once, a chunk of rows at a time."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from graph.model import MODEL
from graph.tables import tables
from seeds.dataset.frame import Frame
from seeds.dataset.headings import match, tables_of
from seeds.dataset.load import MadeTable, read
from seeds.dataset.sheets import Cell, Sheet, SourceError

CHUNK = 20_000
"""Rows that are in memory at once."""

Chunked: TypeAlias = Callable[[], Iterable[MadeTable]]
"""Opens a dataset from its start; the rows of its tables are read as they are needed."""


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def of_path(path: Path) -> Chunked:
    """The dataset at a path. A folder of CSV files is streamed, anything else read whole.

    Raises SourceError when there is no dataset.
    """
    if path.is_dir():
        files = sorted(p for p in path.glob("*.csv") if p.name[0] != ".")
        if not files:
            raise SourceError(f"The folder {path.name} holds no .csv file.")
        tables_of([Sheet(p.stem, []) for p in files], tables(MODEL))
        return lambda: _streamed(files)
    found = [s for s in read(path).sheets if s.rows]
    return lambda: [_Table(s.name, [str(c or "") for c in s.rows[0]], s.rows[1:]) for s in found]


def _streamed(files: Sequence[Path]) -> Iterator[MadeTable]:
    for file in files:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows = csv.reader(lines)
                columns = next(rows, None)
                if columns is not None:
                    yield _Table(file.stem, columns, rows)
        except (UnicodeDecodeError, csv.Error) as error:
            raise SourceError(f"{file.name} is not CSV in UTF-8 ({error}).") from error


def frames(table: MadeTable) -> Iterator[Frame]:
    """The table's rows as frames of at most CHUNK rows; none for a sheet that is no table.

    Row numbers are those of the table, below a row of headings.
    """
    known = {name.casefold() for t in tables(MODEL) for name in (t.name, t.zh)}
    if table.name.strip().casefold() not in known:
        return
    rows = iter(table.rows)
    before = 0
    while chunk := list(islice(rows, CHUNK)):
        sheet = Sheet(table.name, list(chain([table.columns], chunk)))
        for frame in match([sheet], tables(MODEL)).frames:
            frame.numbers = [number + before for number in frame.numbers]
            yield frame
        before += len(chunk)
