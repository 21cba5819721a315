"""What the tests of the pages share: a progress that remembers, and a served application."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from web import Assets


@dataclass(slots=True)
class Recorder:
    """A ``Progress`` that remembers what it was told."""

    steps: list[str] = field(default_factory=list[str])
    advanced: int = 0
    finished: list[str] = field(default_factory=list[str])

    def start(self, text: str, total: int | None = None) -> None:
        self.steps.append(text)

    def advance(self, amount: int = 1) -> None:
        self.advanced += amount

    def finish(self, text: str) -> None:
        self.finished.append(text)


@dataclass(frozen=True, slots=True)
class Built:
    cache_dir: Path
    assets: Assets
    told: Recorder


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@asynccontextmanager
async def serving(app: Starlette) -> AsyncGenerator[str]:
    """The address of ``app`` on a free port of the loopback interface."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(20):
        await server.listening.wait()
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


async def succeeds(folder: Path, *command: str) -> None:
    """Runs a program in a folder; what it printed is the failure when it fails."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(300):
        output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
