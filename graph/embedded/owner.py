"""One service a data directory, one Neo4j a service.

A lock file is held for as long as the service runs; the operating system releases it however
the service ends. A second file names the service, for the sentence the next one is refused
with; a third names the Neo4j it started, so that one left over from a killed service is
found and stopped.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from .errors import DataDirInUseError, DataDirUnusableError
from .options import EmbeddedOptions

_SAME = 1.0  # seconds by which two readings of one creation time may differ


class Owner:
    """Holds the data directory; ``release`` gives it back."""

    def __init__(self, options: EmbeddedOptions) -> None:
        """Take the data directory. Raises DataDirInUseError, DataDirUnusableError."""
        directory = options.data_dir
        self._name = directory / "service.pid"
        try:
            directory.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(directory / "service.lock", thread_local=False)
            self._lock.acquire(timeout=0)
            self._name.write_text(str(os.getpid()), encoding="ascii")
        except Timeout as error:
            raise DataDirInUseError(
                f"Another service{_named(self._name)} uses the data directory {directory}: "
                "stop it, or choose another data directory."
            ) from error
        except OSError as error:
            raise DataDirUnusableError(
                f"The data directory {directory} cannot be written ({error.strerror}): choose "
                "another one or change its permissions."
            ) from error

    def release(self) -> None:
        self._name.unlink(missing_ok=True)
        self._lock.release()


def record_child(options: EmbeddedOptions, pid: int) -> None:
    """Remember the Neo4j that was just started."""
    created = psutil.Process(pid).create_time()
    write_private(options.child_file, json.dumps({"pid": pid, "created": created}))


def forget_child(options: EmbeddedOptions) -> None:
    options.child_file.unlink(missing_ok=True)


def recorded_child(options: EmbeddedOptions) -> psutil.Process | None:
    """The Neo4j that was recorded, if that very process still runs."""
    try:
        record = json.loads(options.child_file.read_text(encoding="ascii"))
        process = psutil.Process(int(record["pid"]))
        alive = abs(process.create_time() - float(record["created"])) < _SAME
        return process if alive and process.status() != psutil.STATUS_ZOMBIE else None
    except (FileNotFoundError, psutil.NoSuchProcess, ValueError, KeyError, TypeError):
        # No file, a file cut short by a crash, or a process that is gone: no child.
        return None


async def stop_orphan(options: EmbeddedOptions) -> None:
    """Stop the Neo4j a killed service left behind; it loses nothing by it."""
    orphan = recorded_child(options)
    if orphan is not None:
        await stop_process(orphan, options.stop_timeout)
    forget_child(options)


async def stop_process(process: psutil.Process, patience: float) -> None:
    """Ask ``process`` to end, wait at most ``patience`` seconds, then kill it."""
    try:
        process.terminate()
        if not await _gone(process, patience):
            process.kill()
            await _gone(process, 10.0)
    except psutil.NoSuchProcess:
        return


async def _gone(process: psutil.Process, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        await asyncio.sleep(0.05)
    return False


def write_private(path: Path, text: str) -> None:
    """Write ``path`` whole or not at all, readable by the user only."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _named(path: Path) -> str:
    try:
        return f" (process {int(path.read_text(encoding='ascii'))})"
    except (OSError, ValueError):
        return ""
