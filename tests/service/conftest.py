"""The endpoints in this process, around the tiny engine and without a database."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graph.caller import Role
from service.auth import Authenticator, SecretKeys
from service.context import RequestContext
from service.health import healthz
from service.http import GraphQLEndpoint, Rules
from service.state import Service
from service.tokens import make_token
from tests.service.tiny import TinyEngine

SECRET = "a secret of the tests, 32 bytes or more"
MAX_BODY = 2_000


@dataclass
class Lines:
    """A log that keeps its lines."""

    lines: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def _add(self, event: str, **fields: Any) -> None:
        self.lines.append({"event": event, **fields})

    debug = info = warning = error = _add


@dataclass
class Web:
    """The endpoints, what they know and what they log."""

    client: httpx.AsyncClient
    service: Service
    log: Lines


def bearer(role: Role = Role.ANALYST, seconds: int = 600) -> dict[str, str]:
    """Headers with a token of the tests' secret."""
    token = make_token(SECRET, role, subject="somebody", seconds=seconds)
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
async def web() -> AsyncGenerator[Web]:
    log = Lines()
    service = Service()
    service.engine = TinyEngine()
    rules = Rules(max_body=MAX_BODY)
    endpoint = GraphQLEndpoint(service, Authenticator(SecretKeys(SECRET)), log, rules)

    async def crash(_: object) -> None:
        raise RuntimeError("text with 张三")

    app = Starlette(
        routes=[
            Route("/graphql", endpoint),
            Route("/healthz", healthz),
            Route("/crash", crash),
        ],
        middleware=[Middleware(RequestContext, log=log, share=1.0, texts=False)],
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://service", headers=bearer()
    ) as client:
        yield Web(client, service, log)
