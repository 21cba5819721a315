"""Many districts through Neo4j's offline importer: `python -m bench.offline --scale 100`.

The rows come from the generator as they are needed and go to a data directory of their own,
which is removed afterwards (or kept, with --keep). Prints rows, seconds and the peak memory
of this process and of Neo4j's, the largest of the two it runs one after the other.
"""

import argparse
import asyncio
import json
import platform
import resource
import shutil
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid

from graph.embedded import NEO4J_VERSION, EmbeddedOptions
from seeds.district import tables
from seeds.offline import OfflineReport, import_offline

RESULTS = Path(__file__).parent / "results"

# Peak resident memory comes in KiB, on macOS in bytes.
_MB = 1024 if sys.platform != "darwin" else 1024**2


def peak_mb() -> tuple[float, float]:
    """Peak resident memory so far, of this process and of the largest child that ended."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return own / _MB, child / _MB


def size_mb(directory: Path) -> float:
    """What the files below a directory take."""
    return sum(f.stat().st_size for f in directory.rglob("*") if f.is_file()) / 1024**2


async def run(scale: int, directory: Path, heap_mb: int, console: Console) -> dict[str, object]:
    """Import `scale` districts; the result as a JSON object."""
    options = EmbeddedOptions(
        directory, heap_mb=heap_mb, page_cache_mb=heap_mb // 2, start_timeout=600
    )
    report = await import_offline(options, lambda: tables(scale=scale), step=console.print)
    own, child = peak_mb()
    store = size_mb(options.home / "data" / "databases")
    _print(console, scale, report, own, child, store)
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "neo4j": NEO4J_VERSION,
        "python": platform.python_version(),
        "scale": scale,
        **asdict(report),
        "peak_mb": {"python": round(own), "neo4j": round(child)},
        "store_mb": round(store),
    }


def _print(
    console: Console, scale: int, report: OfflineReport, own: float, child: float, store: float
) -> None:
    rows = sum(report.rows.values())
    grid = Grid("what", title=f"Offline import of {scale} districts", show_header=False)
    grid.add_column("figure", justify="right")
    for what, figure in (
        ("rows of the dataset", f"{rows:,}"),
        ("of them people", f"{report.rows['people']:,}"),
        ("nodes", f"{report.nodes:,}"),
        ("relationships", f"{report.relationships:,}"),
        ("checking and writing files", f"{report.writing:,.0f} s"),
        ("Neo4j's importer", f"{report.importing:,.0f} s"),
        ("constraints and indexes", f"{report.indexing:,.0f} s"),
        ("in all", f"{report.seconds:,.0f} s"),
        ("rows a second", f"{rows / report.seconds:,.0f}"),
        ("peak memory of Python", f"{own:,.0f} MB"),
        ("peak memory of Neo4j", f"{child:,.0f} MB"),
        ("store", f"{store:,.0f} MB"),
    ):
        grid.add_row(what, figure)
    console.print(grid)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.offline", description=__doc__)
    parser.add_argument("--scale", type=int, default=10, help="districts (10)")
    parser.add_argument("--heap-mb", type=int, default=2048, help="of Neo4j (2048)")
    parser.add_argument("--keep", type=Path, help="data directory to fill and keep")
    parser.add_argument("--out", type=Path, help="default: bench/results/offline-SCALE.json")
    chosen = parser.parse_args()
    directory = chosen.keep or Path(tempfile.mkdtemp(prefix="orggraph-offline-"))
    console = Console()
    try:
        found = asyncio.run(run(chosen.scale, directory, chosen.heap_mb, console))
    finally:
        if chosen.keep is None:
            shutil.rmtree(directory, ignore_errors=True)
    out = chosen.out or RESULTS / f"offline-{chosen.scale}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {out}")


if __name__ == "__main__":
    main()
