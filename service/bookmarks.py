"""The header `X-Orggraph-Bookmark`: a request waits until the database has what was written."""

import asyncio
import re

from graph.bolt import BOOKMARK, BookmarkError
from graph.messages import msg
from service.errors import RefusedError
from service.state import Service

HEADER = b"x-orggraph-bookmark"

SECONDS = 5.0
"""For so long a request waits."""

_SANE = re.compile(rb"[A-Za-z0-9+/=:_.-]{1,1000}")


async def wait_for(service: Service, given: bytes | None) -> None:
    """Wait until what a bookmark names was written, and let the request read no older state.

    given: the header, None without one.
    Raises RefusedError: 400 for what is no bookmark of this database, 503 where the database has
    not come so far in time. Nothing is asked of a service that is not ready.
    """
    if given is None:
        return
    if not _SANE.fullmatch(given):
        raise _no_bookmark()
    if service.graph is None:
        return
    bookmark = given.decode("ascii")
    try:
        async with asyncio.timeout(SECONDS):
            await service.graph.wait_for(bookmark)
    except BookmarkError:
        raise _no_bookmark() from None
    except TimeoutError:
        raise RefusedError(
            503,
            "BOOKMARK_NOT_REACHED",
            msg(
                "The database has not come to the bookmark in {seconds} s: try again in a moment, "
                "or read without the header X-Orggraph-Bookmark.",
                seconds=round(SECONDS),
            ),
            headers=((b"retry-after", b"1"),),
        ) from None
    BOOKMARK.set(bookmark)


def _no_bookmark() -> RefusedError:
    return RefusedError(
        400,
        "BAD_BOOKMARK",
        msg(
            "The header X-Orggraph-Bookmark holds no bookmark of this database: send what a "
            "mutation's `bookmark` told, as it came."
        ),
    )
