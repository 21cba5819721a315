"""What changes cost: `python -m bench.changes [--changes N] [--times N] [--seconds S]`.

Starts a Neo4j of its own in a temporary directory and measures through the engine:

- `applyChanges` with so many new people, against the loader writing as many others with its log,
  as `server.py import` does;
- a mutation with its log entry, against the bare statement written by hand, in turns;
- mutations a second from eight clients, each waiting for its answer; every one has to be in the
  graph, and in the log once.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table as Grid

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.log import verify
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine
from seeds.dataset import Author, LoadOptions, load_tables
from seeds.district import Table, tables

CLIENTS = 8
SHARE_OF_LOADER, TIMES_BARE, PER_SECOND = 0.5, 2.0, 300.0
_WARM = 500
"""So often before it counts: Java compiles what is run often, and a service runs for weeks."""

_WARM_ROWS = 3_000
"""The same of rows and changes."""

_ADMIN = Caller("bench", Role.ADMIN)
_APPLY = "mutation($c: [Change!]!) { applyChanges(changes: $c) { problems { message } } }"
_SAVE = (
    "mutation($c: String!, $p: String!, $k: String) "
    "{ savePerson(input: {code: $c, phone: $p}, idempotencyKey: $k) { problems { message } } }"
)
_BARE = "MATCH (p:Person {code: $c}) SET p.phone = $p"


@dataclass(frozen=True, slots=True)
class Figures:
    """loader, changes: rows and changes a second; bare, mutation: seconds; rate: a second."""

    loader: float
    changes: float
    bare: float
    mutation: float
    rate: float


async def _ask(engine: Engine, query: str, variables: dict[str, Any]) -> None:
    answer = await engine.execute(GraphQLRequest(query, variables), _ADMIN)
    (payload,) = orjson.loads(answer.body)["data"].values()
    assert payload["problems"] == [], payload["problems"][:3]


def _changes(people: Table, rows: list[Any]) -> list[dict[str, Any]]:
    """Rows of people as changes."""
    names: list[str] = []
    for column in people.columns:
        first, *rest = column.split("_")
        names.append(first + "".join(part.capitalize() for part in rest))
    plain = [[str(v) if isinstance(v, date) else v for v in row] for row in rows]
    return [{"savePerson": dict(zip(names, row, strict=True))} for row in plain]


async def _bulk(graph: Graph, engine: Engine, count: int) -> tuple[float, float]:
    """The rates of the loader and of `applyChanges`, each writing so many people."""
    made = {table.name: table for table in tables()}
    people = made.pop("people")
    base = [made[name] for name in ("places", "units", "companies") if name in made]
    await load_tables(graph, base)
    rows = [*people.rows]
    warm, rows = rows[: 2 * _WARM_ROWS], rows[2 * _WARM_ROWS :]
    logged = LoadOptions(author=Author("bench", "operator"))
    await load_tables(graph, [Table("people", people.columns, warm[:_WARM_ROWS])], logged)
    await _ask(engine, _APPLY, {"c": _changes(people, warm[_WARM_ROWS:])})
    report = await load_tables(graph, [Table("people", people.columns, rows[:count])], logged)
    assert report.written == count
    variables = {"c": _changes(people, rows[count : 2 * count])}
    started = time.perf_counter()
    await _ask(engine, _APPLY, variables)
    return count / report.seconds, count / (time.perf_counter() - started)


async def _single(
    graph: Graph, engine: Engine, codes: list[str], times: int
) -> tuple[float, float]:
    """Seconds of the bare statement and of a mutation, in turns; medians."""
    bare: list[float] = []
    ours: list[float] = []
    for number in range(times + _WARM):
        code = codes[number % len(codes)]
        started = time.perf_counter()
        await graph.write(_BARE, {"c": code, "p": f"1{number:010}"})
        bare.append(time.perf_counter() - started)
        started = time.perf_counter()
        await _ask(engine, _SAVE, {"c": code, "p": f"2{number:010}"})
        ours.append(time.perf_counter() - started)
    return median(bare[_WARM:]), median(ours[_WARM:])


async def _crowd(graph: Graph, engine: Engine, codes: list[str], seconds: float) -> float:
    """Mutations a second from clients that each wait for their answers."""
    before = int(await graph.read("MATCH (h:LogHead) RETURN h.seq") or 0)
    until = time.perf_counter() + seconds

    async def client(number: int) -> int:
        mine, done = codes[number::CLIENTS], 0
        while time.perf_counter() < until:
            phone = f"3{number}{done:09}"
            key = f"{number}-{done}"
            await _ask(engine, _SAVE, {"c": mine[done % len(mine)], "p": phone, "k": key})
            done += 1
        last = mine[(done - 1) % len(mine)]
        held = await graph.read("MATCH (p:Person {code: $c}) RETURN p.phone", {"c": last})
        assert held == f"3{number}{done - 1:09}", "a mutation was lost"
        return done

    started = time.perf_counter()
    made = sum(await asyncio.gather(*(client(number) for number in range(CLIENTS))))
    rate = made / (time.perf_counter() - started)
    after = int(await graph.read("MATCH (h:LogHead) RETURN h.seq"))
    assert after - before == made, f"{made} mutations, {after - before} entries"
    assert [fault async for fault in verify(graph)] == []
    return rate


async def measure(count: int, times: int, seconds: float) -> Figures:
    """All figures, on a Neo4j of their own."""
    with tempfile.TemporaryDirectory() as directory:
        options = EmbeddedOptions(Path(directory), heap_mb=1024, page_cache_mb=256)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            try:
                await migrate(graph, MODEL)
                engine = create_engine(graph)
                loader, changes = await _bulk(graph, engine, count)
                rows = await graph.rows("MATCH (p:Person) RETURN p.code LIMIT 400")
                codes = [str(row[0]) for row in rows]
                bare, mutation = await _single(graph, engine, codes, times)
                rate = await _crowd(graph, engine, codes, seconds)
            finally:
                await graph.close()
    return Figures(loader, changes, bare, mutation, rate)


def _print(found: Figures) -> bool:
    grid = Grid("measured", "figure", "goal", "reached")
    rows = (
        (
            "applyChanges: changes/s, of the loader's rows/s",
            f"{found.changes:,.0f} of {found.loader:,.0f}: {found.changes / found.loader:.2f}×",
            f"≥ {SHARE_OF_LOADER}×",
            found.changes >= SHARE_OF_LOADER * found.loader,
        ),
        (
            "one mutation with its entry, of the bare statement",
            f"{found.mutation * 1000:.1f} of {found.bare * 1000:.1f} ms: "
            f"{found.mutation / found.bare:.2f}×",
            f"≤ {TIMES_BARE}×",
            found.mutation <= TIMES_BARE * found.bare,
        ),
        (
            f"mutations/s from {CLIENTS} clients, none lost or doubled",
            f"{found.rate:,.0f}",
            f"≥ {PER_SECOND:.0f}",
            found.rate >= PER_SECOND,
        ),
    )
    for what, figure, goal, reached in rows:
        grid.add_row(what, figure, goal, "yes" if reached else "no")
    Console().print(grid)
    return all(row[3] for row in rows)


def main() -> int:
    """Measure and print; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(
        prog="bench.changes", description=(__doc__ or "").split(":")[0]
    )
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=10)
    chosen = parser.parse_args()
    return 0 if _print(asyncio.run(measure(chosen.changes, chosen.times, chosen.seconds))) else 1


if __name__ == "__main__":
    sys.exit(main())
