"""The state of the pages while the service runs: being built, built, or unavailable."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from web.assets import Assets, AssetsUnavailable, ensure_assets
from web.progress import Progress, SilentProgress

Ensure = Callable[[Path, Progress], Awaitable[Assets | AssetsUnavailable]]


@dataclass(frozen=True, slots=True)
class Building:
    """``step`` is what is being done; ``done`` of ``total`` units, None when nobody knows."""

    step: str
    done: int = 0
    total: int | None = None


Status = Building | Assets | AssetsUnavailable

logger = logging.getLogger(__name__)

STARTING = "Looking for the built pages"


class WebPages:
    """Builds the pages in the background of the service and says where that stands.

    ``progress`` hears every step too, for the terminal.
    """

    def __init__(
        self, cache_dir: Path, progress: Progress | None = None, ensure: Ensure = ensure_assets
    ) -> None:
        self._cache_dir = cache_dir
        self._told = progress or SilentProgress()
        self._ensure = ensure
        self.status: Status = Building(STARTING)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Starts the build and returns at once; at the end stops it when it still runs."""
        task = asyncio.create_task(self._build(), name="web-pages")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _build(self) -> None:
        try:
            self.status = await self._ensure(self._cache_dir, self)
        except Exception as error:
            # The API serves all the same; the page and the log say what happened.
            logger.exception("building the pages ended unexpectedly")
            self.status = AssetsUnavailable(
                f"Building the pages ended unexpectedly ({type(error).__name__}: {error}); "
                "please report it."
            )

    def start(self, text: str, total: int | None = None) -> None:
        """A step of the build begins (see ``Progress``)."""
        self.status = Building(text, 0, total)
        self._told.start(text, total)

    def advance(self, amount: int = 1) -> None:
        """A part of the step is done (see ``Progress``)."""
        if isinstance(self.status, Building):
            done = self.status.done + amount
            self.status = Building(self.status.step, done, self.status.total)
        self._told.advance(amount)

    def finish(self, text: str) -> None:
        """The build is over (see ``Progress``); ``status`` follows with its result."""
        self._told.finish(text)
