"""Notices and the monthly report: what stands on them, and that they can be printed."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.model.enums import LiaisonRole
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from seeds.dataset import load_tables
from service.printing import notices, reports
from service.printing.pdf import NoPrinterError, printer, write_pdf
from service.printing.rendering import PageTemplateError, rendered
from service.printing.reports import Month
from tests.dataset.small import small

WORDS = {role.name: role.words[0] for role in LiaisonRole}


def asking(graph: Graph) -> Any:
    """Answers operations as the commands do."""
    engine = create_engine(graph)

    async def ask(text: str, variables: dict[str, Any]) -> dict[str, Any]:
        request = GraphQLRequest(text, variables)
        answer = json.loads((await engine.execute(request, Caller("cli", Role.ADMIN))).body)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return ask


@pytest.fixture
async def filled(blank: Graph) -> Graph:
    """The small dataset with a unit leader whose name would be HTML."""
    tables = small()
    tables["people"].put(2, "name", "<b>张三</b>")
    tables["posts"].add(["P1", "UNIT_LEADER", None, "U1", "2024-01-01", None])
    report = await load_tables(blank, tables.values())
    assert report.problems == []
    return blank


async def test_a_notice_names_who_is_responsible(filled: Graph, tmp_path: Path) -> None:
    units = await notices.units_within(asking(filled), "X1", "2026-11-01")
    assert [unit["code"] for unit in units] == ["U1"]
    values = {"units": units, "day": "2026-11-01", "phones": False, "words": WORDS}
    html = rendered(notices.TEMPLATE, None, values)
    assert "&lt;b&gt;张三&lt;/b&gt;" in html
    assert "<b>张三" not in html
    assert "Company" in html
    assert "Bureau" in html
    assert "13900000001" not in html
    assert "（尚未成立）" in html
    assert html.count("<article>") == 1
    with_phones = rendered(notices.TEMPLATE, None, {**values, "phones": True})
    assert "13900000001" in with_phones
    own = tmp_path / "own.j2"
    own.write_text("{{ units[0].name }}|{{ day }}", encoding="utf-8")
    assert rendered(notices.TEMPLATE, own, values) == "Unit|2026-11-01"


def test_a_wrong_template_is_named_with_its_line(tmp_path: Path) -> None:
    own = tmp_path / "own.j2"
    own.write_text("a\n{% if %}", encoding="utf-8")
    with pytest.raises(PageTemplateError, match=r"own\.j2, line 2"):
        rendered(notices.TEMPLATE, own, {})
    own.write_text("{{ nothing }}", encoding="utf-8")
    with pytest.raises(PageTemplateError, match="'nothing' is undefined"):
        rendered(notices.TEMPLATE, own, {})
    own.write_text("{{ ''.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(PageTemplateError, match="unsafe"):
        rendered(notices.TEMPLATE, own, {})


async def test_a_report_has_its_parts(filled: Graph) -> None:
    values = await reports.report_of(asking(filled), "C1", Month.of("2026-10"))
    coverage = {item["title"]: item for item in values["coverage"]}
    assert coverage["楼栋（党小组）"]["after"]["total"] == 1
    assert coverage["楼栋（党小组）"]["gaps"]["totalCount"] == 1
    assert coverage["小区（党支部）"]["after"]["covered"] == 1
    html = rendered(reports.TEMPLATE, None, {**values, "words": WORDS})
    assert "Community党组织建设月报（2026年10月）" in html
    assert "数据截至 2026-10-31" in html
    # Why a building is a gap, in the language of the page.
    (gap,) = coverage["楼栋（党小组）"]["gaps"]["nodes"]
    assert "党小组" in gap["reasons"][0]
    assert gap["reasons"][0] in html
    assert "列出前" not in html


async def test_a_report_names_places_gained_and_says_when_a_list_is_cut(filled: Graph) -> None:
    values = await reports.report_of(asking(filled), "C1", Month.of("2016-05"))
    term = {"name": "支部", "termEndsOn": "2016-06-01", "secretary": None}
    values["terms"] = {"totalCount": reports.TERMS + 1, "nodes": [term] * reports.TERMS}
    html = rendered(reports.TEMPLATE, None, {**values, "words": WORDS})
    assert "本月新增覆盖 1 处：Compound（X1）。" in html
    assert "本月不再覆盖" not in html
    assert "201 个（列出前 200 个）" in html


def test_months() -> None:
    month = Month.of("2024-02")
    assert (month.first, month.last, month.before) == (
        date(2024, 2, 1), date(2024, 2, 29), date(2024, 1, 31),
    )  # fmt: skip
    for wrong in ("2024", "2024-13", "24-02", "2024-2"):
        with pytest.raises(ValueError, match="write YYYY-MM"):
            Month.of(wrong)


async def test_a_page_is_printed_as_pdf(tmp_path: Path) -> None:
    try:
        printer()
    except NoPrinterError:
        pytest.skip("no Chromium")
    await write_pdf("<p>楼道公示</p>", tmp_path / "n.pdf")
    assert (tmp_path / "n.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_printer_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_: str) -> None:
        return None

    monkeypatch.setattr(shutil, "which", nothing)
    with pytest.raises(NoPrinterError, match="package chromium"):
        printer()
