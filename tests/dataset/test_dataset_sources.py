"""What a dataset may come in: workbooks, folders, archives, in either language."""

import csv
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from graph.bolt import Graph
from graph.model import MODEL
from graph.tables import tables as declared
from seeds.dataset import SourceError, load, read
from seeds.dataset.sheets import Sheet
from tests.dataset.loading import contents, loaded, loaded_sheets, problems
from tests.dataset.small import Rows, small

module: Any = xlsxwriter


def chinese(table: Rows) -> Rows:
    """A table under its Chinese names."""
    found = next(t for t in declared(MODEL) if t.name == table.name)
    return Rows(found.zh, [found.column(c).zh for c in table.columns], table.rows)


def text(table: Rows) -> str:
    """A table as CSV."""
    out = StringIO()
    csv.writer(out).writerows([table.columns, *table.rows])
    return out.getvalue()


def workbook(path: Path, tables: list[Rows]) -> Path:
    """A workbook with a sheet per table; dates are Excel's."""
    book = module.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for table in tables:
        page = book.add_worksheet(table.name)
        for i, row in enumerate([table.columns, *table.rows]):
            for j, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(i, j, cell, day)
                elif isinstance(cell, bool):
                    page.write_boolean(i, j, cell)
                elif cell is not None:
                    page.write(i, j, cell)
    book.close()
    return path


def folder(path: Path, tables: list[Rows], encoding: str = "utf-8") -> Path:
    """A folder with a CSV file per table."""
    path.mkdir()
    for table in tables:
        (path / f"{table.name}.csv").write_text(text(table), encoding=encoding)
    return path


def archive(path: Path, tables: list[Rows], inside: str = "") -> Path:
    """A zip with a CSV file per table."""
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for table in tables:
            packed.writestr(f"{inside}{table.name}.csv", text(table))
    return path


def source(kind: str, path: Path, tables: list[Rows]) -> Path:
    """The tables in one of the forms."""
    return {
        "workbook": lambda: workbook(path / "d.xlsx", tables),
        "folder": lambda: folder(path / "d", tables),
        "folder with BOM": lambda: folder(path / "d", tables, "utf-8-sig"),
        "zip": lambda: archive(path / "d.zip", tables),
        "zip with a folder": lambda: archive(path / "d.zip", tables, "数据/"),
    }[kind]()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "kind", ["workbook", "folder", "folder with BOM", "zip", "zip with a folder"]
)
async def test_every_form_and_language_loads_the_same(
    blank: Graph, tmp_path: Path, kind: str, language: str
) -> None:
    tables = list(small().values())
    await loaded(blank, tables)
    expected = await contents(blank)
    await blank.write("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")
    given = [chinese(table) for table in tables] if language == "zh" else tables
    report = await load(blank, source(kind, tmp_path, given[::-1]))
    assert problems(report) == []
    assert report.notes == []
    assert await contents(blank) == expected


async def test_excel_dates_and_numbers_as_codes_are_understood(
    blank: Graph, tmp_path: Path
) -> None:
    units = Rows("units", ["code", "name"], [[140902001, "Bureau"]])
    registrations = Rows(
        "dual_registrations",
        ["community_code", "unit_code", "registered_on"],
        [["C1", 140902001, date(2023, 3, 1)]],
    )
    places = small()["places"]
    report = await load(blank, workbook(tmp_path / "d.xlsx", [units, registrations, places]))
    assert problems(report) == []
    rows = await blank.rows(
        "MATCH (u:LiaisonUnit)--(d:DualRegistration) RETURN u.code, toString(d.registeredOn)"
    )
    assert rows == [["140902001", "2023-03-01"]]


async def test_rows_are_numbered_as_a_person_sees_them(blank: Graph, tmp_path: Path) -> None:
    lines = "\n\ncode,name\n\nN1,Bureau\n ,\nN2,\n"
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "units.csv").write_text(lines, encoding="utf-8")
    report = await load(blank, tmp_path / "d")
    assert problems(report) == [("units", 7, "name", "missing-value")]
    assert (report.read, report.written) == (2, 1)


async def test_names_of_gbk_archives_are_read(blank: Graph, tmp_path: Path) -> None:
    path = tmp_path / "d.zip"
    name = "单位.csv".encode("gb18030")
    stand_in = "x" * len(name)
    with ZipFile(path, "w") as packed:
        packed.writestr(stand_in, "编码,名称\nN1,局\n")
    # zipfile would mark the name as UTF-8, which Windows' Explorer does not.
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name))
    report = await load(blank, path)
    assert (report.written, report.tables[0].table) == (1, "units")


async def test_unknown_sheets_and_columns_are_reported(blank: Graph) -> None:
    report = await loaded_sheets(
        blank,
        Sheet("说明", [["read me"]]),
        Sheet(" Units ", [["编码", "备注", "NAME", "name"], ["N1", "x", "Bureau", "again"]]),
    )
    assert [(n.kind, n.sheet) for n in report.notes] == [("unknown-sheet", "说明")]
    assert [(p.kind, p.sheet, p.heading) for p in report.problems] == [
        ("unknown-column", " Units ", "备注"),
        ("repeated-column", " Units ", "name"),
    ]
    assert await blank.rows("MATCH (n:LiaisonUnit) RETURN n.name") == [["Bureau"]]


async def test_values_that_a_kind_does_not_have_are_reported(blank: Graph) -> None:
    tables = small()
    tables["places"].put(4, "floors", 3)
    report = await loaded(blank, tables)
    assert [(n.kind, n.column, n.count) for n in report.notes] == [("ignored-value", "floors", 1)]
    assert await blank.read("MATCH (n {code: 'C1'}) RETURN n.floors") is None


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("d.xlsx", b"no workbook", "cannot be read as an .xlsx workbook"),
        ("d.xlsx", b"", "is an empty file: save the workbook again"),
        ("d.zip", b"no archive", "cannot be unpacked"),
        ("d.ods", b"", "no .xlsx workbook"),
        ("d/units.csv", b"code,name\nN1,\xff\xff", "in no encoding that is known"),
        ("d/units.csv", "code,name\n".encode("utf-16-le"), "in no encoding that is known"),
        ("d/units.csv", "code,name\n".encode("utf-16") + b"x", "in no encoding that is known"),
        ("d/units.csv", b'code,name\nN1,"' + b"x" * 2**21, "not well-formed CSV"),
        ("d/readme.txt", b"", "holds no .csv file"),
        ("d/else.csv", b"code\n", "none of the dataset's tables"),
    ],
)
def test_what_is_no_dataset_is_refused_with_a_sentence(
    tmp_path: Path, file: str, content: bytes, says: str
) -> None:
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(SourceError, match=says):
        read(path if path.parent == tmp_path else path.parent)


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no file or folder"):
        read(tmp_path / "missing.xlsx")


def test_the_same_table_in_both_languages_is_refused(tmp_path: Path) -> None:
    units = Rows("units", ["code", "name"], [])
    with pytest.raises(SourceError, match="both the table units"):
        read(folder(tmp_path / "d", [units, chinese(units)]))


async def test_a_date_with_a_time_of_day_is_no_date(blank: Graph, tmp_path: Path) -> None:
    tables = small()
    tables["dual_registrations"].put(2, "registered_on", datetime(2023, 3, 1, 9, 30))
    report = await loaded(blank, tables)
    assert problems(report) == [("dual_registrations", 2, "registered_on", "malformed-date")]
