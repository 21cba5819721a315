"""Role × field × path: whatever a caller asks, the answer tells of nothing that is not theirs.

    uv run python -m tests.rights.matrix --share 10

asks one in ten of the operations of `tests/rights/cells.py`, as every role, with and without scope,
of a small random graph and of the caller's twin of it (`tests/rights/twin.py`): each answer, with
its errors, cursors, counts, order and cost, is the same bytes. An administrator who sees everything
asks first, so that plans and whatever else is kept were made for somebody with more rights.
"""

import asyncio
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import orjson

from graph.audit import RULES
from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.engine import Engine, GraphQLRequest
from resolvers.limits import default_limits
from schema.api import create_engine, graphql_schema
from seeds.dataset import load_tables
from tests.compiler.pool import Pool, pool_of
from tests.compiler.small import tables
from tests.content import wipe
from tests.java import BRIEFLY
from tests.rights.cells import Cell, Cells, Values
from tests.rights.interference import EXCEPTIONS, FAR_RULES, Inside
from tests.rights.pruned import Seen, Whole, whole
from tests.rights.twin import make_twin

SCOPES: tuple[tuple[str, ...], ...] = ((), ("S1C1",), ("S1C1G1", "S1C2X1"))
_COST = b"\ncost "
EVERYTHING = Caller("everything", Role.ADMIN)


def callers() -> list[Caller]:
    """Every role with every scope, but for whom nothing is kept back."""
    found = [Caller(f"{r.value} {s}", r, s or None) for r in Role for s in SCOPES]
    return [c for c in found if c.role is not Role.ADMIN or c.scope]


@dataclass
class Result:
    """What was asked. leaks: cells with the caller and both answers."""

    asked: int = 0
    answered: int = 0
    refused: int = 0
    less: int = 0
    paths: Counter[str] = field(default_factory=Counter[str])
    fields: set[str] = field(default_factory=set[str])
    leaks: list[tuple[Cell, Caller, bytes, bytes]] = field(
        default_factory=list[tuple[Cell, Caller, bytes, bytes]]
    )

    def __str__(self) -> str:
        return (
            f"{self.asked} asked: {len(self.fields)} fields, {len(self.paths)} paths; "
            f"{self.answered} answered with data, {self.less} of them less than everything, "
            f"{self.refused} refused; {len(self.leaks)} leaks"
        )


def values_for(pool: Pool, known: Whole, scope: Sequence[str], personal: Sequence[str]) -> Values:
    """Values in the scope, above it, elsewhere and of nothing, for every type.

    personal: names and phones that are stored.
    """
    seen = Seen(known, scope or ("PR",))
    named = {str(p.get("code") or p.get("key")): node for node, p in known.properties.items()}

    def some(keys: Sequence[str]) -> list[str]:
        inside = [k for k in keys if named.get(k) in seen.inside]
        above = [k for k in keys if named.get(k) in seen.above - seen.inside]
        outside = [k for k in keys if k not in inside and k not in above]
        return [*inside[:1], *above[:1], *outside[:1], "nowhere"]

    codes = {kind: some(keys) for kind, keys in pool.codes.items()}
    places = [c for kind in ("Subdistrict", "Community", "Compound") for c in pool.codes[kind]]
    codes["Place"] = some(places)
    organization = codes["PartyOrganization"][0]
    changes = (
        [
            f'{{dissolve: {{code: "{code}", on: "2030-01-01"}}}}'
            for code in codes["PartyOrganization"]
        ]
        + [
            f'{{transfer: {{person: "{code}", to: "{organization}", on: "2030-01-01"}}}}'
            for code in codes["Person"]
        ]
        + [f'{{remove: {{id: "Building:{code}"}}}}' for code in codes["Building"]]
    )
    keys = {kind: some(keys) for kind, keys in pool.keys.items()}
    texts = ["王一", *personal[:4], *pool.texts[:3], codes["Person"][-2]]
    # The others find by evidence outside of a scope, too.
    near = [rule.id for rule in RULES if rule.id not in FAR_RULES]
    return Values(codes, keys, texts, changes, near)


def excepted(cell: Cell) -> bool:
    """Whether a cell asks for one of the documented exceptions, as docs/rights.md lists them."""
    return any(word in cell.text for word in EXCEPTIONS)


async def told(engine: Engine, cell: Cell, caller: Caller) -> bytes:
    """The answer, with what it is said to cost."""
    answer = await engine.execute(GraphQLRequest(cell.text), caller)
    cost = b"" if answer.cost is None else orjson.dumps(answer.cost())
    return answer.body + _COST + cost


async def compared(
    graph: Graph, cells: Sequence[Cell], caller: Caller, result: Result, for_good: bool
) -> None:
    """Ask the cells of a graph and of the caller's twin. for_good: the graph stays the twin."""
    engine = create_engine(graph, limits=default_limits())
    before: list[bytes] = []
    for cell in cells:
        everything = await told(engine, cell, EVERYTHING)
        before.append(await told(engine, cell, caller))
        _count(result, cell, everything, before[-1])

    async def again(other: Graph) -> None:
        twin = create_engine(other, limits=default_limits())
        for cell, body in zip(cells, before, strict=True):
            after = await told(twin, cell, caller)
            if after != body:
                result.leaks.append((cell, caller, body, after))

    sees = caller.role is Role.ADMIN
    if for_good:
        await make_twin(graph.write, caller.scope or (), sees)
        await again(graph)
        return
    async with graph.trial(600) as transaction:
        await make_twin(transaction.rows, caller.scope or (), sees)
        await again(cast(Graph, Inside(transaction)))


def _count(result: Result, cell: Cell, everything: bytes, body: bytes) -> None:
    result.asked += 1
    result.paths[cell.path] += 1
    result.fields.add(cell.field)
    answer, whole = (orjson.loads(told.partition(_COST)[0]) for told in (body, everything))
    if answer.get("data") and "errors" not in answer:
        result.answered += 1
        result.less += answer != whole
    else:
        result.refused += 1


async def main(arguments: Sequence[str]) -> int:
    """Ask for everyone; 1 where anything differs."""
    parser = ArgumentParser(description="No field is told by any path to who may not know it.")
    parser.add_argument("--share", type=int, default=1, help="one of so many cells")
    parser.add_argument("--of", type=int, default=0, help="which share")
    parser.add_argument("--seed", type=int, default=7, help="of the graph")
    asked = parser.parse_args(arguments)
    result, started = Result(), time.monotonic()
    with TemporaryDirectory() as folder:
        options = EmbeddedOptions(
            Path(folder) / "data", heap_mb=1024, page_cache_mb=128, java_options=BRIEFLY
        )
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            made = tables(asked.seed)
            for caller in callers():
                await wipe(graph)
                await load_tables(graph, made, name="small")
                cells = await cells_for(graph, pool_of(made), caller)
                some = cells[asked.of :: asked.share]
                await compared(graph, some, caller, result, for_good=True)
                print(f"{caller.subject}: {len(some)} of {len(cells)} cells; so far {result}")
            await graph.close()
    print(f"{result}; {time.monotonic() - started:.0f} s")
    for cell, caller, body, after in result.leaks[:10]:
        print(f"{caller.subject} {cell}\n{body.decode()}\n{after.decode()}")
    return 1 if result.leaks else 0


async def cells_for(graph: Graph, pool: Pool, caller: Caller) -> list[Cell]:
    """The cells of a caller, without the documented exceptions."""
    rows = await graph.rows("MATCH (p:Person) RETURN p.name, p.phone ORDER BY p.code")
    personal = [str(value) for row in rows for value in row if value]
    values = values_for(pool, await whole(graph.rows), caller.scope or (), personal)
    cells = Cells(graphql_schema(), values).all()
    kept = (c for c in cells if not (caller.scope and excepted(c)))
    return list({c.text: c for c in kept}.values())


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
