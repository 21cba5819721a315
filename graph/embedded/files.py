"""Files and disk space."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from graph.messages import msg

from .errors import TooLittleDiskError

_MB = 1 << 20


def write_private(path: Path, text: str) -> None:
    """Write ``path`` whole or not at all, readable and writable by the user only."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def free_mb(path: Path) -> int:
    """MiB free on the disk that holds ``path``, or will hold it."""
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free // _MB


def require_space(path: Path, needed_mb: int, what: str) -> None:
    """Raise TooLittleDiskError unless ``needed_mb`` MiB are free for ``what``."""
    free = free_mb(path)
    if free < needed_mb:
        raise TooLittleDiskError(
            msg(
                "Only {free} MB are free for {what} {path} and {needed_mb} MB are needed: free "
                "some space, or choose a directory on another disk.",
                free=free,
                what=what,
                path=path,
                needed_mb=needed_mb,
            )
        )
