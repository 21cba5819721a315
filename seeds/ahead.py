"""Makes the next things while the present one is in use."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _End:
    """No more comes; error: why, where something went wrong."""

    error: Exception | None = None


async def ahead(things: AsyncGenerator[T], most: int) -> AsyncGenerator[T]:
    """The same things, of which `most` may be ready before they are asked for.

    Raises what making them raises. Whoever leaves early closes it (`contextlib.aclosing`).
    """
    ready: asyncio.Queue[T | _End] = asyncio.Queue(most)

    async def fill() -> None:
        end = _End()
        try:
            async for thing in things:
                await ready.put(thing)
        except Exception as error:
            end = _End(error)
        await ready.put(end)

    task = asyncio.create_task(fill())
    try:
        while not isinstance(thing := await ready.get(), _End):
            yield thing
        if thing.error is not None:
            raise thing.error
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await things.aclose()
