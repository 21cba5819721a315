"""The audit's findings as a workbook for people: Chinese headings, a sheet per severity."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from graph.audit.export import Result
from graph.audit.findings import Finding
from graph.codes import Readable
from graph.model.enums import Severity

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARN: "警告", Severity.INFO: "提示"}
_CHANGES = {"new": "新增", "gone": "已消除"}
# Headings with widths in characters.
_COLUMNS = (
    ("变化", 8), ("规则", 22), ("街道", 14), ("社区", 16), ("地点", 24), ("地点编码", 24),
    ("对象", 28), ("问题", 60), ("依据的标准", 30), ("政策来源", 34), ("证据", 34),
    ("对象编号", 34), ("编号", 26),
)  # fmt: skip
_RULES = (
    ("规则", 26), ("编号", 26), ("级别", 8), ("发现", 8), ("标准", 34), ("说明", 60), ("来源", 40),
)  # fmt: skip

_LINE, _HIGHEST = 15, 400
"""Points that a line of text takes, and that a row may be high."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place's own name, and the names of the community and the subdistrict it lies in."""

    name: str
    community: str | None
    subdistrict: str | None


async def places_of(source: Readable, findings: Iterable[Finding]) -> dict[str, Place]:
    """The places where findings lie, by code."""
    codes = sorted({f.place_code for f in findings if f.place_code is not None})
    rows = await source.rows(
        "UNWIND $codes AS code MATCH (p:Place {code: code}) RETURN p.code, p.name, "
        "head([(p)-[:WITHIN*0..]->(c:Community) | c.name]), "
        "head([(p)-[:WITHIN*0..]->(s:Subdistrict) | s.name])",
        {"codes": codes},
    )
    return {code: Place(name, community, above) for code, name, community, above in rows}


def write_xlsx(result: Result, places: Mapping[str, Place], path: Path, asker: str = "") -> None:
    """A sheet of facts, one for each severity with findings, one of the rules. Raises OSError.

    asker: who asked for it, as the sheet of facts shows it.
    """
    # The library has no types.
    from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]
    from xlsxwriter.exceptions import FileCreateError  # pyright: ignore[reportMissingTypeStubs]

    options = {"strings_to_formulas": False, "strings_to_urls": False}
    found = [(change, finding) for change, finding in result.changes]
    try:
        with Workbook(str(path), options) as book:
            _about(book, result, found, asker)
            for severity, word in _SEVERITIES.items():
                rows = [
                    _cells(change, finding, places)
                    for change, finding in found
                    if finding.rule.severity is severity
                ]
                if rows:
                    _sheet(book, word, *_filled(_COLUMNS, rows))
            _sheet(book, "规则", _RULES, _rules(result, found))
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _about(
    book: Any, result: Result, found: Sequence[tuple[str | None, Finding]], asker: str
) -> None:
    sheet = book.add_worksheet("说明")
    head, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    facts = [
        ("问题", f"审计：{len(result.rules)} 条规则（见“规则”页）的发现"),
        ("审计日期", result.day.isoformat()),
        ("对比日期", result.against.isoformat() if result.against else ""),
        ("范围", result.within or "全部"),
        ("标准版本", result.thresholds.version),
        ("提问者", asker),
        ("时间", f"{datetime.now().astimezone():%Y-%m-%d %H:%M %z}"),
    ]
    for severity, word in _SEVERITIES.items():
        count = sum(f.rule.severity is severity for _, f in found)
        facts.append((word, f"{count} 项"))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 60)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for row, (label, fact) in enumerate(fact for fact in facts if fact[1]):
        sheet.write_string(row, 0, label, head)
        sheet.write_string(row, 1, fact, wrap)


def _cells(change: str | None, finding: Finding, places: Mapping[str, Place]) -> list[str]:
    place = places.get(finding.place_code or "", Place("", None, None))
    return [
        _CHANGES.get(change or "", ""), finding.rule.title_zh, place.subdistrict or "",
        place.community or "", place.name, finding.place_code or "", finding.subject_name,
        finding.message_zh, finding.threshold or "", str(finding.rule.source),
        "\n".join(finding.evidence), finding.subject, finding.id,
    ]  # fmt: skip


def _rules(result: Result, found: Sequence[tuple[str | None, Finding]]) -> list[list[str | int]]:
    counts: dict[str, int] = {}
    for _, finding in found:
        counts[finding.rule.id] = counts.get(finding.rule.id, 0) + 1
    return [
        [
            rule.title_zh, rule.id, _SEVERITIES[rule.severity], counts.get(rule.id, 0),
            result.thresholds.text(rule) or "", rule.description, str(rule.source),
        ]
        for rule in result.rules
    ]  # fmt: skip


def _filled(
    columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]
) -> tuple[list[tuple[str, int]], list[list[str]]]:
    """The columns of which a row has something, and the rows' cells in them."""
    kept = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    return [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many half-width characters."""
    return sum(
        max(1, -(-sum(2 if east_asian_width(c) in "WF" else 1 for c in line) // (width - 1)))
        for line in text.split("\n")
    )


def _sheet(
    book: Any,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str | int]],
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#F3E3E1", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, (heading, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, head)
    for number, row in enumerate(rows, 1):
        # Not every program works out by itself how high a row of wrapped text is.
        lines = (_lines(str(c), width) for c, (_, width) in zip(row, columns, strict=True))
        sheet.set_row(number, min(_HIGHEST, _LINE * max(lines)))
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, place, cell, wrap)
            else:
                sheet.write_string(number, place, cell, wrap)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
