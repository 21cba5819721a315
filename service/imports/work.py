"""Does the work of one import: reads, checks, compares, writes, and keeps what came of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.bolt import Graph
from seeds.dataset import (
    Author,
    LoadOptions,
    Report,
    Source,
    SourceError,
    load_source,
    read_beside,
)
from seeds.dataset.files import ReportFiles
from seeds.dataset.load import MANY_ROWS
from seeds.out.export import path_of
from seeds.sync import Sync, load_whole, sync_tables
from service import demo
from service.imports.folder import Folder
from service.imports.job import Job, State, outcome_of
from service.settings import Settings
from service.usage import ask_again


@dataclass(frozen=True, slots=True)
class Told:
    """Notes how far a load is in its import, and says so."""

    job: Job
    changed: Callable[[], None]

    def start(self, rows: int) -> None:
        """The source has so many rows."""
        self.job.rows, self.job.rows_done = rows, 0
        self.changed()

    def advance(self, table: str, rows: int) -> None:
        """So many more are done."""
        job = self.job
        if not job.dry_run:
            job.state = State.WRITING
        job.table, job.rows_done = table, job.rows_done + rows
        self.changed()

    def finish(self) -> None:
        """Nothing more will come."""
        self.job.table = None
        self.changed()


async def carry_out(
    graph: Graph, folder: Folder, settings: Settings, job: Job, changed: Callable[[], None]
) -> None:
    """Do all that an import asks for, within the scope of who sent it, and note how it ended.

    changed: called whenever it is further. Raises SourceError, GraphChangedError,
    UnknownPlaceError, OSError, and what the database raises.
    """
    job.state = State.READING
    changed()
    file = folder.file(job)
    source = await read_beside(graph, file)
    job.state = State.CHECKING
    changed()
    if not job.dry_run:
        demo.no_longer(settings)
    report = await _load(graph, job, source, Told(job, changed))
    if report.loaded and report.written >= MANY_ROWS:
        ask_again(settings.data_dir)
    marked = await asyncio.to_thread(_save, folder, job, file, report)
    job.outcome = outcome_of(report, marked)
    job.end(State.UNCONFIRMED if report.unconfirmed else State.DONE)


async def _load(graph: Graph, job: Job, source: Source, told: Told) -> Report:
    scope = None if job.scope is None else [await path_of(graph, code) for code in job.scope]
    within = None if job.within is None else (await path_of(graph, job.within),)
    tables = sync_tables(job.sync, source.sheets)
    options = LoadOptions(job.dry_run, job.strict, told, Author(job.by, job.role))
    if scope is None and not tables:
        return await load_source(graph, source, options)
    sync = Sync(tables, within, date.fromisoformat(job.day), job.confirm)
    return await load_whole(graph, source, sync=sync, scope=scope, options=options)


def _save(folder: Folder, job: Job, file: Path, report: Report) -> bool | None:
    """Keep report and marked copy; whether that is the file itself, None where there is none."""
    files = ReportFiles.of(file, folder.report(job), folder.marked(job))
    files.save_report(report)
    try:
        made = report.problem_count and files.save_marked(report)
    except SourceError:
        # More rows than a worksheet holds: what was loaded is loaded, and the report has it all.
        return None
    return report.keeps_whole(file) if made else None
