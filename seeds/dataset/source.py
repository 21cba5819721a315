"""Opens a dataset, whatever it comes in."""

from pathlib import Path

from graph.messages import msg
from graph.reasons import reason
from seeds.dataset.archive import read_archive
from seeds.dataset.csv_files import read_file, read_folder
from seeds.dataset.foreign import saved_otherwise
from seeds.dataset.sheets import Sheet, SourceError
from seeds.dataset.xlsx import read_workbook

_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".tsv", ".txt")
_OTHER_BOOKS = (".xls", ".et", ".ett", ".xlsb", ".ods", ".numbers", ".xlt", ".xltx", ".wps")


def is_workbook(path: Path) -> bool:
    """Whether a file is read as a workbook, by its name."""
    return path.suffix.lower() in _WORKBOOKS


def read_source(path: Path) -> list[Sheet]:
    """The sheets of an `.xlsx` workbook, a folder of CSV files, a `.zip` of them, or one of them.

    One file may also be called `.tsv` or `.txt`.

    Raises SourceError with a sentence when there is nothing of the kind at `path`.
    """
    try:
        return _read(path)
    except OSError as error:
        raise SourceError(
            msg(
                "{name} cannot be read: {strerror}.",
                name=path.name,
                strerror=reason(error),
            )
        ) from error


def _read(path: Path) -> list[Sheet]:
    suffix = path.suffix.lower()
    if path.is_dir():
        return read_folder(path)
    if not path.exists():
        raise SourceError(msg("There is no file or folder {path}.", path=path))
    if suffix in _WORKBOOKS:
        return read_workbook(path)
    if suffix in _OTHER_BOOKS:
        raise SourceError(saved_otherwise(path))
    if suffix in _TEXTS:
        return [read_file(path)]
    if suffix == ".zip":
        return read_archive(path)
    raise SourceError(
        msg(
            "{name} is not a dataset: give an .xlsx workbook, a folder of .csv files, a .zip "
            "of them, or one of them.",
            name=path.name,
        )
    )
