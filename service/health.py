"""`/healthz`: the process lives. `/readyz`: it answers operations."""

import asyncio
from collections.abc import Awaitable, Callable

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graph.bolt import DriverError, Graph, LimitError, Neo4jError
from graph.messages import msg
from service.state import Service

_SECONDS = 2.0

Check = Callable[[Graph], Awaitable[str | None]]


async def healthz(_: Request) -> Response:
    """200 as long as the process answers at all."""
    return _json(200, {"status": "alive"})


def readyz(service: Service, check: Check) -> Callable[[Request], Awaitable[Response]]:
    """200 when `check` finds no reason against it, else 503 with the reason.

    check: asks the database; None, or a sentence.
    """

    async def endpoint(_: Request) -> Response:
        if service.engine is None or service.graph is None:
            return _json(503, {"status": "starting", "reason": service.activity})
        try:
            async with asyncio.timeout(_SECONDS):
                reason = await check(service.graph)
        except TimeoutError:
            reason = msg("Neo4j does not answer within {seconds:.0f} s", seconds=_SECONDS)
        except (DriverError, LimitError, Neo4jError) as error:
            reason = msg("Neo4j does not answer ({name})", name=type(error).__name__)
        if reason is not None:
            return _json(503, {"status": "unready", "reason": reason})
        return _json(200, {"status": "ready"})

    return endpoint


def _json(status: int, value: dict[str, str]) -> Response:
    return Response(
        orjson.dumps(value),
        status,
        headers={"cache-control": "no-store"},
        media_type="application/json",
    )
