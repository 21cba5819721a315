"""The limit: each case's statement, written by hand, behind a route of its own.

`python -m bench.handwritten` prints its port. The same driver, event loop, HTTP parser and
JSON encoder as the service, the garbage collector set as there; no GraphQL, no authorization, no
request log.
"""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.case import Case
from bench.cases import CASES
from graph.bolt import Graph
from service.garbage import settle


def route(graph: Graph, case: Case) -> Route:
    """`POST /NAME` with the case's variables."""

    async def answer(request: Request) -> Response:
        variables: dict[str, Any] = orjson.loads(await request.body())["variables"]
        variables["day"] = date.fromisoformat(variables["day"])
        data = case.shape(await graph.read(case.cypher, variables))
        return Response(orjson.dumps({"data": data}), media_type="application/json")

    endpoint: Callable[[Request], Awaitable[Response]] = answer
    return Route(f"/{case.name}", endpoint, methods=["POST"])


async def main() -> None:
    """Serve until SIGTERM."""
    uri, user, password = (os.environ[f"NEO4J_{n}"] for n in ("URI", "USER", "PASSWORD"))
    graph = await Graph.connect(uri, user, password)
    opened = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        Starlette(routes=[route(graph, case) for case in CASES]),
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
    await graph.close()


if __name__ == "__main__":
    if os.name == "nt":
        asyncio.run(main())
    else:
        import uvloop

        uvloop.run(main())
