"""All audits of the npm package graphql-http against the endpoint over a real socket."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from bench.protocol import audited
from service.auth import Authenticator, SecretKeys
from service.compress import Compression
from service.context import RequestContext
from service.http import GraphQLEndpoint, Rules
from service.state import Service
from tests.service.conftest import SECRET, Lines, bearer
from tests.service.tiny import TinyEngine


@pytest.fixture
async def url() -> AsyncGenerator[str]:
    service, log = Service(), Lines()
    service.engine = TinyEngine()
    endpoint = GraphQLEndpoint(service, Authenticator(SecretKeys(SECRET)), log, Rules(100_000))
    app = Starlette(
        routes=[Route("/graphql", endpoint)],
        middleware=[
            Middleware(RequestContext, log=log, share=1.0, texts=False),
            Middleware(Compression),
        ],
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 – uvicorn tells by this alone
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/graphql"
    server.should_exit = True
    await task


async def test_all_audits_are_ok(url: str) -> None:
    token = bearer()["Authorization"].removeprefix("Bearer ")
    found = await asyncio.to_thread(audited, url, token)
    assert [audit for audit in found if audit.status != "ok"] == []
    assert len(found) == 61
