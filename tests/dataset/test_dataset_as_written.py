"""Dates and files as clerks write them and as programs save them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from graph.declare import Scalar
from graph.model import MODEL
from graph.tables import Column, tables
from seeds.dataset import SourceError, read
from seeds.dataset.cells import coerce
from seeds.dataset.frame import Frame
from seeds.dataset.matching import match
from seeds.dataset.sheets import Cell

module: Any = xlsxwriter
DAY = Column("since", "起", Scalar.DATE)


def frames(path: Path) -> list[Frame]:
    """The tables of a source."""
    return match(read(path).sheets, tables(MODEL)).frames


@pytest.mark.parametrize(
    "cell",
    ["2011-07-01", "2011-7-1", "2011/7/1", "2011/07/01", "2011.7.1", "20110701", 20110701,
     20110701.0, "2011年7月1日", "2011年07月01日", "２０１１－０７－０１", " 2011/7/1 ",
     "2011/7/1 0:00:00", "2011-07-01T00:00", date(2011, 7, 1)],
)  # fmt: skip
def test_dates_are_read_as_clerks_write_them(cell: Cell) -> None:
    coerced = coerce(DAY, [cell])
    assert (coerced.values, coerced.findings) == (["2011-07-01"], [])


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("7/1/2010", "ambiguous-date"), ("31/7/2010", "ambiguous-date"),
        ("01-07-10", "ambiguous-date"), ("2011.7", "ambiguous-date"),
        ("2011年7月", "ambiguous-date"), ("2011年", "ambiguous-date"), ("2011", "ambiguous-date"),
        (2011.0, "ambiguous-date"), ("2011-02-29", "malformed-date"),
        ("20111301", "malformed-date"),
        ("2011-7/1", "malformed-date"), ("40725", "malformed-date"), (40725, "malformed-date"),
        ("2011-07-01 09:30", "malformed-date"), ("三月一日", "malformed-date"),
        ("2011年7月1", "malformed-date"), (True, "malformed-date"),
        (float("nan"), "malformed-date"), (float("inf"), "malformed-date"),
    ],
)  # fmt: skip
def test_what_may_be_several_days_or_none_is_named(cell: Cell, kind: str) -> None:
    coerced = coerce(DAY, [cell])
    assert [f.kind.name for f in coerced.findings] == [kind]
    assert coerced.values == [None]


@pytest.mark.parametrize("epoch", [False, True])
def test_excel_dates_of_both_epochs_are_the_same_day(tmp_path: Path, epoch: bool) -> None:
    book = module.Workbook(str(tmp_path / "d.xlsx"), {"date_1904": epoch})
    page = book.add_worksheet("people")
    page.write_row(0, 0, ["code", "joined_on"])
    page.write(1, 0, "P1")
    page.write_datetime(1, 1, date(2011, 7, 1), book.add_format({"num_format": "yyyy/m/d"}))
    book.close()
    (frame,) = frames(tmp_path / "d.xlsx")
    assert coerce(DAY, frame.raw["joined_on"]).values == ["2011-07-01"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("title", ["", "忻府区单位表\n\n"])
def test_one_csv_file_is_one_table_however_it_was_saved(
    tmp_path: Path, encoding: str, delimiter: str, title: str
) -> None:
    lines = [["编码", "名称（必填）"], ["N1", '"局, 二楼; 东"'], ["N2", "办"]]
    text = title + "".join(delimiter.join(line) + "\r\n" for line in lines)
    path = tmp_path / "单位.csv"
    path.write_bytes(text.encode(encoding))
    (frame,) = frames(path)
    assert (frame.table.name, frame.findings) == ("units", [])
    assert frame.raw == {"code": ["N1", "N2"], "name": ["局, 二楼; 东", "办"]}
    above = 2 if title else 0
    assert (frame.header, [*frame.numbers]) == (above + 1, [above + 2, above + 3])


def test_headings_below_a_merged_title_are_found(tmp_path: Path) -> None:
    book = module.Workbook(str(tmp_path / "d.xlsx"))
    page = book.add_worksheet("人员")
    page.merge_range("A1:C1", "人员信息表")
    page.write_row(1, 0, ["填报：", "2026-11-01"])
    page.write_row(3, 0, ["编码*", "姓名*", "电话"])
    page.write_row(4, 0, ["P1", "张三"])
    book.close()
    (frame,) = frames(tmp_path / "d.xlsx")
    assert (frame.header, [*frame.numbers], frame.findings) == (4, [5], [])
    assert frame.raw["name"] == ["张三"]


def test_a_row_that_quotes_headings_is_no_row_of_headings(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("code,name\nN1,name\ncode,a name\n", encoding="utf-8")
    (frame,) = frames(path)
    assert (frame.header, frame.raw["code"]) == (1, ["N1", "code"])


def test_a_file_of_another_name_says_what_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "人員.csv"
    path.write_text("编码,姓名\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Is “人員” meant to be “人员”"):
        read(path)


def test_a_sheet_that_kept_its_first_name_is_told_by_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "Sheet1.csv"
    path.write_text("编码,姓名,党员类别\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"By its headings “Sheet1” is the table people \(人员\)"):
        read(path)
