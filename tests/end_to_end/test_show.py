"""The main job: a workbook goes in, "which buildings lack a Party group" comes out."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.embedded import EmbeddedServer
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from tests.compiler.watching import WatchedGraph
from tests.service.processes import command, post, serving, token

QUESTION = """{
  buildings(
    first: 50
    where: { organizations: { none: { kind: { eq: GROUP } } } }
    orderBy: [{ field: CODE, direction: ASC }]
  ) {
    totalCount
    nodes {
      code name
      compound { name community { name subdistrict { name } } }
      residents { totalCount }
    }
  }
}"""

PLACES: list[list[Any]] = [
    ["编码", "名称", "类型", "上级编码", "层数"],
    ["J1", "长征街道", "街道", None, None],
    ["S1", "东社区", "社区", "J1", None],
    ["S2", "西社区", "社区", "J1", None],
    ["X1", "一号院", "小区", "S1", None],
    ["X2", "二号院", "小区", "S1", None],
    ["X3", "三号院", "小区", "S2", None],
    ["L1", "1号楼", "楼栋", "X1", 6],
    ["L2", "2号楼", "楼栋", "X1", 6],
    ["L3", "3号楼", "楼栋", "X2", 6],
    ["L4", "4号楼", "楼栋", "X2", 6],
    ["L5", "5号楼", "楼栋", "X3", 6],
    ["L6", "6号楼", "楼栋", "X3", 6],
    ["L7", "7号楼", "楼栋", "X3", 6],
    ["L8", "8号楼", "楼栋", "X9", 6],
]
ORGANIZATIONS: list[list[Any]] = [
    ["编码", "名称", "类型", "上级编码"],
    ["D1", "东社区党支部", "党支部", None],
    *([f"G{n}", f"第{n}党小组", "党小组", "D1"] for n in (1, 3, 5, 6)),
    ["G9", "第九党小组", "小小组", "D1"],
]
AREAS: list[list[Any]] = [
    ["党组织编码", "地点编码"],
    ["D1", "S1"],
    *([f"G{n}", f"L{n}"] for n in (1, 3, 5, 6)),
]
PEOPLE: list[list[Any]] = [
    ["编码", "姓名", "居住地"],
    ["R1", "甲", "L2"],
    ["R2", "乙", "L2"],
]


def written(path: Path) -> Path:
    """The workbook, as a person would make it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {"地点": PLACES, "党组织": ORGANIZATIONS, "覆盖范围": AREAS, "人员": PEOPLE}
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def existing(server: EmbeddedServer) -> dict[str, str]:
    """The settings by which a service uses the tests' Neo4j."""
    return {
        "neo4j_uri": server.uri,
        "neo4j_user": server.user,
        "neo4j_password": server.password,
    }


@pytest.mark.usefixtures("blank")
async def test_a_workbook_goes_in_and_the_buildings_without_a_group_come_out(
    tmp_path: Path, server: EmbeddedServer
) -> None:
    await asyncio.to_thread(show, tmp_path, existing(server))


def show(tmp_path: Path, neo4j: dict[str, str]) -> None:
    workbook = written(tmp_path / "xinfu.xlsx")
    data_dir = tmp_path / "data"
    done = command(data_dir, "import", str(workbook), "--json", **neo4j)
    assert done.returncode == 1, done.stderr
    found = [(p["sheet"], p["row"], p["heading"]) for p in json.loads(done.stdout)["problems"]]
    assert found == [("地点", 15, "上级编码"), ("党组织", 7, "类型")]

    with serving(data_dir, **neo4j) as service:
        service.ready()
        answer = post(service, token(data_dir), QUESTION)
    assert answer.status_code == 200, answer.text
    buildings = answer.json()["data"]["buildings"]
    assert buildings["totalCount"] == 3
    assert buildings["nodes"] == [
        _building("L2", "2号楼", "一号院", "东社区", 2),
        _building("L4", "4号楼", "二号院", "东社区", 0),
        _building("L7", "7号楼", "三号院", "西社区", 0),
    ]


def _building(code: str, name: str, compound: str, community: str, residents: int) -> Any:
    within = {"name": community, "subdistrict": {"name": "长征街道"}}
    return {
        "code": code,
        "name": name,
        "compound": {"name": compound, "community": within},
        "residents": {"totalCount": residents},
    }


async def test_the_same_question_of_one_subdistrict_takes_one_statement(district: Graph) -> None:
    watched = WatchedGraph(district)
    where = (
        "where: { compound: { community: { subdistrict: { code: { eq: $code } } } } "
        "organizations: { none: { kind: { eq: GROUP } } } }"
    )
    query = "query Gaps($code: String!) " + QUESTION.replace(
        "where: { organizations: { none: { kind: { eq: GROUP } } } }", where
    )
    request = GraphQLRequest(query, {"code": "140902001"})
    answer = await create_engine(watched).execute(request, Caller("t", Role.ANALYST))
    assert watched.statements == 1
    found = json.loads(answer.body)["data"]["buildings"]
    expected = await district.rows(
        "MATCH (:Subdistrict {code: '140902001'})"
        "<-[:WITHIN]-(:Community)<-[:WITHIN]-(:Compound)<-[:WITHIN]-(b:Building) "
        "WHERE NOT EXISTS { MATCH (o:PartyOrganization {kind: 'GROUP'})-[area:COVERS]->(b) "
        "WHERE coalesce(area.since <= date(), true) AND coalesce(date() < area.until, true) "
        "AND coalesce(o.establishedOn <= date(), true) "
        "AND coalesce(date() < o.dissolvedOn, true) } "
        "RETURN b.code ORDER BY b.code"
    )
    assert len(expected) > 0
    assert found["totalCount"] == len(expected)
    assert [n["code"] for n in found["nodes"]] == [row[0] for row in expected[:50]]
