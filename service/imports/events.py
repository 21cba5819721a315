"""How far an import is, as Server-Sent Events."""

import asyncio
from collections.abc import AsyncGenerator

import orjson
from starlette.responses import StreamingResponse

from service.imports.job import Job
from service.imports.jobs import Imports

_QUIET = 15.0  # seconds without news after which a comment keeps the connection open
_EVERY = 0.2  # seconds between two events


def events(imports: Imports, job: Job) -> StreamingResponse:
    """A stream of `progress`, and `done` at the end."""
    return StreamingResponse(
        _stream(imports, job),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _stream(imports: Imports, job: Job) -> AsyncGenerator[bytes]:
    while not job.state.finished:
        seen = job.version
        yield _event("progress", job)
        while not await imports.news(job, seen, _QUIET):
            yield b": still at it\n\n"
        if not job.state.finished:
            await asyncio.sleep(_EVERY)
    yield _event("done", job)


def _event(name: str, job: Job) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), orjson.dumps(job.as_json()))
