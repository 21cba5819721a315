"""The dataset's tables and error kinds as Markdown, for `docs/data-format.md`.

`python -m seeds.dataset.describe FILE` writes them between the marks of a document.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from graph.declare import Scalar, Vocabulary
from graph.model import MODEL
from graph.tables import Column, Reference, Table, tables
from seeds.dataset.errors import CATALOGUE

_TYPES = {
    Scalar.STRING: "文字 text",
    Scalar.ID: "文字 text",
    Scalar.INT: "整数 whole number",
    Scalar.BOOLEAN: "是/否 yes or no",
    Scalar.DATE: "日期 date",
}


def generated() -> dict[str, str]:
    """The generated parts of the document by name."""
    return {
        "tables": "\n".join(_table(table) for table in tables(MODEL)),
        "errors": "\n".join(_errors()),
    }


def refreshed(document: str) -> str:
    """The document with its generated parts as they are now. Raises ValueError without marks."""
    for name, text in generated().items():
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
    extra = [i.word for i in column.implies]
    own = {word for member in kind for word in (member.name, *member.words)}
    more = [word for word in dict.fromkeys(extra) if word not in own and not word.isascii()]
    return ", ".join(words) + (f"; also {'、'.join(more)}" if more else "")


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


if __name__ == "__main__":
    document = Path(sys.argv[1])
    document.write_text(refreshed(document.read_text(encoding="utf-8")), encoding="utf-8")
