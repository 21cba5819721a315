"""The limit: each case's statement, written by hand, behind a route of its own.

`python -m bench.handwritten` prints its port. The same driver, used as its documentation has it,
with the event loop, HTTP parser and JSON encoder of the service, the garbage collector set as
there; no GraphQL, no authorization, no request log.
"""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import neo4j
import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.case import Case
from bench.cases import CASES
from service.garbage import settle


def route(driver: Any, case: Case) -> Route:
    """`POST /NAME` with the case's variables."""

    async def asked(variables: dict[str, Any]) -> Any:
        async with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            result = await session.run(case.cypher, variables)
            record = await result.single()
            return record[0]

    async def answer(request: Request) -> Response:
        variables: dict[str, Any] = orjson.loads(await request.body())["variables"]
        variables["day"] = date.fromisoformat(variables["day"])
        data = case.shape(await asked(variables))
        return Response(orjson.dumps({"data": data}), media_type="application/json")

    endpoint: Callable[[Request], Awaitable[Response]] = answer
    return Route(f"/{case.name}", endpoint, methods=["POST"])


async def main() -> None:
    """Serve until SIGTERM."""
    uri, user, password = (os.environ[f"NEO4J_{n}"] for n in ("URI", "USER", "PASSWORD"))
    factory: Any = neo4j.AsyncGraphDatabase
    driver = factory.driver(
        uri, auth=(user, password), notifications_min_severity="OFF", telemetry_disabled=True
    )
    opened = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        Starlette(routes=[route(driver, case) for case in CASES]),
        http="httptools",
        ws="none",
        interface="asgi3",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=30,
    )
    settle()
    print(f"PORT {opened.getsockname()[1]}", flush=True)
    await uvicorn.Server(config).serve(sockets=[opened])
    await driver.close()


if __name__ == "__main__":
    if os.name == "nt":
        asyncio.run(main())
    else:
        import uvloop

        uvloop.run(main())
