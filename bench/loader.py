"""The loader against a bare UNWIND of the same rows: `python -m bench.loader`.

Starts a Neo4j of its own in a temporary directory. Each case is measured in rounds, the
loader and the bare statements in turn, on the same graph, emptied of the case's rows before
each. The bare side sends rows that the loader has checked already, in the loader's own batches
and statements, one transaction a batch: what any loader without a check would do at best. The
loader's side reads nothing from disk; reading the district's workbook is measured apart.
"""

import argparse
import asyncio
import json
import os
import platform
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table as Grid

from graph.bolt import Graph, Transaction
from graph.embedded import NEO4J_VERSION, EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from seeds.dataset import load_tables, read
from seeds.dataset.load import plans
from seeds.dataset.plan import BATCH, Batch
from seeds.dataset.sheets import Sheet
from seeds.district import Table, tables, write_workbook

GOAL = 0.7
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Case:
    """What is loaded, and the Cypher that takes it away again; no tables: the whole district."""

    name: str
    tables: tuple[str, ...]
    wipe: str


CASES = (
    Case("people with residence", ("people",), "MATCH (n:Person) CALL (n) { DETACH DELETE n }"),
    Case("grid_areas", ("grid_areas",), "MATCH ()-[n:HOLDS]->() CALL (n) { DELETE n }"),
    Case("affiliations", ("affiliations",), "MATCH ()-[n:AFFILIATED]->() CALL (n) { DELETE n }"),
    Case("whole district", (), "MATCH (n) WHERE NOT n:Migration CALL (n) { DETACH DELETE n }"),
)


@dataclass(slots=True)
class Result:
    """Seconds of each round on both sides."""

    case: str
    rows: int
    loader: list[float]
    bare: list[float]

    @property
    def ratio(self) -> float:
        """The loader's rows a second over the bare statements', by medians."""
        return median(self.bare) / median(self.loader)


async def measure(graph: Graph, district: dict[str, Table], case: Case, rounds: int) -> Result:
    """Measure one case; its rows are in the graph before and after."""
    chosen = [t for name, t in district.items() if name in case.tables or not case.tables]
    await _wipe(graph, case)
    sheets = [Sheet(t.name, [t.columns, *t.rows]) for t in chosen]
    batches = [b for plan in (await plans(graph, sheets)).values() for b in plan.batches()]
    result = Result(case.name, sum(b.rows for b in batches), [], [])
    for number in range(rounds):
        # Whoever comes second finds warmer caches: they take turns.
        for side in ("loader", "bare") if number % 2 else ("bare", "loader"):
            await _wipe(graph, case)
            started = time.perf_counter()
            if side == "loader":
                report = await load_tables(graph, chosen)
                assert report.written == result.rows, "the loader wrote other rows"
                result.loader.append(time.perf_counter() - started)
            else:
                await bare(graph, batches)
                result.bare.append(time.perf_counter() - started)
    return result


async def bare(graph: Graph, batches: list[Batch]) -> None:
    """Send batches as they are, each in a transaction of its own."""
    for batch in batches:

        async def work(transaction: Transaction, batch: Batch = batch) -> None:
            for step in batch.steps:
                await transaction.value(step.text, {"rows": step.rows})

        await graph.writing(work)


async def _wipe(graph: Graph, case: Case) -> None:
    await graph.command(f"{case.wipe} IN TRANSACTIONS OF 20000 ROWS")


def reading(path: Path, rounds: int) -> tuple[int, list[float]]:
    """Rows of the district's workbook, and the seconds each reading took."""
    write_workbook(path)
    seconds: list[float] = []
    rows = 0
    for _ in range(rounds):
        source = read(path)
        rows = sum(len(sheet.rows) for sheet in source.sheets)
        seconds.append(source.seconds)
    return rows, seconds


async def run(rounds: int, cases: list[Case], console: Console) -> dict[str, object]:
    """Measure all; the results as a JSON object."""
    district = {t.name: Table(t.name, t.columns, list(t.rows)) for t in tables()}
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as directory:
        options = EmbeddedOptions(Path(directory) / "data", heap_mb=1024, page_cache_mb=256)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            console.print("Loading the district once, to warm up …")
            await load_tables(graph, district.values())
            for case in cases:
                console.print(f"{case.name} …")
                results.append(await measure(graph, district, case, rounds))
            await graph.close()
        rows, seconds = await asyncio.to_thread(reading, Path(directory) / "d.xlsx", rounds)
    _print(console, results)
    console.print(
        f"Reading the workbook: {rows:,} rows in {median(seconds):.2f} s "
        f"({rows / median(seconds):,.0f} rows/s)."
    )
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "neo4j": NEO4J_VERSION,
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "batch": BATCH,
        "goal": GOAL,
        "cases": [{**asdict(r), "ratio": round(r.ratio, 3)} for r in results],
        "workbook": {"rows": rows, "seconds": seconds},
    }


def _print(console: Console, results: list[Result]) -> None:
    grid = Grid("case", title=f"Loader against bare UNWIND, goal {GOAL}×")
    for heading in ("rows", "loader s", "bare s", "loader rows/s", "bare rows/s", "ratio"):
        grid.add_column(heading, justify="right")
    for r in results:
        loader, bare = median(r.loader), median(r.bare)
        grid.add_row(
            r.case, f"{r.rows:,}", _spread(r.loader), _spread(r.bare),
            f"{r.rows / loader:,.0f}", f"{r.rows / bare:,.0f}", f"{r.ratio:.2f}×",
            style=None if r.ratio >= GOAL else "red",
        )  # fmt: skip
    console.print(grid)


def _spread(seconds: list[float]) -> str:
    return f"{median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.loader", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each case (5)")
    parser.add_argument("--case", action="append", choices=[c.name for c in CASES])
    parser.add_argument("--out", type=Path, default=RESULTS / "loader.json")
    chosen = parser.parse_args()
    cases = [c for c in CASES if not chosen.case or c.name in chosen.case]
    console = Console()
    found = asyncio.run(run(chosen.rounds, cases, console))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {chosen.out}")


if __name__ == "__main__":
    main()
