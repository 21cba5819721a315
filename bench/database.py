"""The graph that is asked: an embedded Neo4j with the demonstration district, loaded once."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from platformdirs import user_cache_path
from rich.console import Console

from graph.bolt import Graph
from graph.embedded import EmbeddedOptions, EmbeddedServer, start
from graph.migrations import migrate
from graph.model import MODEL
from seeds.dataset import load_tables
from seeds.district import tables

# Enough for ten districts in memory: the disk is not what is measured.
_HEAP_MB = 1024
_PAGE_CACHE_MB = 512


def data_dir(scale: int) -> Path:
    """Where the graph of a scale is kept for the next run."""
    return user_cache_path("orggraph", appauthor=False) / f"bench-{scale}"


@asynccontextmanager
async def database(scale: int, console: Console) -> AsyncGenerator[EmbeddedServer]:
    """A running Neo4j that holds `scale` districts; stopped on leaving."""
    directory = data_dir(scale)
    options = EmbeddedOptions(directory, heap_mb=_HEAP_MB, page_cache_mb=_PAGE_CACHE_MB)
    async with await start(options) as server:
        graph = await Graph.connect(server.uri, server.user, server.password)
        try:
            await migrate(graph, MODEL)
            # A load that was interrupted leaves no mark and is done again, from the start.
            mark = directory / "loaded"
            if not mark.exists():
                console.print(f"Loading the district {scale}× once …")
                report = await load_tables(graph, tables(scale=scale), name="benchmark")
                console.print(f"{report.written:,} rows in {report.seconds:.0f} s")
                mark.write_text(f"{report.written}\n", encoding="utf-8")
            await graph.command("CALL db.awaitIndexes(600)")
        finally:
            await graph.close()
        yield server
