"""The graph, or a place's part of it, as of a day or with all its history, in the dataset's format.

Rows are read in pages and written at once: memory does not grow with the graph. (A part keeps the
codes of what its rows refer to.)
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graph.bolt import Graph
from graph.codes import meant
from graph.declare import Model, Scalar
from graph.messages import msg, sentences
from graph.model import MODEL
from graph.tables import Column, Table, tables
from seeds.ahead import ahead
from seeds.dataset.families import family_of_table, in_dependency_order
from seeds.out.belonging import Belonging, family_tables
from seeds.out.files import TableWriter, writer_of
from seeds.out.reading import Reading, needed_texts, reading, reference_texts
from seeds.out.wording import Cell, Language

Progress = Callable[[str, int], None]
"""Called with a table's English name and how many of its rows were written in this step."""


Page = Sequence[Sequence[Cell]]

AHEAD = 2
"""Pages of rows that are read while others are written: Neo4j and the writer work side by side."""

_TITLE = {"zh": "党组织数据", "en": "Dataset of Party organizations"}


class UnknownPlaceError(LookupError):
    """A code that no place has; the text is a sentence that names the nearest."""


async def path_of(graph: Graph, code: str) -> str:
    """The path of the place with a code. Raises UnknownPlaceError."""
    path = await graph.read("MATCH (p:Place {code: $code}) RETURN p.path", {"code": code})
    if path is None:
        near = await meant(graph, "Place", code)
        raise UnknownPlaceError(
            sentences(msg("There is no place with the code {code!r}.", code=code), near)
        )
    return path


@dataclass(frozen=True, slots=True)
class Portion:
    """What of the graph is exported.

    within: paths of places: only what lies at or below one of them, and what that refers to.
    day: only what holds on it, and what that refers to; None is everything, whenever it held.
    scope: paths of the places of the caller's scope, none for everything: nothing else is shown.
    """

    within: Collection[str] | None = None
    day: date | None = None
    scope: Collection[str] = ()


EVERYTHING = Portion()


async def export_file(
    graph: Graph,
    path: Path,
    form: str,
    language: Language,
    portion: Portion = EVERYTHING,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Export to a new file of a form (`.xlsx`, `.zip`) or a new folder; rows by table.

    Raises OSError, and ValueError when a workbook has too little room.
    """
    writer = writer_of(path, form, language, title=_TITLE[language])
    try:
        return await export(graph, writer, portion, progress=progress)
    finally:
        await asyncio.to_thread(writer.close)


async def export(
    graph: Graph,
    writer: TableWriter,
    portion: Portion = EVERYTHING,
    *,
    progress: Progress | None = None,
    model: Model = MODEL,
) -> dict[str, int]:
    """Write all tables; how many rows each has. The writer is left open."""
    paths = None if portion.within is None else tuple(sorted(portion.within))
    day = None if portion.day is None else portion.day.isoformat()
    belonging = Belonging(model, paths, day, tuple(portion.scope))
    if not belonging.everything:
        await _gather(graph, model, belonging)
    ways = [reading(model, table, belonging) for table in tables(model)]
    # A part has been asked for already, when what it refers to was gathered.
    planned = ways[1:] if belonging.everything else []
    planning = asyncio.create_task(_plan(graph, planned, belonging))
    counts: dict[str, int] = {}
    try:
        async with aclosing(ahead(_all_pages(graph, ways, belonging), AHEAD)) as pages:
            async for table, rows in pages:
                if table.name not in counts:
                    columns = tuple(column.name for column in table.columns)
                    await asyncio.to_thread(writer.open, table.name, columns)
                    counts[table.name] = 0
                if rows:
                    await asyncio.to_thread(writer.add, rows)
                    counts[table.name] += len(rows)
                    if progress is not None:
                        progress(table.name, len(rows))
    finally:
        planning.cancel()
        # Where it failed, so did the reading that it was for.
        await asyncio.gather(planning, return_exceptions=True)
    return counts


async def _plan(graph: Graph, ways: Sequence[Reading], belonging: Belonging) -> None:
    """Let Neo4j plan statements while the first rows are read and written: none is read.

    After a load it plans all of them anew, which takes longer than a district's rows do.
    """
    for way in ways:
        nothing = {"after": "", "limit": 0}
        await graph.rows(way.text, {**belonging.parameters(way.table), **nothing})


async def _all_pages(
    graph: Graph, ways: Sequence[Reading], belonging: Belonging
) -> AsyncGenerator[tuple[Table, Page]]:
    """All tables, each with its pages of rows; one page without rows of a table that has none."""
    for way in ways:
        some = False
        async for rows in _pages(graph, way, belonging):
            some = True
            yield way.table, rows
        if not some:
            yield way.table, ()


async def _gather(graph: Graph, model: Model, belonging: Belonging) -> None:
    """Fill in what rows that belong refer to, from the tables that refer to those referred to."""
    every = tables(model)
    for table in reversed(in_dependency_order(model, every)):
        for family, texts in reference_texts(model, table, belonging).items():
            for text in texts:
                codes = await graph.read(text, belonging.parameters(table))
                belonging.needed.setdefault(family, set()).update(codes)
        family = family_of_table(table)
        if family is not None and table in family_tables(every, family):
            await _follow(graph, model, belonging, table, family)


async def _follow(
    graph: Graph, model: Model, belonging: Belonging, table: Table, family: str
) -> None:
    """Add what needed rows of a table refer to themselves, up to the top."""
    fresh = set(belonging.needed.get(family, ()))
    while fresh:
        above: set[str] = set()
        for target, texts in needed_texts(model, table, belonging).items():
            have = belonging.needed.setdefault(target, set())
            for text in texts:
                given = {"codes": sorted(fresh), **belonging.places()}
                codes = set(await graph.read(text, given))
                if target == family:
                    above |= codes - have
                have |= codes
        fresh = above


async def _pages(graph: Graph, way: Reading, belonging: Belonging) -> AsyncGenerator[Page]:
    parameters = belonging.parameters(way.table)
    cells = _Cells(way)
    after: str | None = ""
    while after is not None:
        asked = {**parameters, "after": after, "limit": way.limit}
        ((after, rows),) = await graph.rows(way.text, asked)
        if rows:
            yield await asyncio.to_thread(cells.of, rows)


class _Cells:
    """Stored values as the cells of a table's rows, in the order of their keys."""

    def __init__(self, way: Reading) -> None:
        self._columns = way.table.columns
        self._hidden = way.hidden
        self._keys = [i for i, column in enumerate(self._columns) if column.key]
        self._dates = [i for i, c in enumerate(self._columns) if c.type is Scalar.DATE]
        self._implied = [(i, c) for i, c in enumerate(self._columns) if c.implies]

    def of(self, rows: list[list[Any]]) -> list[list[Cell]]:
        """The rows of a page."""
        rows.sort(key=lambda row: [("" if row[i] is None else str(row[i])) for i in self._keys])
        found: list[list[Cell]] = []
        for row in rows:
            cells: list[Cell] = row[: len(self._columns)]
            hidden = dict(zip(self._hidden, row[len(self._columns) :], strict=True))
            for place, column in self._implied:
                cells[place] = _word(column, cells[place], hidden)
            for place in self._dates:
                if row[place] is not None:
                    cells[place] = date.fromisoformat(row[place])
            found.append(cells)
        return found


def _word(column: Column, member: Cell, hidden: dict[str, Any]) -> Cell:
    """The word that says a member and a hidden property's value; the member's name without."""
    for implied in column.implies:
        value = getattr(implied.value, "name", implied.value)
        meant = implied.member.name == member and hidden.get(implied.property) == value
        if meant and implied.property in hidden and implied.word.isascii():
            return implied.word
    return member
