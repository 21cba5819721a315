"""Where imports are kept between starts: a folder each, with the file, its state and its results.

All of it is for the user alone: the files hold personal data.
"""

import json
import os
import secrets
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from service.files import write_private
from service.imports.job import Job, State

REPORT = "report.json"
MARKED = "marked.xlsx"
_STATE = "state.json"
_FILE = "file"
_KEPT = 30


class TooLongError(Exception):
    """More bytes than may be sent."""


class Folder:
    """The folder of all imports."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def jobs(self) -> list[Job]:
        """All that were kept, oldest first; what was never whole, or is spoiled, is removed."""
        found: list[Job] = []
        for place in sorted(self._path.iterdir()) if self._path.is_dir() else ():
            try:
                kept = json.loads((place / _STATE).read_text(encoding="utf-8"))
                job = Job.of_kept(kept)
            except (OSError, ValueError, TypeError, KeyError):
                shutil.rmtree(place, ignore_errors=True)
                continue
            if job.id == place.name:
                found.append(job)
        return sorted(found, key=lambda job: (job.started_at, job.id))

    async def receive(self, name: str, body: AsyncIterator[bytes], most: int) -> tuple[str, int]:
        """Write a body to disk as it comes; a new id, and its length in bytes.

        name: one without folders. Raises TooLongError, and what the body raises; nothing is
        kept then.
        """
        made = secrets.token_hex(8)
        self._path.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = self._path / made / _FILE
        folder.parent.mkdir(mode=0o700)
        try:
            folder.mkdir(mode=0o700)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            size = 0
            with os.fdopen(os.open(folder / name, flags, 0o600), "wb") as file:
                async for part in body:
                    size += len(part)
                    if size > most:
                        raise TooLongError
                    file.write(part)
        except BaseException:
            shutil.rmtree(folder.parent, ignore_errors=True)
            raise
        return made, size

    def save(self, job: Job) -> None:
        """Keep a state."""
        text = json.dumps(job.as_kept(), ensure_ascii=False)
        write_private(self._path / job.id / _STATE, text)

    def file(self, job: Job) -> Path:
        """The file that was sent."""
        return self._path / job.id / _FILE / job.name

    def report(self, job: Job) -> Path:
        """The report, where there is one."""
        return self._path / job.id / REPORT

    def marked(self, job: Job) -> Path:
        """The marked copy, where there is one."""
        return self._path / job.id / MARKED

    def forget_results(self, job: Job) -> None:
        """Remove report and marked copy."""
        for place in (self.report(job), self.marked(job)):
            place.unlink(missing_ok=True)

    def remove(self, job: Job) -> None:
        """Remove all about an import."""
        shutil.rmtree(self._path / job.id, ignore_errors=True)


def surplus(jobs: list[Job]) -> list[Job]:
    """The finished imports, oldest first, that are more than are kept."""
    finished = [job for job in jobs if job.state.finished]
    return finished[: max(0, len(finished) - _KEPT)]


def unfinished(job: Job) -> bool:
    """Whether an import that was kept is to go on."""
    return job.state is State.WAITING or not job.state.finished
