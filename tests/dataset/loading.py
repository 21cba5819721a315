"""Loads tables in tests, and tells what a graph holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.bolt import Graph
from seeds.dataset import LoadOptions, Report, Source, load_source, load_tables
from seeds.dataset.sheets import Sheet
from tests.dataset.small import Rows

Found = tuple[str, int, str, str]
"""A problem: table, row, column, kind."""


async def loaded(
    graph: Graph,
    tables: Mapping[str, Rows] | Sequence[Rows],
    *,
    dry_run: bool = False,
    strict: bool = False,
) -> Report:
    """Load tables as a program does."""
    made = list(tables.values()) if isinstance(tables, Mapping) else tables
    return await load_tables(graph, made, LoadOptions(dry_run=dry_run, strict=strict))


async def loaded_sheets(graph: Graph, *sheets: Sheet) -> Report:
    """Load sheets as they are read from a file."""
    return await load_source(graph, Source("sheets", list(sheets), 0.0))


def problems(report: Report) -> list[Found]:
    """The report's problems without their words."""
    return [(p.table, p.row, p.column, p.kind) for p in report.problems]


async def contents(graph: Graph) -> list[str]:
    """All nodes and relationships with all they carry, in an order of their own.

    Without what the program keeps about itself: migrations, the log, keys of changes, versions.
    """
    nodes = await graph.rows(
        "MATCH (n) WHERE NOT n:Migration|LogEntry|LogHead|LogSubject|ChangeKey|ReadEntry|ReadHead "
        "RETURN labels(n), n {.*, version: null}"
    )
    edges = await graph.rows(
        "MATCH (a)-[r]->(b) RETURN type(r), properties(r), labels(a), coalesce(a.code, a.key), "
        "labels(b), coalesce(b.code, b.key)"
    )
    return sorted(repr([_settled(value) for value in row]) for row in (*nodes, *edges))


def _settled(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((str(k), repr(v)) for k, v in value.items())  # pyright: ignore
    return sorted(value) if isinstance(value, list) else value  # pyright: ignore
