"""One service a data directory.

A lock file is held for as long as the service runs; the operating system releases it however
the service ends. A second file names the service, for the sentence the next one is refused
with.
"""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from graph.messages import msg
from graph.reasons import reason

from .errors import DataDirInUseError, DataDirUnusableError
from .options import NEO4J_VERSION, EmbeddedOptions


class Owner:
    """Holds the data directory; ``release`` gives it back."""

    def __init__(self, options: EmbeddedOptions) -> None:
        """Take the data directory. Raises DataDirInUseError, DataDirUnusableError."""
        directory = options.data_dir
        self._name = _name_file(options)
        self._lock = FileLock(directory / "service.lock", thread_local=False)
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            self._name.write_text(str(os.getpid()), encoding="ascii")
        except Timeout as error:
            raise DataDirInUseError(
                msg(
                    "Another service{named} uses the data directory {directory}: stop it, "
                    "or choose "
                    "another data directory.",
                    named=_named(options),
                    directory=directory,
                )
            ) from error
        except OSError as error:
            raise DataDirUnusableError(
                msg(
                    "The data directory {directory} cannot be written ({strerror}): choose another "
                    "one or change its permissions.",
                    directory=directory,
                    strerror=reason(error),
                )
            ) from error

    def release(self) -> None:
        """Give the directory free."""
        self._name.unlink(missing_ok=True)
        self._lock.release()


def check_version(options: EmbeddedOptions) -> None:
    """Raise DataDirUnusableError where a newer Neo4j has written the data directory."""
    try:
        written = options.version_file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return
    if _parts(written) > _parts(NEO4J_VERSION):
        raise DataDirUnusableError(
            msg(
                "The data directory {data_dir} was written by Neo4j {written}, which is newer than "
                "{neo4j_version} of this program: update the program, or choose another data "
                "directory.",
                data_dir=options.data_dir,
                written=written,
                neo4j_version=NEO4J_VERSION,
            )
        )


def mark_version(options: EmbeddedOptions) -> None:
    """Note which Neo4j writes the data directory from now on."""
    options.version_file.write_text(NEO4J_VERSION + "\n", encoding="ascii")


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def service_pid(options: EmbeddedOptions) -> int | None:
    """The process id of the service that holds the data directory, or held it when killed."""
    try:
        return int(_name_file(options).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        # Just being written, or removed, by the other service.
        return None


def _named(options: EmbeddedOptions) -> str:
    pid = service_pid(options)
    return "" if pid is None else f" (process {pid})"


def _name_file(options: EmbeddedOptions) -> Path:
    return options.data_dir / "service.pid"
