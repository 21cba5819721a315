"""Starts and stops the embedded server."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import psutil

from .admin import set_initial_password
from .config import environment, server_command, write_config
from .disk import require_space
from .errors import DataDirUnusableError, EmbeddedError, StartError
from .fetch import ensure_jars
from .jars import Jar, read_lock
from .memory import Memory, machine, plan
from .options import NEO4J_VERSION, EmbeddedOptions
from .owner import Owner, forget_child, record_child, stop_orphan, stop_process, write_private
from .ports import LOOPBACK, bolt_answers, choose_port
from .progress import Progress, SilentProgress

USER = "neo4j"


class EmbeddedServer:
    """A running Neo4j that belongs to this process; an async context manager that stops it."""

    def __init__(
        self,
        options: EmbeddedOptions,
        owner: Owner,
        process: subprocess.Popen[bytes],
        port: int,
        password: str,
    ) -> None:
        self.user = USER
        self.password = password
        self.uri = f"bolt://{LOOPBACK}:{port}"
        self.pid = process.pid
        self._options = options
        self._owner: Owner | None = owner
        self._process = process

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process.poll() is None

    async def stop(self) -> None:
        """Stop Neo4j and give the data directory back; a second call does nothing."""
        owner, self._owner = self._owner, None
        if owner is None:
            return
        try:
            await _end(self._process, self._options)
        finally:
            owner.release()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()


async def start(options: EmbeddedOptions, progress: Progress | None = None) -> EmbeddedServer:
    """Start Neo4j in ``options.data_dir`` and return once it answers.

    Downloads its files first where they are missing. Raises a subclass of EmbeddedError.
    """
    owner = Owner(options)
    try:
        await stop_orphan(options)
        _check_version(options)
        require_space(options.data_dir, options.free_data_mb, "the data directory")
        memory = plan(options, machine())
        jars = read_lock()
        await asyncio.to_thread(ensure_jars, options, jars, progress or SilentProgress())
        port = choose_port(options.bolt_port)
        write_config(options, memory, port)
        password = await _password(options)
        options.version_file.write_text(NEO4J_VERSION, encoding="ascii")
        process = _spawn(options, jars, memory)
        try:
            await _ready(process, port, options)
        except BaseException:
            await _end(process, options)
            raise
        return EmbeddedServer(options, owner, process, port, password)
    except BaseException:
        owner.release()
        raise


def _check_version(options: EmbeddedOptions) -> None:
    try:
        written = options.version_file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return
    if _parts(written) > _parts(NEO4J_VERSION):
        raise DataDirUnusableError(
            f"The data directory {options.data_dir} was written by Neo4j {written}, which is "
            f"newer than {NEO4J_VERSION} of this program: update the program, or choose "
            "another data directory."
        )


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


async def _password(options: EmbeddedOptions) -> str:
    if options.password_file.exists():
        return options.password_file.read_text(encoding="utf-8").strip()
    password = secrets.token_urlsafe(24)
    await set_initial_password(options, password)
    write_private(options.password_file, password)
    return password


def _spawn(
    options: EmbeddedOptions, jars: Sequence[Jar], memory: Memory
) -> subprocess.Popen[bytes]:
    with options.console_log.open("wb") as console:
        process = subprocess.Popen(
            server_command(options, jars, memory),
            env=environment(options),
            cwd=options.home,
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            # Ctrl-C is for the service, which closes its connections before it stops Neo4j.
            start_new_session=True,
        )
    record_child(options, process.pid)
    return process


async def _ready(process: subprocess.Popen[bytes], port: int, options: EmbeddedOptions) -> None:
    deadline = time.monotonic() + options.start_timeout
    while not await bolt_answers(port):
        if process.poll() is not None:
            raise StartError(f"Neo4j ended while starting; see {options.logs_dir}.")
        if time.monotonic() > deadline:
            raise StartError(
                f"Neo4j did not answer within {options.start_timeout:.0f} s; "
                f"see {options.logs_dir}."
            )
        await asyncio.sleep(0.05)


async def _end(process: subprocess.Popen[bytes], options: EmbeddedOptions) -> None:
    if process.poll() is None:
        await stop_process(psutil.Process(process.pid), options.stop_timeout)
        process.wait()
    forget_child(options)


__all__ = ["USER", "EmbeddedError", "EmbeddedServer", "start"]
