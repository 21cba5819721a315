"""Answers as tables: a column per path, named in the reader's language, never a formula."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from openpyxl import load_workbook  # pyright: ignore[reportMissingModuleSource]

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.messages import speaking
from resolvers.engine import GraphQLRequest
from schema.api import create_engine, graphql_schema
from seeds.dataset import load_tables
from service.commands.tables import AnswerFormat, format_of, print_tables
from service.tabular import (
    Facts,
    Flat,
    MoreThanOneListError,
    as_csv,
    facts_of,
    flattened,
    write_xlsx,
)
from tests.dataset.small import small

ADMIN = Caller("root", Role.ADMIN)
UNITS = """
query Units($n: Int) @asOf(date: "2026-11-01") {
  places(first: $n, where: { kind: { in: [COMPOUND, BUILDING] } }) {
    totalCount
    nodes { code name kind ... on Building { compound { name } }
            ... on Compound { hasCleaning } organizations { nodes { name establishedOn } } }
  }
}
"""


async def answered(graph: Graph, text: str, **variables: Any) -> tuple[Facts, list[Flat]]:
    """An operation's facts and tables in Chinese."""
    request = GraphQLRequest(text, variables)
    response = json.loads((await create_engine(graph).execute(request, ADMIN)).body)
    assert "errors" not in response
    schema = graphql_schema()
    facts = facts_of(schema, request, ADMIN, response, "zh")
    return facts, flattened(schema, facts.selected, response["data"], "zh")


@pytest.fixture
async def filled(blank: Graph) -> Graph:
    """The small dataset, with a name that looks like a formula."""
    tables = small()
    tables["places"].put(6, "name", "=1+1")
    await load_tables(blank, tables.values())
    return blank


async def test_a_connection_becomes_a_table_in_chinese(filled: Graph, tmp_path: Path) -> None:
    facts, flats = await answered(filled, UNITS, n=5)
    nodes, summary = flats
    assert [column.heading for column in nodes.columns] == [
        "编码", "名称", "类型", "所在小区 · 名称", "有清扫保洁",
        "覆盖的党组织 · 名称", "覆盖的党组织 · 成立日期",
    ]  # fmt: skip
    assert nodes.rows == [
        ["B1", "Building", "楼栋", "=1+1", None, None, None],
        ["X1", "=1+1", "小区", None, "是", "Branch", "2016-05-01"],
    ]
    assert summary.rows == [[2]]
    labels = dict(facts.rows)
    assert (labels["日期"], labels["范围"]) == ("2026-11-01", "全部")
    assert labels["提问者"] == "root (admin)"
    assert labels["变量"] == '{"n":5}'
    write_xlsx(tmp_path / "t.xlsx", facts, flats, "zh")
    book: Any = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["说明", "places.nodes", "汇总"]
    page = book["places.nodes"]
    assert (page["B3"].value, page["B3"].data_type) == ("=1+1", "s")
    assert page["G3"].value == datetime(2016, 5, 1)
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:G3")


async def test_csv_has_the_facts_above_and_no_formula(filled: Graph) -> None:
    facts, flats = await answered(filled, UNITS)
    text = as_csv(facts, flats)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:])))
    facts_above = [row for row in rows if row[0].startswith("# ")]
    assert any(row[0].startswith("# 问题: query Units") for row in facts_above)
    table = rows[len(facts_above) :]
    assert table[0][0] == "编码"
    assert table[2][:2] == ["X1", "'=1+1"]


async def test_coverage_is_a_sheet_for_each_list(
    district: Graph, today: str, tmp_path: Path
) -> None:
    facts, flats = await answered(district, COVERAGE.replace("DAY", today))
    assert [flat.name for flat in flats] == ["coverage.groups", "coverage.gaps.nodes", "汇总"]
    groups = flats[0]
    assert [column.heading for column in groups.columns][1:] == ["总数", "已覆盖"]
    assert sum(row[1] for row in groups.rows) == flats[2].rows[0][0]
    write_xlsx(tmp_path / "c.xlsx", facts, flats, "zh")
    assert load_workbook(tmp_path / "c.xlsx").sheetnames[1:] == [flat.name for flat in flats]
    with pytest.raises(MoreThanOneListError, match="several lists"):
        as_csv(facts, flats)


COVERAGE = """
query Buildings @asOf(date: "DAY") {
  coverage(of: BUILDING, by: [GROUP], within: "140902001") {
    total covered ratio
    groups(by: COMMUNITY) { place { name } total covered }
    gaps(first: 5) { nodes { place { code name } } }
  }
}
"""


async def test_a_table_in_a_pipe_cuts_nothing_and_takes_no_markup(
    blank: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = small()
    name = "[red]很长的名称[/red]" * 12
    tables["places"].put(6, "name", name)
    await load_tables(blank, tables.values())
    _, flats = await answered(blank, UNITS, n=2)
    print_tables(flats)
    printed = capsys.readouterr().out
    assert "places.nodes" in printed
    assert "编码" in printed
    assert name in printed
    assert "2 rows" in printed
    assert "总数" in printed


def test_a_table_is_printed_and_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("zh"), pytest.raises(typer.Exit):
        format_of(AnswerFormat.TABLE, tmp_path / "answer.csv")
    assert "请去掉 --out" in capsys.readouterr().err
