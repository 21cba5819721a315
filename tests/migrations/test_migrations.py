"""Migrations: applied once, in order, again without harm, never backwards."""

import pytest

from graph.bolt import ClientError, ConstraintError, Graph
from graph.migrations import NewerGraphError, migrate, state
from graph.migrations.apply import MIGRATIONS, Migration
from graph.migrations.m0001_constraints import stored_types
from graph.model import MODEL


def test_numbers_are_those_of_their_order() -> None:
    assert [m.number for m in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


async def test_a_migrated_graph_is_current_and_migrating_again_does_nothing(blank: Graph) -> None:
    assert await migrate(blank, MODEL) == []
    assert (await state(blank)).current
    recorded = await blank.rows("MATCH (m:Migration) RETURN m.number ORDER BY m.number")
    assert recorded == [[m.number] for m in MIGRATIONS]


async def test_a_migration_that_was_not_recorded_runs_again_without_harm(blank: Graph) -> None:
    await blank.write("MATCH (m:Migration {number: 1}) DELETE m")
    assert [m.number for m in await migrate(blank, MODEL)] == [1]
    assert (await state(blank)).current


async def test_a_newer_graph_is_refused(blank: Graph) -> None:
    await blank.write("CREATE (:Migration {number: 9999})")
    try:
        with pytest.raises(NewerGraphError, match="9999"):
            await migrate(blank, MODEL)
    finally:
        await blank.write("MATCH (m:Migration {number: 9999}) DELETE m")


async def test_a_failing_migration_is_not_recorded(blank: Graph) -> None:
    broken = Migration(9000, "broken", lambda _: ("THIS IS NOT CYPHER",))
    with pytest.raises(ClientError):
        await migrate(blank, MODEL, (*MIGRATIONS, broken))
    assert await blank.read("MATCH (m:Migration {number: 9000}) RETURN count(m)") == 0


@pytest.mark.parametrize("node", stored_types(MODEL), ids=lambda node: node.name)
async def test_the_key_of_every_node_is_unique(blank: Graph, node: object) -> None:
    label, key = node.label, node.key  # pyright: ignore
    with pytest.raises(ConstraintError):
        await blank.write(
            f"CREATE (:{label} {{{key}: 'same'}}) CREATE (:{label} {{{key}: 'same'}})"
        )


async def test_search_is_indexed_and_online(blank: Graph) -> None:
    rows = await blank.rows("SHOW INDEXES YIELD type, state RETURN type, state")
    assert {kind for kind, _ in rows} >= {"FULLTEXT", "RANGE"}
    assert {state for _, state in rows} == {"ONLINE"}
