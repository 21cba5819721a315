"""Role × field × path: whatever a caller asks, the answer tells of nothing that is not theirs.

    uv run python -m tests.rights.matrix --share 10

asks one in ten of the operations of `tests/rights/cells.py` and `tests/rights/writes.py`, as every
role, with and without scope, of a small random graph and of the caller's twin of it
(`tests/rights/twin.py`): each answer, with its errors, cursors, counts, order, cost, what it is
refused as too costly and how it is explained, is the same bytes. An administrator who sees
everything asks first, so that plans and whatever else is kept were made for somebody with more
rights, and gives the cursors. What is written is taken back.
"""

import asyncio
import base64
import re
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast

import orjson
from graphql import GraphQLError

from graph.audit import RULES
from graph.bolt import Graph, Transaction
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.engine import GraphQLRequest
from resolvers.explain import explain_document
from resolvers.limits import default_limits
from schema.api import create_compiler, create_engine, graphql_schema
from seeds.dataset import load_tables
from tests.compiler.pool import Pool, pool_of
from tests.compiler.small import tables
from tests.content import wipe
from tests.java import BRIEFLY
from tests.rights.cells import CURSOR, Cell, Cells, Values
from tests.rights.interference import EXCEPTIONS, FAR_RULES, Inside
from tests.rights.pruned import Seen, Whole, whole
from tests.rights.twin import make_twin
from tests.rights.writes import Writes

SCOPES: tuple[tuple[str, ...], ...] = ((), ("S1C1",), ("S1C1G1", "S1C2X1"))
_BESIDE = b"\nbeside "
_SHOWN = 10
"""How many differences are printed of one caller."""
_EVERY = 500
"""After how many cells how far it has got is printed."""
_CHEAP = 1
"""What every operation costs more than."""
T = TypeVar("T")
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


class Undone(Graph):
    """A graph of which changes are made and taken back."""

    def __init__(self, graph: Graph) -> None:
        self.__dict__.update(graph.__dict__)

    async def changing(self, work: Callable[[Transaction], Awaitable[T]]) -> tuple[T, str | None]:
        """What a change gives, which is then rolled back."""
        async with self.trial(120) as transaction:
            return await work(transaction), None


class Asking:
    """Asks cells of a graph."""

    def __init__(self, graph: Graph) -> None:
        limits = default_limits()
        cheap = {role: {**bounds, "cost": _CHEAP} for role, bounds in limits.items()}
        self._engine = create_engine(graph, limits=limits)
        self._cheap = create_engine(graph, limits=cheap)
        self._compiler = create_compiler()

    async def told(self, cell: Cell, caller: Caller) -> bytes:
        """The answer, with what is told of its cost and how it is carried out."""
        request = GraphQLRequest(cell.text)
        answer = await self._engine.execute(request, caller)
        beside = [b"" if answer.cost is None else orjson.dumps(answer.cost())]
        if not cell.text.startswith("mutation"):
            try:
                found = explain_document(self._compiler, cell.text, {}, None, caller)
                beside.append("".join(one.text() for one in found).encode())
            except GraphQLError as error:
                beside.append(error.message.encode())
            # What costs nothing, such as a word of the schema, would only be answered again.
            if answer.cost is not None and answer.cost()["estimated"] > _CHEAP:
                beside.append((await self._cheap.execute(request, caller)).body)
        return answer.body + _BESIDE + b"\n".join(beside)

    async def cursor(self, source: str) -> str:
        """The last cursor of a list, as it is given to somebody who sees everything."""
        body = (await self._engine.execute(GraphQLRequest(source), EVERYTHING)).body
        (found,) = orjson.loads(body)["data"].values()
        return found["edges"][-1]["cursor"] if found["edges"] else "WyJub3doZXJlIl0"


def forged(cursor: str) -> str:
    """A cursor of the same list, with other values."""
    padded = cursor + "=" * (-len(cursor) % 4)
    signature, *values = orjson.loads(base64.urlsafe_b64decode(padded))
    other = [f"{v[:-1]}0" if isinstance(v, str) else 1 if v is None else None for v in values]
    return base64.urlsafe_b64encode(orjson.dumps([signature, *other])).decode().rstrip("=")


_TAKEN = re.compile(
    r"(changes[\w.]*: )?(This changes something outside the token's scope\.|"
    r"The code '\w+' is taken\.|There is an organization with the code '\w+' already\.)"
)


def taken(cell: Cell, body: bytes) -> bool:
    """Whether all that is told is that a code is taken: one in all the graph (docs/rights.md)."""
    if not re.search(r"[({ ]code: \"", cell.text):
        return False
    told = _told(body)
    return bool(told) and all(_TAKEN.fullmatch(message) for message in told)


def _told(body: bytes) -> list[str]:
    """The messages of an answer's errors and of its changes' problems."""
    answer: Any = orjson.loads(body.partition(_BESIDE)[0])
    told: list[str] = [error["message"] for error in answer.get("errors", ())]
    data: dict[str, Any] = answer.get("data") or {}
    for made in filter(None, data.values()):
        told += [problem["message"] for problem in made.get("problems", ())]
    return told


_DEPENDED = re.compile(r"(changes[\w.]*: )?Others depend on it: .*\d+ outside the token's scope\.")


def depended_on(body: bytes) -> bool:
    """Whether all that is told is of how many others something depends on it (docs/rights.md)."""
    told = _told(body)
    return bool(told) and all(_DEPENDED.fullmatch(message) for message in told)


async def filled(cells: Sequence[Cell], asking: Asking) -> list[Cell]:
    """The cells with cursors in the places for them."""
    found: list[Cell] = []
    for cell in cells:
        text = cell.text
        if cell.source:
            cursor = await asking.cursor(cell.source)
            text = text.replace(CURSOR, forged(cursor) if cell.forged else cursor)
        found.append(replace(cell, text=text))
    return found


async def compared(
    graph: Graph, some: Sequence[Cell], caller: Caller, result: Result, for_good: bool
) -> None:
    """Ask cells of a graph and of the caller's twin.

    for_good: the graph stays the twin; else the twin is one transaction, in which nothing can be
    tried.
    """
    asking = Asking(Undone(graph))
    cells = await filled(some, asking)
    before: list[bytes] = []
    for cell in _told_of(cells, f"{caller.subject}, of the whole graph"):
        everything = await asking.told(cell, EVERYTHING)
        before.append(await asking.told(cell, caller))
        _count(result, cell, everything, before[-1])

    async def again(other: Graph) -> None:
        twin = Asking(other)
        for cell, body in zip(
            _told_of(cells, f"{caller.subject}, of the twin"), before, strict=True
        ):
            after = await twin.told(cell, caller)
            if after != body and not (taken(cell, body) or depended_on(body)):
                result.leaks.append((cell, caller, body, after))

    sees = caller.role is Role.ADMIN
    if for_good:
        await make_twin(graph.write, caller.scope or (), sees)
        await again(Undone(graph))
        return
    async with graph.trial(600) as transaction:
        await make_twin(transaction.rows, caller.scope or (), sees)
        await again(cast(Graph, Inside(transaction)))


def _told_of(cells: Sequence[Cell], whose: str) -> Iterator[Cell]:
    """The cells; how many were taken is printed every five hundred."""
    for number, cell in enumerate(cells, 1):
        yield cell
        if number % _EVERY == 0:
            print(f"{whose}: {number:,} of {len(cells):,}", flush=True)


def _count(result: Result, cell: Cell, everything: bytes, body: bytes) -> None:
    result.asked += 1
    result.paths[cell.path] += 1
    result.fields.add(cell.field)
    answer, whole = (orjson.loads(told.partition(_BESIDE)[0]) for told in (body, everything))
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
    parser.add_argument("--path", default="", help="only cells whose path begins so")
    parser.add_argument("--caller", default="", help="only callers whose name begins so")
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
            for caller in [c for c in callers() if c.subject.startswith(asked.caller)]:
                await wipe(graph)
                await load_tables(graph, made, name="small")
                cells = await cells_for(graph, pool_of(made), caller)
                chosen = [cell for cell in cells if cell.path.startswith(asked.path)]
                some = chosen[asked.of :: asked.share]
                known = len(result.leaks)
                await compared(graph, some, caller, result, for_good=True)
                print(f"{caller.subject}: {len(some)} of {len(cells)} cells; so far {result}")
                # At once: who looks for the reason need not wait for the other callers.
                for cell, _, body, after in result.leaks[known : known + _SHOWN]:
                    print(f"{caller.subject} {cell}\n{body.decode()}\n{after.decode()}", flush=True)
            await graph.close()
    print(f"{result}; {time.monotonic() - started:.0f} s")
    return 1 if result.leaks else 0


async def cells_for(graph: Graph, pool: Pool, caller: Caller) -> list[Cell]:
    """The cells of a caller, without the documented exceptions."""
    rows = await graph.rows("MATCH (p:Person) RETURN p.name, p.phone ORDER BY p.code")
    personal = [str(value) for row in rows for value in row if value]
    values = values_for(pool, await whole(graph.rows), caller.scope or (), personal)
    reading = Cells(graphql_schema(), values)
    cells = (*reading.all(), *Writes(reading).all())
    kept = (c for c in cells if not (caller.scope and excepted(c)))
    return list({(c.text, c.source, c.forged): c for c in kept}.values())


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
