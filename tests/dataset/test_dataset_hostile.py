"""Archives made to harm are refused before they are unpacked, and nothing is ever written."""

import struct
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from seeds.dataset import SourceError, extent, read
from seeds.dataset.archive import MAX_BYTES

module: Any = xlsxwriter


def packed(path: Path, **files: bytes) -> Path:
    """A zip of `units.csv` and other entries."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["d.zip", "d.xlsx"])
def test_a_zip_bomb_is_refused(tmp_path: Path, name: str) -> None:
    bomb = packed(tmp_path / name, **{"units.csv": b" " * (64 * 1024**2)})
    with pytest.raises(SourceError, match="over 400 times its packed size"):
        read(bomb)


@pytest.mark.parametrize("name", ["d.zip", "d.xlsx"])
def test_too_much_in_all_is_refused(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / name, **{"units.csv": b"code,name\n", "b.csv": b"1" * 77})
    # The directory claims what the archive would unpack to.
    raw = path.read_bytes()
    path.write_bytes(raw.replace(struct.pack("<I", 77), struct.pack("<I", MAX_BYTES - 1)))
    with pytest.raises(SourceError, match="would unpack to"):
        read(path)


def test_sizes_that_lie_are_found_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "d.zip", **{"units.csv": b"code,name\n" + b"N,x\n" * 99_998})
    real = struct.pack("<I", 10 + 4 * 99_998)
    path.write_bytes(path.read_bytes().replace(real, struct.pack("<I", 100)))
    with pytest.raises(SourceError, match="cannot be unpacked"):
        read(path)


def test_damaged_data_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "d.zip", **{"units.csv": b"".join(b"%d\n" % i for i in range(9999))})
    raw = bytearray(path.read_bytes())
    raw[200:240] = b"\xff" * 40
    path.write_bytes(raw)
    with pytest.raises(SourceError, match="cannot be unpacked"):
        read(path)


@pytest.mark.parametrize("entry", ["../units.csv", "/units.csv", "..\\units.csv", "a/../../u.csv"])
def test_paths_that_lead_outside_write_nothing(tmp_path: Path, entry: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = packed(inside / "d.zip", **{"people.csv": b"code,name\n", entry: b"code,name\n"})
    read(path)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["d.zip"]


def test_a_password_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "d.zip", **{"units.csv": b"code,name\n"})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    with pytest.raises(SourceError, match="password"):
        read(path)


def test_a_cell_in_the_far_corner_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    book = module.Workbook(str(path))
    page = book.add_worksheet("units")
    page.write_row(0, 0, ["code", "name"])
    page.write(1_048_575, 16_383, "stray")
    book.close()
    with pytest.raises(SourceError, match="cell XFD1048576"):
        read(path)


def test_formats_without_values_may_reach_far(tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    book = module.Workbook(str(path))
    page = book.add_worksheet("units")
    page.write_row(0, 0, ["code", "name"])
    page.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    book.close()
    assert [len(sheet.rows) for sheet in read(path).sheets] == [1]


def test_many_large_sheets_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "MAX_TOTAL", 3_000)
    path = tmp_path / "d.xlsx"
    book = module.Workbook(str(path))
    for name in ("units", "people"):
        book.add_worksheet(name).write(999, 1, "x")
    book.close()
    with pytest.raises(SourceError, match="span more than"):
        read(path)


def test_a_line_much_longer_than_all_others_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seeds.dataset.columns.MOST_PADDED", 5_000)
    path = tmp_path / "units.csv"
    path.write_text("code,name\n" + "N1,x\n" * 40 + "N1,x" * 100 + "\n" + "N1,x\n" * 20)
    with pytest.raises(SourceError, match=r"row 42 has 101 fields, far more than the others"):
        read(path)
