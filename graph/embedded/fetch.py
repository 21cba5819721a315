"""Brings missing jars into the cache, one process at a time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

from filelock import FileLock, Timeout

from graph.messages import msg
from graph.reasons import reason

from .errors import DataDirUnusableError
from .files import require_space
from .jars import Jar, missing
from .options import EmbeddedOptions
from .progress import Progress


def default_repository() -> str:
    """The address of Maven Central, as jgo knows it."""
    from jgo.constants import MAVEN_CENTRAL_URL  # costs 0.3 s, needed only to download

    return MAVEN_CENTRAL_URL


async def ensure_jars(options: EmbeddedOptions, jars: Sequence[Jar], progress: Progress) -> int:
    """Download what is missing; the number of bytes fetched.

    With a complete cache this takes one ``stat`` a jar and touches neither lock nor network.
    A download that is cancelled, or killed, keeps the jars that are complete.
    Raises DownloadError, NoNetworkError, TooLittleDiskError, DataDirUnusableError.
    """
    if not missing(jars, options.cache):
        return 0
    stop = threading.Event()
    try:
        return await asyncio.to_thread(_fetch, options, jars, progress, stop)
    finally:
        stop.set()


def _fetch(
    options: EmbeddedOptions, jars: Sequence[Jar], progress: Progress, stop: threading.Event
) -> int:
    cache = options.cache
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / "download.lock")
        lock.acquire(cancel_check=stop.is_set)
    except Timeout:
        return 0  # cancelled while another process was downloading
    except OSError as error:
        raise DataDirUnusableError(
            msg(
                "The cache directory {cache} cannot be written ({strerror}): choose another one or "
                "change its permissions.",
                cache=cache,
                strerror=reason(error),
            )
        ) from error
    try:
        # Whoever held the lock before may have fetched everything meanwhile.
        wanted = missing(jars, cache)
        if not wanted:
            return 0
        # Its HTTP library takes longer to import than all else here, and is seldom needed.
        from .download import download

        require_space(cache, options.free_cache_mb, msg("the cache directory"))
        repository = options.repository or default_repository()
        return download(wanted, cache, repository.rstrip("/"), progress, stop)
    finally:
        lock.release()
