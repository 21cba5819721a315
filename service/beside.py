"""What goes on beside the service, until it stops."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from service.logs import Log, describe


@asynccontextmanager
async def going_on(work: Coroutine[Any, Any, None], name: str, log: Log) -> AsyncGenerator[None]:
    """Have something go on within the block.

    It is made to last; where it ends of an error all the same, that is logged at once, without the
    error's text, and the block goes on.
    """
    task = asyncio.create_task(_logged(work, name, log), name=name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _logged(work: Coroutine[Any, Any, None], name: str, log: Log) -> None:
    try:
        await work
    except Exception as error:
        log.error("ended unexpectedly", what=name, **describe(error, texts=False))
