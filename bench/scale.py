"""A city of districts: `python -m bench.scale --scale 10`.

Measures the memory the generator takes at each scale, loads that many districts through the
loader and by bare UNWINDs of the same rows (see `bench.loader`), and asks the
questions of `docs/questions.md`, each list narrowed to what lies within the first district:
the answers must be those given where it is alone. Exit code 1 when one differs or the loader
is slower than its goal.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from graphql import (
    ArgumentNode,
    FieldNode,
    NameNode,
    OperationDefinitionNode,
    parse,
    parse_value,
    print_ast,
)
from rich.console import Console

from bench.loader import GOAL, RESULTS, Result
from bench.offline import peak_mb
from graph.bolt import Graph, Transaction
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.engine import GraphQLRequest
from schema.api import create_engine, graphql_schema
from seeds.dataset import load_tables
from seeds.dataset.load import plans
from seeds.dataset.plan import Batch
from seeds.dataset.sheets import Sheet
from seeds.district import Table, tables
from tests.district.questions import questions

DISTRICT = "140902"
_CALLER = Caller("bench", Role.ADMIN)
_WITHIN = f'{{ within: "{DISTRICT}" }}'
_CONDITIONS = {"posts": f"{{ or: [{{ organization: {_WITHIN} }}, {{ place: {_WITHIN} }}] }}"}


def generated(scale: int) -> tuple[int, float]:
    """Rows generated at a scale, and the peak memory (MB) of a process that only does that."""
    command = [sys.executable, "-m", "bench.scale", "--only-generate", str(scale)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows, peak = done.stdout.split()
    return int(rows), float(peak)


def narrowed(operation: str) -> str:
    """The operation with its lists, coverage and audits narrowed to the first district.

    A place that an operation names already is one of that district.
    """
    definition = parse(operation).definitions[0]
    assert isinstance(definition, OperationDefinitionNode)
    fields = [_narrowed(f) for f in definition.selection_set.selections if isinstance(f, FieldNode)]
    selections = replace(definition.selection_set, selections=tuple(fields))
    return print_ast(replace(definition, selection_set=selections))


def _narrowed(field: FieldNode) -> FieldNode:
    root = graphql_schema().query_type
    assert root is not None
    takes, given = root.fields[field.name.value].args, tuple(field.arguments or ())
    if "where" in takes:
        parts = [print_ast(a.value) for a in given if a.name.value == "where"]
        parts.append(_CONDITIONS.get(field.name.value, _WITHIN))
        made = _argument("where", f"{{ and: [{', '.join(parts)}] }}")
    elif "within" in takes and all(a.name.value != "within" for a in given):
        made = _argument("within", f'"{DISTRICT}"')
    else:
        return field
    rest = [a for a in given if a.name.value != made.name.value]
    return replace(field, arguments=(*rest, made))


def _argument(name: str, value: str) -> ArgumentNode:
    return ArgumentNode(name=NameNode(value=name), value=parse_value(value))


async def answers(graph: Graph) -> dict[str, Any]:
    """The answers to all questions, narrowed to the first district."""
    engine = create_engine(graph)
    found: dict[str, Any] = {}
    for question in questions():
        answer = await engine.execute(GraphQLRequest(narrowed(question.operation)), _CALLER)
        found[question.name] = json.loads(answer.body)
    return found


def different(alone: dict[str, Any], among_others: dict[str, Any]) -> Iterator[str]:
    """The names of the questions whose answers differ or failed."""
    for name, answer in alone.items():
        if "errors" in answer or among_others[name] != answer:
            yield name


@asynccontextmanager
async def _fresh() -> AsyncGenerator[Graph]:
    """An empty migrated graph in a directory of its own: ten districts take long to delete."""
    with tempfile.TemporaryDirectory() as directory:
        options = EmbeddedOptions(Path(directory) / "data", heap_mb=2048, page_cache_mb=1024)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            yield graph
            await graph.close()


async def load_bare(scale: int) -> tuple[int, float]:
    """Rows, and the seconds that bare statements take for them, checked before."""
    async with _fresh() as graph:
        sheets = [Sheet(t.name, [t.columns, *t.rows]) for t in tables(scale=scale)]
        batches = [b for plan in (await plans(graph, sheets)).values() for b in plan.batches()]
        started = time.perf_counter()
        for batch in batches:

            async def work(transaction: Transaction, batch: Batch = batch) -> None:
                for step in batch.steps:
                    await transaction.value(step.text, {"rows": step.rows})

            await graph.writing(work)
        return sum(b.rows for b in batches), time.perf_counter() - started


async def load_and_ask(scale: int) -> tuple[float, dict[str, Any]]:
    """The seconds that the loader takes, rows in memory before, and the answers after."""
    made = [Table(t.name, t.columns, list(t.rows)) for t in tables(scale=scale)]
    async with _fresh() as graph:
        started = time.perf_counter()
        await load_tables(graph, made)
        seconds = time.perf_counter() - started
        made.clear()
        return seconds, await answers(graph)


async def run(scale: int, memory_of: list[int], console: Console) -> bool:
    """Measure all; whether the goals are met."""
    memory: dict[int, tuple[int, float]] = {}
    for number in memory_of:
        rows, peak = memory[number] = generated(number)
        console.print(f"Generating ×{number}: {rows:,} rows, peak memory {peak:,.0f} MB")
    console.print("Asking one district …")
    _, alone = await load_and_ask(1)
    console.print(f"Loading ×{scale} by bare UNWIND …")
    rows, bare = await load_bare(scale)
    console.print(f"Loading ×{scale} by the loader …")
    loader, among_others = await load_and_ask(scale)
    result = Result(f"{scale} districts", rows, [loader], [bare])
    _print(console, result)
    differing = list(different(alone, among_others))
    same = len(alone) - len(differing)
    console.print(f"{same} of {len(alone)} questions have the same answers for {DISTRICT}.")
    for name in differing:
        console.print(f"Another answer: {name}", style="red")
    found = {
        "scale": scale,
        "memory": {number: {"rows": r, "peak_mb": p} for number, (r, p) in memory.items()},
        "rows": rows,
        "loader": loader,
        "bare": bare,
        "ratio": round(result.ratio, 3),
        "different": differing,
    }
    out = RESULTS / f"scale-{scale}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {out}")
    return not differing and result.ratio >= GOAL


def _print(console: Console, result: Result) -> None:
    loader, bare = median(result.loader), median(result.bare)
    console.print(
        f"{result.rows:,} rows: the loader took {loader:.0f} s ({result.rows / loader:,.0f} "
        f"rows/s), bare UNWIND {bare:.0f} s ({result.rows / bare:,.0f} rows/s): "
        f"{result.ratio:.2f}×, goal {GOAL}×"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.scale", description=__doc__)
    parser.add_argument("--scale", type=int, default=10, help="districts to load (10)")
    parser.add_argument(
        "--memory", type=int, nargs="*", default=[1, 10, 100], help="scales to generate (1 10 100)"
    )
    parser.add_argument("--only-generate", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.only_generate is not None:
        rows = sum(sum(1 for _ in t.rows) for t in tables(scale=chosen.only_generate))
        print(rows, round(peak_mb()[0], 1))
        return
    if not asyncio.run(run(chosen.scale, chosen.memory, Console())):
        sys.exit(1)


if __name__ == "__main__":
    main()
