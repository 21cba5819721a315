"""Neo4j's administration commands; the server has to be stopped for them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from .config import admin_command, environment, write_config
from .errors import AdminError
from .fetch import ensure_jars
from .jars import read_lock
from .memory import machine, plan
from .options import EmbeddedOptions
from .owner import Owner, stop_orphan
from .progress import Progress, SilentProgress


@dataclass(frozen=True, slots=True)
class AdminResult:
    """How an administration command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


async def admin(
    options: EmbeddedOptions, args: Sequence[str], progress: Progress | None = None
) -> AdminResult:
    """Run ``neo4j-admin`` with ``args``, such as ``["database", "dump", "neo4j", ...]``.

    Takes the data directory meanwhile. Raises DataDirInUseError while a server runs in it,
    and the errors of a download and of too little memory.
    """
    owner = Owner(options)
    try:
        await stop_orphan(options)
        jars = read_lock()
        await asyncio.to_thread(ensure_jars, options, jars, progress or SilentProgress())
        write_config(options, plan(options, machine()), options.bolt_port or 7687)
        return await run_admin(options, args)
    finally:
        owner.release()


async def run_admin(options: EmbeddedOptions, args: Sequence[str]) -> AdminResult:
    """Run ``neo4j-admin`` in a data directory that the caller holds."""
    process = await asyncio.create_subprocess_exec(
        *admin_command(options, read_lock(), args),
        env=environment(options),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode is not None
    return AdminResult(
        process.returncode, out.decode(errors="replace"), err.decode("utf-8", "replace")
    )


async def set_initial_password(options: EmbeddedOptions, password: str) -> None:
    """Give the user ``neo4j`` its password before the first start. Raises AdminError."""
    result = await run_admin(options, ["dbms", "set-initial-password", password])
    if result.returncode != 0:
        raise AdminError(
            "Neo4j's first password could not be set: "
            f"{(result.stderr or result.stdout).strip().replace(password, '…')[-500:]}"
        )
