"""Brings missing jars into the cache: in parallel, verified, resumable, one process at a time."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import requests
from filelock import FileLock
from requests.adapters import HTTPAdapter

from .errors import DataDirUnusableError, DownloadError, NoNetworkError
from .files import require_space
from .jars import Jar, missing
from .options import EmbeddedOptions
from .progress import Progress

_WORKERS = 8
_ATTEMPTS = 3
_TIMEOUT = (10.0, 60.0)  # seconds to connect, seconds between two chunks
_CHUNK = 1 << 16


def default_repository() -> str:
    """The address of Maven Central, as jgo knows it."""
    from jgo.constants import MAVEN_CENTRAL_URL  # costs 0.3 s, needed only to download

    return MAVEN_CENTRAL_URL


def ensure_jars(options: EmbeddedOptions, jars: Sequence[Jar], progress: Progress) -> int:
    """Download what is missing; the number of bytes fetched. Blocks.

    With a complete cache this takes one ``stat`` a jar and touches neither lock nor network.
    Raises DownloadError, NoNetworkError, TooLittleDiskError, DataDirUnusableError.
    """
    cache = options.cache
    if not missing(jars, cache):
        return 0
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / "download.lock")
        with lock:
            # Whoever held the lock before may have fetched everything meanwhile.
            wanted = missing(jars, cache)
            if not wanted:
                return 0
            require_space(cache, options.free_cache_mb, "the cache directory")
            return _download(wanted, cache, options.repository or default_repository(), progress)
    except PermissionError as error:
        raise DataDirUnusableError(
            f"The cache directory {cache} cannot be written: choose another one or change "
            "its permissions."
        ) from error


def _download(wanted: Sequence[Jar], cache: Path, repository: str, progress: Progress) -> int:
    total = sum(jar.size for jar in wanted)
    stop = threading.Event()
    counting = threading.Lock()

    def count(n: int) -> None:
        with counting:
            progress.advance(n)

    progress.start(total, "Downloading Neo4j, once")
    pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="download")
    try:
        with requests.Session() as session:
            session.mount("https://", HTTPAdapter(pool_maxsize=_WORKERS))
            jobs = [
                pool.submit(_fetch, session, repository, jar, jar.path(cache), count, stop)
                for jar in wanted
            ]
            for job in as_completed(jobs):
                job.result()
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)
        progress.finish()
    return total


def _fetch(
    session: requests.Session,
    repository: str,
    jar: Jar,
    target: Path,
    count: Callable[[int], None],
    stop: threading.Event,
) -> None:
    url = f"{repository.rstrip('/')}/{jar.relative_path}"
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    for attempt in range(1, _ATTEMPTS + 1):
        received = 0
        digest = hashlib.sha256()
        try:
            with session.get(url, stream=True, timeout=_TIMEOUT) as response:
                response.raise_for_status()
                with part.open("wb") as file:
                    for chunk in response.iter_content(_CHUNK):
                        if stop.is_set():
                            return
                        file.write(chunk)
                        digest.update(chunk)
                        received += len(chunk)
                        count(len(chunk))
                    file.flush()
                    os.fsync(file.fileno())
        except requests.RequestException as error:
            count(-received)
            if attempt == _ATTEMPTS or stop.is_set():
                raise _explain(error, jar, repository) from error
            continue
        if digest.hexdigest() == jar.sha256:
            part.replace(target)
            return
        count(-received)
    part.unlink(missing_ok=True)
    raise DownloadError(
        f"{jar.coordinate} arrived damaged {_ATTEMPTS} times from {repository}: its SHA-256 is "
        "not the expected one. Try again later, or name another mirror of Maven Central."
    )


def _explain(error: requests.RequestException, jar: Jar, repository: str) -> DownloadError:
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return DownloadError(
            f"{repository} answered {error.response.status_code} for {jar.coordinate}. "
            "Try again later, or name another mirror of Maven Central."
        )
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return DownloadError(
            f"The download of {jar.coordinate} broke off. Start again: what has arrived is kept."
        )
    return NoNetworkError(
        f"Neo4j has to be downloaded once and {repository} cannot be reached. Check the "
        "network or the proxy settings (HTTPS_PROXY) and start again: what has arrived is "
        "kept. With ORGGRAPH_NEO4J_URI an existing server is used instead."
    )
