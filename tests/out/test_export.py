"""What is exported loads into an empty graph to an equal one, and exports to the same bytes."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest

from graph.bolt import Graph
from seeds.dataset import load, load_tables
from seeds.out import Language
from seeds.out.export import Portion, export_file
from tests.compiler import small as random_graph
from tests.content import wipe
from tests.dataset.loading import contents
from tests.dataset.small import small

_AT_OR_BELOW = """
MATCH (p:Place) WHERE p.path STARTS WITH $path WITH count(p) AS places
RETURN places,
    COUNT { MATCH (:Person)-[:RESIDES_IN]->(q) WHERE q.path STARTS WITH $path },
    COUNT { MATCH (:Post)-[:AT_PLACE]->(q) WHERE q.path STARTS WITH $path },
    COUNT { MATCH ()-[:COVERS]->(q) WHERE q.path STARTS WITH $path },
    COUNT { MATCH (:DualRegistration)-[:REGISTERED_AT]->(q) WHERE q.path STARTS WITH $path }
"""


async def exported(
    graph: Graph,
    path: Path,
    language: Language = "zh",
    *,
    within: Collection[str] | None = None,
    day: date | None = None,
) -> dict[str, int]:
    """Export to a file; the rows of each table."""
    return await export_file(graph, path, path.suffix, language, Portion(within, day))


@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    ("seed", "name", "language"), [(3, "one.xlsx", "zh"), (4, "one.zip", "en"), (5, "one", "zh")]
)
async def test_a_random_graph_comes_back_whole(
    blank: Graph, tmp_path: Path, seed: int, name: str, language: Language
) -> None:
    await load_tables(blank, random_graph.tables(seed))
    before = await contents(blank)
    first, second = tmp_path / "1" / name, tmp_path / "2" / name
    for place in (first, second):
        place.parent.mkdir()
        await exported(blank, place, language)
        if place is first:
            await wipe(blank)
            report = await load(blank, place)
            assert report.problems == []
            assert await contents(blank) == before
    files = [first] if first.is_file() else sorted(first.iterdir())
    for file in files:
        other = second / file.name if first.is_dir() else second
        assert file.read_bytes() == other.read_bytes()


async def test_a_part_loads_by_itself_and_holds_nothing_else(blank: Graph, tmp_path: Path) -> None:
    await load_tables(blank, random_graph.tables(6))
    (path,) = (await blank.rows("MATCH (p:Place {code: 'S1C1'}) RETURN p.path"))[0]
    before = await blank.rows(_AT_OR_BELOW, {"path": path})
    await exported(blank, tmp_path / "part.zip", within=[path])
    await wipe(blank)
    report = await load(blank, tmp_path / "part.zip")
    assert report.problems == []
    assert await blank.rows(_AT_OR_BELOW, {"path": path}) == before
    elsewhere = "MATCH (p:Post)-[:AT_PLACE]->(q) WHERE NOT q.path STARTS WITH $path RETURN count(p)"
    assert await blank.rows(elsewhere, {"path": path}) == [[0]]


async def test_a_day_s_export_holds_what_held_on_it(blank: Graph, tmp_path: Path) -> None:
    tables = small()
    tables["organizations"].add(
        ["O5", "Former group", "GROUP", None, "O2", None, "2016-01-01", "2020-01-01"]
    )
    tables["organization_areas"].add(["O5", "B1", "2016-01-01", None])
    tables["posts"].add(["P2", "GROUP_LEADER", "O5", None, "2016-01-01", None])
    tables["management"].put(2, "until", "2025-01-01")
    report = await load_tables(blank, tables.values())
    assert report.problems == []
    now = await exported(blank, tmp_path / "now.zip", day=date(2026, 11, 1))
    then = await exported(blank, tmp_path / "then.zip", day=date(2019, 6, 1))
    ever = await exported(blank, tmp_path / "ever.zip")
    shown = ("organizations", "organization_areas", "posts", "management")
    assert [now[name] for name in shown] == [4, 2, 2, 0]
    assert [then[name] for name in shown] == [5, 3, 2, 1]
    assert [ever[name] for name in shown] == [5, 3, 3, 1]
    await wipe(blank)
    assert (await load(blank, tmp_path / "now.zip")).problems == []
