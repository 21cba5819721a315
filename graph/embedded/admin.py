"""Neo4j's administration commands; the server has to be stopped for them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from graph.messages import msg

from .archive import class_archive
from .child import launcher
from .config import JVM_OPTIONS, admin_command, admin_file, environment, write_config
from .errors import AdminError
from .fetch import ensure_jars
from .jars import Jar, read_lock
from .memory import Memory, machine, plan
from .options import EmbeddedOptions
from .owner import Owner, check_version
from .progress import Progress, SilentProgress
from .store import settle

_ANY_PORT = 7687  # the configuration wants one; no administration command opens it


@dataclass(frozen=True, slots=True)
class AdminResult:
    """How an administration command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str

    def check(self, doing: str) -> None:
        """Raise AdminError unless it ended well; ``doing`` completes "Neo4j failed to"."""
        if self.returncode != 0:
            said = (self.stderr.strip() or self.stdout.strip())[-800:]
            raise AdminError(
                msg(
                    "Neo4j failed to {doing} (exit code {returncode}): {said}",
                    doing=doing,
                    returncode=self.returncode,
                    said=said,
                )
            )


@dataclass(frozen=True, slots=True)
class Ready:
    """What an administration command runs with. ``java``: options that make it start faster."""

    options: EmbeddedOptions
    jars: Sequence[Jar]
    memory: Memory
    java: Sequence[str]


async def admin(
    options: EmbeddedOptions, args: Sequence[str], progress: Progress | None = None
) -> AdminResult:
    """Run ``neo4j-admin`` with ``args``, such as ``["database", "dump", "neo4j", ...]``.

    Holds the data directory meanwhile. Raises DataDirInUseError while a server runs in it,
    and the errors of a download and of too little memory; how the command itself ended is
    in the result.
    """
    owner = Owner(options)
    try:
        await settle(options)
        return await run_admin(await prepared(options, progress or SilentProgress()), args)
    finally:
        owner.release()


async def prepared(options: EmbeddedOptions, progress: Progress) -> Ready:
    """Make a data directory that the caller holds ready for ``run_admin``.

    Raises the errors of a download, of too little memory and of an unusable data directory.
    """
    check_version(options)
    memory = plan(options, machine())
    jars = read_lock()
    await ensure_jars(options, jars, progress)
    write_config(options, memory, options.bolt_port or _ANY_PORT)
    archive = await asyncio.to_thread(class_archive, options, jars, JVM_OPTIONS)
    return Ready(options, jars, memory, archive.reader_options())


async def run_admin(ready: Ready, args: Sequence[str]) -> AdminResult:
    """Run ``neo4j-admin`` in a configured data directory that the caller holds."""
    options = ready.options
    command = admin_command(options, ready.jars, ready.memory, args, ready.java)
    try:
        process = await asyncio.create_subprocess_exec(
            # A command that outlived this process would go on writing unseen.
            *launcher(),
            *command,
            env=environment(options),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            out, err = await process.communicate()
        except BaseException:
            process.kill()
            await process.wait()
            raise
        code = await process.wait()
        return AdminResult(code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))
    finally:
        admin_file(options).unlink(missing_ok=True)
