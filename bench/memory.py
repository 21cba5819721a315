"""What the service holds in memory under load: `python -m bench.memory`.

For ten minutes eight clients ask large answers and small ones, as in `bench.compare`, and after
each round of these come documents that the service has not seen before, more than its cache
keeps. The memory of its process is read after each round. Exit code 1 when it is not level: when
the last third of the rounds holds more than 1.1 times what the middle third held.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from rich.console import Console

from bench.case import Case
from bench.cases import building, members, tree
from bench.contenders import Contender, ContenderError, service
from bench.database import database
from bench.figures import memory
from bench.measure import CLIENTS, LoadGenerator, MismatchError, load_generator, request_of
from graph.embedded import EmbeddedError

RESULTS = Path(__file__).parent / "results"
GROWTH = 1.1
LOADS: tuple[Case, ...] = (tree.CASE, members.CASE, building.CASE)
_NEW = 50  # documents in a round


@dataclass(frozen=True, slots=True)
class Round:
    """After some seconds and requests: MiB of the service's process."""

    seconds: float
    requests: int
    held: float


def growth(rounds: Sequence[Round]) -> float:
    """Times that the last third of the rounds holds what the middle third held.

    Raises ValueError for fewer than three.
    """
    third = len(rounds) // 3
    if third == 0:
        raise ValueError("fewer than three rounds")
    last, middle = rounds[-third:], rounds[-2 * third : -third]
    return median(r.held for r in last) / median(r.held for r in middle)


async def _round(ours: Contender, load: LoadGenerator, number: int, seconds: float) -> int:
    """Ask everything once; the number of requests. Raises MismatchError for wrong answers."""
    day, asked = date.today().isoformat(), 0
    for case in LOADS:
        request = request_of(ours, case, {"day": day, **case.variables})
        latencies, _ = await load.run(ours.port, request, CLIENTS, seconds)
        asked += len(latencies)
    for document in range(_NEW):
        # A comment makes it another document.
        text = f"{building.CASE.ours} # {number} {document}"
        new = request_of(ours, _with(text), building.CASE.variables)
        await load.run(ours.port, new, 1, 0, least=1)
    return asked + _NEW


def _with(text: str) -> Case:
    case = building.CASE
    return Case(case.name, case.title, text, case.peer, case.cypher, case.shape)


async def run(minutes: float, seconds: float, console: Console) -> list[Round]:
    """Load the service for some minutes; what it held.

    seconds: of each case in a round. Raises ContenderError, EmbeddedError and MismatchError.
    """
    found: list[Round] = []
    async with database(1, console) as server:
        with service(server) as ours:
            async with load_generator() as load:
                started, asked = time.perf_counter(), 0
                while (passed := time.perf_counter() - started) < minutes * 60:
                    asked += await _round(ours, load, len(found), seconds)
                    held = memory(ours.pid) / (1 << 20)
                    found.append(Round(round(passed), asked, round(held, 1)))
                    console.print(f"{passed:5.0f} s, {asked:,} requests: {held:.0f} MB")
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.memory", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="of load (10)")
    parser.add_argument("--seconds", type=float, default=3, help="of each case in a round (3)")
    parser.add_argument("--out", type=Path, default=RESULTS / "memory.json")
    chosen = parser.parse_args()
    console = Console()
    try:
        rounds = asyncio.run(run(chosen.minutes, chosen.seconds, console))
        grown = growth(rounds)
    except (ContenderError, EmbeddedError, MismatchError, ValueError) as error:
        console.print(f"[red]{error}[/red]")
        sys.exit(1)
    held = [r.held for r in rounds]
    console.print(
        f"{rounds[-1].requests:,} requests: {min(held):.0f}–{max(held):.0f} MB, at the end "
        f"{grown:.2f} times halfway, at most {GROWTH} asked for."
    )
    out = {"growth": round(grown, 3), "rounds": [[r.seconds, r.requests, r.held] for r in rounds]}
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(out, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {chosen.out}")
    if grown > GROWTH:
        sys.exit(1)


if __name__ == "__main__":
    main()
