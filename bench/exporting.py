"""What an export costs, and that it loses nothing: `python -m bench.exporting [--scale 1]`.

Loads the demonstration district into a new Neo4j, exports it as a workbook and as an archive, each
in a process of its own as `server.py export` is, loads the archive into the emptied graph and
exports again. Both exports must be the same bytes, and both graphs the same. Prints seconds and the
most memory that an exporting process held. Exit code 1 when something is lost or a goal is missed:
ten seconds for a district, 400 MB for any number.
"""

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from bench.child import CHILD, measured
from bench.held import most_memory
from bench.whole import digest
from graph.bolt import Graph
from graph.embedded import EmbeddedOptions, EmbeddedServer, start
from graph.migrations import migrate
from graph.model import MODEL
from seeds.dataset import load, load_tables
from seeds.district import tables
from seeds.out.export import export_file
from tests.content import wipe

SECONDS = 10.0
MEGABYTES = 400


async def _child(uri: str, user: str, password: str, path: Path) -> None:
    graph = await Graph.connect(uri, user, password)
    started, busy = time.perf_counter(), time.process_time()
    rows = sum((await export_file(graph, path, path.suffix, "zh")).values())
    found = {
        "rows": rows,
        "seconds": time.perf_counter() - started,
        "own": time.process_time() - busy,
        "megabytes": most_memory(),
    }
    print(json.dumps(found))
    await graph.close()


async def _exported(server: EmbeddedServer, path: Path) -> dict[str, Any]:
    """What a process of its own needed for an export."""
    return await measured("bench.exporting", server, path)


async def main(scale: int) -> int:
    """Measure; the exit code."""
    console = Console(width=120, highlight=False)
    found: dict[str, dict[str, Any]] = {}
    with TemporaryDirectory() as folder:
        place = Path(folder)
        options = EmbeddedOptions(place / "data", heap_mb=1024, page_cache_mb=512)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            await load_tables(graph, tables(scale=scale))
            # The first one after a load also waits for Neo4j to plan its statements.
            for name in ("0.xlsx", "1.xlsx", "1.zip"):
                done = found[name] = await _exported(server, place / name)
                console.print(
                    f"{name[1:]}: {done['rows']:,} rows in {done['seconds']:.1f} s "
                    f"({done['own']:.1f} s own), {done['megabytes']:.0f} MB"
                    + (", right after the load" if name[0] == "0" else "")
                )
            whole = await digest(graph)
            await wipe(graph)
            report = await load(graph, place / "1.zip")
            await _exported(server, place / "2.zip")
            await _exported(server, place / "2.xlsx")
            same = {
                "graph": await digest(graph) == whole and not report.problem_count,
                "zip": (place / "1.zip").read_bytes() == (place / "2.zip").read_bytes(),
                "xlsx": (place / "1.xlsx").read_bytes() == (place / "2.xlsx").read_bytes(),
            }
            await graph.close()
    console.print(f"the same after export, load, export: {same}")
    reached = {f"{MEGABYTES} MB": all(d["megabytes"] <= MEGABYTES for d in found.values())}
    if scale == 1:
        reached[f"{SECONDS:.0f} s"] = all(d["seconds"] <= SECONDS for d in found.values())
    console.print(f"goals: {reached}")
    return 0 if all(same.values()) and all(reached.values()) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=1, help="districts")
    parser.add_argument("--child", nargs=4, metavar=CHILD)
    asked = parser.parse_args()
    if asked.child:
        uri, user, password, file = asked.child
        asyncio.run(_child(uri, user, password, Path(file)))
    else:
        sys.exit(asyncio.run(main(asked.scale)))
