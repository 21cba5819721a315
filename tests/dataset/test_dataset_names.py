"""Headings and names of sheets: decorated, misspelled, repeated, missing."""

from pathlib import Path

import pytest

from graph.bolt import Graph
from graph.model import MODEL
from graph.tables import Table
from graph.tables import tables as declared
from seeds.dataset import LoadOptions, SourceError, exit_code, load, read
from seeds.dataset.headings import columns_by_heading
from seeds.dataset.names import bare, nearest, plain
from seeds.dataset.sheets import Cell, Sheet
from tests.dataset.loading import loaded_sheets, problems
from tests.dataset.small import small


def folder(path: Path, **files: str) -> Path:
    """A folder of CSV files by name."""
    path.mkdir()
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("table", declared(MODEL), ids=lambda t: t.name)
def test_no_two_headings_of_a_table_are_the_same_without_decorations(table: Table) -> None:
    headings = columns_by_heading(table)
    taken: dict[str, str] = {}
    for heading, column in headings.items():
        assert taken.setdefault(bare(heading), column) == column


@pytest.mark.parametrize(
    "heading",
    ["姓名", "姓名*", "*姓名", "＊姓名", " 姓 名 ", "姓名（必填）", "姓名(required)", "【姓名】",
     "姓名：", "姓\n名", "姓名【填全名】", "姓名〔1〕", "（姓名）", "★姓名", "NAME", "Ｎａｍｅ",
     "name *", "\ufeff姓名", "姓名\u200b"],
)  # fmt: skip
async def test_decorations_of_headings_are_left_out(blank: Graph, heading: str) -> None:
    sheet = Sheet("人员", [["编码", heading], ["P1", "张三"]])
    report = await loaded_sheets(blank, sheet)
    assert problems(report) == []
    assert exit_code(report) == 0
    assert await blank.rows("MATCH (n:Person) RETURN n.name") == [["张三"]]


@pytest.mark.parametrize(
    ("heading", "near"),
    [("入党时间", "入党日期"), ("党员类型", "党员类别"), ("joined on date", "joined_on"),
     ("电話", "电话"), ("备注", None), ("x", None)],
)  # fmt: skip
async def test_a_column_that_is_not_known_is_a_problem_and_the_rows_load(
    blank: Graph, heading: str, near: str | None
) -> None:
    sheet = Sheet("人员", [["编码", "姓名", heading], ["P1", "张三", "某值"]])
    report = await loaded_sheets(blank, sheet)
    assert problems(report) == [("people", 1, "", "unknown-column")]
    problem = report.problems[0]
    assert (problem.heading, problem.value) == (heading, None)
    assert (near is None) == ("meant" not in problem.en)
    assert near is None or (near in problem.zh and near in problem.en)
    assert (exit_code(report), report.wrong, report.written) == (1, 0, 1)


async def test_a_near_miss_is_never_a_column_that_is_there(blank: Graph) -> None:
    sheet = Sheet("人员", [["编码", "姓名", "入党日期", "入党时间"], ["P1", "张三", None, None]])
    report = await loaded_sheets(blank, sheet)
    assert "入党日期" not in report.problems[0].en


async def test_a_misspelled_needed_column_is_named_with_what_was_meant(blank: Graph) -> None:
    report = await loaded_sheets(blank, Sheet("单位", [["编码", "名稱"], ["N1", "局"]]))
    assert [p.kind for p in report.problems] == ["missing-column", "unknown-column"]
    assert "“名称”" in report.problems[1].zh


async def test_a_strict_load_wants_all_columns_known(blank: Graph) -> None:
    from seeds.dataset import Source, load_source

    sheet = Sheet("units", [["code", "name", "nonsense"], ["N1", "Bureau", "x"]])
    report = await load_source(blank, Source("s", [sheet], 0.0), LoadOptions(strict=True))
    assert (report.loaded, exit_code(report)) == (False, 3)
    assert await blank.read("MATCH (n:LiaisonUnit) RETURN count(n)") == 0


@pytest.mark.parametrize(
    ("headings", "first", "loaded_name"),
    [
        (["code", "name", "名称"], "name", "one"),
        (["code", "name", "name"], "name", "one"),
        (["code", "name*", "name"], "name", "two"),
        (["code", "name（旧）", "名称"], "名称", "two"),
    ],
)
async def test_repeated_headings_are_a_problem(
    blank: Graph, headings: list[Cell], first: str, loaded_name: str
) -> None:
    report = await loaded_sheets(blank, Sheet("units", [headings, ["N1", "one", "two"]]))
    assert problems(report) == [("units", 1, "", "repeated-column")]
    assert f"“{first}”" in report.problems[0].en
    assert exit_code(report) == 1
    assert await blank.rows("MATCH (n:LiaisonUnit) RETURN n.name") == [[loaded_name]]


async def test_values_without_a_heading_are_a_problem(blank: Graph) -> None:
    sheet = Sheet(
        "units", [["code", None, "name"], ["N1", "x", "Bureau", None, 7], ["N2", " ", "Office"]]
    )
    report = await loaded_sheets(blank, sheet)
    assert problems(report) == [("units", 1, "", "missing-heading")] * 2
    assert "Column B has no heading; 1 cells" in report.problems[0].en
    assert "Column E has no heading" in report.problems[1].en
    assert (exit_code(report), report.written) == (1, 2)


async def test_a_line_with_a_field_too_many_is_left_out(blank: Graph, tmp_path: Path) -> None:
    text = 'code,name,\nN1,Bureau,\nN2,Bureau, second floor\nN3,"Bureau, third floor"\nN4,a,,b\n'
    report = await load(blank, folder(tmp_path / "d", units=text))
    assert problems(report) == [
        ("units", 3, "", "surplus-field"), ("units", 5, "", "surplus-field"),
    ]  # fmt: skip
    assert "3 fields, the headings are only 2" in report.problems[0].en
    found = await blank.rows("MATCH (n:LiaisonUnit) RETURN n.code, n.name ORDER BY n.code")
    assert found == [["N1", "Bureau"], ["N3", "Bureau, third floor"]]


async def test_a_surplus_field_is_shown_nowhere(blank: Graph, tmp_path: Path) -> None:
    report = await load(
        blank, folder(tmp_path / "d", people="code,name\nP1,张三,13900000001\nP1,李四\n")
    )
    assert [p.kind for p in report.problems] == ["surplus-field"]
    assert "1390000" not in repr(report.as_json())
    report.save_workbook(tmp_path / "marked.xlsx")
    assert read(tmp_path / "marked.xlsx").sheets[1].rows[1][2] == "13900000001"


@pytest.mark.parametrize(
    "name", ["人员", "人员 (2)", "people (2)", " People ", "ＰＥＯＰＬＥ", "【人员】"]
)
async def test_decorations_of_sheets_are_left_out(blank: Graph, name: str) -> None:
    report = await loaded_sheets(blank, Sheet(name, [["编码", "姓名"], ["P1", "张三"]]))
    assert problems(report) == []
    assert (report.written, report.tables[0].table) == (1, "people")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("人員", "people"),
        ("peoples", "people"),
        ("Sheet1", "people"),
        ("党组织表", "organizations"),
    ],
)
async def test_a_sheet_that_is_likely_a_table_is_a_problem(
    blank: Graph, name: str, table: str
) -> None:
    headings: list[Cell] = ["编码", "姓名", "电话"]
    report = await loaded_sheets(
        blank, small()["units"].sheet(), Sheet(name, [[], headings, ["P1", "张三", None]])
    )
    assert problems(report) == [(table, 2, "", "unknown-sheet")]
    assert report.problems[0].sheet == name
    assert table in report.problems[0].en
    assert (exit_code(report), report.written) == (1, 1)


async def test_a_second_sheet_of_a_table_is_a_problem(blank: Graph, tmp_path: Path) -> None:
    first, second = small()["units"].sheet(), Sheet("单位（旧）", [["编码", "名称"], ["N9", "旧"]])
    report = await loaded_sheets(blank, second, first)
    assert problems(report) == [("units", 1, "", "repeated-sheet")]
    assert await blank.rows("MATCH (n:LiaisonUnit) RETURN n.code") == [["N1"]]
    report.save_workbook(tmp_path / "marked.xlsx")
    names = [s.name for s in read(tmp_path / "marked.xlsx").sheets]
    assert names == ["问题清单", "单位（旧）", "units"]


@pytest.mark.parametrize("rows", [[], [["填写说明"], ["先填编码"]], [["日期", "事项"], ["1", "2"]]])
async def test_other_sheets_are_a_remark(blank: Graph, rows: list[list[Cell]]) -> None:
    report = await loaded_sheets(blank, small()["units"].sheet(), Sheet("说明", rows))
    assert problems(report) == []
    assert [(n.kind, n.sheet) for n in report.notes] == [("unknown-sheet", "说明")]
    assert exit_code(report) == 0


def test_a_source_without_a_table_names_what_was_meant(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Is “人員” meant to be “人员”"):
        read(folder(tmp_path / "d", 人員="编码,姓名\n"))


async def test_problems_of_headings_are_marked_where_they_are(blank: Graph, tmp_path: Path) -> None:
    sheet = Sheet("units", [["code", "name", "name", "名字"], ["N1", "a", "b", "c"]])
    report = await loaded_sheets(blank, sheet)
    assert [p.place for p in report.problems] == [2, 3]
    assert not any("place" in p for p in report.as_json()["problems"])


def test_names_are_compared_by_their_letters() -> None:
    assert bare(" 党员类别*（必填）") == bare("党员类别") == "党员类别"
    assert bare("parent code") == bare("Parent_Code")
    assert bare("（编码）") == "编码"
    assert bare("***") == ""
    assert plain("Ｃｏｄｅ ") == "code"
    assert nearest("社区類型", ["社区类型", "小区类型"]) == "社区类型"
    assert nearest("", ["编码"]) is None
