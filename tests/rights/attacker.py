"""An attacker of counts of people, by linear programming: `python -m tests.rights.attacker`.

Loads the demonstration district and tries as an analyst every head count (`counted.py`), on two
month ends. What is answered becomes equations over how many people of each category and standing
live at each place, and how many veterans; for the numbers of 1 to 9 that are not answered
themselves the least and the most that fit all equations are worked out, for each day alone, and for
both together by an attacker who takes it that nobody came or went where no count changed.

Exit code 1 where a question is answered that is not declared, where a number is narrowed by more
than the exact counts that hold it (those of the place, of the category and of all members), or
where a number that no exact count speaks of is narrowed at all.
"""

import asyncio
import sys
import tempfile
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from schema.api import create_engine
from seeds.dataset import load_tables
from seeds.district import tables
from tests.rights.counted import (
    CATEGORY,
    LARGE,
    PLACES,
    Asked,
    Number,
    Question,
    numbers,
    questions,
)
from tests.rights.program import Program
from tests.rights.residents import (
    CATEGORIES,
    STANDINGS,
    Kind,
    Veterans,
    World,
    kinds,
    of_question,
    world_of,
)
from tests.stopped import to_its_end

DAYS = ("2026-09-30", "2026-10-31")
"""Two month ends of the demonstration district."""
FEW = range(1, 10)
"""Numbers of people that would be withheld."""


class Cell(NamedTuple):
    """A number that would be withheld. least, most: what the exact counts that hold it leave."""

    name: str
    names: tuple[Any, ...]
    true: int
    least: int
    most: int


@dataclass(slots=True)
class Told:
    """What the attacker could tell.

    cells: numbers from 1 to 9. narrow: told within less than that; exact: told exactly.
    veterans: of the cells, those that no exact count speaks of. both: told more closely from two
    days. misled: where the two days contradict what was taken for granted.
    """

    equations: int = 0
    cells: int = 0
    veterans: int = 0
    narrow: int = 0
    exact: int = 0
    both: int = 0
    misled: int = 0
    wrong: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        lines = (
            f"{self.equations:,} equations, {self.cells:,} cells of 1 to 9 people, of them "
            f"{self.veterans:,} that no exact count speaks of;",
            f"{self.cells - self.narrow:,} may be anything from 1 to 9, {self.narrow:,} are told "
            f"more closely, {self.exact:,} exactly:",
            f"{len(self.wrong):,} more closely than the three exact counts tell that hold them;",
            f"{self.both:,} more closely by both days, {self.misled:,} where that misleads",
        )
        return "\n".join((*lines, *self.wrong[:5]))


class Attack:
    """The attack on one community, whose homes these are. told: by day what was answered."""

    def __init__(self, world: World, told: Mapping[str, Sequence[Number]], homes: set[str]) -> None:
        self._world, self._told, self._homes = world, told, homes
        self._quiet = {home for home in homes if self._stays(home)}

    def run(self, found: Told, most: int, random: Random) -> None:
        """Attack some of the cells of each day."""
        both = self._program(tuple(self._told), self._quiet)
        for day in self._told:
            alone = self._program((day,), set())
            found.equations += alone.equations
            cells = [*self._cells(day), *self._veterans(day)]
            for cell in random.sample(cells, min(most, len(cells))):
                self._judge(found, cell, alone, both)

    def _judge(self, found: Told, cell: Cell, alone: Program, both: Program) -> None:
        told = alone.range(cell.names)
        assert told is not None, "what was answered contradicts itself"
        least, most = told
        assert least <= cell.true <= most, (cell, told)
        found.cells += 1
        found.veterans += isinstance(cell.names[0], Veterans)
        found.narrow += least > min(FEW) or most < max(FEW)
        found.exact += least == most
        if least > cell.least or most < cell.most:
            found.wrong.append(f"{cell.name}: {least} to {most}, not {cell.least} to {cell.most}")
        later = both.range(self._shared(name, self._quiet) for name in cell.names)
        found.misled += later is None
        found.both += later is not None and later != told

    def _stays(self, home: str) -> bool:
        """Whether as many people of each standing live there on all days."""
        counts = {
            tuple(
                self._count(kind for kind in kinds(day, {home}) if kind[3:] == standing)
                for standing in STANDINGS
            )
            for day in self._told
        }
        return len(counts) == 1

    def _shared(self, name: Any, quiet: set[str]) -> Any:
        """The variable of a kind: on all days the same where nothing changed."""
        return name._replace(day="") if name.place in quiet else name

    def _program(self, days: Sequence[str], quiet: set[str]) -> Program:
        """The equations of some days."""
        found = Program()
        for day in days:
            for number in self._told[day]:
                homes = self._homes_of(number)
                if homes:
                    counted = of_question(number, day, homes)
                    found.equal((self._shared(kind, quiet) for kind in counted), number.count)
            for home in self._homes:
                living = [self._shared(kind, quiet) for kind in kinds(day, {home})]
                found.at_most(self._shared(Veterans(day, home), quiet), living)
        return found

    def _homes_of(self, number: Number) -> set[str]:
        """The homes that a number speaks of; none where it speaks of others too."""
        homes: set[str] | None = None
        for name, key in zip(number.question.by, number.keys, strict=True):
            if name in PLACES:
                inside = self._world.inside[name, str(key)]
                homes = inside if homes is None else homes & inside
        return homes if homes and homes <= self._homes else set()

    def _places(self) -> Iterator[tuple[str, set[str]]]:
        """The places in the community, each with its homes, and every home for itself."""
        for (name, code), homes in sorted(self._world.inside.items()):
            if homes <= self._homes and name not in LARGE[1:]:
                yield f"{name} {code}", homes
        for home in sorted(self._homes):
            yield f"RESIDENCE {home}", {home}

    def _cells(self, day: str) -> Iterator[Cell]:
        """Members of a category and standing at each place, where there are few of them."""
        members = [kind for kind in kinds(day, self._homes) if kind.member]
        all_members = self._count(members)
        of_category = {
            category: self._count(kind for kind in members if kind.category == category)
            for category in CATEGORIES
        }
        for name, homes in self._places():
            here = [kind for kind in members if kind.place in homes]
            for word, full in (("members", None), ("full", True), ("on probation", False)):
                standing = [kind for kind in here if full is None or kind.full is full]
                held = self._count(standing)
                for category, others in of_category.items():
                    names = tuple(kind for kind in standing if kind.category == category)
                    true = self._count(names)
                    # Of a community as a whole it is exact for every role.
                    if true in FEW and not (full is None and homes == self._homes):
                        least = max(0, held + others - all_members)
                        cell = f"{day} {name} {category} {word}"
                        yield Cell(cell, names, true, least, min(held, others))

    def _veterans(self, day: str) -> Iterator[Cell]:
        """Veterans at each place, where there are few: only how many live there bounds them."""
        for name, homes in self._places():
            names = tuple(Veterans(day, home) for home in sorted(homes))
            true = sum(self._world.veterans[veteran] for veteran in names)
            if true in FEW:
                living = self._count(kinds(day, homes))
                yield Cell(f"{day} {name} veterans", names, true, 0, living)

    def _count(self, some: Iterable[Kind]) -> int:
        return sum(self._world.people[kind] for kind in some)


def nothing_told(world: World, asked: Asked) -> Iterator[Number]:
    """The groups that an answer lacks: nobody is in them."""
    given: dict[Question, set[tuple[str | None, ...]]] = defaultdict(set)
    for number in asked.numbers:
        given[number.question].add(number.keys)
    for question, keys in given.items():
        categories = CATEGORIES if CATEGORY in question.by else (None,)
        places = [name for name in question.by if name in PLACES]
        for (name, code), _ in world.inside.items() if len(places) == 1 else ():
            if name != places[0]:
                continue
            for category in categories:
                wanted = tuple(category if by == CATEGORY else code for by in question.by)
                if wanted not in keys:
                    yield Number(question, wanted, 0)


@dataclass(frozen=True, slots=True)
class Share:
    """How much is attacked: in so many communities so many cells of each day."""

    communities: int
    cells: int


@dataclass(slots=True)
class Attacked:
    """An attack so far. asked: by day what was tried."""

    asked: dict[str, Asked] = field(default_factory=dict[str, Asked])
    told: Told = field(default_factory=Told)

    @property
    def beyond(self) -> list[Question]:
        """What was answered though it is not declared."""
        return [question for one in self.asked.values() for question in one.beyond]

    def __str__(self) -> str:
        lines = [
            f"{day}: {one.tried:,} tried, {one.refused:,} refused, {len(one.numbers):,} numbers"
            for day, one in self.asked.items()
        ]
        lines.append(f"{len(self.beyond):,} answered beyond what is declared")
        return "\n".join((*lines, *map(str, self.beyond[:5]), str(self.told)))


async def attack(
    graph: Graph, tried: Sequence[Question], days: Sequence[str], share: Share, found: Attacked
) -> None:
    """Ask as an analyst what is tried on some days, and attack some communities."""
    engine, random = create_engine(graph), Random(14)
    world = await world_of(engine, days)
    for day in days:
        found.asked[day] = await numbers(engine, Caller("test", Role.ANALYST), day, tried)
        # What is refused is refused before the day is looked at.
        tried = found.asked[day].answered
    told = {day: [*one.numbers, *nothing_told(world, one)] for day, one in found.asked.items()}
    everywhere = sorted(world.communities().items())
    for code, homes in random.sample(everywhere, min(share.communities, len(everywhere))):
        # The solver holds the loop: whoever stops the command is heard between two communities.
        await asyncio.sleep(0)
        Attack(world, told, homes).run(found.told, share.cells, random)
        print(
            f"{code}: so far {found.told.cells:,} cells, {len(found.told.wrong)} wrong", flush=True
        )


async def of_district(share: Share, found: Attacked) -> None:
    """Attack the demonstration district."""
    with tempfile.TemporaryDirectory() as folder:
        options = EmbeddedOptions(Path(folder) / "data", heap_mb=1024, page_cache_mb=256)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            await load_tables(graph, tables(), name="demonstration district")
            await attack(graph, list(questions()), DAYS, share, found)
            await graph.close()


async def main(arguments: Sequence[str]) -> int:
    """Attack as much as told; 1 where something is wrong, 2 where it was stopped before."""
    parser = ArgumentParser(description="An attacker of counts of people.")
    parser.add_argument("--communities", type=int, default=1_000)
    parser.add_argument("--cells", type=int, default=100, help="of a community and day")
    given = parser.parse_args(arguments)
    found = Attacked()
    ended = await to_its_end(of_district(Share(given.communities, given.cells), found))
    print(f"{found}{'' if ended else ', stopped'}", flush=True)
    return 1 if found.beyond or found.told.wrong else 0 if ended else 2


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
