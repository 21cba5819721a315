"""The dataset's tables and error kinds as Markdown, for `docs/data-format.md` and its Chinese.

`python -m seeds.dataset.describe` writes them between the marks of both documents.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from graph.declare import Scalar, Vocabulary
from graph.model import MODEL
from graph.tables import Column, Reference, Table, tables
from graph.words import words_of
from seeds.dataset.errors import CATALOGUE

Language: TypeAlias = Literal["en", "zh"]

FOLDER = Path(__file__).parents[2] / "docs"
DOCUMENTS: dict[str, Language] = {"data-format.md": "en", "data-format.zh.md": "zh"}
"""The documents, and the language of each."""

_TYPES = {
    Scalar.STRING: "文字 text",
    Scalar.ID: "文字 text",
    Scalar.INT: "整数 whole number",
    Scalar.BOOLEAN: "是/否 yes or no",
    Scalar.DATE: "日期 date",
}


def generated(language: Language = "en") -> dict[str, str]:
    """The generated parts of the document of a language, by name."""
    table, errors = (_table_zh, _errors_zh) if language == "zh" else (_table, _errors)
    return {
        "tables": "\n".join(table(one) for one in tables(MODEL)),
        "errors": "\n".join(errors()),
    }


def refreshed(document: str, language: Language = "en") -> str:
    """The document with its generated parts as they are now. Raises ValueError without marks."""
    for name, text in generated(language).items():
        start, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
        before, after = document.index(start) + len(start), document.index(end)
        document = f"{document[:before]}\n{text}{document[after:]}"
    return document


def _table(table: Table) -> str:
    lines = [
        f"### `{table.name}` {table.zh}",
        "",
        "| column | 列 | content | empty |",
        "|---|---|---|---|",
    ]
    for column in table.columns:
        mark = "\\*" if column.key else ""
        content = _content(column)
        lines.append(f"| `{column.name}`{mark} | {column.zh} | {content} | {_empty(column)} |")
    lines += [
        f"\nExactly one of {' and '.join(f'`{name}`' for name in group)} is filled."
        for group in table.one_of
    ]
    return "\n".join([*lines, ""])


def _content(column: Column) -> str:
    kind = column.type
    if isinstance(kind, Reference):
        return f"编码 code of a {' or '.join(kind.kinds or (kind.target,))}"
    if isinstance(kind, Scalar):
        text = _TYPES[kind]
        return text if column.check is None else f"{text}, 18 characters with a check character"
    words = [f"{'/'.join(member.words)} `{member.name}`" for member in kind]
    more = _further(column)
    return ", ".join(words) + (f"; also {'、'.join(more)}" if more else "")


def _further(column: Column) -> list[str]:
    """Chinese words that a column of words takes beside those of its members."""
    assert not isinstance(column.type, Reference | Scalar)
    own = {word for member in column.type for word in (member.name, *member.words)}
    extra = dict.fromkeys(implied.word for implied in column.implies)
    return [word for word in extra if word not in own and not word.isascii()]


def _empty(column: Column) -> str:
    if column.needed:
        return "not allowed"
    default = column.default
    if isinstance(default, Vocabulary):
        return f"`{default.name}`"
    if isinstance(default, bool):
        return "yes" if default else "no"
    return "unknown" if default is None else str(default)


def _errors() -> Iterator[str]:
    yield "| kind | 中文 | English | for example, 例如 | |"
    yield "|---|---|---|---|---|"
    for kind in CATALOGUE.values():
        zh, en = kind.sentences
        yield f"| `{kind.name}` | {kind.titles[0]} | {kind.titles[1]} | {zh} | {en} |"


_TYPES_ZH = {
    Scalar.STRING: "文字",
    Scalar.ID: "文字",
    Scalar.INT: "整数",
    Scalar.BOOLEAN: "是/否",
    Scalar.DATE: "日期",
}


def _table_zh(table: Table) -> str:
    lines = [
        f"### {table.zh} `{table.name}`",
        "",
        "| 列 | 英文列名 | 内容 | 空着表示 |",
        "|---|---|---|---|",
    ]
    for column in table.columns:
        mark = "\\*" if column.key else ""
        content, empty = _content_zh(column), _empty_zh(column)
        lines.append(f"| {column.zh}{mark} | `{column.name}` | {content} | {empty} |")
    for group in table.one_of:
        names = "与".join(f"“{table.column(name).zh}”" for name in group)
        lines.append(f"\n{names}必须且只能填写一项。")
    return "\n".join([*lines, ""])


def _content_zh(column: Column) -> str:
    kind = column.type
    if isinstance(kind, Reference):
        names = (words_of(MODEL.type(n).doc).name for n in kind.kinds or (kind.target,))
        return f"{'或'.join(names)}的编码"
    if isinstance(kind, Scalar):
        text = _TYPES_ZH[kind]
        return text if column.check is None else f"{text}，18 位，末位为校验码"
    words = "、".join(f"{'/'.join(member.words)} `{member.name}`" for member in kind)
    more = _further(column)
    return words + (f"；也可写{'、'.join(more)}" if more else "")


def _empty_zh(column: Column) -> str:
    if column.needed:
        return "不能为空"
    default = column.default
    if isinstance(default, Vocabulary):
        return default.words[0]
    if isinstance(default, bool):
        return "是" if default else "否"
    return "不明" if default is None else str(default)


def _errors_zh() -> Iterator[str]:
    yield "| 类别 | 含义 | 例如 |"
    yield "|---|---|---|"
    for kind in CATALOGUE.values():
        yield f"| `{kind.name}` | {kind.titles[0]} | {kind.sentences[0]} |"


if __name__ == "__main__":
    for name, language in DOCUMENTS.items():
        document = FOLDER / name
        document.write_text(refreshed(document.read_text("utf-8"), language), encoding="utf-8")
