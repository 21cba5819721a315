"""The endpoint with the real engine and the default limits, asked in this process."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.limits import default_limits
from schema.api import create_engine
from service.auth import Authenticator, SecretKeys
from service.context import RequestContext
from service.http import GraphQLEndpoint, Rules
from service.state import Service
from service.tokens import make_token
from tests.limits.callers import Send
from tests.service.conftest import SECRET, Lines, bearer


def _app(graph: Graph) -> Starlette:
    service, log = Service(), Lines()
    service.graph, service.engine = graph, create_engine(graph, limits=default_limits())
    endpoint = GraphQLEndpoint(
        service, Authenticator(SecretKeys(SECRET)), log, Rules(max_body=1_000_000)
    )
    return Starlette(
        routes=[Route("/graphql", endpoint)],
        middleware=[Middleware(RequestContext, log=log, share=1.0, texts=False)],
    )


@asynccontextmanager
async def served(graph: Graph, role: Role = Role.FRONTEND) -> AsyncGenerator[httpx.AsyncClient]:
    """A client with a token of a role, of an endpoint with the default limits."""
    headers = {**bearer(role), "Accept": "application/graphql-response+json"}
    transport = httpx.ASGITransport(_app(graph))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://service", headers=headers
    ) as client:
        yield client


@asynccontextmanager
async def served_to(graph: Graph, callers: Sequence[Caller]) -> AsyncGenerator[Send]:
    """What sends requests of several callers to one endpoint, each with a token of its own."""
    headers = [
        {
            "Authorization": "Bearer "
            + make_token(SECRET, c.role, list(c.scope or ()), subject=c.subject, seconds=600),
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        for c in callers
    ]
    transport = httpx.ASGITransport(_app(graph))
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:

        async def send(number: int, body: bytes) -> bytes:
            answer = await client.post("/graphql", content=body, headers=headers[number])
            return answer.content

        yield send
