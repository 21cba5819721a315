"""Non-interference: what a caller is answered does not depend on what the caller may not see.

    uv run python -m tests.rights.interference --operations 10000

asks random operations of a whole random graph, and again after all that the caller may not see
has been deleted from it; both answers are the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, cast

from graph.bolt import Graph, Statement, Transaction
from graph.caller import Caller, Role
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine
from tests.compiler.operations import operation
from tests.compiler.pool import Operation, Pool
from tests.rights.pruned import prune

EXCEPTIONS = (
    *("level", "termEndsOn", "isCrossAppointment", "relationTo", "compoundRelation"),
    *("LEVEL", "TERM_ENDS_ON", "IS_CROSS_APPOINTMENT", "COMPOUND_RELATION"),
)  # fmt: skip
"""Facts of a node that are worked out from all the graph, as docs/rights.md lists them."""


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
    chosen = [random.choice(pool.codes[random.choice(kinds)]) for _ in range(random.choice((1, 1, 2, 3)))]
    return tuple(sorted(set(chosen)))


PLACES = (
    *("Province", "City", "District", "Subdistrict", "Community", "Lane", "Grid", "MicroGrid"),
    *("Compound", "Building", "BuildingUnit"),
)  # fmt: skip


async def compared(
    graph: Graph, engine: Engine, schema: Any, pool: Pool, seed: int, count: int
) -> tuple[int, list[Difference]]:
    """Ask operations of one random caller on a graph, then on what is left of it when pruned.

    The number that were compared, and those whose answers differ.
    """
    random = Random(seed)
    caller = Caller("test", random.choice(list(Role)), scopes_of(pool, random))
    asked: list[tuple[Operation, bytes]] = []
    while len(asked) < count:
        made = operation(random.getrandbits(32), schema, pool)
        if any(word in f"{made.text}{made.variables}" for word in EXCEPTIONS):
            continue
        asked.append((made, await _answer(engine, made, caller)))
    found: list[Difference] = []
    async with graph.trial(600) as transaction:
        await prune(transaction.rows, caller.scope or ())
        pruned = create_engine(cast(Graph, Inside(transaction)))
        for made, whole in asked:
            left = await _answer(pruned, made, caller)
            if left != whole:
                found.append(Difference(made, caller, whole, left))
    return len(asked), found


async def _answer(engine: Engine, made: Operation, caller: Caller) -> bytes:
    variables = {**made.variables, **({"cursor": None} if made.paged else {})}
    return (await engine.execute(GraphQLRequest(made.text, variables), caller)).body
