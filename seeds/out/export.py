"""The graph, or a place's part of it, as of a day or with all its history, in the dataset's format.

Rows are read in pages and written at once: memory does not grow with the graph. (A part keeps the
codes of what its rows refer to.)
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from graph.bolt import Graph
from graph.codes import meant
from graph.declare import Model, Scalar
from graph.messages import msg, sentences
from graph.model import MODEL
from graph.tables import Column, Table, tables
from seeds.dataset.families import family_of_table, in_dependency_order
from seeds.out.belonging import Belonging, family_tables
from seeds.out.files import TableWriter, writer_of
from seeds.out.reading import Reading, needed_texts, reading, reference_texts
from seeds.out.wording import Cell, Language

Progress = Callable[[str, int], None]
"""Called with a table's English name and how many of its rows were written in this step."""


T = TypeVar("T")

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
    every = tables(model)
    if not belonging.everything:
        await _gather(graph, model, belonging)
    counts: dict[str, int] = {}
    for table in every:
        await asyncio.to_thread(writer.open, table.name, tuple(c.name for c in table.columns))
        counts[table.name] = 0
        async for rows in _ahead(_pages(graph, reading(model, table, belonging), belonging)):
            await asyncio.to_thread(writer.add, rows)
            counts[table.name] += len(rows)
            if progress is not None:
                progress(table.name, len(rows))
    return counts


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


async def _ahead(pages: AsyncIterator[T]) -> AsyncIterator[T]:
    """The same pages, each read while the one before it is being written."""
    following = asyncio.ensure_future(anext(pages, None))
    try:
        while (page := await following) is not None:
            following = asyncio.ensure_future(anext(pages, None))
            yield page
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def _pages(
    graph: Graph, way: Reading, belonging: Belonging
) -> AsyncIterator[Sequence[Sequence[Cell]]]:
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
