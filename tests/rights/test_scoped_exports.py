"""What a scope exports is what is exported of a graph without all that is not seen from it."""

import asyncio
from pathlib import Path
from random import Random
from typing import cast

import pytest

from graph.bolt import Graph
from graph.model import MODEL
from graph.tables import Reference, tables
from seeds.dataset import LoadOptions
from seeds.dataset.load import read
from seeds.out.export import Portion, export_file
from seeds.sync import load_whole
from tests.compiler.conftest import Small
from tests.compiler.pool import pool_of
from tests.compiler.small import tables as small_tables
from tests.rights.exported import exported, paths_of
from tests.rights.interference import Inside, scopes_of
from tests.rights.pruned import prune

SCOPES = 6


@pytest.fixture(scope="module")
def scopes() -> list[tuple[str, ...]]:
    random = Random(3)
    pool = pool_of(small_tables())
    return [("S1C1",), ("S1C1G1", "S1C2X1"), *(scopes_of(pool, random) for _ in range(SCOPES - 2))]


# Neo4j plans each table's statement anew for what is left in a transaction: a minute a scope.
@pytest.mark.drawn(2, of="scoped exports")
@pytest.mark.parametrize("number", range(SCOPES))
async def test_rows_are_those_of_the_pruned_graph(
    small: Small, scopes: list[tuple[str, ...]], number: int
) -> None:
    scope = scopes[number]
    found = await exported(small.graph, scope)
    async with small.graph.trial(600) as transaction:
        await prune(transaction.rows, scope)
        expected = await exported(cast(Graph, Inside(transaction)), scope)
    assert found == expected
    assert sum(map(len, found.values())) < sum(len(t.rows) for t in small_tables())


@pytest.mark.drawn(2, of="scoped exports")
@pytest.mark.parametrize("number", range(2))
async def test_rows_refer_to_nothing_that_is_not_there(
    small: Small, scopes: list[tuple[str, ...]], number: int
) -> None:
    for scope in scopes[number : number + 1]:
        found = await exported(small.graph, scope)
        codes = {row[0] for rows in found.values() for row in rows}
        for table in tables(MODEL):
            for place, column in enumerate(table.columns):
                if isinstance(column.type, Reference):
                    named = {row[place] for row in found[table.name]} - {None}
                    assert named <= codes, f"{scope} {table.name}.{column.name}"


@pytest.mark.drawn(2, of="scoped exports")
@pytest.mark.parametrize("number", range(2))
async def test_what_a_scope_exports_changes_nothing_when_it_is_loaded_within_it(
    small: Small, scopes: list[tuple[str, ...]], tmp_path: Path, number: int
) -> None:
    """References to what lies elsewhere are empty in the file, and stay as they are."""
    for scope in scopes[number : number + 1]:
        paths = await paths_of(small.graph, scope)
        file = tmp_path / f"{number}.zip"
        await export_file(small.graph, file, ".zip", "en", Portion(paths, None, paths))
        source = await asyncio.to_thread(read, file)
        report = await load_whole(
            small.graph, source, scope=paths, options=LoadOptions(dry_run=True)
        )
        assert [d for d in report.differences if d.new is None] == [], scope
