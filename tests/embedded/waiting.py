"""Waiting for something that another process or thread does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


async def until(holds: Callable[[], bool], seconds: float = 30.0) -> float:
    """Wait until ``holds()``; how long that took. Fails after ``seconds``."""
    begun = time.monotonic()
    while True:
        if holds():
            return time.monotonic() - begun
        assert time.monotonic() - begun < seconds, "waited in vain"
        await asyncio.sleep(0.01)
