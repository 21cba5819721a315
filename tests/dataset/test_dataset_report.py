"""The report: printed, as JSON, and as a workbook to be corrected and loaded again."""

import json
import os
import stat
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from rich.console import Console

from graph.bolt import Graph
from seeds.dataset import Report, SourceError, exit_code, load, read
from seeds.dataset.files import ReportFiles
from seeds.dataset.problems import Problem
from seeds.dataset.report import TableCount
from seeds.dataset.sheets import Sheet
from tests.dataset.loading import contents, loaded, loaded_sheets, problems
from tests.dataset.small import Rows, small


def faulty() -> dict[str, Rows]:
    """The small dataset with three wrong rows."""
    tables = small()
    tables["units"].add(["N2", None], ["N3", "[bold]Right[/]"])
    tables["liaisons"].add(["C1", "DISTRICT_UNIT", None, "N2", date(2024, 1, 1), None])
    tables["service_items"].put(2, "category", "")
    return tables


async def test_json_counts_tables_rows_and_problems(blank: Graph, tmp_path: Path) -> None:
    report = await loaded(blank, faulty())
    report.save_json(tmp_path / "report.json")
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert found["read"] == found["written"] + found["wrong"] == report.read
    assert (found["loaded"], found["dryRun"], found["strict"]) == (True, False, False)
    assert found["problemCount"] == len(found["problems"]) == 4
    assert found["problemsByKind"] == {"depends-on-wrong-row": 2, "missing-value": 2}
    units = next(t for t in found["tables"] if t["table"] == "units")
    assert units == {
        "table": "units", "zh": "单位", "read": 3, "written": 2, "unchanged": 0, "wrong": 1,
        "created": 2, "changed": 0, "ended": 0, "left_ended": 0, "left_removed": 0, "left_kept": 0,
    }  # fmt: skip
    problem = next(p for p in found["problems"] if p["table"] == "units")
    assert problem == {
        "table": "units", "sheet": "units", "row": 3, "column": "name", "heading": "name",
        "value": None, "kind": "missing-value", "zh": "“name”不能为空。",
        "en": "“name” must not be empty.",
    }  # fmt: skip


async def test_problems_stand_in_the_order_of_the_source(blank: Graph) -> None:
    tables = faulty()
    report = await loaded(blank, dict(reversed(tables.items())))
    assert [(p.table, p.row) for p in report.problems] == [
        ("facility_services", 2), ("service_items", 2), ("liaisons", 3), ("units", 3),
    ]  # fmt: skip


async def test_the_printed_report_names_what_is_wrong(blank: Graph) -> None:
    console = Console(width=160, record=True)
    tables = faulty()
    tables["units"].put(4, "code", "[N3]/")
    report = await loaded(blank, tables)
    report.print(console)
    text = console.export_text()
    assert "missing-value" in text
    assert "[N3]/" in text
    assert "“name” must not be empty." in text
    assert "“name”不能为空。" in text
    assert f"{report.written:,} rows written, 0 unchanged, {report.wrong} left out" in text


async def test_a_long_report_is_printed_whole_on_a_narrow_terminal(blank: Graph) -> None:
    console = Console(width=80, record=True)
    units = Rows("单位", ["编码", "名称"], [[f"N{i}" * 20, None] for i in range(50)])
    units.add(["有 空格的编码" * 8, "局"])
    (await loaded(blank, [units])).print(console)
    lines = console.export_text().splitlines()
    assert sum(line.strip() == "“名称”不能为空。" for line in lines) == 50
    assert f"单位 A52 编码 = {'有 空格的编码' * 8}  [malformed-code 编码格式有误]" in lines
    # In the language of the headings first.
    first = lines.index("    “名称”不能为空。")
    assert lines[first + 1] == "    “名称” must not be empty."


@pytest.mark.parametrize("many_rows", [20_000, 1])
async def test_the_marked_workbook_is_corrected_and_loaded(
    blank: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many_rows: int
) -> None:
    # From so many rows on it is written row by row, without keeping them.
    monkeypatch.setattr("seeds.dataset.workbook.MANY_ROWS", many_rows)
    report = await loaded(blank, faulty())
    path = tmp_path / "marked.xlsx"
    report.save_workbook(path)
    sheets = {sheet.name: [list(row) for row in sheet.rows] for sheet in read(path).sheets}
    listed = [tuple(row[:2]) for row in sheets["problems"][1:]]
    assert listed == [(p.sheet, p.cell) for p in report.problems]
    assert ("units", "B3") in listed
    assert sheets["units"] == [
        ["code", "name"],
        ["N1", "Bureau"],
        ["N2", ""],
        ["N3", "[bold]Right[/]"],
    ]
    assert sheets["liaisons"][2][4] == date(2024, 1, 1)
    again = await load(blank, path)
    assert problems(again) == problems(report)
    sheets["units"][2][1] = "Second bureau"
    sheets["service_items"][1][2] = "Household"
    del sheets["problems"]
    corrected = await loaded_sheets(blank, *(Sheet(n, rows) for n, rows in sheets.items()))
    assert (corrected.wrong, corrected.written) == (0, 4)


async def test_wrong_cells_are_red_and_say_why(blank: Graph, tmp_path: Path) -> None:
    report = await loaded(blank, faulty())
    path = tmp_path / "marked.xlsx"
    report.save_workbook(path)
    with ZipFile(path) as book:
        comments = [n for n in book.namelist() if n.startswith("xl/comments")]
        texts = "".join(book.read(name).decode() for name in comments)
        styles = book.read("xl/styles.xml").decode()
        number = list(faulty()).index("units") + 2
        units = book.read(f"xl/worksheets/sheet{number}.xml").decode()
    assert len(comments) == 4
    assert "“name”不能为空。" in texts
    assert "“name” must not be empty." in texts
    assert "FFFFC7CE" in styles
    assert '<c r="B3" s="' in units
    assert '<c r="B2" s="' not in units


async def test_a_csv_folder_becomes_a_marked_workbook_too(blank: Graph, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "单位.csv").write_text("编码,名称\nN1,\n=1+1,局\n", encoding="utf-8")
    report = await load(blank, tmp_path / "d")
    files = ReportFiles.of(tmp_path / "d")
    assert files.save_report(report) == tmp_path / "d.report.json"
    report.problem_count += 7
    marked = files.save_marked(report)
    assert marked is not None
    assert [*read(marked).sheets[0].rows[-1]][4:6] == [
        "…", "另有 7 个问题，只计数，未列出：请先改正以上各处，再次导入。",
    ]  # fmt: skip
    assert marked == tmp_path / "d.marked.xlsx"
    assert stat.S_IMODE(marked.stat().st_mode) == 0o600
    assert [[*row] for row in read(marked).sheets[1].rows] == [
        ["编码", "名称"], ["N1", ""], ["=1+1", "局"],
    ]  # fmt: skip
    assert sorted(os.listdir(tmp_path)) == ["d", "d.marked.xlsx", "d.report.json"]


async def test_a_missing_column_is_marked_at_the_headings(blank: Graph, tmp_path: Path) -> None:
    report = await loaded(blank, [Rows("units", ["code"], [["N1"], ["N2"]])])
    assert [(p.row, p.kind, p.heading) for p in report.problems] == [(1, "missing-column", "名称")]
    assert (report.wrong, await contents(blank)) == (2, [])
    report.save_workbook(tmp_path / "marked.xlsx")
    with ZipFile(tmp_path / "marked.xlsx") as book:
        assert (
            "缺少必需的列“名称”"
            in book.read(
                "xl/comments2.xml" if "xl/comments2.xml" in book.namelist() else "xl/comments1.xml"
            ).decode()
        )


def test_a_table_too_long_for_a_sheet_is_refused(tmp_path: Path) -> None:
    rows = [["code"]] * 1_048_577
    report = Report("d", False, False, sheets=[Sheet("units", rows)])
    with pytest.raises(SourceError, match="use the JSON report"):
        report.save_workbook(tmp_path / "marked.xlsx")


@pytest.mark.parametrize(
    ("report", "marked", "says"),
    [
        ("d.csv/r.json", None, "change the input"),
        ("nowhere/r.json", None, "cannot be written"),
        (None, ".", "is a folder"),
        ("one", "one", "both"),
        ("r.json", "m.xlsx", None),
        (None, None, None),
    ],
)
def test_places_for_the_report_are_checked_before_the_load(
    tmp_path: Path, report: str | None, marked: str | None, says: str | None
) -> None:
    (tmp_path / "d.csv").mkdir()
    files = ReportFiles.of(
        tmp_path / "d.csv",
        None if report is None else tmp_path / report,
        None if marked is None else tmp_path / marked,
    )
    refusal = files.refusal()
    assert refusal is None if says is None else says in str(refusal)


@pytest.mark.parametrize(
    ("wrong", "loaded", "dry_run", "code"),
    [(0, True, False, 0), (0, False, True, 0), (1, True, False, 1), (1, False, True, 1),
     (1, False, False, 3)],
)  # fmt: skip
def test_exit_codes_tell_the_outcomes_apart(
    wrong: int, loaded: bool, dry_run: bool, code: int
) -> None:
    report = Report("d", dry_run, False, loaded, [TableCount("units", "单位", 2, wrong=wrong)])
    assert exit_code(report) == code


def test_a_problem_is_plain_data() -> None:
    problem = Problem("units", "单位", 2, "name", "名称", None, "missing-value", "空。", "Empty.")
    assert json.loads(json.dumps(problem.as_json()))["heading"] == "名称"
