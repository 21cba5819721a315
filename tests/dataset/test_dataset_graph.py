"""What a load does to a graph that holds something already."""

import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from graph import bolt
from graph.bolt import ClientError, Graph, Transaction
from graph.embedded import EmbeddedServer
from seeds.dataset import GraphChangedError, exit_code, load_tables
from seeds.dataset.sheets import Cell
from tests.dataset.loading import contents, loaded, problems
from tests.dataset.small import COMPANY, Rows, rows, small

T = TypeVar("T")


async def path_of(graph: Graph, code: str) -> str:
    return await graph.read("MATCH (n:Place {code: $code}) RETURN n.path", {"code": code})


async def test_loading_twice_changes_nothing(blank: Graph) -> None:
    await loaded(blank, small())
    before = await contents(blank)
    report = await loaded(blank, small())
    assert (report.written, report.unchanged) == (0, report.read)
    assert await contents(blank) == before


async def test_a_dry_run_writes_nothing_and_reports_the_same(blank: Graph) -> None:
    tables = small()
    tables["places"].put(6, "kind", "CASTLE")
    dry = await loaded(blank, tables, dry_run=True)
    assert await contents(blank) == []
    real = await loaded(blank, tables)
    assert (dry.loaded, real.loaded) == (False, True)
    assert dry.problems == real.problems
    assert dry.tables == real.tables
    assert [exit_code(dry), exit_code(real)] == [1, 1]


async def test_a_strict_load_with_a_wrong_row_loads_nothing(blank: Graph) -> None:
    tables = small()
    tables["units"].put(2, "name", None)
    report = await loaded(blank, tables, strict=True)
    assert (report.loaded, exit_code(report)) == (False, 3)
    assert await contents(blank) == []


async def test_a_strict_load_of_right_rows_is_a_load(blank: Graph) -> None:
    await loaded(blank, small())
    expected = await contents(blank)
    await blank.write("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")
    report = await loaded(blank, small(), strict=True)
    assert (report.loaded, exit_code(report)) == (True, 0)
    assert await contents(blank) == expected


async def test_tables_may_come_one_by_one_and_refer_to_the_graph(blank: Graph) -> None:
    await loaded(blank, small())
    expected = await contents(blank)
    await blank.write("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")
    first = [
        "places",
        "companies",
        "units",
        "organizations",
        "people",
        "service_items",
        "facilities",
        "teams",
    ]
    tables = small()
    for name in [*first, *(name for name in tables if name not in first)]:
        report = await loaded(blank, [tables[name]])
        assert problems(report) == [], name
    assert await contents(blank) == expected


async def test_a_changed_row_is_changed_and_the_others_are_not(blank: Graph) -> None:
    await loaded(blank, small())
    tables = small()
    tables["people"].put(2, "category", "RETIRED")
    tables["people"].put(2, "residence_code", "B1")
    tables["people"].put(3, "employer_code", None)
    tables["management"].put(2, "until", "2026-01-01")
    report = await loaded(blank, tables)
    written = {t.table: t.written for t in report.tables if t.written}
    assert written == {"people": 2, "management": 1}
    found = await blank.rows(
        "MATCH (p:Person) RETURN p.code, p.category, [(p)-[:RESIDES_IN]->(x) | x.code], "
        "[(p)-[:EMPLOYED_BY]->(x) | x.code] ORDER BY p.code"
    )
    assert found == [["P1", "RETIRED", ["B1"], []], ["P2", None, ["B1"], []]]
    assert await blank.rows("MATCH ()-[r:MANAGES]->() RETURN toString(r.until)") == [["2026-01-01"]]


async def test_a_column_that_is_not_there_keeps_what_the_graph_has(blank: Graph) -> None:
    await loaded(blank, small())
    await loaded(blank, [rows("people", "code name", ["P1", "张三丰"])])
    found = await blank.rows(
        "MATCH (p:Person {code: 'P1'})-[:RESIDES_IN]->(x) RETURN p.name, p.phone, x.code"
    )
    assert found == [["张三丰", "13900000001", "U1"]]
    assert await path_of(blank, "U1") == "D1/S1/C1/X1/B1/U1/"


async def test_an_emptied_cell_removes_what_the_graph_has(blank: Graph) -> None:
    await loaded(blank, small())
    await loaded(blank, [rows("people", "code name phone", ["P1", "张三", None])])
    assert await blank.read("MATCH (p:Person {code: 'P1'}) RETURN p.phone") is None


async def test_a_place_moves_with_all_that_lies_below_it(blank: Graph) -> None:
    await loaded(blank, small())
    row: list[Cell] = ["X1", "Compound", "COMPOUND", "C2"]
    report = await loaded(blank, [Rows("places", ["code", "name", "kind", "parent_code"], [row])])
    assert (report.written, report.wrong) == (1, 0)
    assert await path_of(blank, "X1") == "D1/S1/C2/X1/"
    assert await path_of(blank, "U1") == "D1/S1/C2/X1/B1/U1/"
    assert await path_of(blank, "G1") == "D1/S1/C1/G1/"
    above = "MATCH (:Place {code: 'X1'})-[:WITHIN]->(n) RETURN n.code"
    assert await blank.rows(above) == [["C2"]]


async def test_a_new_place_may_slip_in_above_old_ones(blank: Graph) -> None:
    await loaded(blank, small())
    table = rows(
        "places", "code name kind parent_code",
        ["C1", "Community", "COMMUNITY", "S2"],
        ["S2", "New subdistrict", "SUBDISTRICT", "D1"],
        ["B2", "New building", "BUILDING", "X1"],
    )  # fmt: skip
    report = await loaded(blank, [table])
    assert problems(report) == []
    assert await path_of(blank, "U1") == "D1/S2/C1/X1/B1/U1/"
    assert await path_of(blank, "B2") == "D1/S2/C1/X1/B2/"
    assert await path_of(blank, "C2") == "D1/S1/C2/"


async def test_two_places_change_places(blank: Graph) -> None:
    await loaded(blank, small())
    tables = small()["places"]
    tables.add(
        ["X2", "X2", "COMPOUND", "C2", None, None, None, None],
        ["B2", "B2", "BUILDING", "X2", None, None, None, None],
    )
    await loaded(blank, [tables])
    tables.put(7, "parent_code", "X2")
    tables.put(11, "parent_code", "X1")
    report = await loaded(blank, [tables])
    assert report.written == 3  # the unit below B1 as well
    assert await path_of(blank, "U1") == "D1/S1/C2/X2/B1/U1/"
    assert await path_of(blank, "B2") == "D1/S1/C1/X1/B2/"


async def test_paths_of_a_whole_graph_are_always_those_of_its_parents(blank: Graph) -> None:
    await loaded(blank, small())
    table = small()["places"]
    table.put(4, "parent_code", None)
    table.put(6, "parent_code", "C2")
    await loaded(blank, [table])
    wrong = await blank.rows(
        "MATCH (n:Place) OPTIONAL MATCH (n)-[:WITHIN]->(above:Place) "
        "WITH n, coalesce(above.path, '') + n.code + '/' AS path WHERE path <> n.path "
        "RETURN n.code, n.path, path"
    )
    assert wrong == []
    assert await path_of(blank, "C1") == "C1/"


async def test_rows_without_a_code_are_told_apart_by_all_their_keys(blank: Graph) -> None:
    tables = small()
    tables["posts"].add(
        ["P1", "SECRETARY", "O2", None, "2015-01-01", "2018-01-01"],
        ["P1", "SECRETARY", "O2", None, None, "2014-01-01"],
        ["P1", "SECRETARY", "O1", None, None, None],
    )
    report = await loaded(blank, tables)
    assert problems(report) == []
    assert await blank.read("MATCH (n:Post)-[:HELD_BY]->({code: 'P1'}) RETURN count(n)") == 4


class Meddled(Graph):
    """A graph whose only company somebody else deletes before anything is written."""

    async def writing(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        await super().writing(lambda inner: inner.rows("MATCH (n:PropertyCompany) DETACH DELETE n"))
        return await super().writing(work)


async def test_what_others_change_meanwhile_is_told_and_the_next_load_finishes(
    blank: Graph, server: EmbeddedServer
) -> None:
    await loaded(blank, small())
    people = rows("people", "code name employer_code", ["Q1", "某人", COMPANY])
    meddled = await Meddled.connect(server.uri, server.user, server.password)
    try:
        with pytest.raises(GraphChangedError, match="run the same load again"):
            await load_tables(meddled, [people])
    finally:
        await meddled.close()
    assert await blank.read("MATCH (n:Person {code: 'Q1'}) RETURN count(n)") == 0
    assert problems(await loaded(blank, small())) == []
    assert problems(await loaded(blank, [people])) == []
    assert await blank.read("MATCH (n:Person {code: 'Q1'})-[:EMPLOYED_BY]->() RETURN count(n)") == 1


async def unsampled(graph: Graph) -> int:
    """How many changes of indexes Neo4j's statistics do not know of."""
    found = await graph.rows("CALL db.stats.retrieve('GRAPH COUNTS') YIELD data RETURN data")
    return sum(index["updatesSinceEstimation"] for index in found[0][0]["indexes"])


async def test_many_rows_are_known_to_the_statistics_at_once(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    await blank.refresh_statistics()
    assert await unsampled(blank) == 0
    await loaded(blank, small())
    assert await unsampled(blank) > 0
    await blank.write("MATCH (n:Place|Person) SET n.name = 'changed'")
    monkeypatch.setattr(sys.modules["seeds.dataset.load"], "MANY_ROWS", 3)
    await loaded(blank, small())
    assert await unsampled(blank) == 0


async def test_an_engine_without_such_statistics_is_loaded_all_the_same(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bolt, "_REFRESH", "CALL db.noSuchProcedure(1)")
    await blank.refresh_statistics()
    monkeypatch.setattr(bolt, "_REFRESH", "CALL db.prepareForReplanning('soon')")
    with pytest.raises(ClientError):
        await blank.refresh_statistics()
