"""What a scope exports, by table."""

from collections.abc import Sequence
from typing import Any

from graph.bolt import Graph
from seeds.out.export import Portion, export


class Kept:
    """Keeps the rows of an export, by table."""

    def __init__(self) -> None:
        self.rows: dict[str, list[list[Any]]] = {}
        self._table = ""

    def open(self, table: str, columns: Sequence[str]) -> None:
        """Begin a table."""
        del columns
        self._table = table
        self.rows[table] = []

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to it."""
        self.rows[self._table] += map(list, rows)

    def close(self) -> None:
        """Nothing is open."""


async def paths_of(graph: Graph, scope: Sequence[str]) -> list[str]:
    """The paths of places."""
    rows = await graph.rows(
        "UNWIND $codes AS code MATCH (p:Place {code: code}) RETURN p.path", {"codes": list(scope)}
    )
    return [str(path) for (path,) in rows]


async def exported(graph: Graph, scope: Sequence[str]) -> dict[str, list[list[Any]]]:
    """The rows that a caller with a scope exports. scope: codes."""
    paths = await paths_of(graph, scope)
    kept = Kept()
    await export(graph, kept, Portion(paths, None, paths))
    return kept.rows
