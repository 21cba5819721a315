"""A blank workbook to be filled in: words to choose from, required columns, instructions."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.declare import Scalar, Vocabulary
from graph.messages import msg
from graph.model import MODEL
from graph.tables import Column, Reference, Table, tables
from seeds.out.wording import Cell, Language, sheet
from seeds.out.workbook import Book, Page, choose, new_book, text_width

ROOM = 5_000
"""Rows below the headings that are formatted and offer words."""

INSTRUCTIONS = {"zh": "填写说明", "en": "instructions"}
_TITLE = {"zh": "数据填报模板", "en": "Dataset template"}
_HEADINGS = {
    "zh": ("表", "列", "必填", "填什么", "空着表示", "可选的词"),
    "en": ("table", "column", "required", "content", "empty means", "words"),
}
_RULES = {
    "zh": (
        "一张表一页；页名和标题不要改。不需要的表、不需要的列可以删掉。",
        "标题带 * 的列必须填写；浅黄色的列共同确定一行，同一张表内不能有两行完全相同。",
        "编码列已设为文本：请直接填写，不要改成数字，否则 15 位以后的数字会丢失。",
        "日期写成 2011-07-01。“起”是第一天，“止”是不再有效的第一天。",
        "有下拉列表的列请从列表中选择。",
        "引用别的表（上级编码、居住地等）时填写对方的编码；对方可以在本文件中，也可以早已导入。",
        "填好后先试运行：server.py import 文件.xlsx --dry-run，不写入任何内容，只说明有什么问题。",
    ),
    "en": (
        "One sheet a table; leave names of sheets and headings as they are. Delete tables and "
        "columns that you do not need.",
        "A heading with * must be filled; the yellow columns together say which row it is, and no "
        "two rows of a table may agree in them.",
        "Code columns are texts: type into them as they are; as numbers they would lose all digits "
        "after the fifteenth.",
        "Dates are 2011-07-01. “since” is the first day, “until” the first day no longer.",
        "Where a list drops down, choose from it.",
        "To refer to another table (a superior, a residence) give its code; the other may stand in "
        "this file or have been loaded before.",
        "First try it: server.py import FILE.xlsx --dry-run writes nothing and says what is wrong.",
    ),
}  # fmt: skip
_TYPES = {
    "zh": {
        Scalar.STRING: "文字", Scalar.ID: "文字", Scalar.INT: "整数", Scalar.BOOLEAN: "是或否",
        Scalar.DATE: "日期",
    },
    "en": {
        Scalar.STRING: "text", Scalar.ID: "text", Scalar.INT: "whole number",
        Scalar.BOOLEAN: "yes or no", Scalar.DATE: "date",
    },
}  # fmt: skip


class UnknownTableError(ValueError):
    """A table asked for that the format does not have; the text is a sentence."""


def chosen(names: Sequence[str] | None) -> tuple[Table, ...]:
    """The tables of those English or Chinese names, all without names.

    Raises UnknownTableError.
    """
    every = tables(MODEL)
    if names is None:
        return every
    found: list[Table] = []
    for name in names:
        table = next((t for t in every if name in (t.name, t.zh)), None)
        if table is None:
            known = ", ".join(f"{t.name} {t.zh}" for t in every)
            raise UnknownTableError(
                msg("There is no table {name!r}; the tables are {known}.", name=name, known=known)
            )
        found.append(table)
    return tuple(t for t in every if t in found)


def write_template(path: Path, wanted: Sequence[Table], language: Language = "zh") -> None:
    """Write the blank workbook of some tables. Raises OSError."""
    from xlsxwriter.exceptions import FileCreateError  # pyright: ignore[reportMissingTypeStubs]

    book = new_book(path, _TITLE[language], streamed=False)
    _instructions(book, wanted, language)
    looks = _Looks(book)
    for table in wanted:
        _blank(book, looks, table, language)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


class _Looks:
    """The looks of cells."""

    def __init__(self, book: Book) -> None:
        base = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        self.plain = book.add_format({**base, "bg_color": "#F2F2F2"})
        self.key = book.add_format({**base, "bg_color": "#FFF2CC"})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})


def _instructions(book: Book, wanted: Sequence[Table], language: Language) -> None:
    page = book.add_worksheet(INSTRUCTIONS[language])
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#F3E3E1", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.write_string(0, 0, _TITLE[language], bold)
    row = 1
    for number, rule in enumerate(_RULES[language], 1):
        page.write_string(row, 0, f"{number}. {rule}")
        row += 1
    row += 1
    for place, (heading, width) in enumerate(
        zip(_HEADINGS[language], (14, 16, 8, 24, 16, 70), strict=True)
    ):
        page.set_column(place, place, width)
        page.write_string(row, place, heading, head)
    for table in wanted:
        for cells in _described(table, language):
            row += 1
            for place, cell in enumerate(cells):
                page.write_string(row, place, cell, wrap)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _described(table: Table, language: Language) -> Iterator[tuple[str, ...]]:
    wording = sheet(table.name, tuple(c.name for c in table.columns), language)
    yes = "是" if language == "zh" else "yes"
    for column, heading, words in zip(table.columns, wording.headings, wording.words, strict=True):
        yield (
            wording.name,
            heading,
            yes if column.needed else "",
            _content(column, language),
            "" if column.needed else _empty(column, words, language),
            "、".join(dict.fromkeys(words.values())) or _names(column),
        )
    for group in table.one_of:
        names = [h for c, h in zip(table.columns, wording.headings, strict=True) if c.name in group]
        rule = "只填其中一项" if language == "zh" else "exactly one of these"
        yield wording.name, " / ".join(names), yes, rule, "", ""


def _content(column: Column, language: Language) -> str:
    kind = column.type
    if isinstance(kind, Reference):
        names = kind.kinds or (kind.target,)
        if language == "en":
            return f"code of a {' or '.join(names)}"
        types = [node for name in names for node in MODEL.members(name)]
        return "编码：" + "、".join(dict.fromkeys(str(node.zh) for node in types))
    if isinstance(kind, Scalar):
        if column.check is not None:
            return (
                "18 位统一社会信用代码" if language == "zh" else "18 characters, the last a check"
            )
        return _TYPES[language][kind]
    return "从列表中选择" if language == "zh" else "choose from the list"


def _empty(column: Column, words: dict[Cell, str], language: Language) -> str:
    default = column.default
    if default is None:
        return "不详" if language == "zh" else "unknown"
    name = default.name if isinstance(default, Vocabulary) else default
    return words.get(name, str(name))


def _names(column: Column) -> str:
    return ", ".join(m.name for m in column.type) if isinstance(column.type, type) else ""


def _blank(book: Book, looks: _Looks, table: Table, language: Language) -> None:
    wording = sheet(table.name, tuple(c.name for c in table.columns), language)
    page = book.add_worksheet(wording.name)
    for place, (column, heading) in enumerate(zip(table.columns, wording.headings, strict=True)):
        marked = f"{heading}*" if column.needed else heading
        page.set_column(place, place, max(10, 4 + text_width(marked)), _look(looks, column))
        page.write_string(0, place, marked, looks.key if column.key else looks.plain)
        _restrict(page, place, column, wording.words[place])
    page.freeze_panes(1, 1)


def _look(looks: _Looks, column: Column) -> object:
    if column.type is Scalar.DATE:
        return looks.day
    texts = isinstance(column.type, Reference) or column.type in (Scalar.STRING, Scalar.ID)
    return looks.text if texts else None


def _restrict(page: Page, place: int, column: Column, words: dict[Cell, str]) -> None:
    """Offer words; remark, without refusing, on what is no date and no number."""
    if words:
        choose(page, place, ROOM, words)
    elif isinstance(column.type, type):
        choose(page, place, ROOM, {m.name: m.name for m in column.type})
    elif column.type is Scalar.INT:
        page.data_validation(
            1, place, ROOM, place,
            {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"},
        )  # fmt: skip
