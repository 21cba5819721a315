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
from seeds.dataset.rows import LOST_ALL

_TYPES = {
    Scalar.STRING: "文字 text",
    Scalar.ID: "文字 text",
    Scalar.INT: "整数 whole number",
    Scalar.BOOLEAN: "是/否 yes or no",
    Scalar.DATE: "日期 date",
}


EXAMPLES: dict[str, dict[str, str]] = {
    "unknown-sheet": {"sheet": "人員", "meant": "people", "meant_zh": "人员"},
    "repeated-sheet": {"sheet": "人员 (2)", "first": "人员"},
    "missing-column": {"heading": "名称", "lost_zh": LOST_ALL[0], "lost": LOST_ALL[1]},
    "unknown-column": {
        "heading": "入党时间", "meant_zh": "是否应为“入党日期”？", "meant": " Is “入党日期” meant?",
    },
    "repeated-column": {"heading": "编码*", "first": "编码"},
    "missing-heading": {"letters": "F", "count": "12"},
    "surplus-field": {"found": "4", "expected": "3"},
    "error-value": {"value": "#N/A"},
    "formula-without-value": {},
    "merged-cell": {},
    "missing-value": {"heading": "名称"},
    "unknown-word": {"value": "城堡", "words": "网格、小区", "names": "GRID, COMPOUND"},
    "malformed-date": {"value": "三月一日"},
    "ambiguous-date": {"value": "7/1/2010"},
    "malformed-number": {"value": "三十"},
    "malformed-boolean": {"value": "也许"},
    "malformed-code": {"value": "A 1"},
    "digits-lost": {"value": "140902001001000123"},
    "value-too-long": {"length": "2104", "limit": "2000"},
    "until-before-since": {"value": "2023-12-31", "since": "2024-01-01"},
    "duplicate-key": {"first": "5", "key": "编码"},
    "key-of-another-kind": {"value": "N1", "kind": "PropertyCompany", "kind_zh": "物业企业"},
    "unknown-reference": {"value": "140902999", "target": "Place", "target_zh": "地点"},
    "wrong-reference-kind": {
        "value": "C1", "kind": "Community", "kind_zh": "社区",
        "allowed": "Compound", "allowed_zh": "小区",
    },
    "wrong-parent-kind": {
        "value": "S1", "kind": "Subdistrict", "kind_zh": "街道", "child": "Building",
        "child_zh": "楼栋", "allowed": "Compound", "allowed_zh": "小区",
    },
    "cycle": {"chain": "O1 → O3 → O2 → O1"},
    "bad-check-digit": {"value": "91350100M000100Y44"},
    "not-exactly-one": {"columns": "党组织编码”“地点编码", "filled": "2"},
    "depends-on-wrong-row": {"value": "X1", "table": "places", "table_zh": "地点"},
}  # fmt: skip
"""For every kind of error the details of one that a clerk may meet."""


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
    yield "| kind | for example, 中文 | English |"
    yield "|---|---|---|"
    for kind in CATALOGUE.values():
        example = EXAMPLES[kind.name]
        yield f"| `{kind.name}` | {kind.zh.format(**example)} | {kind.en.format(**example)} |"


if __name__ == "__main__":
    document = Path(sys.argv[1])
    document.write_text(refreshed(document.read_text(encoding="utf-8")), encoding="utf-8")
