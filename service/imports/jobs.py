"""The imports of a running service: one at a time, the others wait; kept over restarts."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from graph.bolt import DriverError, Graph, LimitError, Neo4jError
from graph.caller import Caller
from graph.messages import msg
from graph.reasons import reason
from seeds.dataset import GraphChangedError, SourceError
from seeds.out.export import UnknownPlaceError
from service.imports.folder import Folder, surplus, unfinished
from service.imports.job import Job, State
from service.imports.work import carry_out
from service.logs import Log, describe
from service.settings import Settings
from service.state import Service

FOLDER = "imports"
MOST_WAITING = 20
"""Imports that may wait or run at once."""


class Imports:
    """All imports, and the task that does their work.

    settings: the data directory is where they are kept. `running` begins and ends the work.
    """

    def __init__(self, service: Service, settings: Settings, log: Log) -> None:
        self.folder = Folder(settings.data_dir / FOLDER)
        self.most_bytes = settings.max_import_bytes
        self._service = service
        self._settings = settings
        self._log = log
        self._jobs: dict[str, Job] = {}
        self._wake = asyncio.Event()
        self._news: dict[str, asyncio.Event] = {}
        service.imports = lambda caller: [job.as_json() for job in self.seen_by(caller)]
        self._working: tuple[Job, asyncio.Task[None]] | None = None

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Take up what an earlier run left unfinished, and work until leaving."""
        for job in await asyncio.to_thread(self.folder.jobs):
            self._jobs[job.id] = job
            if unfinished(job):
                job.state, job.rows_done = State.WAITING, 0
        self._wake.set()
        task = asyncio.create_task(self._work(), name="imports")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def seen_by(self, caller: Caller) -> list[Job]:
        """Those that a caller may see, newest first."""
        return [job for job in reversed(self._jobs.values()) if _sees(caller, job)]

    def one(self, caller: Caller, job_id: str) -> Job | None:
        """The one with an id; None where the caller may not see it, or there is none."""
        job = self._jobs.get(job_id)
        return job if job is not None and _sees(caller, job) else None

    @property
    def full(self) -> bool:
        """Whether no further one is taken for now."""
        return sum(not job.state.finished for job in self._jobs.values()) >= MOST_WAITING

    def add(self, job: Job) -> None:
        """Let a new one wait for its turn; the oldest finished ones go."""
        for old in surplus(list(self._jobs.values())):
            self.remove(old)
        self._jobs[job.id] = job
        self._begin(job)

    def again(self, job: Job, confirm: str | None) -> None:
        """Let a finished one load."""
        job.again(confirm)
        self.folder.forget_results(job)
        self._begin(job)

    def cancel(self, job: Job) -> None:
        """End one that waits or runs: rows written so far stay, each whole."""
        if self._working is not None and self._working[0] is job:
            self._working[1].cancel()
        else:
            self._end(job, State.CANCELLED)

    def remove(self, job: Job) -> None:
        """Forget a finished one, with its file and all about it."""
        del self._jobs[job.id]
        self.folder.remove(job)
        self._changed(job)

    async def news(self, job: Job, seen: int, seconds: float) -> bool:
        """Wait until an import is further than the version `seen`, for so long at most."""
        if job.version != seen:
            return True
        event = self._news.setdefault(job.id, asyncio.Event())
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _changed(self, job: Job) -> None:
        job.version += 1
        event = self._news.pop(job.id, None)
        if event is not None:
            event.set()

    def _begin(self, job: Job) -> None:
        self.folder.save(job)
        self._changed(job)
        self._wake.set()

    def _end(self, job: Job, state: State, error: str | None = None) -> None:
        job.end(state, error)
        self.folder.save(job)
        self._changed(job)

    async def _work(self) -> None:
        """Take the imports one after the other, once there is a graph. For ever."""
        while True:
            job = next((j for j in self._jobs.values() if j.state is State.WAITING), None)
            graph = self._service.graph
            if job is None or graph is None or self._service.engine is None:
                self._wake.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), None if job is None else 0.2)
                continue
            task = asyncio.create_task(self._one(graph, job), name="import")
            self._working = (job, task)
            try:
                await asyncio.shield(task)
            except asyncio.CancelledError:
                if not task.cancelled():
                    # The service stops: the import goes on with its next start.
                    task.cancel()
                    await asyncio.gather(task, return_exceptions=True)
                    raise
                self._end(job, State.CANCELLED)
            finally:
                self._working = None

    async def _one(self, graph: Graph, job: Job) -> None:
        try:
            await carry_out(graph, self.folder, self._settings, job, lambda: self._changed(job))
            self.folder.save(job)
            self._changed(job)
        except (SourceError, GraphChangedError, UnknownPlaceError) as error:
            self._end(job, State.FAILED, error.args[0])
        except OSError as error:
            self._end(
                job,
                State.FAILED,
                msg("A file could not be written or read: {strerror}.", strerror=reason(error)),
            )
        except (DriverError, LimitError, Neo4jError) as error:
            self._end(
                job,
                State.FAILED,
                msg(
                    "Neo4j failed during the import ({kind}). What was written is whole; load it "
                    "again to finish it.",
                    kind=type(error).__name__,
                ),
            )
        except Exception as error:
            self._log.error("import failed", id=job.id, **describe(error, False))
            self._end(
                job,
                State.FAILED,
                msg("Internal error. The log has details under the import's id."),
            )
        self._log.info("import", id=job.id, state=job.state.value, rows=job.rows, by=job.role)


def _sees(caller: Caller, job: Job) -> bool:
    """Who sent it, with the same scope, and whoever may see everything."""
    if caller.scope is None:
        return True
    mine = caller.subject == job.by and job.scope is not None
    return mine and set(job.scope or ()) <= set(caller.scope)
