"""What an export costs, and that it loses nothing: `python -m bench.exporting [--scale 1]`.

Loads the demonstration district into a new Neo4j, exports it as a workbook and as an archive,
loads the archive into the emptied graph and exports again. Both exports must be the same bytes, and
both graphs the same. Prints seconds and the most memory that this process held while exporting.
"""

import argparse
import asyncio
import gc
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from rich.console import Console

from bench.whole import digest
from graph.bolt import Graph
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from seeds.dataset import load, load_tables
from seeds.district import tables
from seeds.out.export import export_file

_WIPE = (
    "MATCH (n) WHERE NOT n:Migration WITH n LIMIT 10000 DETACH DELETE n "
    "WITH count(*) AS done WHERE done > 0 RETURN done"
)


async def main(scale: int) -> int:
    """Measure; the exit code: 1 when something is lost."""
    console = Console(width=120)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        options = EmbeddedOptions(place / "data", heap_mb=1024, page_cache_mb=512)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            await load_tables(graph, tables(scale=scale))
            gc.collect()
            process, most = psutil.Process(), [0]
            before = process.memory_info().rss

            def look(_table: str, _rows: int) -> None:
                most[0] = max(most[0], process.memory_info().rss)

            # The first one after a load also waits for Neo4j to plan its statements.
            for number, form in ((0, ".xlsx"), (1, ".xlsx"), (1, ".zip")):
                started, busy = time.perf_counter(), time.process_time()
                file = place / f"{number}{form}"
                rows = sum((await export_file(graph, file, form, "zh", progress=look)).values())
                seconds, own = time.perf_counter() - started, time.process_time() - busy
                first = "" if number else ", the first after the load"
                console.print(f"{form}: {rows:,} rows in {seconds:.1f} s ({own:.1f} s own){first}")
            held, at_first = most[0] / 2**20, before / 2**20
            console.print(f"memory: {held:.0f} MB at most, {at_first:.0f} MB before the export")
            whole = await digest(graph)
            while await graph.write(_WIPE):
                pass
            report = await load(graph, place / "1.zip")
            await export_file(graph, place / "2.zip", ".zip", "zh")
            await export_file(graph, place / "2.xlsx", ".xlsx", "zh")
            same = {
                "graph": await digest(graph) == whole and not report.problem_count,
                "zip": (place / "1.zip").read_bytes() == (place / "2.zip").read_bytes(),
                "xlsx": (place / "1.xlsx").read_bytes() == (place / "2.xlsx").read_bytes(),
            }
            await graph.close()
    console.print(f"the same after export, load, export: {same}")
    return 0 if all(same.values()) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=1, help="districts")
    sys.exit(asyncio.run(main(parser.parse_args().scale)))
