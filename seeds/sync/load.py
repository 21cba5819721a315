"""A load in one transaction, which is committed only when it may be."""

import hashlib
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date

from graph.bolt import Graph, Transaction
from graph.declare import Model
from graph.messages import msg
from graph.tables import Table, tables
from graph.writing import Writing
from seeds.dataset.differences import MAX_KEPT
from seeds.dataset.families import in_dependency_order
from seeds.dataset.leftover import Fate, Leftover
from seeds.dataset.load import MANY_ROWS, Loading, Source
from seeds.dataset.logged import LoadLog
from seeds.dataset.options import ORDINARY, LoadOptions
from seeds.dataset.plan import Plan
from seeds.dataset.progress import Progress, Silent
from seeds.dataset.report import Report
from seeds.dataset.sheets import SourceError
from seeds.dataset.write import write_in
from seeds.sync.leftovers import Within, settle
from seeds.sync.scope import outsiders, refused, sift

TRIAL_SECONDS = 600.0
"""After which Neo4j ends a dry run that is still writing what it takes back."""


@dataclass(frozen=True, slots=True)
class Sync:
    """What is done about rows of the graph that the source no longer has.

    tables: those of which they are ended or removed. within: the paths of the places that the
    source is about; None is all of the graph. day: the first on which what ends holds no more.
    confirmed: the digest of the difference that was shown; None when none was.
    """

    tables: Sequence[Table] = ()
    within: tuple[str, ...] | None = None
    day: date = field(default_factory=date.today)
    confirmed: str | None = None


async def load_whole(
    graph: Graph,
    source: Source,
    *,
    sync: Sync | None = None,
    scope: Sequence[str] | None = None,
    options: LoadOptions = ORDINARY,
) -> Report:
    """Load all or nothing of what was read, and end or remove what it no longer has.

    scope: the paths of the places that may be written to; None is everything. Rows about what
    lies outside are left out with a note; where one would come to lie outside, nothing is loaded.
    The report is `unconfirmed`, and nothing was loaded, where something would be ended or removed
    and `sync.confirmed` is not the digest of this very difference.

    Raises SourceError where it cannot be told what a table lacks, since keys of it are wrong;
    GraphChangedError as `load` does.
    """
    started = time.perf_counter() - source.seconds
    model, progress = options.model, options.progress or Silent()
    report = Report(source.name, options.dry_run, options.strict, sheets=source.sheets)
    loading = Loading(graph, model, report, progress, scope)
    whole = _Whole(graph, model, report, loading, progress, sync or Sync(), scope)
    whole.log = None if options.author is None else LoadLog(options.author, source.name)
    await whole.run()
    report.seconds = time.perf_counter() - started
    return report


class _TakenBackError(Exception):
    """Ends a transaction that is not to be committed."""


@dataclass(slots=True)
class _Whole:
    graph: Graph
    model: Model
    report: Report
    loading: Loading
    progress: Progress
    sync: Sync
    scope: Sequence[str] | None
    log: LoadLog | None = None

    async def run(self) -> None:
        """Check, write in one transaction, and fill in the report."""
        report = self.report
        found = await self.loading.open()
        if self.scope is not None:
            report.notes += await sift(self.graph, self.model, found.frames, self.scope)
        self.progress.start(sum(len(frame) for frame in found.frames))
        try:
            plans = await self.loading.check(found)
            self._check_keys()
            if not (report.strict and self.loading.problems.total):
                await self._write(plans)
        finally:
            self.progress.finish()
        self.loading.count(found, plans)
        self._count()
        if report.loaded and report.written >= MANY_ROWS:
            await self.graph.refresh_statistics()

    def _check_keys(self) -> None:
        for table in self.sync.tables:
            frame = self.loading.checked[table.name].frame
            if frame.unkeyed:
                numbers = sorted(frame.numbers[row] for row in frame.unkeyed)
                shown = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
                raise SourceError(
                    msg(
                        "What “{sheet}” no longer has cannot be told, for keys in it are wrong "
                        "or come "
                        "twice (rows {shown}): nothing was loaded. Load it without --sync to "
                        "see what is "
                        "wrong, correct it, and synchronize then.",
                        sheet=frame.sheet,
                        shown=shown,
                    )
                )

    async def _write(self, plans: dict[str, Plan]) -> None:
        """Write everything; committed where nothing speaks against it."""
        report = self.report
        try:
            async with self._transaction() as transaction:
                writing = Writing(transaction)
                if self.log is not None:
                    if not report.dry_run:
                        await writing.end()
                    for label, keys in (t for made in plans.values() for t in made.touched):
                        await writing.touch(label, *keys)
                for made in plans.values():
                    for batch in made.batches():
                        await write_in(transaction, batch)
                        if not report.dry_run:
                            self.progress.advance(made.table, batch.rows)
                left = await self._settle(transaction, writing)
                report.leftovers = left
                if self.sync.tables:
                    report.digest = _digest(self.sync, plans, left)
                if self.scope is not None and await self._strays(transaction, plans):
                    raise _TakenBackError
                gone = any(item.fate is not Fate.KEEP for item in left)
                report.unconfirmed = gone and self.sync.confirmed != report.digest
                if report.dry_run or report.unconfirmed:
                    raise _TakenBackError
                if self.log is not None:
                    given = {"tables": sorted(plans), "sync": [t.name for t in self.sync.tables]}
                    report.entry = await self.log.note(writing, given)
            report.loaded = True
        except _TakenBackError:
            report.unconfirmed = report.unconfirmed and not report.dry_run

    @asynccontextmanager
    async def _transaction(self) -> AsyncGenerator[Transaction]:
        if self.report.dry_run:
            async with self.graph.trial(TRIAL_SECONDS) as transaction:
                yield transaction
        else:
            async with self.graph.transaction() as transaction:
                yield transaction

    async def _settle(self, transaction: Transaction, writing: Writing) -> list[Leftover]:
        """What the source no longer has: of tables that refer before that of those referred to."""
        chosen = {table.name for table in self.sync.tables}
        scope = None if self.scope is None else tuple(self.scope)
        within = Within(self.model, self.sync.within or scope, scope, self.sync.day.isoformat())
        found: list[Leftover] = []
        for table in reversed(in_dependency_order(self.model, tables(self.model))):
            if table.name in chosen:
                keys = self.loading.checked[table.name].keys
                touch = None if self.log is None else writing.touch
                found += await settle(transaction, table, keys, within, touch)
        return found

    async def _strays(self, transaction: Transaction, plans: dict[str, Plan]) -> bool:
        """Whether something written would lie outside the scope; noted as problems."""
        assert self.scope is not None
        some = False
        for name, keys in (await outsiders(transaction, plans, self.scope)).items():
            checked = self.loading.checked[name]
            for finding in refused(checked, keys):
                some = True
                checked.frame.wrong.add(finding.row)
                self.loading.problems.add(checked.frame, finding)
        return some

    def _count(self) -> None:
        report = self.report
        by_name = {count.table: count for count in report.tables}
        for item in report.leftovers:
            count = by_name[item.table]
            count.left_ended += item.fate is Fate.END
            count.left_removed += item.fate is Fate.REMOVE
            count.left_kept += item.fate is Fate.KEEP
        del report.leftovers[MAX_KEPT:]
        wrong = {(p.table, p.row) for p in report.problems}
        report.differences = [d for d in report.differences if (d.table, d.row) not in wrong]


def _digest(sync: Sync, plans: dict[str, Plan], left: Sequence[Leftover]) -> str:
    """A sum over the whole difference: which rows are written, ended and removed, and where."""
    total = hashlib.sha256()
    for line in _lines(sync, plans, left):
        total.update(line.encode())
        total.update(b"\n")
    return total.hexdigest()[:32]


def _lines(sync: Sync, plans: dict[str, Plan], left: Sequence[Leftover]) -> Iterator[str]:
    yield repr((sorted(table.name for table in sync.tables), sync.within, sync.day.isoformat()))
    for name, made in sorted(plans.items()):
        yield repr((name, made.created, made.changed, made.ended))
        for label, keys in made.touched:
            yield repr((label, sorted(keys)))
    for item in sorted(left, key=lambda item: (item.table, item.stored)):
        yield repr((item.table, item.stored, item.fate.value))
