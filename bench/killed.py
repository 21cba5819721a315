"""Loads that are killed at any moment, and run again: `python -m bench.killed [--rounds 50]`.

A process loads a district of some thousand rows over an earlier state of it, in small
transactions, and is killed (SIGKILL) at a random moment. Then no row may be half written, and the
same load run again must leave the same graph, compared whole, as a load that nobody disturbed.
Every other round synchronizes, all in one transaction: the killed load has then done all of its
work or nothing.

Prints each round that went wrong and the moments of all; exit code 1 when one went wrong.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console

from bench.whole import digest
from graph.bolt import Graph
from graph.embedded import EmbeddedOptions, EmbeddedServer, start
from graph.migrations import migrate
from graph.model import MODEL
from seeds.dataset import LoadOptions, Source, load_source, plan
from seeds.dataset.sheets import Cell, Sheet
from seeds.sync import Sync, load_whole, sync_tables
from tests.content import wipe

ROOT = Path(__file__).parents[1]
_DAY = date(2026, 11, 1)
_BATCH = 50
# Of rows that are written whole, none is without what its table demands.
_HALVES = (
    "MATCH (n:Post) WHERE NOT EXISTS { (n)-[:HELD_BY]->() } OR NOT EXISTS { (n)-[:AT_PLACE]->() } "
    "RETURN count(n)",
    "MATCH (n:Person) WHERE NOT EXISTS { (n)-[:RESIDES_IN]->() } RETURN count(n)",
    "MATCH (n:Building) WHERE NOT EXISTS { (n)-[:WITHIN]->() } RETURN count(n)",
)


@dataclass(frozen=True, slots=True)
class Case:
    """What is loaded over what, and what comes of it undisturbed.

    seconds: that the undisturbed load of the second state took, from its first word.
    """

    compounds: int
    sync: bool
    before: str
    after: str
    seconds: float


def sheets(state: int, compounds: int) -> list[Sheet]:
    """A district in one of two states, the second with new, changed, moved and missing rows."""
    places: list[list[Cell]] = [
        ["D", "District", "DISTRICT", None],
        ["S", "Subdistrict", "SUBDISTRICT", "D"],
        ["C1", "Community", "COMMUNITY", "S"],
        ["C2", "Community", "COMMUNITY", "S"],
    ]
    people: list[list[Cell]] = []
    posts: list[list[Cell]] = []
    for c in range(compounds):
        places.append([f"X{c}", f"Compound {c}", "COMPOUND", "C1" if (c + state) % 2 else "C2"])
        for b in range(4 + 2 * state):
            code = f"{c}-{b}"
            places.append([f"B{code}", f"Building {b * state}", "BUILDING", f"X{c}"])
            people.append([f"P{code}", f"某{c}", f"B{c}-{b % 4}", f"200{state}-07-01"])
            if state == 1 or b % 3:
                posts.append([f"P{code}", "UNIT_LEADER", f"B{code}", "2020-01-01", None])
    return [
        Sheet("places", [["code", "name", "kind", "parent_code"], *places]),
        Sheet("people", [["code", "name", "residence_code", "joined_on"], *people]),
        Sheet("posts", [["person_code", "role", "place_code", "since", "until"], *posts]),
    ]


async def load(graph: Graph, state: int, compounds: int, sync: bool) -> None:
    """Load a state; sync: in one transaction, with what is missing ended."""
    made = Source("killed", sheets(state, compounds), 0.0)
    if not sync:
        report = await load_source(graph, made)
        assert report.problem_count == 0, report.by_kind
        return
    chosen = sync_tables(["posts"], made.sheets)
    shown = await load_whole(
        graph, made, sync=Sync(chosen, day=_DAY), options=LoadOptions(dry_run=True)
    )
    done = await load_whole(graph, made, sync=Sync(chosen, day=_DAY, confirmed=shown.digest))
    assert done.loaded


async def _child(uri: str, user: str, password: str, compounds: int, sync: bool) -> None:
    plan.BATCH = _BATCH
    graph = await Graph.connect(uri, user, password)
    print("ready", flush=True)
    await load(graph, 2, compounds, sync)
    await graph.close()


async def case_of(graph: Graph, server: EmbeddedServer, compounds: int, sync: bool) -> Case:
    """The undisturbed load, measured."""
    await _first(graph, compounds)
    before = await digest(graph)
    seconds, status = await _killed(server, compounds, sync, None)
    assert status == 0
    after = await digest(graph)
    assert before != after
    return Case(compounds, sync, before, after, seconds)


async def killed_once(
    graph: Graph, server: EmbeddedServer, case: Case, moment: float
) -> tuple[bool, list[str]]:
    """A load killed after some seconds and run again: whether it was half done, what is wrong."""
    await _first(graph, case.compounds)
    _, status = await _killed(server, case.compounds, case.sync, moment)
    left = await digest(graph)
    wrong = [f"{half} of {text}" for text in _HALVES if (half := await graph.read(text))]
    if case.sync and left not in (case.before, case.after):
        wrong.append("a part of one transaction was written")
    await load(graph, 2, case.compounds, case.sync)
    if await digest(graph) != case.after:
        wrong.append("the graph is another one after the second load")
    return status == -signal.SIGKILL and left not in (case.before, case.after), wrong


async def _first(graph: Graph, compounds: int) -> None:
    await wipe(graph)
    await load(graph, 1, compounds, False)


async def _killed(
    server: EmbeddedServer, compounds: int, sync: bool, moment: float | None
) -> tuple[float, int]:
    """Load the second state in a process that is killed; seconds that it lived, its exit status."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.killed", "--child",
        server.uri, server.user, server.password, str(compounds), str(int(sync)),
        stdout=asyncio.subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    started = time.perf_counter()
    try:
        await asyncio.wait_for(process.wait(), moment)
    except TimeoutError:
        process.send_signal(signal.SIGKILL)
    return time.perf_counter() - started, await process.wait()


async def rounds(
    graph: Graph, server: EmbeddedServer, count: int, compounds: int, chance: random.Random
) -> tuple[list[float], int, list[str]]:
    """The moments of all rounds, how many loads were then half done, and what went wrong."""
    cases = [await case_of(graph, server, compounds, sync) for sync in (False, True)]
    moments: list[float] = []
    wrong: list[str] = []
    under_way = 0
    for number in range(count):
        case = cases[number % 2]
        moments.append(chance.uniform(0, case.seconds))
        half, found = await killed_once(graph, server, case, moments[-1])
        under_way += half
        wrong += [f"round {number + 1}, {moments[-1]:.3f} s: {text}" for text in found]
    return moments, under_way, wrong


async def main(count: int, compounds: int, seed: int) -> int:
    """Run the rounds; the exit code."""
    console = Console(width=120, highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        options = EmbeddedOptions(Path(folder) / "data", heap_mb=1024, page_cache_mb=256)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            found = await rounds(graph, server, count, compounds, random.Random(seed))
            await graph.close()
    _tell(console, compounds, seed, *found)
    return 1 if found[2] else 0


def _tell(
    console: Console,
    compounds: int,
    seed: int,
    moments: Sequence[float],
    under_way: int,
    wrong: Sequence[str],
) -> None:
    size = sum(len(sheet.rows) - 1 for sheet in sheets(2, compounds))
    console.print(
        f"{len(moments)} loads of {size:,} rows killed after {min(moments):.2f} to "
        f"{max(moments):.2f} s (seed {seed}), {under_way} of them half done: "
        f"{len(moments) - len({text.partition(',')[0] for text in wrong})} the same in the end"
    )
    for text in wrong:
        console.print(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--compounds", type=int, default=200, help="about 25 rows each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=5, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        uri, user, password, size, sync = asked.child
        asyncio.run(_child(uri, user, password, int(size), sync == "1"))
    else:
        sys.exit(asyncio.run(main(asked.rounds, asked.compounds, asked.seed)))
