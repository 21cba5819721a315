"""Cells that show something and have no value: never empty, and never what removes a value."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from graph.bolt import Graph
from seeds.dataset import SourceError, load, read
from seeds.dataset.flaws import column_index, column_letters, flaws_of
from seeds.dataset.problems import MASK
from seeds.dataset.sheets import Flaw, Flawed
from tests.dataset.loading import loaded, problems
from tests.dataset.small import rows, small

module: Any = xlsxwriter
SHOWN = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")


def people(path: Path, put: Callable[[Any], None]) -> Path:
    """A workbook with the person P1, whose phone (C2) and residence (D2) are put by `put`."""
    book = module.Workbook(str(path))
    page = book.add_worksheet("people")
    page.write_row(0, 0, ["code", "name", "phone", "residence_code"])
    page.write_row(1, 0, ["P1", "张三"])
    put(page)
    book.close()
    return path


async def kept(graph: Graph) -> list[list[Any]]:
    """What the graph has of P1: phone and residence."""
    return await graph.rows(
        "MATCH (p:Person {code: 'P1'}) RETURN p.phone, [(p)-[:RESIDES_IN]->(x) | x.code]"
    )


STORED: list[list[Any]] = [["13900000001", ["U1"]]]


@pytest.mark.parametrize("shown", SHOWN)
async def test_an_error_is_a_wrong_cell_and_removes_nothing(
    blank: Graph, tmp_path: Path, shown: str
) -> None:
    await loaded(blank, small())

    def put(page: Any) -> None:
        page.write_formula(1, 2, "=VLOOKUP(1,A1:A2,1)", None, shown)
        page.write_string(1, 3, "U1")

    report = await load(blank, people(tmp_path / "d.xlsx", put))
    assert problems(report) == [("people", 2, "phone", "error-value")]
    assert shown in report.problems[0].zh
    assert shown in report.problems[0].en
    assert report.problems[0].value == MASK
    assert await kept(blank) == STORED


async def test_an_error_written_as_such_is_wrong_too(blank: Graph, tmp_path: Path) -> None:
    await loaded(blank, small())
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "people"
    page.append(["code", "name", "phone", "residence_code"])
    page.append(["P1", "张三", "13900000001", "#REF!"])
    book.save(tmp_path / "d.xlsx")
    report = await load(blank, tmp_path / "d.xlsx")
    assert problems(report) == [("people", 2, "residence_code", "error-value")]
    assert report.problems[0].value == "#REF!"
    assert await kept(blank) == STORED


async def test_a_formula_without_its_value_is_wrong(blank: Graph, tmp_path: Path) -> None:
    await loaded(blank, small())

    def put(page: Any) -> None:
        page.write_formula(1, 2, '="13900"&A1', None, "")
        page.write_formula(1, 3, "=A1", None, "")

    report = await load(blank, people(tmp_path / "d.xlsx", put))
    assert problems(report) == [
        ("people", 2, "phone", "formula-without-value"),
        ("people", 2, "residence_code", "formula-without-value"),
    ]
    assert "13900" not in repr(report.as_json())
    assert report.problems[1].value == "=A1"
    assert await kept(blank) == STORED


def edited(path: Path, old: str, new: str) -> Path:
    """The workbook with its first sheet's XML changed."""
    out = path.with_name("edited.xlsx")
    with ZipFile(path) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(entry.filename, content)
    return out


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ('<c r="C2"><f>A1</f><v/></c>', "formula-without-value"),
        ('<c r="C2"><f>A1</f></c>', "formula-without-value"),
        ('<c r="C2" t="str"><f>A1</f></c>', "formula-without-value"),
        ('<c r="C2" t="n"><f t="shared" si="0"/><v></v></c>', "formula-without-value"),
        ("<c t='e' r='C2'><f><![CDATA[A1]]></f><v>#N/A</v></c>", "error-value"),
        ('<c r="C2" t="e"/>', "error-value"),
        # A text of no characters is what the formula came to.
        ('<c r="C2" t="str"><f>A1</f><v></v></c>', None),
        ('<c r="C2"><f>A1</f><v>7</v></c>', None),
        ('<c r="C2" t="str"><f>"#"</f><v>#</v></c>', None),
    ],
)
def test_cells_are_told_apart_by_their_xml(tmp_path: Path, cell: str, kind: str | None) -> None:
    def put(page: Any) -> None:
        page.write_number(1, 2, 12345)

    path = edited(people(tmp_path / "d.xlsx", put), '<c r="C2"><v>12345</v></c>', cell)
    found = read(path).sheets[0].rows[1][2]
    expected = {"formula-without-value": Flaw.FORMULA, "error-value": Flaw.ERROR, None: None}[kind]
    assert (found.flaw if isinstance(found, Flawed) else None) is expected


def test_cells_without_their_place_are_counted(tmp_path: Path) -> None:
    def put(page: Any) -> None:
        page.write_number(1, 2, 12345)

    path = people(tmp_path / "d.xlsx", put)
    path = edited(path, '<c r="C2"><v>12345</v></c>', '<c t="e"><v>#N/A</v></c>')
    assert read(path).sheets[0].rows[1][2] == Flawed(Flaw.ERROR, "#N/A")


def test_a_last_row_of_errors_alone_is_not_lost(tmp_path: Path) -> None:
    def put(page: Any) -> None:
        page.write_formula(4, 1, "=NA()", None, "#N/A")

    sheet = read(people(tmp_path / "d.xlsx", put)).sheets[0]
    assert [len(sheet.rows), sheet.rows[4][1]] == [5, Flawed(Flaw.ERROR, "#N/A")]


def test_errors_that_end_the_reading_are_named_with_their_place(tmp_path: Path) -> None:
    def put(page: Any) -> None:
        page.write_formula(1, 2, "=A1:A9", None, "#SPILL!")

    path = people(tmp_path / "d.xlsx", put)
    path = edited(path, 't="str"><f>A1:A9</f>', 't="e"><f>A1:A9</f>')
    with pytest.raises(SourceError, match=r"cell C2 of “people” shows #SPILL!"):
        read(path)


@pytest.mark.parametrize(
    "cell", ['<c r="C2" t="e"><v>#N/A</v></c><c', '<c r="C2" t="e"><v>&nothing;</v></c>']
)
def test_xml_that_cannot_be_parsed_hides_no_errors(tmp_path: Path, cell: str) -> None:
    def put(page: Any) -> None:
        page.write_number(1, 2, 12345)

    path = people(tmp_path / "d.xlsx", put)
    path = edited(path, '<c r="C2"><v>12345</v></c>', cell)
    with pytest.raises(SourceError):
        read(path)


async def test_cells_that_a_merged_one_covers_are_not_empty(blank: Graph, tmp_path: Path) -> None:
    await loaded(blank, small())
    book = module.Workbook(str(tmp_path / "d.xlsx"))
    page = book.add_worksheet("people")
    page.write_row(0, 0, ["code", "name", "residence_code"])
    page.write_row(1, 0, ["P2", "李四"])
    page.write_row(2, 0, ["P1", "张三"])
    page.merge_range("C2:C3", "B1")
    page.merge_range("E3:F4", "far away")
    book.close()
    # Everything to the right and below: what would fill each cell of it would never end.
    path = edited(tmp_path / "d.xlsx", "E3:F4", "E3:XFD1048576")
    report = await load(blank, path)
    assert ("people", 3, "residence_code", "merged-cell") in problems(report)
    assert report.wrong == 1
    assert await kept(blank) == STORED


def test_a_row_of_covered_cells_alone_is_no_row(tmp_path: Path) -> None:
    book = module.Workbook(str(tmp_path / "d.xlsx"))
    page = book.add_worksheet("units")
    page.write_row(0, 0, ["code", "name"])
    page.merge_range("A2:A3", "N1")
    page.merge_range("B2:B3", "Bureau")
    page.write_row(3, 0, ["N2", "Office"])
    book.close()
    sheet = read(tmp_path / "d.xlsx").sheets[0]
    assert sheet.rows[2][:2] in ([], [Flawed(Flaw.MERGED), Flawed(Flaw.MERGED)])


@pytest.mark.parametrize("shown", [*SHOWN, "#SPILL!", "#CALC!", "Err:502", "###", "#" * 40])
async def test_a_text_that_stands_for_an_error_is_wrong_in_every_column(
    blank: Graph, tmp_path: Path, shown: str
) -> None:
    await loaded(blank, small())
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "people.csv").write_text(
        f"code,name,phone,category,joined_on\nP1, {shown} ,{shown},{shown},{shown}\n",
        encoding="utf-8",
    )
    report = await load(blank, tmp_path / "d")
    found = [(p.column, p.kind) for p in report.problems]
    assert found == [(c, "error-value") for c in ("name", "phone", "category", "joined_on")]
    assert await kept(blank) == STORED


async def test_texts_with_a_sign_of_number_are_texts(blank: Graph) -> None:
    table = rows("units", "code name", ["N1", "#1楼"], ["N2", "##"], ["N3", "N/A"])
    report = await loaded(blank, [table])
    assert problems(report) == []
    assert report.written == 3


async def test_the_marked_copy_stays_wrong_until_it_is_corrected(
    blank: Graph, tmp_path: Path
) -> None:
    await loaded(blank, small())

    def put(page: Any) -> None:
        page.write_formula(1, 2, '=HYPERLINK("http://127.0.0.1/")', None, "")
        page.write_formula(1, 3, "=NA()", None, "#N/A")

    report = await load(blank, people(tmp_path / "d.xlsx", put))
    report.save_workbook(tmp_path / "marked.xlsx")
    again = await load(blank, tmp_path / "marked.xlsx")
    assert [(p.column, p.kind) for p in again.problems] == [
        ("phone", "error-value"), ("residence_code", "error-value"),
    ]  # fmt: skip
    with ZipFile(tmp_path / "marked.xlsx") as book:
        assert b"HYPERLINK" not in book.read("xl/worksheets/sheet1.xml")
    assert await kept(blank) == STORED


def test_looking_for_them_takes_no_more_memory_for_a_larger_sheet(tmp_path: Path) -> None:
    peaks: list[int] = []
    for count in (2_000, 40_000):
        path = tmp_path / f"{count}.xlsx"
        book = module.Workbook(str(path), {"constant_memory": True})
        page = book.add_worksheet("units")
        page.write_row(0, 0, ["code", "name"])
        for row in range(1, count):
            page.write_row(row, 0, [f"N{row}", "Bureau"])
        page.write_formula(count, 1, "=NA()", None, "#N/A")
        book.close()
        with ZipFile(path) as archive:
            tracemalloc.start()
            assert dict(flaws_of(archive)) == {"units": {(count, 1): Flawed(Flaw.ERROR, "#N/A")}}
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 8 * 1024**2


@pytest.mark.parametrize(("letters", "index"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16_383)])
def test_columns_have_letters(letters: str, index: int) -> None:
    assert (column_index(letters), column_letters(index)) == (index, letters)
