"""Why a start failed, from what Java and Neo4j wrote about it."""

from __future__ import annotations

import re
from pathlib import Path

from graph.messages import msg, sentences

from .errors import (
    DataDirInUseError,
    DataDirUnusableError,
    EmbeddedError,
    PortTakenError,
    StartError,
    TooLittleDiskError,
    TooLittleMemoryError,
)
from .options import EmbeddedOptions

_TAIL = 200_000  # bytes of a log that are looked at
_LENGTH = 300  # characters of a cause that are quoted
# Java names the innermost cause last; Neo4j's own log has one ERROR line with all of them.
_CAUSE = re.compile(r"^Caused by: (?P<cause>.+)$", re.MULTILINE)
_ERROR = re.compile(r"^\S+ \S+ ERROR (?P<cause>.+)$", re.MULTILINE)


class StartLogs:
    """The logs of one start: what is appended after this object was made."""

    def __init__(self, options: EmbeddedOptions) -> None:
        self._options = options
        self._log = options.logs_dir / "neo4j.log"
        self._offset = self._log.stat().st_size if self._log.exists() else 0

    def read(self) -> str:
        """All of it, Java's console last."""
        log = _read(self._log, self._offset)
        return f"{log}\n{_read(self._options.console_log, 0)}"

    def error(self, code: int | None) -> EmbeddedError:
        """The error for a Neo4j that ended with ``code``, or None: that did not answer."""
        return explain(self.read(), code, self._options)


def explain(text: str, code: int | None, options: EmbeddedOptions) -> EmbeddedError:
    """The error that fits the log ``text``."""
    where = msg("The logs are in {logs_dir}.", logs_dir=options.logs_dir)
    if "Address already in use" in text or "BindException" in text:
        return PortTakenError(
            msg(
                "Another program took Neo4j's port while it started: start again, or choose "
                "another Bolt port."
            )
        )
    if "FileLockException" in text or "StoreLockException" in text:
        return DataDirInUseError(
            msg(
                "Another Neo4j uses the data directory {data_dir}: stop it, or choose another data "
                "directory.",
                data_dir=options.data_dir,
            )
        )
    if "No space left on device" in text:
        return TooLittleDiskError(
            msg(
                "The disk of {data_dir} is full: free some space and start again.",
                data_dir=options.data_dir,
            )
        )
    if "OutOfMemoryError" in text or "Could not reserve enough space" in text:
        return TooLittleMemoryError(
            msg(
                "Neo4j ran out of memory while starting: choose a larger heap, or where the "
                "machine has no more, a smaller heap and page cache."
            )
        )
    if "Permission denied" in text or "AccessDeniedException" in text:
        return DataDirUnusableError(
            msg(
                "Neo4j may not write in the data directory {data_dir}: change its permissions, or "
                "choose another one. {where}",
                data_dir=options.data_dir,
                where=where,
            )
        )
    return _unexplained(text, code, options, where)


def _unexplained(
    text: str, code: int | None, options: EmbeddedOptions, where: str
) -> EmbeddedError:
    """What is left to say: the cause that the log gives, if any."""
    cause = _cause(text)
    said = msg("It said: {cause}.", cause=cause) if cause else ""
    if code is None:
        what = msg(
            "Neo4j did not answer within {start_timeout:.0f} s, so it was stopped: the machine "
            "may be too busy; start again.",
            start_timeout=options.start_timeout,
        )
    else:
        what = msg("Neo4j ended while starting (exit code {code}).", code=code)
    return StartError(sentences(what, said, where))


def _cause(text: str) -> str:
    found = _CAUSE.findall(text) or _ERROR.findall(text)
    if found:
        return _shortened(found[-1])
    lines = [line for line in text.splitlines() if line.strip() and "WARNING" not in line]
    return _shortened(lines[-1]) if lines else ""


def _shortened(line: str) -> str:
    return line.strip().rstrip(".")[:_LENGTH]


def _read(path: Path, offset: int) -> str:
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            # A log that was rotated meanwhile is shorter than it was.
            file.seek(max(offset if offset <= size else 0, size - _TAIL))
            return file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
