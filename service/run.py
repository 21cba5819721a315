"""Runs the application with uvicorn in this process, until a signal or a failure ends it."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Generator
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from service.settings import Settings

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Runner:
    """One run of the service; `stop` ends it from within."""

    def __init__(self, settings: Settings, stopping: Callable[[bool], None]) -> None:
        """stopping: called at each signal, with whether it is a further one."""
        self._settings = settings
        self._stopping = stopping
        self._server: _Server | None = None
        self._failed = False

    def stop(self) -> None:
        """End the run as failed."""
        self._failed = True
        if self._server is not None:
            self._server.should_exit = True

    def run(self, app: ASGIApp, opened: socket.socket) -> bool:
        """Serve until stopped; whether it ended well. The application's lifespan has ended."""
        config = uvicorn.Config(
            app,
            loop="auto",
            http="httptools",
            ws="none",
            interface="asgi3",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=self._settings.stop_seconds,
        )
        self._server = _Server(config, self._stopping)
        self._server.run(sockets=[opened])
        return not self._failed


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, stopping: Callable[[bool], None]) -> None:
        super().__init__(config)
        self._stopping = stopping

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        # Uvicorn's own handlers skip the lifespan's end at a second Ctrl-C, which would leave
        # Neo4j running, and raise the signal again afterwards, which hides the exit code.
        loop = asyncio.get_running_loop()
        present = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
        former = {number: signal.getsignal(number) for number in present}

        def handle(number: int, frame: FrameType | None) -> None:
            del number, frame
            loop.call_soon_threadsafe(self._end)

        for number in present:
            signal.signal(number, handle)
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)

    def _end(self) -> None:
        self._stopping(self.should_exit)
        self.should_exit = True
