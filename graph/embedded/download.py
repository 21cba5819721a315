"""Downloads jars in parallel and gives each its name once its hash is right."""

from __future__ import annotations

import hashlib
import os
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

import requests

from graph.messages import msg

from .errors import DownloadError, NoNetworkError
from .jars import Jar
from .progress import Progress

_WORKERS = 8
_ATTEMPTS = 3
_TIMEOUT = (10.0, 60.0)  # seconds to connect, seconds between two chunks
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class _Job:
    """What the workers share."""

    cache: Path
    repository: str
    progress: Progress
    stop: threading.Event
    wanted: queue.SimpleQueue[Jar] = field(default_factory=queue.SimpleQueue[Jar])
    counting: threading.Lock = field(default_factory=threading.Lock)

    def count(self, n: int) -> None:
        with self.counting:
            self.progress.advance(n)


def download(
    wanted: Sequence[Jar], cache: Path, repository: str, progress: Progress, stop: threading.Event
) -> int:
    """Fetch ``wanted`` from the Maven repository; the number of bytes they have.

    Ends early, without an error, once ``stop`` is set. Raises DownloadError, NoNetworkError.
    """
    total = sum(jar.size for jar in wanted)
    job = _Job(cache, repository, progress, stop)
    for jar in wanted:
        job.wanted.put(jar)
    progress.start(total, "Downloading Neo4j, once")
    try:
        with ThreadPoolExecutor(_WORKERS, thread_name_prefix="download") as pool:
            try:
                for worker in as_completed([pool.submit(_work, job) for _ in range(_WORKERS)]):
                    worker.result()
            finally:
                stop.set()
    finally:
        progress.finish()
    return total


def _work(job: _Job) -> None:
    with requests.Session() as session:
        while not job.stop.is_set():
            try:
                jar = job.wanted.get_nowait()
            except queue.Empty:
                return
            _fetch(session, jar, job)


def _fetch(session: requests.Session, jar: Jar, job: _Job) -> None:
    target = jar.path(job.cache)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    for attempt in range(1, _ATTEMPTS + 1):
        received = [0]
        try:
            digest = _receive(session, jar, part, job, received)
        except requests.RequestException as error:
            job.count(-received[0])
            if attempt == _ATTEMPTS:
                raise _explain(error, jar, job.repository) from error
            continue
        if digest == jar.sha256:
            part.replace(target)
            return
        if job.stop.is_set():
            return
        job.count(-received[0])
    part.unlink(missing_ok=True)
    raise DownloadError(
        msg(
            "{coordinate} arrived damaged {attempts} times from {repository}: its SHA-256 is "
            "not the expected one. Try again later, or name another mirror of Maven Central.",
            coordinate=jar.coordinate,
            attempts=_ATTEMPTS,
            repository=job.repository,
        )
    )


def _receive(
    session: requests.Session, jar: Jar, part: Path, job: _Job, received: list[int]
) -> str:
    """Write the jar to ``part``; its SHA-256, or that of its beginning once stopped."""
    digest = hashlib.sha256()
    url = f"{job.repository}/{jar.relative_path}"
    with (
        session.get(url, stream=True, timeout=_TIMEOUT) as response,
        part.open("wb") as file,
    ):
        response.raise_for_status()
        for chunk in response.iter_content(_CHUNK):
            if job.stop.is_set():
                break
            file.write(chunk)
            digest.update(chunk)
            received[0] += len(chunk)
            job.count(len(chunk))
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _explain(error: requests.RequestException, jar: Jar, repository: str) -> DownloadError:
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return DownloadError(
            msg(
                "{repository} answered {status_code} for {coordinate}. Try again later, or name "
                "another mirror of Maven Central.",
                repository=repository,
                status_code=error.response.status_code,
                coordinate=jar.coordinate,
            )
        )
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return DownloadError(
            msg(
                "The download of {coordinate} broke off. Start again: what has arrived is kept.",
                coordinate=jar.coordinate,
            )
        )
    return NoNetworkError(
        msg(
            "Neo4j has to be downloaded once and {repository} cannot be reached. Check the "
            "network or the proxy settings (HTTPS_PROXY) and start again: what has arrived is "
            "kept. With ORGGRAPH_NEO4J_URI an existing server is used instead.",
            repository=repository,
        )
    )
