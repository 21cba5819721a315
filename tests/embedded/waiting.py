"""What goes on beside: waiting for it, and ending it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any


async def until(holds: Callable[[], bool], seconds: float = 30.0) -> float:
    """Wait until ``holds()``; how long that took. Fails after ``seconds``."""
    begun = time.monotonic()
    while True:
        if holds():
            return time.monotonic() - begun
        assert time.monotonic() - begun < seconds, "waited in vain"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def going_on(work: Coroutine[Any, Any, None]) -> AsyncGenerator[asyncio.Task[None]]:
    """Have something go on within the block, and end it."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
