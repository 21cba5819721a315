"""Opens `.zip` files of CSV tables, however their entries are named, without trusting them."""

import zlib
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from graph.messages import msg
from seeds.dataset.csv_files import read_table
from seeds.dataset.sheets import Sheet, SourceError

# Unpacked bytes in all, and how many times a file may grow: tables of text grow tenfold, and
# a workbook's repetitive XML some fifty times.
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 400
# What `zipfile` raises for damaged archives and for methods it does not know.
UNREADABLE = (BadZipFile, OSError, EOFError, NotImplementedError, zlib.error)
_SMALL = 16 * 1024**2
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def read_archive(path: Path) -> list[Sheet]:
    """The CSV files in a zip, in any folder, named by their file names.

    Raises SourceError for a damaged, encrypted or suspiciously large archive, and for one
    without a CSV file.
    """
    try:
        with ZipFile(path) as archive:
            check_size(archive, path.name)
            sheets = [_sheet(archive, entry) for entry in archive.infolist() if _is_table(entry)]
    except UNREADABLE as error:
        raise SourceError(
            msg(
                "{name} cannot be unpacked ({error}). Pack the .csv files again as an ordinary "
                ".zip without a password.",
                name=path.name,
                error=error,
            )
        ) from error
    if not sheets:
        raise SourceError(
            msg("{name} holds no .csv file: pack one file per table.", name=path.name)
        )
    return sheets


def check_size(archive: ZipFile, name: str) -> None:
    """Raise SourceError when an archive would unpack to more than is reasonable."""
    for entry in archive.infolist():
        if entry.flag_bits & _ENCRYPTED:
            raise SourceError(
                msg("{name} is protected by a password: save it without one.", name=name)
            )
        grows = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        if entry.file_size > _SMALL and grows:
            raise SourceError(
                msg(
                    "{name} is refused: {filename!r} in it would unpack to {value} MB, over "
                    "{max_ratio} times its packed size.",
                    name=name,
                    filename=entry.filename,
                    value=entry.file_size // 1024**2,
                    max_ratio=MAX_RATIO,
                )
            )
    total = sum(entry.file_size for entry in archive.infolist())
    if total > MAX_BYTES:
        raise SourceError(
            msg(
                "{name} is refused: it would unpack to {value} MB, more than {value2} MB. Split it "
                "into several sources.",
                name=name,
                value=total // 1024**2,
                value2=MAX_BYTES // 1024**2,
            )
        )


def _is_table(entry: ZipInfo) -> bool:
    path = PurePosixPath(_name(entry))
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not entry.is_dir() and not hidden and path.suffix.lower() == ".csv"


def _sheet(archive: ZipFile, entry: ZipInfo) -> Sheet:
    path = PurePosixPath(_name(entry))
    return read_table(path.stem, path.name, lambda: archive.open(entry))


def _name(entry: ZipInfo) -> str:
    """The entry's name; Windows writes Chinese ones in GBK without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename.replace("\\", "/")
    raw = entry.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.filename
