"""A clerk's workbook is marked itself: what it looks like stays."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook  # pyright: ignore[reportMissingModuleSource]
from openpyxl.styles import Font  # pyright: ignore[reportMissingModuleSource]
from openpyxl.worksheet.datavalidation import (  # pyright: ignore[reportMissingModuleSource]
    DataValidation,
)

from graph.bolt import Graph
from seeds.dataset import load
from seeds.dataset.files import ReportFiles


def _clerks(path: Path) -> None:
    """A workbook with a title, widths, panes, drop-downs, formats, a merge and a formula."""
    book: Any = Workbook()
    page = book.active
    page.title = "单位"
    page["A1"] = "单位登记表"
    page["A1"].font = Font(bold=True, size=18)
    page.merge_cells("A1:C1")
    page.append(["编码", "名称", "备注"])
    page.append(["N1", "区教育局", '=A3&"!"'])
    page.append(["N2", None, None])
    page.append(["N3", "区民政局", None])
    page.column_dimensions["B"].width = 41
    page.freeze_panes = "A3"
    words: Any = DataValidation(type="list", formula1='"甲,乙"')
    page.add_data_validation(words)
    words.add("C3:C9")
    page["A4"].number_format = "@"
    other = book.create_sheet("说明")
    other["A1"] = "=1+1"
    book.save(path)


async def test_the_copy_is_the_clerk_s_own_file(blank: Graph, tmp_path: Path) -> None:
    source = tmp_path / "d.xlsx"
    _clerks(source)
    report = await load(blank, source)
    report.problem_count += 1_234
    files = ReportFiles.of(source)
    marked = files.save_marked(report)
    assert marked is not None
    assert report.keeps_whole(source)
    assert not report.keeps_whole(source.with_suffix(".xlsm"))
    book: Any = load_workbook(marked)
    assert book.sheetnames == ["问题清单", "单位", "说明"]
    page = book["单位"]
    assert page["A1"].font.size == 18
    assert [str(area) for area in page.merged_cells.ranges] == ["A1:C1"]
    assert (page.column_dimensions["B"].width, page.freeze_panes) == (41, "A3")
    assert page["C3"].value == '=A3&"!"'
    assert page["A4"].number_format == "@"
    assert page.data_validations.dataValidation[0].formula1 == '"甲,乙"'
    assert page["B4"].fill.fgColor.rgb == "FFFFC7CE"
    assert page["B4"].comment.text.startswith("“名称”不能为空。")
    assert page["B3"].comment is None
    first = book["问题清单"]
    rows = [[cell.value for cell in row][:6] for row in first.iter_rows(min_row=2)]
    assert ["单位", "B4", "名称", None, "必填项为空", "“名称”不能为空。"] in rows
    assert rows.pop()[5] == "另有 1,234 个问题，只计数，未列出：请先改正以上各处，再次导入。"
    links = [row[1].hyperlink for row in first.iter_rows(min_row=2, max_row=first.max_row - 1)]
    assert "#'单位'!B4" in [link.location or link.target for link in links]


async def test_marks_of_an_earlier_copy_go(blank: Graph, tmp_path: Path) -> None:
    source = tmp_path / "d.xlsx"
    _clerks(source)
    first = ReportFiles.of(source).save_marked(await load(blank, source))
    assert first is not None
    book: Any = load_workbook(first)
    book["单位"]["B4"] = "区卫健局"
    book["单位"]["B5"] = None
    book["单位"]["C3"] = None
    book.save(first)
    again = ReportFiles.of(first).save_marked(await load(blank, first))
    assert again is not None
    page: Any = load_workbook(again)["单位"]
    assert (page["B4"].comment, page["B4"].fill.fgColor.rgb) == (None, "00000000")
    assert page["B5"].comment is not None
    assert load_workbook(again).sheetnames.count("问题清单") == 1
