"""Non-interference: what a caller is answered does not depend on what the caller may not see.

    uv run python -m tests.rights.interference --operations 10000

asks random operations of a whole random graph, and again after all that the caller may not see
has been deleted from it; both answers are the same bytes. Every random graph is asked the same
operations by callers of every role with several scopes: Neo4j, which takes most of the time to plan
operations that it has not met, then plans each for some of them alone. What has been compared is
printed after each graph, and in the end also where the command is stopped.
"""

import asyncio
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, cast

from graphql import build_schema

from graph.bolt import Graph, Statement, Transaction
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine
from seeds.dataset import load_tables
from tests.compiler.operations import operation
from tests.compiler.pool import Operation, Pool, pool_of
from tests.compiler.small import tables
from tests.content import wipe
from tests.java import BRIEFLY
from tests.oracle.answer import SDL
from tests.rights.others import audits, searches, trials
from tests.rights.pruned import prune
from tests.stopped import to_its_end

SCHEMA = build_schema(SDL.read_text("utf-8"))

EXCEPTIONS = (
    *("level", "termEndsOn", "isCrossAppointment", "relationTo", "compoundRelation"),
    *("LEVEL", "TERM_ENDS_ON", "IS_CROSS_APPOINTMENT", "COMPOUND_RELATION"),
)  # fmt: skip
"""Facts of a node that are worked out from all the graph, as docs/rights.md lists them."""

FAR_RULES = frozenset({
    "branch-below-minimum", "branch-committee-required", "branch-oversize",
    "cross-appointment-expired", "dual-registration-missing", "grid-in-one-community",
    "group-minimum", "group-parent-is-branch", "joint-branch-span", "liaison-overloaded",
    "linkage-broken", "member-belongs-at-work", "member-category-missing", "member-unplaced",
    "over-appointed", "term-overdue", "term-reminder", "unit-leader-several-buildings",
    "unit-notice-incomplete",
})  # fmt: skip
"""Rules whose findings follow from nodes outside of a scope, too, which they count.

`tests/rights/test_far_rules.py` shows of each that it is one of them.
"""


class Inside:
    """A transaction as the engine takes a graph; no other statement runs in between."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def read(self, text: str, parameters: dict[str, Any] | None = None) -> Any:
        """The first column of the only row."""
        return await self._transaction.value(text, parameters)

    async def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
        """All rows."""
        return await self._transaction.rows(text, parameters)

    async def read_all(self, statements: Sequence[Statement]) -> list[Any]:
        """What `read` gives for each."""
        return [await self.read(s.text, s.parameters) for s in statements]


@dataclass
class Difference:
    """An operation whose two answers are not the same."""

    operation: Operation
    caller: Caller
    whole: bytes
    pruned: bytes

    def __str__(self) -> str:
        answers = "\n".join(a.decode() for a in (self.whole, self.pruned))
        return f"{self.operation.text}\n{self.operation.variables} {self.caller}\n{answers}"


PLACES = (
    *("Province", "City", "District", "Subdistrict", "Community", "Lane", "Grid", "MicroGrid"),
    *("Compound", "Building", "BuildingUnit"),
)  # fmt: skip


def scopes_of(pool: Pool, random: Random, number: int | None = None) -> tuple[str, ...]:
    """The codes of places of any kind: of so many, or of one to three."""
    kinds = [k for k in pool.codes if k in PLACES]
    wanted = random.choice((1, 1, 2, 3)) if number is None else number
    found: set[str] = set()
    while len(found) < wanted:
        found.add(random.choice(pool.codes[random.choice(kinds)]))
    return tuple(sorted(found))


def callers_of(pool: Pool, random: Random, scopes: int) -> list[Caller]:
    """Callers of every role, with so many scopes each, all of as many places.

    As many places: what they ask is the same statement with other parameters.
    """
    places = random.choice((1, 1, 2, 3))
    return [
        Caller("test", role, scopes_of(pool, random, places))
        for role in Role
        for _ in range(scopes)
    ]


def operations_of(pool: Pool, random: Random, number: int, for_good: bool) -> list[Operation]:
    """So many random operations that ask for none of the exceptions.

    for_good: also such as can only be asked of a graph that stays what it is.
    """
    found: list[Operation] = []
    while len(found) < number:
        chance = random.random()
        if chance < 0.1:
            made = audits(random, pool, FAR_RULES)
        elif chance < 0.3 and for_good:
            made = random.choice((searches, trials))(random, pool)
        else:
            made = operation(random.getrandbits(32), SCHEMA, pool)
        if not any(word in f"{made.text}{made.variables}" for word in EXCEPTIONS):
            found.append(made)
    return found


async def compared(
    graph: Graph, asked: Sequence[Operation], caller: Caller, for_good: bool = False
) -> list[Difference]:
    """Ask operations of a graph, then of what is left of it for a caller: what differs.

    for_good: see below.
    """
    engine = create_engine(graph)
    before = [await answer(engine, made, caller) for made in asked]
    left = await answers_of_pruned(graph, asked, caller, for_good)
    return [
        Difference(made, caller, whole, pruned)
        for made, whole, pruned in zip(asked, before, left, strict=True)
        if whole != pruned
    ]


async def answers_of_pruned(
    graph: Graph, asked: Sequence[Operation], caller: Caller, for_good: bool = False
) -> list[bytes]:
    """The answers of what is left of a graph once all is deleted that a caller does not see.

    for_good: the graph stays so; else it is deleted in a transaction that is rolled back, in
    which Neo4j's full-text index does not find all that is left.
    """
    if for_good:
        await prune(graph.write, caller.scope or ())
        engine = create_engine(graph)
        return [await answer(engine, made, caller) for made in asked]
    async with graph.trial(600) as transaction:
        await prune(transaction.rows, caller.scope or ())
        pruned = create_engine(cast(Graph, Inside(transaction)))
        return [await answer(pruned, made, caller) for made in asked]


async def answer(engine: Engine, made: Operation, caller: Caller) -> bytes:
    """The body of an answer."""
    variables = {**made.variables, **({"cursor": None} if made.paged else {})}
    return (await engine.execute(GraphQLRequest(made.text, variables), caller)).body


@dataclass
class Result:
    """What has been compared."""

    graphs: int = 0
    texts: set[str] = field(default_factory=set[str])
    scopes: set[tuple[int, tuple[str, ...]]] = field(
        default_factory=set[tuple[int, tuple[str, ...]]]
    )
    roles: Counter[str] = field(default_factory=Counter[str])
    differing: list[Difference] = field(default_factory=list[Difference])

    @property
    def number(self) -> int:
        """How often two answers were compared."""
        return self.roles.total()

    def add(self, caller: Caller, asked: Sequence[Operation], found: list[Difference]) -> None:
        """Note the operations of one caller."""
        self.texts |= {made.text for made in asked}
        self.scopes.add((self.graphs, caller.scope or ()))
        self.roles[caller.role.value] += len(asked)
        self.differing += found

    def __str__(self) -> str:
        by_role = ", ".join(f"{role} {count:,}" for role, count in sorted(self.roles.items()))
        return (
            f"{self.number:,} pairs of answers ({by_role}) of {len(self.texts):,} operations, "
            f"{len(self.scopes):,} scopes, {self.graphs:,} graphs: {len(self.differing):,} differ"
        )


@dataclass(frozen=True)
class Share:
    """How much is asked of each graph: so many operations, by so many scopes of every role."""

    operations: int
    scopes: int


async def one_graph(graph: Graph, seed: int, share: Share, result: Result) -> None:
    """Compare on one random graph; last those of a caller for whom it is pruned for good."""
    random, made = Random(seed), tables(seed)
    await wipe(graph)
    await load_tables(graph, made, name="small")
    pool = pool_of(made)
    result.graphs += 1
    asked = operations_of(pool, random, share.operations, for_good=False)
    for caller in callers_of(pool, random, share.scopes):
        result.add(caller, asked, await compared(graph, asked, caller))
    caller = random.choice(callers_of(pool, random, 1))
    asked = operations_of(pool, random, max(1, share.operations // 4), for_good=True)
    result.add(caller, asked, await compared(graph, asked, caller, for_good=True))


async def run(operations: int, seed: int, share: Share, result: Result) -> None:
    """Compare until so many pairs of answers were compared."""
    started = time.monotonic()
    with TemporaryDirectory() as folder:
        options = EmbeddedOptions(
            Path(folder) / "data", heap_mb=1024, page_cache_mb=128, java_options=BRIEFLY
        )
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            for number in count(seed):
                if result.number >= operations:
                    break
                before = len(result.differing)
                await one_graph(graph, number, share, result)
                print(f"{time.monotonic() - started:5.0f} s: {result}", flush=True)
                print(*result.differing[before : before + 3], sep="\n", flush=True)
            await graph.close()


async def main(arguments: Sequence[str]) -> int:
    """Compare as many as told. 1 where answers differ, 2 where it was stopped before."""
    parser = ArgumentParser(description="Answers do not depend on what a caller may not see.")
    parser.add_argument("--operations", type=int, default=10_000, help="pairs of answers")
    parser.add_argument("--of-each", type=int, default=40, help="operations of a graph")
    parser.add_argument("--scopes", type=int, default=6, help="of each role on a graph")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args(arguments)
    result, started = Result(), time.monotonic()
    share = Share(asked.of_each, asked.scopes)
    ended = await to_its_end(run(asked.operations, asked.seed, share, result))
    seconds = time.monotonic() - started
    print(f"{result}; seed {asked.seed}, {seconds:.0f} s{'' if ended else ', stopped'}", flush=True)
    return 1 if result.differing else 0 if ended else 2


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
