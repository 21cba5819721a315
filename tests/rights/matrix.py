"""Role × field × path: whatever a caller asks, the answer tells of nothing that is not theirs.

    uv run python -m tests.rights.matrix --share 10

asks one in ten of the operations of `tests/rights/cells.py` and `tests/rights/writes.py`, as every
role, with and without scope, of a small random graph and of the caller's twin of it
(`tests/rights/twin.py`): each answer, with its errors, cursors, counts, order, cost and what it is
refused as too costly, is the same bytes. An administrator who sees everything asks first, so that
plans and whatever else is kept were made for somebody with more rights, and gives the cursors. What
is written is taken back.
"""

import asyncio
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from zlib import crc32

import orjson

from graph.audit import RULES
from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from schema.api import graphql_schema
from seeds.dataset import load_tables
from tests.compiler.pool import Pool, pool_of
from tests.compiler.small import tables
from tests.content import wipe
from tests.java import LONG
from tests.rights.asking import BESIDE, EVERYTHING, Asking, Undone, depended_on, forged, taken
from tests.rights.cell import CURSOR, Cell, together
from tests.rights.cells import Cells, Values
from tests.rights.interference import EXCEPTIONS, FAR_RULES, Inside
from tests.rights.pruned import Seen, Whole, whole
from tests.rights.twin import make_twin
from tests.rights.writes import Writes

SCOPES: tuple[tuple[str, ...], ...] = ((), ("S1C1",), ("S1C1G1", "S1C2X1"))
_PLANS_LAST = "dbms.cypher.min_replan_interval=1d"
"""What was planned for the whole graph is asked of the twin, though it has fewer nodes."""
_SHOWN = 10
"""How many differences are printed of one caller."""
_BLOCK = 140
"""How many operations are asked of a graph, and then of the twins made of it: so few that Neo4j
still has the plans of all of them."""


def callers() -> list[Caller]:
    """Every role with every scope, but for whom nothing is kept back."""
    found = [Caller(f"{r.value} {s}", r, s or None) for r in Role for s in SCOPES]
    return [c for c in found if c.role is not Role.ADMIN or c.scope]


@dataclass
class Result:
    """What was asked. leaks: cells with the caller and both answers.

    asked: cells, each once for every caller. operations: in how many they were asked, of which so
    many were answered with data, with less than for an administrator, and refused.
    """

    asked: int = 0
    operations: int = 0
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
            f"{self.asked:,} asked in {self.operations:,} operations: {len(self.fields):,} "
            f"fields, {len(self.paths):,} paths; {self.answered:,} answered with data, "
            f"{self.less:,} of them less than everything, {self.refused:,} refused; "
            f"{len(self.leaks):,} leaks"
        )

    def count(self, cell: Cell, everything: bytes, body: bytes) -> bool:
        """Count what was asked and answered; whether it was refused."""
        for part in cell.alone:
            self.asked += 1
            self.paths[part.path] += 1
            self.fields.add(part.field)
        answer, whole = (orjson.loads(told.partition(BESIDE)[0]) for told in (body, everything))
        answered = bool(answer.get("data")) and "errors" not in answer
        self.operations += 1
        self.answered += answered
        self.less += answered and answer != whole
        self.refused += not answered
        return not answered


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


@dataclass
class Answers:
    """What a caller was told of a graph, each with the cell, in the order of asking."""

    caller: Caller
    told: list[tuple[Cell, bytes]] = field(default_factory=list[tuple[Cell, bytes]])

    async def ask(self, cell: Cell, asking: Asking, everything: bytes, result: Result) -> None:
        """Ask a cell, and where several are refused at once, each of them alone."""
        body = await asking.told(cell, self.caller)
        self.told.append((cell, body))
        refused = result.count(cell, everything, body)
        for part in cell.parts if refused else ():
            self.told.append((part, await asking.told(part, self.caller)))

    async def ask_again(self, asking: Asking, result: Result) -> None:
        """Ask the same of the caller's twin of the graph."""
        for cell, before in self.told:
            after = await asking.told(cell, self.caller)
            if after == before:
                continue
            if not (self.caller.scope and (taken(cell, before) or depended_on(before))):
                result.leaks.append((cell, self.caller, before, after))


async def compared(
    graph: Graph, some: Sequence[Cell], alike: Sequence[Caller], result: Result, for_good: bool
) -> None:
    """Ask cells of a graph and of the twins of callers with the same scope.

    for_good: the graph stays the last twin; else each is one transaction, in which nothing can be
    tried.
    """
    asking = Asking(Undone(graph))
    found = [Answers(caller) for caller in alike]
    for cell in await filled(some, asking):
        everything = await asking.told(cell, EVERYTHING)
        for one in found:
            await one.ask(cell, asking, everything, result)
    scope = alike[0].scope or ()
    # A twin in which people are exchanged, too, is made of the one in which they are not.
    for sees in (True, False):
        group = [one for one in found if (one.caller.role is Role.ADMIN) is sees]
        if group and for_good:
            await make_twin(graph.write, scope, sees)
            await _ask_again(group, Asking(Undone(graph), asking), result)
        elif group:
            async with graph.trial(600) as transaction:
                await make_twin(transaction.rows, scope, sees)
                twin = cast(Graph, Inside(transaction))
                await _ask_again(group, Asking(twin, asking), result)


async def _ask_again(group: Sequence[Answers], asking: Asking, result: Result) -> None:
    for one in group:
        await one.ask_again(asking, result)


def way(cell: Cell) -> tuple[str, str]:
    """Of which type something is asked, and how: the same for every scope."""
    return cell.field.partition(".")[0], cell.path


@dataclass(frozen=True)
class Share:
    """Which cells are asked: some of so many parts, whose path begins so. together: at once."""

    one_of: int
    which: frozenset[int]
    path: str
    together: bool

    def of(self, cells: Sequence[Cell]) -> list[Cell]:
        """Those of the share: the same for every scope, and in every run."""
        return [
            cell
            for cell in cells
            if crc32("\n".join(way(cell)).encode()) % self.one_of in self.which
        ]


async def main(arguments: Sequence[str]) -> int:
    """Ask for everyone; 1 where anything differs, or nothing was asked."""
    parser = ArgumentParser(description="No field is told by any path to who may not know it.")
    parser.add_argument("--share", type=int, default=1, help="one of so many operations")
    parser.add_argument("--of", type=int, nargs="+", default=[0], help="which share, or several")
    parser.add_argument("--seed", type=int, default=7, help="of the graph")
    parser.add_argument("--path", default="", help="only cells whose path begins so")
    parser.add_argument(
        "--scope",
        action="append",
        choices=[",".join(s) for s in SCOPES],
        help="only callers of this scope; may be given again",
    )
    parser.add_argument("--alone", action="store_true", help="every field in its own operation")
    parser.add_argument("--heap", type=int, default=4096, help="of Neo4j, in MiB")
    asked = parser.parse_args(arguments)
    scopes = [scope for scope in SCOPES if ",".join(scope) in (asked.scope or [",".join(scope)])]
    share = Share(asked.share, frozenset(asked.of), asked.path, not asked.alone)
    result, started = Result(), time.monotonic()
    with TemporaryDirectory() as folder:
        options = EmbeddedOptions(
            Path(folder) / "data",
            heap_mb=asked.heap,
            page_cache_mb=128,
            java_options=LONG,
            settings=(_PLANS_LAST,),
        )
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            await of_scopes(graph, scopes, asked.seed, share, result)
            await graph.close()
    print(f"{result}; {time.monotonic() - started:.0f} s")
    return 1 if result.leaks or not result.asked else 0


Scope = tuple[str, ...]


async def of_scopes(
    graph: Graph, scopes: Sequence[Scope], seed: int, share: Share, result: Result
) -> None:
    """Ask for all callers of some scopes, some cells at a time of fresh graphs."""
    made = tables(seed)
    await _afresh(graph, made)
    cells = {scope: await _asked(graph, made, scope, share) for scope in scopes}
    some = {scope: share.of(asked) for scope, asked in cells.items()}
    done, number = 0, sum(len(asked) for asked in some.values())
    for scope, block in blocks(some):
        await _afresh(graph, made)
        known, alike = len(result.leaks), [c for c in callers() if (c.scope or ()) == scope]
        await compared(graph, block, alike, result, for_good=True)
        done += len(block)
        print(f"{done:,} of {number:,}; so far {result}", flush=True)
        # At once: who looks for the reason need not wait for the others.
        for cell, caller, body, after in result.leaks[known : known + _SHOWN]:
            print(f"{caller.subject} {cell}\n{body.decode()}\n{after.decode()}", flush=True)


async def _asked(graph: Graph, made: Any, scope: Scope, share: Share) -> list[Cell]:
    cells = await cells_for(graph, pool_of(made), scope)
    cells = [cell for cell in cells if cell.path.startswith(share.path)]
    return list(together(cells)) if share.together else cells


def blocks(some: Mapping[Scope, Sequence[Cell]]) -> Iterator[tuple[Scope, list[Cell]]]:
    """A block of each scope after the other, with the same ways to ask of the same types.

    What is asked by somebody who sees everything is then planned once for all scopes.
    """
    ways = sorted({way(cell) for asked in some.values() for cell in asked})
    number = max(1, round(max(map(len, some.values())) / _BLOCK))
    for first in range(number):
        here = {*ways[len(ways) * first // number : len(ways) * (first + 1) // number]}
        for scope, asked in some.items():
            if block := [cell for cell in asked if way(cell) in here]:
                yield scope, block


async def _afresh(graph: Graph, made: Any) -> None:
    await wipe(graph)
    await load_tables(graph, made, name="small")


async def cells_for(graph: Graph, pool: Pool, scope: Sequence[str]) -> list[Cell]:
    """The cells of a scope, without the documented exceptions."""
    rows = await graph.rows("MATCH (p:Person) RETURN p.name, p.phone ORDER BY p.code")
    personal = [str(value) for row in rows for value in row if value]
    values = values_for(pool, await whole(graph.rows), scope, personal)
    reading = Cells(graphql_schema(), values)
    cells = (*reading.all(), *Writes(reading).all())
    kept = (c for c in cells if not (scope and excepted(c)))
    return list({(c.text, c.source, c.forged): c for c in kept}.values())


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
