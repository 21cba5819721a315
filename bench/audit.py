"""All audit rules together, cold and warm: `python -m bench.audit`.

Cold is the first audit after Neo4j has started, in each of several starts: nothing is planned,
compiled or read into memory. Warm is every later one. Replanned is one after the query caches
of a running Neo4j were cleared (`CALL db.clearQueryCaches()`). Then the real service is started,
which runs the audit once by itself when it is ready, and asked for the audit over HTTP: at once,
and some seconds later.
"""

import argparse
import asyncio
import json
import os
import platform
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import requests
from rich.console import Console
from rich.table import Table

from bench.database import data_dir, database
from bench.start import service
from graph.audit import RULES, AuditQuestion, audit, audit_summary
from graph.bolt import Graph
from graph.embedded import NEO4J_VERSION
from seeds.district import REFERENCE_DAY

GOALS = {"cold": 3.0, "warm": 1.0}
RESULTS = Path(__file__).parent / "results"
PAUSES = (0, 5, 10, 15)  # seconds between a start's end and the first audit
_PATIENCE = 120  # seconds


async def _timed(graph: Graph) -> tuple[float, int]:
    started = time.perf_counter()
    findings = await audit(graph, AuditQuestion(REFERENCE_DAY))
    return time.perf_counter() - started, len(findings)


async def _each(graph: Graph, rounds: int) -> dict[str, tuple[float, float, int]]:
    """For each rule alone: seconds with cleared caches, median seconds warm, findings."""
    found: dict[str, tuple[float, float, int]] = {}
    await graph.command("CALL db.clearQueryCaches()")
    for rule in RULES:
        times: list[float] = []
        count = 0
        for _ in range(rounds + 1):
            started = time.perf_counter()
            count = len(await audit(graph, AuditQuestion(REFERENCE_DAY, [rule.id])))
            times.append(time.perf_counter() - started)
        found[rule.id] = (times[0], median(times[1:]), count)
    return found


def _served(scale: int, pauses: Sequence[int], console: Console) -> dict[str, list[float]]:
    """Seconds that the first audit takes over HTTP, by how long after `ready` it is asked."""
    request = {"query": f'query @asOf(date: "{REFERENCE_DAY}") {{ audit {{ totalCount }} }}'}
    found: dict[str, list[float]] = {}
    for pause in pauses:
        console.print(f"The service, asked {pause} s after it is ready …")
        with service(data_dir(scale), demo=False) as ready:
            time.sleep(pause)
            started = time.perf_counter()
            answer = requests.post(
                f"http://127.0.0.1:{ready.port}/graphql",
                json=request,
                headers={"authorization": f"Bearer {ready.token}"},
                timeout=_PATIENCE,
            )
            seconds = time.perf_counter() - started
        if "errors" in answer.json():
            raise RuntimeError(answer.text)
        found[f"service, {pause} s after ready"] = [seconds]
    return found


async def run(scale: int, starts: int, rounds: int, console: Console) -> dict[str, Any]:
    """Measure; the results as a JSON object."""
    measured: dict[str, list[float]] = {"cold": [], "replanned": [], "warm": [], "summary": []}
    rules: dict[str, tuple[float, float, int]] = {}
    count = 0
    for number in range(starts):
        console.print(f"Start {number + 1} of {starts} …")
        async with database(scale, console) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            try:
                await graph.command("CALL db.clearQueryCaches()")
                seconds, count = await _timed(graph)
                measured["cold"].append(seconds)
                for _ in range(rounds):
                    measured["warm"].append((await _timed(graph))[0])
                await graph.command("CALL db.clearQueryCaches()")
                measured["replanned"].append((await _timed(graph))[0])
                started = time.perf_counter()
                await audit_summary(graph, AuditQuestion(REFERENCE_DAY))
                measured["summary"].append(time.perf_counter() - started)
                if number == starts - 1:
                    rules = await _each(graph, rounds)
            finally:
                await graph.close()
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "neo4j": NEO4J_VERSION,
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "scale": scale,
        "rules": len(RULES),
        "findings": count,
        "goals": GOALS,
        "seconds": measured,
        "slowest": {
            name: {"replanned": first, "warm": warm, "findings": findings}
            for name, (first, warm, findings) in sorted(rules.items(), key=lambda r: -r[1][1])
        },
    }


def show(console: Console, found: dict[str, Any], rows: int) -> None:
    """Print the tables."""
    table = Table("all rules", "goal s", "median s", "best–worst s", title="Audit of the district")
    for name, seconds in found["seconds"].items():
        goal = GOALS.get(name)
        middle = median(seconds)
        table.add_row(
            name,
            f"{goal:.1f}" if goal else "",
            f"{middle:.2f}",
            f"{min(seconds):.2f}–{max(seconds):.2f}",
            style="red" if goal and middle > goal else None,
        )
    console.print(table)
    console.print(f"{found['rules']} rules, {found['findings']:,} findings.")
    slowest = Table("slowest rules", "findings", "warm ms", "replanned ms")
    for name, row in list(found["slowest"].items())[:rows]:
        slowest.add_row(
            name,
            f"{row['findings']:,}",
            f"{row['warm'] * 1e3:.0f}",
            f"{row['replanned'] * 1e3:.0f}",
        )
    console.print(slowest)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.audit", description=__doc__)
    parser.add_argument("--scale", type=int, default=1, help="districts in the graph (1)")
    parser.add_argument("--starts", type=int, default=3, help="starts of the server (3)")
    parser.add_argument("--rounds", type=int, default=5, help="warm audits after each start (5)")
    parser.add_argument("--rows", type=int, default=10, help="slowest rules shown (10)")
    parser.add_argument("--out", type=Path, default=RESULTS / "audit.json")
    chosen = parser.parse_args()
    console = Console()
    console.print(f"The graph is kept in {data_dir(chosen.scale)}.")
    found = asyncio.run(run(chosen.scale, chosen.starts, chosen.rounds, console))
    found["seconds"] |= _served(chosen.scale, PAUSES, console)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    show(console, found, chosen.rows)
    console.print(f"Written to {chosen.out}")


if __name__ == "__main__":
    main()
