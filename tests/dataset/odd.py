"""Odd files as clerks' programs write them, each with what must come of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from openpyxl import Workbook  # pyright: ignore[reportMissingModuleSource]
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # pyright: ignore[reportMissingModuleSource]

from tests.dataset.office import FOLDER as OFFICE

Grid = list[list[Any]]
UNITS: Grid = [["编码", "名称"], ["N1", "教育局"], ["N2", "民政局"]]
BOTH = ["N1", "N2"]


@dataclass(frozen=True)
class Odd:
    """A file, and what is read from it.

    refused: words of the sentence with which it is refused; None when it is read.
    codes: the first table's codes; kinds: the problems found; days: people's days of joining;
    notes: the kinds of remarks.
    """

    name: str
    content: bytes
    codes: list[str] | None = None
    kinds: tuple[str, ...] = ()
    days: Sequence[str | None] | None = None
    notes: tuple[str, ...] = ()
    refused: str | None = None


def _written(grid: Grid, sheet: str = "单位", **options: Any) -> bytes:
    """A workbook of xlsxwriter."""
    out = BytesIO()
    module: Any = xlsxwriter
    book = module.Workbook(out, {"default_date_format": "yyyy-mm-dd", **options})
    page = book.add_worksheet(sheet)
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            page.write(row, column, cell)
    book.close()
    return out.getvalue()


def _opened(change: Callable[[Any, Any], None], grid: Grid = UNITS, sheet: str = "单位") -> bytes:
    """A workbook of openpyxl, changed before it is saved."""
    book: Any = Workbook()
    page = book.active
    page.title = sheet
    for row in grid:
        page.append(row)
    change(book, page)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(grid: Grid, between: str = ",", end: str = "\r\n") -> str:
    return "".join(between.join(map(str, row)) + end for row in grid)


def _zip(**files: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _put(cell: str, value: Any) -> Callable[[Any, Any], None]:
    def change(_: Any, page: Any) -> None:
        page[cell] = value

    return change


def _people(*days: Any) -> Grid:
    rows = [[f"P{i}", "某人", "居民党员", day] for i, day in enumerate(days)]
    return [["编码", "姓名", "党员类别", "入党日期"], *rows]


def _as_it_is(_: Any, __: Any) -> None:
    pass


def _hidden(book: Any, page: Any) -> None:
    page.column_dimensions["B"].hidden = True
    page.row_dimensions[3].hidden = True
    book.create_sheet("隐藏").sheet_state = "hidden"


def _filtered(_: Any, page: Any) -> None:
    page.auto_filter.ref = "A1:B3"
    page.freeze_panes = "A2"


def _mac(book: Any, _: Any) -> None:
    book.epoch = CALENDAR_MAC_1904


def _merged(_: Any, page: Any) -> None:
    page["B2"] = "局"
    page["B3"] = None
    page.merge_cells("B2:B3")


def _table(_: Any, page: Any) -> None:
    page.protection.sheet = True
    page.protection.password = "secret"


def _two(book: Any, _: Any) -> None:
    other = book.create_sheet("单位 (2)")
    other.append(["编码", "名称"])
    other.append(["N9", "局"])


def _total(_: Any, page: Any) -> None:
    page.append(["合  计"])
    page.merge_cells("A4:B4")


_PEOPLE = ["编码", "姓名", "电话", "退役军人", "党员类别", "入党日期"]
_TITLE: Grid = [["2026年单位登记表", None], [None, None], ["填表人：", "日期："], *UNITS]
_OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2040)
_TEXT = _lines(UNITS)

BOOKS = [
    Odd("plain.xlsx", _written(UNITS), BOTH),
    Odd("upper.XLSX", _written(UNITS), BOTH),
    Odd("in memory.xlsx", _written(UNITS, constant_memory=True), BOTH),
    Odd("openpyxl.xlsx", _opened(_as_it_is), BOTH),
    Odd("hidden.xlsx", _opened(_hidden), BOTH, notes=("unknown-sheet",)),
    Odd("filtered.xlsx", _opened(_filtered), BOTH),
    Odd("protected sheet.xlsx", _opened(_table), BOTH),
    Odd("title above.xlsx", _written(_TITLE), BOTH),
    Odd("stars.xlsx", _written([["编码*", "名称（必填）"], *UNITS[1:]]), BOTH),
    Odd("wide headings.xlsx", _written([[" 编 码 ", "名　称"], *UNITS[1:]]), BOTH),
    Odd("sheet in English.xlsx", _written([["Code", "NAME"], *UNITS[1:]], "Units"), BOTH),
    Odd("turned columns.xlsx", _written([row[::-1] for row in UNITS]), BOTH),
    Odd("numbers for codes.xlsx", _written([UNITS[0], [1001, "局"]]), ["1001"]),
    Odd("wide code.xlsx", _written([UNITS[0], ["Ｎ１", "局"]]), ["N1"]),
    Odd("long number.xlsx", _written([UNITS[0], [140902001001000123, "局"]]), [],
        ("digits-lost",)),
    Odd("scientific text.xlsx", _written([UNITS[0], ["1.40902E+17", "局"]]), [], ("digits-lost",)),
    Odd("gap in rows.xlsx", _written([*UNITS[:2], [None, None], UNITS[2]]), BOTH),
    Odd("empty row with spaces.xlsx", _written([*UNITS, ["  ", "\u3000"]]), BOTH),
    Odd("merged.xlsx", _opened(_merged), ["N1"], ("merged-cell",)),
    Odd("formula without value.xlsx", _opened(_put("B3", '="局"')), ["N1"],
        ("formula-without-value",)),
    Odd("error.xlsx", _opened(_put("B3", "#N/A")), ["N1"], ("error-value",)),
    Odd("unknown column.xlsx", _written([[*UNITS[0], "备注"], *UNITS[1:]]), BOTH,
        ("unknown-column",)),
    Odd("column twice.xlsx", _written([["编码", "名称", "编码"], *UNITS[1:]]), BOTH,
        ("repeated-column",)),
    Odd("no heading.xlsx", _written([UNITS[0], [*UNITS[1], "x"]]), ["N1"], ("missing-heading",)),
    Odd("sheet twice.xlsx", _opened(_two), BOTH, ("repeated-sheet",)),
    Odd("epoch of 1904.xlsx", _opened(_mac, _people(date(2011, 7, 1)), "人员"), ["P0"],
        days=["2011-07-01"]),
    Odd("days.xlsx",
        _written(_people("2011/7/1", "2011.7.1", "20110701", "2011年7月1日", 20110701), "人员"),
        ["P0", "P1", "P2", "P3", "P4"], days=["2011-07-01"] * 5),
    Odd("real days.xlsx", _written(_people(datetime(2011, 7, 1)), "人员"), ["P0"],
        days=["2011-07-01"]),
    Odd("odd days.xlsx", _written(_people("7/1/2010", "2011.7", "去年"), "人员"), [],
        ("ambiguous-date", "ambiguous-date", "malformed-date")),
    Odd("total.xlsx", _written([*UNITS, ["合计", 2]]), BOTH, notes=("total-row",)),
    Odd("total over merged cells.xlsx", _opened(_total), BOTH, notes=("total-row",)),
    Odd("totals between.xlsx",
        _written([*UNITS[:2], ["城东小计：", 1], UNITS[2], ["小 计", 1], [None, "总计（个）"]]),
        BOTH, notes=("total-row",)),
    Odd("headings again.xlsx", _written([*UNITS[:2], UNITS[0], UNITS[2]]), BOTH,
        notes=("repeated-headings",)),
    Odd("signed.xlsx",
        _written([*UNITS, [None, None], ["注：本表每月报一次，由社区填写。"],
                  ["填表人：某人", "审核人：某人"], ["填报日期：2026.11.1", None]]),
        BOTH, notes=("closing-row",)),
    Odd("numbered in advance.xlsx",
        _written([["序号", *UNITS[0]], [1, *UNITS[1]], [2, *UNITS[2]], [3], [4]]), BOTH,
        notes=("ignored-column",)),
    Odd("drawn out names.xlsx",
        _written([_PEOPLE, ["P1", "张 三", "13900000001", "√", "居民 党员", "2011年7月1号"],
                  ["P2", "李\u3000四\u200b", 13900000002, "无", "居民党员", None]], "人员"),
        ["P1", "P2"], days=["2011-07-01", None]),
    Odd("strokes for nothing.xlsx",
        _written([_PEOPLE, ["P1", "张三", "/", "—", "——", "-"], ["P2", "/", None, "是"]], "人员"),
        ["P1"], ("missing-value",), days=[None, None]),
    Odd("long numbers as they are shown.xlsx",
        _written([_PEOPLE, ["P1", "张三", "1.39E+10", "是", "居民党员", None]], "人员"), [],
        ("digits-lost",)),
    Odd("a code like a total.xlsx", _written([UNITS[0], ["设计", "设计院"], ["N-ALL", "局"]]),
        ["设计", "N-ALL"]),
]  # fmt: skip

TEXTS = [
    Odd("单位.csv", _TEXT.encode(), BOTH),
    Odd("units.csv", _TEXT.encode("utf-8-sig"), BOTH),
    Odd("单位.CSV", _TEXT.encode("gbk"), BOTH),
    Odd("单位 (1).csv", _TEXT.encode("gb18030"), BOTH),
    Odd("units.txt", _lines(UNITS, "\t").encode("utf-16"), BOTH),
    Odd("units.tsv", _lines(UNITS, "\t", "\n").encode(), BOTH),
    Odd("单位.csv", _lines(UNITS, ";").encode("gbk"), BOTH),
    Odd("单位.csv", ("单位登记表\r\n\r\n" + _TEXT).encode(), BOTH),
    Odd("单位.csv", _lines(UNITS, end="\r").encode(), BOTH),
    Odd("单位.csv", b'\xef\xbb\xbf' + '"编码","名称"\n"N1","教育\n局"\n'.encode(), ["N1"]),
    Odd("单位.csv", "编码,名称\nN1,教育局,附注\n".encode(), [], ("surplus-field",)),
    Odd("单位.csv", "编码,名称\nN1\n".encode(), [], ("missing-value",)),
    Odd("单位.csv", "编码,名称\nN1,'=1+1\n".encode(), ["N1"]),
    Odd("单位.csv", _lines(UNITS, "，").encode(), BOTH),
    Odd("单位.csv", _lines(UNITS, "|").encode("gbk"), BOTH),
    Odd("单位.csv", _lines(UNITS, "；").encode("utf-8-sig"), BOTH),
    Odd("单位.csv", ("单位登记表，2026年，第一版\n" + _TEXT).encode(), BOTH),
    Odd("单位.csv", "编码,名称\nN1,教育局|体育局\nN2,民政局，残联\n".encode(), BOTH),
    Odd("单位.csv", 'sep=;\n编码;名称\n="N1";教育局\n"=""N2""";民政局\n'.encode("gbk"), BOTH),
    Odd("units.csv", (_TEXT + "合计,2\r\n,\r\n填表人：某人,\r\n").encode("gbk"), BOTH,
        notes=("closing-row", "total-row")),
    Odd("d.zip", _zip(**{"数据/单位.csv": _TEXT.encode()}), BOTH),
    Odd("d.zip", _zip(**{"__MACOSX/._单位.csv": b"\0", "单位.csv": _TEXT.encode("gbk")}), BOTH),
]  # fmt: skip

REFUSED = [
    Odd("old.xls", _OLE, refused="另存为 .xlsx"),
    Odd("wps.et", _OLE, refused="WPS 表格自己的格式"),
    Odd("binary.xlsb", _zip(a=b""), refused="另存为 .xlsx"),
    Odd("open.ods", _zip(a=b""), refused="另存为 .xlsx"),
    Odd("renamed.xlsx", _OLE, refused="旧版 Excel 或 WPS 文件，只是改了名字"),
    Odd("password.xlsx", _OLE + "EncryptedPackage".encode("utf-16-le"), refused="设有密码"),
    Odd("web page.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", refused="其实是网页"),
    Odd("text.xlsx", _TEXT.encode(), refused="其实是文本"),
    Odd("empty.xlsx", b"", refused="空文件"),
    Odd("half.xlsx", _written(UNITS)[:2000], refused="cannot be read as an .xlsx workbook"),
    Odd("no tables.xlsx", _written([["a", "b"]], "Sheet1"), refused="none of the dataset's tables"),
    Odd("photo.png", b"\x89PNG", refused="is not a dataset"),
    Odd("单位.csv", b"\xff\x00\xd8", refused="no encoding that is known"),
    Odd("单位.csv", '编码,名称\nN1,"教育'.encode() + b"x" * 1_100_000, refused="quotation mark"),
    Odd("nothing.zip", _zip(**{"readme.md": b""}), refused="holds no .csv"),
]


def _saved(name: str, *expected: Any, **more: Any) -> Odd:
    """A file that LibreOffice wrote; one of text is named after its table."""
    path = OFFICE / name
    called = f"单位{path.suffix}" if path.suffix in (".csv", ".tsv") else name
    return Odd(called, path.read_bytes(), *expected, **more)


OFFICE_FILES = [
    _saved("saved again.xlsx", BOTH),
    _saved("formulas.xlsx", ["N1"], ("error-value",)),
    _saved("formatted.xlsx", BOTH),
    _saved("merged.xlsx", ["N1"], ("merged-cell",)),
    _saved("days.xlsx", ["P0", "P1", "P2"], ("ambiguous-date",),
           days=["2011-07-01", "2011-07-01", "2011-07-01", None]),
    _saved("codes.xlsx", ["1001"], ("digits-lost",)),
    _saved("old.xls", refused="另存为 .xlsx"),
    _saved("open.ods", refused="另存为 .xlsx"),
    _saved("semicolons.csv", BOTH),
    _saved("quoted in gbk.csv", BOTH),
    _saved("tabs.tsv", BOTH),
]  # fmt: skip
"""The folder's files; `office` tells what was saved, and saves them again."""

ODD = [*BOOKS, *TEXTS, *REFUSED, *OFFICE_FILES]
