"""Starts and stops the embedded server."""

from __future__ import annotations

import asyncio
import subprocess
from types import TracebackType
from typing import Self

from .archive import ClassArchive
from .child import end
from .launch import USER, Launched, launch
from .options import EmbeddedOptions
from .owner import Owner
from .ports import LOOPBACK
from .progress import Progress, SilentProgress


class EmbeddedServer:
    """A running Neo4j that belongs to this process; an async context manager that stops it.

    ``uri`` is a Bolt address on loopback; ``user`` and ``password`` open it; ``pid`` is
    Neo4j's process id; ``options`` are those it was started with.
    """

    def __init__(self, options: EmbeddedOptions, owner: Owner, launched: Launched) -> None:
        self.uri = f"bolt://{LOOPBACK}:{launched.port}"
        self.user = USER
        self.password = launched.password
        self.pid = launched.process.pid
        self.options = options
        self._process: subprocess.Popen[bytes] = launched.process
        self._archive: ClassArchive = launched.archive
        self._owner: Owner | None = owner

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process.poll() is None

    async def wait(self) -> int:
        """Return the exit code once the process has ended, for whatever reason."""
        while True:
            code = self._process.poll()
            if code is not None:
                return code
            await asyncio.sleep(0.5)

    async def stop(self) -> None:
        """Stop Neo4j and give the data directory back; a second call does nothing.

        Takes half a second; the first time after a download some seconds more, in which
        Java writes what makes later starts faster. Killed after ``stop_timeout`` seconds.
        """
        owner, self._owner = self._owner, None
        if owner is None:
            return
        try:
            if await end(self.options, self._process) == 0:
                self._archive.keep()
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
        launched = await launch(options, progress or SilentProgress())
    except BaseException:
        owner.release()
        raise
    return EmbeddedServer(options, owner, launched)
