"""The steps of a start, in a data directory that the caller holds."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from graph.messages import msg

from .admin import Ready, run_admin
from .archive import ClassArchive, class_archive
from .child import check_java, end, spawn
from .config import JVM_OPTIONS, server_command, write_config
from .errors import EmbeddedError, PortTakenError
from .failure import StartLogs
from .fetch import ensure_jars
from .files import require_space, write_private
from .jars import Jar, damaged, read_lock
from .memory import Memory, machine, plan
from .options import EmbeddedOptions
from .owner import check_version, mark_version
from .ports import bolt_answers, choose_port
from .progress import Progress
from .store import settle

USER = "neo4j"
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Launched:
    """A Neo4j that answers."""

    process: subprocess.Popen[bytes]
    port: int
    password: str
    archive: ClassArchive


async def launch(options: EmbeddedOptions, progress: Progress) -> Launched:
    """Start Neo4j, repairing what can be repaired. Raises a subclass of EmbeddedError."""
    await settle(options)
    check_version(options)
    require_space(options.data_dir, options.free_data_mb, msg("the data directory"))
    memory = plan(options, machine())
    check_java()
    jars = read_lock()
    attempt = 1
    while True:
        try:
            await ensure_jars(options, jars, progress)
            return await _launch_once(options, jars, memory)
        except EmbeddedError as error:
            if attempt == _ATTEMPTS or not await _repaired(options, jars, error):
                raise
        attempt += 1


async def _repaired(options: EmbeddedOptions, jars: Sequence[Jar], error: EmbeddedError) -> bool:
    """Whether another attempt may end better than the one that failed with ``error``."""
    if isinstance(error, PortTakenError):
        return options.bolt_port is None
    bad = await asyncio.to_thread(damaged, jars, options.cache)
    for jar in bad:
        jar.path(options.cache).unlink()
    return bool(bad)


async def _launch_once(options: EmbeddedOptions, jars: Sequence[Jar], memory: Memory) -> Launched:
    port = choose_port(options.bolt_port)
    write_config(options, memory, port)
    archive = await asyncio.to_thread(class_archive, options, jars, JVM_OPTIONS)
    password = await _password(options, jars, memory, archive)
    mark_version(options)
    logs = StartLogs(options)
    process = spawn(options, server_command(options, jars, memory, archive.java_options()))
    try:
        await _answer(process, port, options, logs)
    except BaseException:
        await end(options, process)
        raise
    return Launched(process, port, password, archive)


async def _password(
    options: EmbeddedOptions, jars: Sequence[Jar], memory: Memory, archive: ClassArchive
) -> str:
    """The password, given to Neo4j before its first start."""
    if not (options.password_file.exists() and _has_password(options)):
        ready = Ready(options, jars, memory, archive.reader_options())
        await tell_password(ready, password_of(options))
    return password_of(options)


def password_of(options: EmbeddedOptions) -> str:
    """The data directory's password, a new one where it has none yet."""
    try:
        return options.password_file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        # Hexadecimal: a leading "-" would read as an option of neo4j-admin.
        return secrets.token_hex(24)


async def tell_password(ready: Ready, password: str) -> None:
    """Let a Neo4j that was never started take ``password``, and keep it. Raises AdminError."""
    result = await run_admin(ready, ["dbms", "set-initial-password", password])
    result.check("take its first password")
    write_private(ready.options.password_file, password)


def _has_password(options: EmbeddedOptions) -> bool:
    """Whether Neo4j was told a password: for its first start, or in its own store."""
    data = options.home / "data"
    return (data / "dbms" / "auth.ini").exists() or (data / "databases" / "system").exists()


async def _answer(
    process: subprocess.Popen[bytes], port: int, options: EmbeddedOptions, logs: StartLogs
) -> None:
    deadline = time.monotonic() + options.start_timeout
    while not await bolt_answers(port):
        if (code := process.poll()) is not None:
            raise logs.error(code)
        if time.monotonic() > deadline:
            raise logs.error(None)
        await asyncio.sleep(0.05)
