"""Loads a dataset: reads, checks, compares with the graph, and writes what differs."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from graph.bolt import Graph, Transaction
from graph.declare import Model
from graph.model import MODEL
from graph.tables import tables
from seeds.ahead import ahead
from seeds.dataset.check import Checked, Checker
from seeds.dataset.families import family_of_table, in_dependency_order
from seeds.dataset.frame import Frame
from seeds.dataset.ignored import ignored
from seeds.dataset.logged import Author, LoadLog
from seeds.dataset.matching import Matched, match, tables_of
from seeds.dataset.notes import Note
from seeds.dataset.options import ORDINARY, LoadOptions
from seeds.dataset.plan import Batch, Plan, plan
from seeds.dataset.problems import Problems
from seeds.dataset.progress import Progress, Silent
from seeds.dataset.references import Registry
from seeds.dataset.report import Report, TableCount
from seeds.dataset.sheets import Cell, Sheet
from seeds.dataset.source import read_source
from seeds.dataset.unlikely import twins, unlikely_days
from seeds.dataset.view import GraphView
from seeds.dataset.write import write, write_in

MANY_ROWS = 1_000
"""Rows written from which on Neo4j's statistics are refreshed after a load."""


AHEAD = 2
"""Tables whose cells are read, and whose stored rows are asked for, while another is checked."""


class MadeTable(Protocol):
    """A table made by a program: English names, and rows with a cell per column."""

    @property
    def name(self) -> str:
        """The English name."""
        ...

    @property
    def columns(self) -> Sequence[str]:
        """The English names of the columns."""
        ...

    @property
    def rows(self) -> Iterable[Sequence[Cell]]:
        """The rows, a cell for each column."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """A source that has been read: its file name, its sheets, and the seconds that took."""

    name: str
    sheets: list[Sheet]
    seconds: float


def read(source: Path, model: Model = MODEL) -> Source:
    """Read a source without a graph. Raises SourceError when it is no dataset."""
    started = time.perf_counter()
    sheets = read_source(source)
    tables_of(sheets, tables(model))
    return Source(source.resolve().name, sheets, time.perf_counter() - started)


async def load_source(graph: Graph, source: Source, options: LoadOptions = ORDINARY) -> Report:
    """Load what `read` has read, as `load` does."""
    started = time.perf_counter() - source.seconds
    return await _load(graph, source.name, source.sheets, options, started)


async def load_tables(
    graph: Graph,
    made: Iterable[MadeTable],
    options: LoadOptions = ORDINARY,
    *,
    name: str = "tables",
) -> Report:
    """Load tables that a program made.

    The rows go the same way as a file's; the first is number 2, as below a row of headings.
    """
    started = time.perf_counter()
    sheets = [Sheet(table.name, [table.columns, *table.rows]) for table in made]
    return await _load(graph, name, sheets, options, started)


async def _load(
    graph: Graph, name: str, sheets: list[Sheet], options: LoadOptions, started: float
) -> Report:
    report = Report(name, options.dry_run, options.strict, sheets=sheets)
    loading = Loading(graph, options.model, report, options.progress or Silent())
    return await loading.run(started, options.author)


async def plans(graph: Graph, sheets: list[Sheet], model: Model = MODEL) -> dict[str, Plan]:
    """What a load of the sheets would write, by table, referred to before referring."""
    report = Report("plans", dry_run=True, strict=False, sheets=sheets)
    loading = Loading(graph, model, report, Silent())
    return await loading.check(await loading.open())


class Loading:
    """One load: tables are written while the next ones are being checked.

    checked: the tables whose rows have been checked, by name. scope: the paths of the places that
        who loads may see; None is everything. Then remarks name nothing that is in the graph.
    """

    def __init__(
        self,
        graph: Graph,
        model: Model,
        report: Report,
        progress: Progress,
        scope: Sequence[str] | None = None,
    ) -> None:
        self._graph = graph
        self._model = model
        self._report = report
        self._progress = progress
        self._hints = scope is None
        self._log: LoadLog | None = None
        self.problems = Problems()
        self.checked: dict[str, Checked] = {}
        self._view = GraphView(graph, model, scope or ())
        self._registry = Registry(model, self._view)
        self._checker = Checker(self._registry, self.problems)

    async def run(self, started: float, author: Author | None = None) -> Report:
        """Do it; the report it returns is the one it was given."""
        report = self._report
        found = await self.open()
        if author is not None:
            self._log = LoadLog(author, report.source)
        self._progress.start(sum(len(frame) for frame in found.frames))
        at_once = not report.dry_run and not report.strict
        try:
            plans = await self._check_and_write(found) if at_once else await self.check(found)
            if not report.dry_run and not self.problems.total and not at_once:
                for made in plans.values():
                    await self._write(made)
            report.loaded = not report.dry_run and (at_once or not self.problems.total)
        finally:
            self._progress.finish()
        self.count(found, plans)
        if report.loaded and report.written >= MANY_ROWS:
            await self._graph.refresh_statistics()
        report.seconds = time.perf_counter() - started
        return report

    async def open(self) -> Matched:
        """Find the tables in the source, and look at the graph."""
        found = await asyncio.to_thread(match, self._report.sheets, tables(self._model))
        self._report.notes += found.notes
        for lost in found.lost:
            self.problems.add_sheet(lost)
        await self._view.open()
        return found

    async def _check_and_write(self, found: Matched) -> dict[str, Plan]:
        queue: asyncio.Queue[Plan | None] = asyncio.Queue()

        async def written() -> None:
            while (made := await queue.get()) is not None:
                await self._write(made)

        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(written())
                plans = await self.check(found, queue)
                queue.put_nowait(None)
                # While the last rows are written, what they were checked by is in the way.
                self._registry.forget()
                for frame in found.frames:
                    frame.raw = {}
        except BaseExceptionGroup as errors:
            # One side's failure ends the other: callers want the failure itself.
            raise errors.exceptions[0] from errors
        return plans

    async def check(
        self, found: Matched, queue: asyncio.Queue[Plan | None] | None = None
    ) -> dict[str, Plan]:
        """Check the tables, those referred to first; each one's plan goes to the queue."""
        plans: dict[str, Plan] = {}
        try:
            async with aclosing(ahead(self._cells(found), AHEAD)) as given:
                async for frame, keys in given:
                    name = frame.table.name
                    checked = self.checked[name] = await self._checker.check(frame, keys)
                    made = plans[name] = await plan(self._model, self._view, checked)
                    self._checker.settled(frame)
                    self._report.notes += ignored(frame, checked.types)
                    self._report.notes += await self._unlikely(frame, keys)
                    self._progress.advance(name, made.unchanged + len(frame.wrong))
                    if queue is not None:
                        queue.put_nowait(made)
                    else:
                        self._progress.advance(name, made.written if self._report.dry_run else 0)
        finally:
            await self._view.close()
        return plans

    async def _cells(self, found: Matched) -> AsyncGenerator[tuple[Frame, list[str]]]:
        """The tables with their keys; what the graph has of each is being read by then."""
        frames = {frame.table.name: frame for frame in found.frames}
        for table in in_dependency_order(self._model, tables(self._model)):
            frame = frames.get(table.name)
            if frame is not None:
                keys = await asyncio.to_thread(self._checker.cells, frame)
                self._checker.expect(frame, keys)
                yield frame, keys

    async def _unlikely(self, frame: Frame, keys: list[str]) -> list[Note]:
        """Remarks on right rows that hardly can be meant."""
        notes = [*unlikely_days(frame, date.today())]
        family = family_of_table(frame.table)
        if family is None or len(frame.table.key) != 1 or not self._hints:
            return notes
        stored = self._registry.in_graph(family)
        if len(stored) < len(keys):
            known = await self._view.codes(frame.table.nodes[0], family)
            notes += await asyncio.to_thread(lambda: [*twins(frame, keys, stored, known)])
        return notes

    @property
    def empty(self) -> bool:
        """Whether the graph had no data when it was opened."""
        return self._view.empty

    async def _write(self, made: Plan) -> None:
        log = self._log
        for batch in made.batches():
            if log is not None and log.entry is None and self.empty:
                await log.first(self._graph)
            seq = await write(self._graph, partial(self._write_batch, made.table, batch))
            if log is not None:
                log.committed(seq)
                self._report.entry = log.entry
            self._progress.advance(made.table, batch.rows)

    async def _write_batch(self, table: str, batch: Batch, transaction: Transaction) -> int | None:
        if self._log is None:
            await write_in(transaction, batch)
            return None
        return await self._log.write(transaction, table, batch)

    def count(self, found: Matched, plans: dict[str, Plan]) -> None:
        """Fill in the report's counts, differences and problems."""
        report, problems = self._report, self.problems
        for frame in found.frames:
            made = plans[frame.table.name]
            report.tables.append(
                TableCount(
                    frame.table.name,
                    frame.table.zh,
                    len(frame),
                    made.written,
                    made.unchanged,
                    len(frame.wrong),
                    made.created,
                    made.changed,
                    made.ended,
                )
            )
            report.differences += made.differences
        order = {sheet.name: place for place, sheet in enumerate(report.sheets)}
        report.problems = sorted(problems.kept, key=lambda p: (order[p.sheet], p.row, p.place))
        report.problem_count = problems.total
        report.by_kind = dict(sorted(problems.by_kind.items()))
