"""The offline importer writes the graph that the loader writes, or nothing."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from graph.bolt import Graph
from graph.embedded import EmbeddedOptions, start
from graph.migrations import state
from seeds.offline import Chunked, OfflineError, import_offline
from tests.dataset.loading import contents, loaded
from tests.dataset.small import Rows, rows, small
from tests.java import BRIEFLY


def source(tables: dict[str, Rows]) -> Chunked:
    return lambda: list(tables.values())


def options(directory: Path) -> EmbeddedOptions:
    return EmbeddedOptions(directory / "data", heap_mb=512, page_cache_mb=64, java_options=BRIEFLY)


@asynccontextmanager
async def opened(chosen: EmbeddedOptions) -> AsyncGenerator[Graph]:
    async with await start(chosen) as server:
        graph = await Graph.connect(server.uri, server.user, server.password)
        yield graph
        await graph.close()


def tricky() -> dict[str, Rows]:
    """The small dataset with what a CSV file could get wrong."""
    tables = small()
    tables["places"].put(4, "name", 'Com"munity, "A"')
    tables["units"].put(2, "name", "Bureau\nof works")
    tables["people"].put(2, "phone", None)
    tables["people"].put(3, "name", "  O'Neil \\ Straße  ")
    tables["people"].add(["P3", "王五", "0", False, None, None, "MOBILE", None])
    tables["affiliations"].add(["P3", "O1", "PARTICIPATION", None, "2020-02-29"])
    tables["organizations"].add(["O0", "Below", "GROUP", None, "O3", None, None, "2020-01-01"])
    tables["posts"] = rows(
        "posts",
        "person_code role organization_code place_code since until background",
        ["P1", "SECRETARY", "O2", None, "2021-01-01", None, "VETERAN"],
        ["P2", "GRID_LEADER", None, "G1", None, None, None],
        ["P2", "UNIT_LEADER", None, "U1", "2020-01-01", "2022-01-01", None],
    )
    return tables


@pytest.mark.drawn(1, of="offline imports")
async def test_the_graph_is_the_one_the_loader_writes(
    blank: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also across chunks, and with children before their parents."""
    monkeypatch.setattr("seeds.offline.source.CHUNK", 3)
    tables = tricky()
    tables["places"].rows.reverse()
    report = await loaded(blank, tables)
    assert report.wrong == 0, report.problems
    wanted = await contents(blank)
    chosen = options(tmp_path)
    done = await import_offline(chosen, source(tables))
    assert sum(done.rows.values()) == report.written
    async with opened(chosen) as graph:
        assert await contents(graph) == wanted
        assert (await state(graph)).current
        again = await loaded(graph, tables)
        assert (again.written, again.wrong) == (0, 0)
    assert done.nodes + done.relationships == len(wanted)
    assert not [p for p in chosen.data_dir.iterdir() if p.name.startswith("offline-")]
    with pytest.raises(OfflineError, match="holds a graph already"):
        await import_offline(chosen, source(tables))


@pytest.mark.drawn(1)
@pytest.mark.parametrize("wrong", ["unknown person", "person twice", "affiliation twice"])
async def test_what_only_neo4j_finds_leaves_the_directory_empty(tmp_path: Path, wrong: str) -> None:
    tables = small()
    if wrong == "unknown person":
        tables["posts"].put(2, "person_code", "P9")
    elif wrong == "person twice":
        tables["people"].add(["P1", "Again", None, None, None, None, None, None])
    else:
        tables["affiliations"].add(tables["affiliations"].rows[0])
    with pytest.raises(OfflineError, match="nothing was imported"):
        await import_offline(options(tmp_path), source(tables))
    home = options(tmp_path).home
    assert not (home / "data" / "databases" / "neo4j").exists()
    assert not (home / "data" / "transactions" / "neo4j").exists()
