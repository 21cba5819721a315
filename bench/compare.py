"""This service against its peer and its limit: `python -m bench.compare`.

One embedded Neo4j, four services on it (this one, the Neo4j GraphQL Library asked with dates and
without, hand-written Cypher, this one without its compiler), the same questions.
docs/benchmarks.md says how.

Exit codes: 0 all cases measured, 1 a case failed, 2 wrong usage, 130 interrupted.
"""

import argparse
import asyncio
import json
import os
import platform
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console

from bench.case import Case
from bench.cases import CASES
from bench.contenders import OURS, ContenderError, contenders
from bench.database import database
from bench.figures import compiling, memory
from bench.measure import Effort, MismatchError, load_generator, measure
from bench.report import Comparison, show
from graph.embedded import NEO4J_VERSION, EmbeddedError

RESULTS = Path(__file__).parent / "results"


async def run(scale: int, cases: Sequence[Case], effort: Effort, console: Console) -> Comparison:
    """Measure the cases. Raises ContenderError and EmbeddedError."""
    found = Comparison(scale, _machine(effort))
    async with database(scale, console) as server:
        console.print("Starting the services …")
        with contenders(server) as services:
            async with load_generator() as load:
                for case in cases:
                    console.print(f"{case.name}: {case.title} …")
                    try:
                        day = date.today().isoformat()
                        found.cases[case.name] = await measure(case, services, day, load, effort)
                    except MismatchError as error:
                        console.print(f"[red]{error}[/red]")
                        found.failed[case.name] = str(error)
            found.memory = memory(services[OURS].pid)
    # Afterwards, when nothing else runs.
    found.new_document, found.known_document = compiling()
    return found


def _machine(effort: Effort) -> dict[str, Any]:
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "neo4j": NEO4J_VERSION,
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "rounds": effort.rounds,
        "seconds_single": effort.single,
        "seconds_many": effort.many,
    }


def _at_one(path: Path) -> dict[str, float]:
    saved = json.loads(path.read_text(encoding="utf-8"))
    if saved["scale"] != 1:
        raise ValueError(f"{path} was measured at scale {saved['scale']}, not 1")
    return {name: c["contenders"][OURS]["p50_ms"] for name, c in saved["cases"].items()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench.compare",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = ", ".join(c.name for c in CASES)
    parser.add_argument("--scale", type=int, default=1, help="number of districts (1)")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds of a case (5)")
    parser.add_argument("--seconds", type=float, default=1.0, help="of each measurement (1)")
    parser.add_argument("--cases", help=f"some of: {names}")
    parser.add_argument("--json", type=Path, help="where to write the result (bench/results/…)")
    parser.add_argument(
        "--against", type=Path, help="a result at scale 1 to compare with (the usual file)"
    )
    chosen = parser.parse_args()
    known = {c.name: c for c in CASES}
    wanted = chosen.cases.split(",") if chosen.cases else list(known)
    unknown = [name for name in wanted if name not in known]
    if unknown:
        parser.error(f"no case is named {unknown[0]!r}; there are {names}")
    if chosen.rounds < 1 or chosen.scale < 1 or chosen.seconds <= 0:
        parser.error("--scale, --rounds and --seconds must be above 0")
    chosen.cases = [known[name] for name in wanted]
    return chosen


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    signal.raise_signal(signal.SIGINT)


def main() -> None:
    """The command line."""
    chosen = _arguments()
    # A table must fit a file, too.
    console = Console() if sys.stdout.isatty() else Console(width=160)
    effort = Effort(chosen.rounds, 3 * chosen.seconds, chosen.seconds, chosen.seconds)
    # Both stop the services and Neo4j, also where the shell has made background jobs ignore one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        found = asyncio.run(run(chosen.scale, chosen.cases, effort, console))
    except (ContenderError, EmbeddedError) as error:
        console.print(f"[red]{error}[/red]")
        sys.exit(1)
    except KeyboardInterrupt:
        console.print("Interrupted; everything is stopped.")
        sys.exit(130)
    against: Path = chosen.against or RESULTS / "compare-1.json"
    if chosen.scale > 1 and against.exists():
        found = replace(found, against_one=_at_one(against))
    show(console, found, CASES)
    # A run of some cases does not replace one of all.
    part = "" if len(chosen.cases) == len(CASES) else "-part"
    out: Path = chosen.json or RESULTS / f"compare-{chosen.scale}{part}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found.as_json(CASES), indent=2, ensure_ascii=False)
    out.write_text(text + "\n", encoding="utf-8")
    console.print(f"Written to {out}")
    if found.failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
