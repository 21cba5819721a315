"""A district's workbook read, checked and compared: `python -m bench.dry_run [--scale 1]`.

Writes the demonstration district as a workbook and asks what loading it would change, in a Neo4j
that holds the district: in a process of its own each time, as `server.py import --dry-run` is. The
first time Neo4j has just been started, and plans every statement; then come some more. Prints the
seconds of reading the file, and of checking and comparing it; how long the process itself computed
meanwhile, and how long it had statements at Neo4j, which work side by side. Exit code 1 when a run
takes more than ten seconds.
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
from bench.database import database
from bench.held import most_memory
from graph.bolt import Graph, Parameters
from graph.embedded import EmbeddedServer
from seeds.dataset import LoadOptions, load_source, read_beside
from seeds.district import write_workbook

SECONDS = 10.0
RUNS = 3


class _Timed(Graph):
    """Counts the seconds in which at least one statement is at Neo4j."""

    asked = 0.0
    _under_way = 0
    _since = 0.0

    async def rows(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        """All rows of a statement."""
        if not self._under_way:
            self._since = time.perf_counter()
        self._under_way += 1
        try:
            return await super().rows(text, parameters)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self.asked += time.perf_counter() - self._since


async def _child(uri: str, user: str, password: str, path: Path) -> None:
    graph = await _Timed.connect(uri, user, password)
    source = await read_beside(graph, path)
    started, busy = time.perf_counter(), time.process_time()
    report = await load_source(graph, source, LoadOptions(dry_run=True))
    found = {
        "rows": report.read,
        "unchanged": report.unchanged,
        "read": source.seconds,
        "compared": time.perf_counter() - started,
        "own": time.process_time() - busy,
        "asked": graph.asked,
        "megabytes": most_memory(),
    }
    print(json.dumps(found))
    await graph.close()


async def dry_run(server: EmbeddedServer, path: Path) -> dict[str, Any]:
    """What a process of its own needed to read, check and compare a workbook."""
    return await measured("bench.dry_run", server, path)


async def main(scale: int) -> int:
    """Measure; the exit code."""
    console = Console(width=120, highlight=False)
    most = 0.0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "district.xlsx"
        write_workbook(path, scale=scale)
        async with database(scale, console) as server:
            for run in range(RUNS):
                done = await dry_run(server, path)
                assert done["unchanged"] == done["rows"]
                seconds = done["read"] + done["compared"]
                most = max(most, seconds)
                console.print(
                    f"{done['rows']:,} rows in {seconds:.1f} s: read in {done['read']:.1f} s, "
                    f"checked and compared in {done['compared']:.1f} s ({done['own']:.1f} s own, "
                    f"{done['asked']:.1f} s asking), {done['megabytes']:.0f} MB"
                    + (", right after the start" if run == 0 else "")
                )
    console.print(f"goal: at most {SECONDS:.0f} s for a district")
    return 0 if most <= SECONDS * scale else 1


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
