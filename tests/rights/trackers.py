"""Pairs of questions that differ by fewer than ten people: `python -m tests.rights.trackers`.

A tracker asks for a number of people and again with a condition more, or with somebody left out,
or on another day: the difference is about few people, also where each number alone is large. Random
pairs are counted as an administrator on the small random graph; where they differ by one to nine
people, or by none, both are asked as a role that sees no people. Exit code 1 where both numbers
are told though one of them is not among those that docs/rights.md says are exact for every role.
"""

import asyncio
import json
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from graphql import GraphQLError

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.answer import NotRunError
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine
from seeds.dataset import load_tables
from tests.compiler.pool import Pool, pool_of
from tests.compiler.small import DAYS, tables
from tests.java import BRIEFLY
from tests.rights.counted import OTHERS, WHERES, lowest
from tests.stopped import to_its_end

FEWER_THAN = 10
_SHOWN = 250
"""After so many pairs it is told how far it is."""
_PLAIN = tuple(where for where in WHERES if where and "," not in where)


@dataclass(frozen=True, slots=True)
class Counting:
    """A question whose answer is one number. declared: it is one of those that all may ask."""

    text: str
    declared: bool


@dataclass(slots=True)
class Tracked:
    """What was tried. told: pairs whose difference was told, all of declared numbers."""

    tried: int = 0
    pairs: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        return (
            f"{self.tried:,} pairs tried, {self.pairs:,} differ by fewer than {FEWER_THAN} people; "
            f"of {self.told:,} both numbers were told, {len(self.wrong):,} beyond what is declared"
        )


class Pairs:
    """Random pairs of questions about the people of a graph."""

    def __init__(self, pool: Pool, random: Random) -> None:
        self._random = random
        self._people = pool.codes["Person"]
        self._places = [
            code for kind in ("Community", "Compound", "Building") for code in pool.codes[kind]
        ]
        self._organizations = pool.codes["PartyOrganization"]

    def pair(self) -> tuple[Counting, Counting]:
        """Two questions that are alike but for one thing."""
        shape, day = self._shape(), self._random.choice(DAYS)
        first, plain = self._conditions()
        kind = self._random.randrange(5)
        if kind == 0:
            other = self._random.choice(DAYS)
            return self._asked(shape, first, day, plain), self._asked(shape, first, other, plain)
        if kind == 1:
            left_out = self._random.sample(self._people, len(self._people) - 1)
            codes = [f"code: {{ in: {json.dumps(c)} }}" for c in (self._people, left_out)]
            some = (self._asked(shape, [*first, one], day, False) for one in codes)
            return next(some), next(some)
        more, more_plain = self._condition()
        second = [*first, more]
        if kind == 2:
            second, more_plain = [*first, f"not: {{ {more} }}"], False
        elif kind == 3:
            inner = ", ".join(f"{{ {one} }}" for one in (*first, more))
            second, more_plain = [f"or: [{inner}]"], False
        return (
            self._asked(shape, first, day, plain),
            self._asked(shape, second, day, plain and more_plain),
        )

    def _condition(self) -> tuple[str, bool]:
        if self._random.random() < 0.5:
            return self._random.choice(_PLAIN), True
        code = self._random.choice(self._people)
        own = (f'code: {{ ne: "{code}" }}', f'id: {{ ne: "Person:{code}" }}')
        return self._random.choice((*OTHERS, *own)), False

    def _conditions(self) -> tuple[list[str], bool]:
        if self._random.random() < 0.4:
            return [], True
        where, plain = self._condition()
        return [where], plain

    def _shape(self) -> str:
        """An operation with a place for a filter and one for more of it."""
        place, organization = map(self._random.choice, (self._places, self._organizations))
        number = self._random.randrange(1, 6)
        return self._random.choice((
            "people(where: { %s }) { totalCount }",
            "members(where: { %s }) { totalCount }",
            f'people(where: {{ within: "{place}", %s }}) {{ totalCount }}',
            f'members(where: {{ within: "{place}", %s }}) {{ totalCount }}',
            f'place(code: "{place}") {{ ... on Building {{ residents(where: {{ %s }}) '
            "{ totalCount } } }",
            f'partyOrganization(code: "{organization}") {{ members(where: {{ %s }}) '
            "{ totalCount } }",
            f"buildings(where: {{ residents: {{ count: {{ gte: {number}, where: {{ %s }} }} }} }}) "
            "{ totalCount }",
            "buildings(where: { residents: { some: { %s } } }) { totalCount }",
            "partyOrganizations(where: { members: { none: { %s } } }) { totalCount }",
        ))  # fmt: skip

    def _asked(self, shape: str, where: Sequence[str], day: str | object, plain: bool) -> Counting:
        # A name twice in one filter is no filter.
        names = [one.partition(":")[0] for one in where]
        given = ", ".join(one for n, one in enumerate(where) if names[n] not in names[:n])
        return Counting(f'query @asOf(date: "{day}") {{ {shape % given} }}', plain)


async def number(engine: Engine, text: str, caller: Caller) -> int | None:
    """The number that is told; None where it is refused, or there is no such place."""
    request = GraphQLRequest(text)
    try:
        engine.statements(request, caller)
    except (GraphQLError, NotRunError):
        return None
    found: Any = json.loads((await engine.execute(request, caller)).body).get("data")
    while isinstance(found, dict):
        (found,) = found.values() or (None,)  # pyright: ignore[reportUnknownVariableType]
    return found if isinstance(found, int) else None


async def tracked(graph: Graph, pool: Pool, pairs: int, seed: int, found: Tracked) -> None:
    """Try pairs until so many differ by few people, and note what was found."""
    random = Random(seed)
    engine, making = create_engine(graph), Pairs(pool, random)
    while found.pairs < pairs:
        found.tried += 1
        asked = making.pair()
        if asked[0].text == asked[1].text:
            continue
        caller = Caller("test", random.choice(lowest()))
        whole = [await number(engine, one.text, Caller("test", Role.ADMIN)) for one in asked]
        first, second = whole
        if first is None or second is None or abs(first - second) >= FEWER_THAN:
            continue
        found.pairs += 1
        if not found.pairs % _SHOWN:
            print(found, flush=True)
        told = [await number(engine, one.text, caller) for one in asked]
        if None in told:
            continue
        found.told += 1
        if told != whole or not all(one.declared for one in asked):
            found.wrong.append(f"{told} of {whole}: {asked[0].text} {asked[1].text}")


async def run(pairs: int, seed: int, found: Tracked) -> None:
    """Try so many pairs on a server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        options = EmbeddedOptions(
            Path(folder) / "data", heap_mb=1024, page_cache_mb=64, java_options=BRIEFLY
        )
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            made = tables()
            await load_tables(graph, made, name="small")
            await tracked(graph, pool_of(made), pairs, seed, found)
            await graph.close()


async def main(arguments: Sequence[str]) -> int:
    """Try as many pairs as told; 1 where one tells what it should not, 2 where it was stopped."""
    parser = ArgumentParser(description="Questions that differ by fewer than ten people.")
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=14)
    given = parser.parse_args(arguments)
    found = Tracked()
    ended = await to_its_end(run(given.pairs, given.seed, found))
    print(*found.wrong[:10], sep="\n")
    print(f"{found}{'' if ended else ', stopped'}")
    return 1 if found.wrong else 0 if ended else 2


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
