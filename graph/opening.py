"""Connections are opened whole, also where whoever asked for one leaves meanwhile.

Cancelled while it connects or greets the server, the driver leaves the socket open until it is
collected, and the server with half a client. So a connection is opened apart from whoever waits
for it, and closed where nobody does any more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

_Opener = Callable[..., Awaitable[Any]]


def open_whole(driver: Any) -> None:
    """Let the pool of a driver open its connections this way; its version is pinned."""
    driver._pool.opener = _whole(driver._pool.opener)


def _whole(opener: _Opener) -> _Opener:
    # A task that nothing else holds may be collected before it is done.
    left: set[asyncio.Future[Any]] = set()

    def unwanted(opening: asyncio.Future[Any]) -> None:
        left.discard(opening)
        if not opening.cancelled() and opening.exception() is None:
            opening.result().kill()

    async def opened(*given: Any) -> Any:
        opening = asyncio.ensure_future(opener(*given))
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            left.add(opening)
            opening.add_done_callback(unwanted)
            raise

    return opened
