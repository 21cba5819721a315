"""Files people can look at: the same rows, in either language, in each of the forms."""

import csv
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from graph.model import MODEL
from graph.tables import tables as declared_tables
from seeds.district import Table, tables, write, write_csv_folder, write_workbook
from seeds.district.columns import COLUMNS
from seeds.district.writers import MOST_DISTRICTS
from seeds.out import workbook
from seeds.out.wording import sheet
from tests.seeds.district_rows import data


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Table(t.name, t.columns, list(t.rows)[:40]) for t in tables()]

    def few(_seed: int, _scale: int) -> Iterator[Table]:
        return iter(found)

    monkeypatch.setattr("seeds.district.writers.tables", few)


def test_columns_are_those_the_model_declares() -> None:
    declared = {t.name: {c.name for c in t.columns} for t in declared_tables(MODEL)}
    assert {name: set(columns) for name, columns in COLUMNS.items()} == declared


def test_every_enum_cell_has_a_chinese_word() -> None:
    for name, rows in data().items():
        wording = sheet(name, COLUMNS[name], "zh")
        for i, column in enumerate(COLUMNS[name]):
            words = wording.words[i]
            if words:
                assert {row[column] for row in rows} - {None} <= set(words), (name, column)


@pytest.mark.usefixtures("short")
def test_a_workbook_has_chinese_headings_words_and_real_dates(tmp_path: Path) -> None:
    write_workbook(tmp_path / "district.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO((tmp_path / "district.xlsx").read_bytes()))
    assert book.sheet_names[:3] == ["地点", "网格范围", "党组织"]
    places = book.get_sheet_by_name("地点").to_python()
    assert places[0][:4] == ["编码", "名称", "类型", "上级编码"]
    assert places[1][:4] == ["140902", "忻府区", "区", ""]
    assert {row[2] for row in places[1:]} >= {"街道", "镇", "乡", "社区"}
    organizations = book.get_sheet_by_name("党组织").to_python()
    assert organizations[1][2:6] == ["党工委", "正式", "否", "是"]
    assert isinstance(organizations[1][8], date)


@pytest.mark.usefixtures("short")
def test_a_folder_has_a_csv_file_per_table(tmp_path: Path) -> None:
    write_csv_folder(tmp_path / "district")
    assert {path.stem for path in (tmp_path / "district").iterdir()} == set(COLUMNS)
    with (tmp_path / "district" / "people.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 40
    assert rows[0]["is_veteran"] in ("true", "false")
    assert date.fromisoformat(rows[0]["joined_on"]) < date(2026, 1, 1)


@pytest.mark.usefixtures("short")
def test_an_archive_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        write(tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with ZipFile(tmp_path / "one.zip") as archive:
        assert "党组织.csv" in archive.namelist()


@pytest.mark.usefixtures("short")
def test_writing_again_replaces_and_reports_progress(tmp_path: Path) -> None:
    seen: list[tuple[str, int]] = []
    for _ in range(2):
        write(
            tmp_path / "d", language="en", progress=lambda name, count: seen.append((name, count))
        )
    assert ("people", 40) in seen
    assert sorted(tmp_path.iterdir()) == [tmp_path / "d"]


@pytest.mark.usefixtures("short")
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="holds other files"):
        write(tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.usefixtures("short")
def test_too_many_rows_for_a_sheet_are_refused_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 20)
    with pytest.raises(ValueError, match=r"places has more rows .* folder or a \.zip"):
        write_workbook(tmp_path / "large.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_for_too_many_districts_is_refused_at_once(tmp_path: Path) -> None:
    largest = max(len(records) for records in data().values())
    room = workbook.MOST_ROWS // largest
    assert room == MOST_DISTRICTS
    with pytest.raises(ValueError, match=r"write a folder or a \.zip"):
        write(tmp_path / "many.xlsx", scale=room + 1)
    assert not list(tmp_path.iterdir())
