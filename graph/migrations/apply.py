"""Applies the migrations that a graph has not seen yet."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.bolt import Graph
from graph.declare import Model
from graph.messages import msg
from graph.migrations import (
    m0001_constraints,
    m0002_search,
    m0003_indexes,
    m0004_access,
    m0005_log,
    m0006_subjects,
    m0007_reads,
)

# Seconds to wait for indexes over data that is already there.
_POPULATION_TIMEOUT = 600


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered step; its statements follow from the model and may run again."""

    number: int
    name: str
    statements: Callable[[Model], tuple[str, ...]]

    async def apply(self, graph: Graph, model: Model) -> None:
        """Run the statements, wait for their indexes, then record the migration."""
        for statement in self.statements(model):
            await graph.command(statement)
        await graph.command(f"CALL db.awaitIndexes({_POPULATION_TIMEOUT})")
        await graph.write(
            "MERGE (m:Migration {number: $number}) "
            "ON CREATE SET m.name = $name, m.appliedAt = datetime()",
            {"number": self.number, "name": self.name},
        )


@dataclass(frozen=True, slots=True)
class Applied:
    """A migration that has been applied."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class State:
    """The highest migration recorded in the graph (0 for none) and the code's highest."""

    graph: int
    code: int

    @property
    def current(self) -> bool:
        """Whether the graph is exactly as new as the code."""
        return self.graph == self.code


class NewerGraphError(RuntimeError):
    """The graph was migrated by a newer version of the program than this one."""

    def __init__(self, found: State) -> None:
        super().__init__(
            msg(
                "The graph has migration {graph}, this program knows only up to {code}: a newer "
                "version has written it. Update the program, or name another graph.",
                graph=found.graph,
                code=found.code,
            )
        )
        self.state = found


MIGRATIONS = (
    Migration(m0001_constraints.NUMBER, m0001_constraints.NAME, m0001_constraints.statements),
    Migration(m0002_search.NUMBER, m0002_search.NAME, m0002_search.statements),
    Migration(m0003_indexes.NUMBER, m0003_indexes.NAME, m0003_indexes.statements),
    Migration(m0004_access.NUMBER, m0004_access.NAME, m0004_access.statements),
    Migration(m0005_log.NUMBER, m0005_log.NAME, m0005_log.statements),
    Migration(m0006_subjects.NUMBER, m0006_subjects.NAME, m0006_subjects.statements),
    Migration(m0007_reads.NUMBER, m0007_reads.NAME, m0007_reads.statements),
)


async def state(graph: Graph, migrations: tuple[Migration, ...] = MIGRATIONS) -> State:
    """How far the graph has been migrated, in one read."""
    highest = await graph.read("MATCH (m:Migration) RETURN max(m.number)")
    return State(int(highest or 0), max(m.number for m in migrations))


async def migrate(
    graph: Graph, model: Model, migrations: tuple[Migration, ...] = MIGRATIONS
) -> list[Applied]:
    """Apply in order what the graph has not seen; returns what was applied now.

    Raises NewerGraphError when the graph is ahead of the code.
    """
    found = await state(graph, migrations)
    if found.graph > found.code:
        raise NewerGraphError(found)
    await graph.command(
        "CREATE CONSTRAINT migration_number IF NOT EXISTS "
        "FOR (n:Migration) REQUIRE n.number IS UNIQUE"
    )
    seen = {row[0] for row in await graph.rows("MATCH (m:Migration) RETURN m.number")}
    pending = sorted((m for m in migrations if m.number not in seen), key=lambda m: m.number)
    for migration in pending:
        await migration.apply(graph, model)
    return [Applied(m.number, m.name) for m in pending]
