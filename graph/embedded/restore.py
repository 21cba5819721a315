"""Puts a dumped graph in the place of another: unpacked and tried beside it, then swapped in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from graph.messages import msg

from .admin import prepared, run_admin
from .errors import ArchiveError, StartError
from .failure import explain
from .files import write_private
from .launch import password_of, tell_password
from .options import EmbeddedOptions
from .owner import Owner, mark_version
from .progress import Progress, SilentProgress
from .server import EmbeddedServer, start
from .store import STAGING, discard, settle, swap

Check = Callable[[EmbeddedServer], Awaitable[None]]
"""Asks a server whether its graph is the one that is wanted; raises where it is not."""


async def restore(
    options: EmbeddedOptions, source: Path, check: Check, progress: Progress | None = None
) -> None:
    """Replace the graph, if there is one, by that of a dump.

    The dump is unpacked in a directory of its own, and a Neo4j started there has to answer
    ``check`` before the graph is touched. Whatever fails, and whenever the process is killed,
    the graph is the former one or the new one. Raises ArchiveError for a file that is no
    dump or a damaged one, what ``check`` raises, and the errors of a start; OSError.
    """
    told = progress or SilentProgress()
    source.open("rb").close()  # One that may not be read is no broken archive.
    owner = Owner(options)
    try:
        await settle(options)
        place = Path(tempfile.mkdtemp(prefix=STAGING, dir=options.data_dir))
        staged = replace(options, data_dir=place, bolt_port=None)
        try:
            await _unpack(staged, source, password_of(options), told)
            async with await start(staged, told) as server:
                await check(server)
            # Before the swap: a password without its graph is told to the next one.
            write_private(options.password_file, server.password)
            swap(options, staged)
            mark_version(options)
        finally:
            await discard(staged)
    finally:
        owner.release()


async def _unpack(staged: EmbeddedOptions, source: Path, password: str, progress: Progress) -> None:
    """Load the dump, and make its Neo4j take the password of the one it is to replace."""
    ready = await prepared(staged, progress)
    folder = staged.data_dir / "dump"
    folder.mkdir(mode=0o700)
    _link(source, folder / "neo4j.dump")
    loaded = await run_admin(ready, ["database", "load", "neo4j", f"--from-path={folder}"])
    if loaded.returncode != 0:
        # A full disk or too little memory says nothing about the file.
        error = explain(f"{loaded.stdout}\n{loaded.stderr}", loaded.returncode, staged)
        if not isinstance(error, StartError):
            raise error
        raise ArchiveError(
            msg(
                "{source} is no whole backup of a graph that this program can read: it may be "
                "another kind of file, cut short, or made by a newer Neo4j. Nothing was changed.",
                source=source,
            )
        )
    shutil.rmtree(folder)
    await tell_password(ready, password)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source.resolve(), target)
    except OSError:
        # Another file system, or one without links.
        shutil.copyfile(source, target)
