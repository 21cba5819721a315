"""Writes the demonstration data as a file that people can look at, edit and import."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from graph.messages import msg
from seeds.out import Language, TableWriter, replacing, writer_of

from .state import DEFAULT_SEED, Row
from .tables import Table, tables

Progress = Callable[[str, int], None]
"""Called with a table's English name and the number of its rows written so far."""

MOST_DISTRICTS = 25
"""Districts that a workbook holds: a sheet has room for the largest table of so many."""

_STEP = 20_000
_NOTE = (
    "演示数据：人员、电话、编码与单位均为虚构。 "
    "Demonstration data: all people, phones, codes and units are invented."
)


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
    if path.suffix == ".xlsx" and scale > MOST_DISTRICTS:
        raise ValueError(
            msg(
                "A workbook holds {most} districts, not {scale}: write a folder or a .zip of .csv "
                "files instead.",
                most=MOST_DISTRICTS,
                scale=scale,
            )
        )
    if path.is_dir() and any(entry.suffix != ".csv" for entry in path.iterdir()):
        raise FileExistsError(
            msg("{path} holds other files: name an empty or a new folder.", path=path)
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as partial:
        writer = writer_of(partial, path.suffix, language, title="忻府区演示数据", comments=_NOTE)
        try:
            _write(writer, _watched(tables(seed, scale), progress))
        finally:
            writer.close()


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


def _write(writer: TableWriter, found: Iterator[Table]) -> None:
    for table in found:
        writer.open(table.name, table.columns)
        rows = iter(table.rows)
        while batch := list(islice(rows, _STEP)):
            writer.add(batch)


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
