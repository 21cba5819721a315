"""Thousands of different large operations on a small heap: `python -m bench.soak`.

A Neo4j with a heap of 512 MB holds the small random graph of the compiler's tests and is asked
operations that it has never seen, one after the other, while its heap is watched as beside the
service. After every block of them come a few small questions, always the same. Exit code 1 when
an operation fails, when the small questions take more than 1.5 times what they took before, or
when the heap does not stay level.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import orjson
import psutil
from rich.console import Console
from rich.table import Table

from bench.generated import LARGE, large_operations
from bench.jvm import collect, heap
from graph.bolt import DriverError, Graph, Neo4jError
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.embedded.heap import Held, keep_room
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine
from seeds.dataset import load_tables
from tests.compiler.pool import Operation, pool_of
from tests.compiler.small import tables
from tests.embedded.waiting import going_on

RESULTS = Path(__file__).parent / "results"
SLOWER = 1.5
"""Times that the small questions may take what they took before."""
GROWTH = 1.15
"""Times that the heap may hold at the end what it held after a third of the operations."""
SMALL = (
    "{ places { totalCount } }",
    "{ buildings(first: 10) { nodes { code name compound { code name } } } }",
    "{ members(first: 20) { nodes { code name organization { code name } } } }",
    "{ partyOrganizations(first: 5) { nodes { code members { totalCount } } } }",
)
_MISTAKEN = "UNKNOWN_CODE"
_ROUNDS = 60
_CALLER = Caller("bench", Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Block:
    """How things stand after some operations.

    asked: operations so far. held: MiB of heap after a collection. collecting: share of the
    block's time that Java's collections took. small_ms: median of the small questions.
    block_ms: of the block's operations. service: MiB of this process, which compiles them.
    """

    asked: int
    held: float
    collecting: float
    small_ms: float
    block_ms: float
    service: float


@dataclass(slots=True)
class Soak:
    """All that a run has measured.

    failures: sentences, with how often. refused: operations that name a place that there is
    not, as some do on purpose. forgotten: times that plans had filled the heap.
    """

    heap_mb: int
    before_ms: float = 0.0
    forgotten: int = 0
    refused: int = 0
    blocks: list[Block] = field(default_factory=list[Block])
    failures: Counter[str] = field(default_factory=Counter[str])

    @property
    def slower(self) -> float:
        """Times that the small questions took at the end what they took before.

        The median of the last third of the blocks: single ones meet a busy machine.
        """
        return median(b.small_ms for b in self._last()) / self.before_ms

    @property
    def growth(self) -> float:
        """Times that the heap held in the last third what it held in the middle one."""
        third = len(self.blocks) // 3
        return median(b.held for b in self._last()) / median(
            b.held for b in self.blocks[third : 2 * third] or self.blocks[:1]
        )

    def forget(self, held: Held) -> None:
        """Neo4j was told to forget its plans."""
        del held
        self.forgotten += 1

    def fail(self, error: Exception) -> None:
        """Neo4j did not answer, with an error that no operation should meet."""
        self.failures[f"{type(error).__name__} {getattr(error, 'code', '')}"] += 1

    def problems(self) -> list[str]:
        """What is not as it should be, in sentences."""
        found = [f"{count} times: {text}" for text, count in self.failures.most_common()]
        if self.slower > SLOWER:
            found.append(f"small questions take {self.slower:.2f} times what they took before")
        if self.growth > GROWTH:
            found.append(f"the heap holds {self.growth:.2f} times what it held halfway")
        return found

    def _last(self) -> list[Block]:
        return self.blocks[2 * len(self.blocks) // 3 :]


async def _small(engine: Engine, rounds: int) -> float:
    """Median milliseconds of the small questions."""
    times: list[float] = []
    for _ in range(rounds):
        for text in SMALL:
            started = time.perf_counter()
            answer = await engine.execute(GraphQLRequest(text), _CALLER)
            times.append((time.perf_counter() - started) * 1000)
            if b'"errors"' in answer.body[:10]:
                raise RuntimeError(answer.body.decode())
    return median(times)


async def ask(engine: Engine, operation: Operation, found: Soak) -> None:
    """Ask one operation, and note what went wrong."""
    request = GraphQLRequest(operation.text, operation.variables)
    try:
        answer = await engine.execute(request, _CALLER)
    except (DriverError, Neo4jError) as error:
        found.fail(error)
        return
    for error in orjson.loads(answer.body).get("errors", ()):
        if error.get("extensions", {}).get("code") == _MISTAKEN:
            found.refused += 1
        else:
            found.failures[error["message"]] += 1


async def run(operations: Iterator[Operation], heap_mb: int, every: int, console: Console) -> Soak:
    """Ask all operations of a new Neo4j; what was measured. Raises EmbeddedError.

    Each block is drawn before it is asked, which takes about as long.
    """
    found = Soak(heap_mb)
    with tempfile.TemporaryDirectory(prefix="orggraph-soak-") as directory:
        options = EmbeddedOptions(Path(directory), heap_mb=heap_mb, page_cache_mb=64)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            try:
                async with going_on(keep_room(graph, found.forget, found.fail)):
                    await _soaked(graph, server.pid, operations, every, found, console)
            finally:
                await graph.close()
    return found


async def _soaked(
    graph: Graph,
    pid: int,
    operations: Iterator[Operation],
    every: int,
    found: Soak,
    console: Console,
) -> None:
    """Load the small graph and ask it everything, block by block."""
    await migrate(graph, MODEL)
    await load_tables(graph, tables(), name="small")
    engine = create_engine(graph)
    await _small(engine, 10 * _ROUNDS)
    found.before_ms = await _small(engine, 2 * _ROUNDS)
    console.print(f"Small questions take {found.before_ms:.2f} ms.")
    count = 0
    while asked := list(islice(operations, every)):
        count += len(asked)
        times, collecting = await _block(engine, graph, asked, found)
        collect(pid)
        done = Block(
            count,
            round((await heap(graph)).used, 1),
            round(collecting, 4),
            round(await _small(engine, _ROUNDS), 3),
            round(times, 1),
            round(psutil.Process().memory_info().rss / (1 << 20), 1),
        )
        found.blocks.append(done)
        console.print(
            f"{done.asked:>6}: {done.held:.0f} MB held, {done.collecting:.1%} of the "
            f"time collecting, {done.block_ms:.0f} ms an operation, small questions "
            f"{done.small_ms:.2f} ms, this process {done.service:.0f} MB"
        )


async def _block(
    engine: Engine, graph: Graph, operations: Sequence[Operation], found: Soak
) -> tuple[float, float]:
    """Ask some; median milliseconds of one, and the share of the time Java collected in."""
    before, started, times = await heap(graph), time.perf_counter(), list[float]()
    for operation in operations:
        began = time.perf_counter()
        await ask(engine, operation, found)
        times.append((time.perf_counter() - began) * 1000)
    seconds = time.perf_counter() - started
    return median(times), ((await heap(graph)).seconds - before.seconds) / seconds


def show(console: Console, found: Soak, asked: int) -> None:
    """Print the figures beside what is asked for."""
    table = Table(f"{asked:,} operations, heap of {found.heap_mb} MB", "found", "asked for")
    table.add_row("failed", str(sum(found.failures.values())), "0")
    table.add_row("refused, naming no place", str(found.refused), "")
    table.add_row("small questions, times before", f"{found.slower:.2f}", f"at most {SLOWER}")
    table.add_row("heap held, times halfway", f"{found.growth:.2f}", f"at most {GROWTH}")
    held = [b.held for b in found.blocks]
    table.add_row("heap held, MB", f"{min(held):.0f}–{max(held):.0f}", "")
    table.add_row("plans forgotten, heap being full", f"{found.forgotten} times", "")
    collecting = [b.collecting for b in found.blocks]
    table.add_row("time collecting", f"{min(collecting):.1%}–{max(collecting):.1%}", "")
    console.print(table)
    for problem in found.problems():
        console.print(problem, style="red")


def written(found: Soak) -> dict[str, Any]:
    """All figures, for a file."""
    # `asdict` cannot copy a Counter.
    return asdict(replace(found, failures=Counter())) | {"failures": dict(found.failures)}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.soak", description=__doc__)
    parser.add_argument("--operations", type=int, default=3_000, help="how many (3000)")
    parser.add_argument("--every", type=int, default=100, help="operations in a block (100)")
    parser.add_argument("--heap", type=int, default=512, help="MB of Neo4j's heap (512)")
    parser.add_argument("--seed", type=int, default=1, help="other operations (1)")
    parser.add_argument("--out", type=Path, default=RESULTS / "soak.json")
    chosen = parser.parse_args()
    if chosen.operations < 1 or chosen.every < 1:
        parser.error("--operations and --every must be above 0")
    console = Console()
    console.print(f"Asking {chosen.operations:,} operations of {LARGE:,} characters and more …")
    drawn = islice(large_operations(chosen.seed, pool_of(tables())), chosen.operations)
    found = asyncio.run(run(drawn, chosen.heap, chosen.every, console))
    show(console, found, chosen.operations)
    out = written(found) | {"operations": chosen.operations, "seed": chosen.seed}
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(out, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    console.print(f"Written to {chosen.out}")
    if found.problems():
        sys.exit(1)


if __name__ == "__main__":
    main()
