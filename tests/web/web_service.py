"""The real service around a graph of the tests: its endpoints, its rights, its pages."""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from web_serving import Built, serving

from graph.bolt import Graph
from graph.caller import Role
from schema.api import create_engine
from service.auth import Authenticator, SecretKeys
from service.blank import TemplateEndpoint
from service.context import RequestContext
from service.exports import ExportEndpoint
from service.health import healthz
from service.http import GraphQLEndpoint, Rules
from service.imports import Imports
from service.imports import routes as import_routes
from service.links import LinkEndpoint, Links
from service.logs import log
from service.prints import routes as print_routes
from service.settings import Settings
from service.state import Service
from service.tokens import make_token
from web import WebPages, routes

SECRET = "a secret of the page's tests, 32 bytes or more"


@dataclass(frozen=True, slots=True)
class Running:
    """A served graph: `state` may be taken from it and given back, as a start does."""

    url: str
    state: Service

    async def ask(
        self, query: str, variables: Mapping[str, Any] | None = None, role: str = "analyst"
    ) -> Any:
        """The data that the service answers, asked past the page."""
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.post(
                f"{self.url}/graphql",
                json={"query": query, "variables": variables or {}},
                headers={"Authorization": f"Bearer {token(role)}"},
            )
        body = json.loads(answer.text)
        assert "errors" not in body, body["errors"]
        return body["data"]


def token(role: str, scope: str = "*", seconds: int = 3_600) -> str:
    """A token of the tests' own secret."""
    return make_token(SECRET, Role(role), scope, subject="test", seconds=seconds)


@asynccontextmanager
async def running(
    graph: Graph, built: Built, more: tuple[BaseRoute, ...] = ()
) -> AsyncGenerator[Running]:
    """Serves the graph and the built pages on a free port of the loopback interface."""
    pages, state = WebPages(built.cache_dir), Service()
    pages.status = built.assets
    state.graph, state.engine = graph, create_engine(graph)
    state.activity = "ready"
    callers = Authenticator(SecretKeys(SECRET))
    imports = Imports(state, Settings(data_dir=built.cache_dir / "data"), log())
    endpoint = GraphQLEndpoint(state, callers, log(), Rules(max_body=1_000_000))
    links = LinkEndpoint(Links(built.cache_dir / "data"), endpoint, callers)
    app = Starlette(
        routes=[
            Route("/graphql", endpoint),
            Route("/links", links),
            Route("/links/{token}", links),
            Route("/template", TemplateEndpoint(callers)),
            Route("/exports", ExportEndpoint(state, callers)),
            *print_routes(state, callers),
            *import_routes(imports, state, callers),
            Route("/healthz", healthz),
            *more,
            *routes(pages),
        ],
        middleware=[Middleware(RequestContext, log=log(), share=0.0, texts=False)],
    )
    async with imports.running(), serving(app) as url:
        yield Running(url, state)


LAST = "{ auditLog(first: 1) { nodes { id operation } } }"


async def undo_what_is_left(town: Running) -> None:
    """Take the last change back where the page has not: other tests read the same district."""
    for entry in (await town.ask(LAST, role="admin"))["auditLog"]["nodes"]:
        if entry["operation"] == "undo":
            continue
        undo = f'mutation {{ undo(entry: "{entry["id"]}") {{ problems {{ message }} }} }}'
        assert (await town.ask(undo, role="admin"))["undo"]["problems"] == []
