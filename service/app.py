"""The service put together: its endpoints, what is around them, and its start and end."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route

from schema.api import graphql_schema
from service.assistants.endpoint import Assistants
from service.auth import authenticator
from service.blank import TemplateEndpoint
from service.boot import Host, Parts, running
from service.compress import Compression
from service.context import RequestContext
from service.exports import ExportEndpoint
from service.health import healthz, readyz
from service.http import GraphQLEndpoint
from service.imports import Imports
from service.imports import routes as import_routes
from service.language import Languages
from service.links import LinkEndpoint, Links
from service.logs import log
from service.parts import PARTS
from service.personas import routes as persona_routes
from service.prints import routes as print_routes
from service.report import PageBars
from service.rules import rules_of
from service.settings import Settings
from service.state import Service
from service.traffic import Traffic
from web.pages import WebPages
from web.routes import routes as web_routes


def app_of(settings: Settings, host: Host, parts: Parts | None) -> Starlette:
    """What `server.create_app` gives."""
    parts = parts or PARTS
    service = Service()
    service.ending = host.ending
    pages = WebPages(settings.cache_dir, PageBars(host.reporter))
    callers = authenticator(settings, service)
    imports = Imports(service, settings, log())
    rules = rules_of(settings)
    traffic = Traffic(rules.limits)
    graphql = GraphQLEndpoint(service, callers, log(), rules, traffic)
    assistants = Assistants(graphql, callers, graphql_schema())
    links = LinkEndpoint(Links(settings.data_dir), graphql, callers)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with (
            pages.running(),
            assistants.running(),
            running(service, settings, parts, host),
            imports.running(),
        ):
            yield

    return Starlette(
        routes=[
            Route("/graphql", graphql),
            Route("/mcp", assistants),
            Route("/exports", ExportEndpoint(service, callers, traffic)),
            Route("/links", links),
            Route("/links/{token}", links),
            Route("/template", TemplateEndpoint(callers)),
            *import_routes(imports, service, callers),
            *print_routes(service, callers, settings.templates, traffic),
            Route("/healthz", healthz),
            Route("/readyz", readyz(service, parts.pending)),
            *persona_routes(settings),
            *web_routes(pages),
        ],
        middleware=_middleware(settings),
        lifespan=lifespan,
    )


def _middleware(settings: Settings) -> list[Middleware]:
    """What every request goes through, the outermost first."""
    texts = settings.log_level == "debug"
    found = [
        Middleware(RequestContext, log=log(), share=settings.log_requests, texts=texts),
        Middleware(Languages),
        Middleware(Compression),
    ]
    if settings.cors_origins:
        found.append(
            Middleware(
                CORSMiddleware,
                allow_origins=settings.cors_origins,
                allow_methods=["GET", "POST", "DELETE"],
                allow_headers=[
                    "authorization",
                    "content-type",
                    "x-request-id",
                    "x-orggraph-timings",
                    "x-orggraph-bookmark",
                    "x-orggraph-cost",
                    "last-event-id",
                ],
                expose_headers=["x-request-id", "retry-after"],
            )
        )
    return found
