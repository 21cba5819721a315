"""Non-interference: what a caller is answered does not depend on what the caller may not see.

    uv run python -m tests.rights.interference --operations 10000

asks random operations of a whole random graph, and again after all that the caller may not see
has been deleted from it; both answers are the same bytes.
"""

import asyncio
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
from tests.oracle.answer import SDL
from tests.rights.pruned import prune

EXCEPTIONS = (
    *("level", "termEndsOn", "isCrossAppointment", "relationTo", "compoundRelation"),
    *("LEVEL", "TERM_ENDS_ON", "IS_CROSS_APPOINTMENT", "COMPOUND_RELATION"),
)  # fmt: skip
"""Facts of a node that are worked out from all the graph, as docs/rights.md lists them."""

FAR_RULES = frozenset({
    "branch-below-minimum", "branch-committee-required", "branch-oversize", "group-minimum",
    "cross-appointment-expired", "cross-appointment-missing", "cross-appointment-one-way",
    "dual-registration-missing", "grid-in-one-community", "group-parent-is-branch",
    "joint-branch-needless", "joint-branch-span", "liaison-overloaded", "linkage-broken",
    "member-belongs-at-work", "member-category-missing", "member-unplaced", "over-appointed",
    "secretary-several", "elected-post-ineligible", "term-overdue", "term-reminder",
    "unit-leader-several-buildings", "unit-notice-incomplete",
})  # fmt: skip
"""Rules whose findings follow from nodes outside of a scope, too, which they count."""


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


def scopes_of(pool: Pool, random: Random) -> tuple[str, ...]:
    """The codes of one to three places of any kind."""
    kinds = [k for k in pool.codes if k in PLACES]
    chosen = [
        random.choice(pool.codes[random.choice(kinds)]) for _ in range(random.choice((1, 1, 2, 3)))
    ]
    return tuple(sorted(set(chosen)))


def caller_of(pool: Pool, random: Random) -> Caller:
    """A caller of any role, with a scope."""
    return Caller("test", random.choice(list(Role)), scopes_of(pool, random))


PLACES = (
    *("Province", "City", "District", "Subdistrict", "Community", "Lane", "Grid", "MicroGrid"),
    *("Compound", "Building", "BuildingUnit"),
)  # fmt: skip


async def compared(
    graph: Graph,
    engine: Engine,
    schema: Any,
    pool: Pool,
    seed: int,
    number: int,
    for_good: bool = False,
) -> tuple[int, list[Difference]]:
    """Ask operations of one random caller on a graph, then on what is left of it when pruned.

    The number that were compared, and those whose answers differ. for_good: see below.
    """
    random = Random(seed)
    caller = caller_of(pool, random)
    asked: list[tuple[Operation, bytes]] = []
    while len(asked) < number:
        made = operation(random.getrandbits(32), schema, pool)
        left_out = EXCEPTIONS if for_good else (*EXCEPTIONS, "search")
        if not any(word in f"{made.text}{made.variables}" for word in left_out):
            asked.append((made, await answer(engine, made, caller)))
    left = await answers_of_pruned(graph, [made for made, _ in asked], caller, for_good)
    found = [
        Difference(made, caller, whole, pruned)
        for (made, whole), pruned in zip(asked, left, strict=True)
        if whole != pruned
    ]
    return len(asked), found


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


async def main(arguments: Sequence[str]) -> int:
    """Ask as many as told, fifty of each random caller and graph. 1 where an answer differs."""
    parser = ArgumentParser(description="Answers do not depend on what a caller may not see.")
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args(arguments)
    schema = build_schema(SDL.read_text("utf-8"))
    number, differing, started = 0, 0, time.monotonic()
    roles: Counter[str] = Counter()
    scopes: set[tuple[str, ...] | None] = set()
    with TemporaryDirectory() as folder:
        options = EmbeddedOptions(Path(folder) / "data", heap_mb=1024, page_cache_mb=256)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            for seed in count(asked.seed):
                if number >= asked.operations:
                    break
                made = tables(seed)
                await wipe(graph)
                await load_tables(graph, made, name="small")
                engine, pool = create_engine(graph), pool_of(made)
                compared_now, found = await compared(graph, engine, schema, pool, seed, 50, True)
                number, differing = number + compared_now, differing + len(found)
                caller = caller_of(pool, Random(seed))
                roles[caller.role.value] += compared_now
                scopes.add(caller.scope)
                if number % 1_000 == 0:
                    print(f"{number} operations, {differing} differ", flush=True)
                for difference in found[:1]:
                    print(difference)
            await graph.close()
    seconds = time.monotonic() - started
    by_role = ", ".join(f"{role} {count}" for role, count in sorted(roles.items()))
    print(
        f"{number} operations ({by_role}), {len(scopes)} scopes, {differing} differ, "
        f"seed {asked.seed}, {seconds:.0f} s"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
