"""Reads a source while Neo4j plans what it is going to be asked about it."""

import asyncio
from pathlib import Path

from graph.bolt import Graph
from graph.declare import Model
from graph.model import MODEL
from graph.tables import Table, tables
from seeds.dataset.families import in_dependency_order
from seeds.dataset.frame import Frame
from seeds.dataset.layout import Layout, node_layout, relationship_layout
from seeds.dataset.load import Source, load_source, read
from seeds.dataset.options import ORDINARY, LoadOptions
from seeds.dataset.report import Report
from seeds.dataset.view import GraphView


async def load(graph: Graph, source: Path, options: LoadOptions = ORDINARY) -> Report:
    """Load an `.xlsx` workbook, a folder of CSV files or a `.zip` of them into a migrated graph.

    Raises SourceError when the source cannot be read, GraphChangedError when others write
    the same rows meanwhile.
    """
    found = await read_beside(graph, source, options.model)
    return await load_source(graph, found, options)


async def read_beside(graph: Graph, source: Path, model: Model = MODEL) -> Source:
    """Read a source as `read` does, in a thread.

    Meanwhile Neo4j plans statements of a load, which after a start or a load takes it longer than
    to answer them; with the reading that ends. Raises SourceError.
    """
    planning = asyncio.create_task(_plan(graph, model))
    try:
        return await asyncio.to_thread(read, source, model)
    finally:
        planning.cancel()
        # Where it failed, the load is going to say so.
        await asyncio.gather(planning, return_exceptions=True)


async def _plan(graph: Graph, model: Model) -> None:
    view = GraphView(graph, model)
    await view.open()
    for table in in_dependency_order(model, tables(model)):
        await view.plan(_layouts(model, table))


def _layouts(model: Model, table: Table) -> list[Layout]:
    """The stored forms of a table's rows."""
    frame = Frame(table, table.zh, 1, {}, (), {})
    if table.relationship is not None:
        return [relationship_layout(model, frame, table.relationship)]
    return [node_layout(model, frame, node) for node in table.nodes]
