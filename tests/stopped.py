"""Long commands that tell what they found also where they are stopped before their end."""

import asyncio
import signal
from collections.abc import Coroutine
from types import FrameType
from typing import Any


async def to_its_end(work: Coroutine[Any, Any, None]) -> bool:
    """Do some work until SIGINT or SIGTERM; whether it came to its end."""
    task, loop = asyncio.ensure_future(work), asyncio.get_running_loop()

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(task.cancel)

    kept = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        await task
    except asyncio.CancelledError:
        return False
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    return True
