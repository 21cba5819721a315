"""The graph for the commands: an existing Neo4j, a running service's, or one started for it."""

import shlex
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from graph.bolt import Graph
from graph.embedded import DataDirInUseError, EmbeddedOptions, start
from service import runtime
from service.report import EmbeddedBars, Reporter
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Neo4j is and how it lets us in."""

    uri: str
    user: str
    password: str
    database: str | None = None


def embedded_options(settings: Settings) -> EmbeddedOptions:
    """The settings that concern the embedded Neo4j."""
    return EmbeddedOptions(
        data_dir=settings.data_dir,
        cache_dir=settings.cache_dir,
        heap_mb=settings.neo4j_heap_mb,
        page_cache_mb=settings.neo4j_page_cache_mb,
        bolt_port=settings.neo4j_port,
        java_options=tuple(shlex.split(settings.neo4j_java_options)),
        repository=settings.neo4j_repository,
    )


def existing(settings: Settings) -> Address:
    """The Neo4j that the settings name."""
    assert settings.neo4j_uri is not None
    password = settings.neo4j_password
    return Address(
        settings.neo4j_uri,
        settings.neo4j_user,
        "" if password is None else password.get_secret_value(),
        settings.neo4j_database,
    )


@asynccontextmanager
async def opened(settings: Settings, reporter: Reporter) -> AsyncGenerator[Graph]:
    """A connection for one command, closed on leaving; an embedded Neo4j only if none runs.

    Raises EmbeddedError, GraphUnavailableError.
    """
    if not settings.embedded:
        async with _connected(existing(settings)) as graph:
            yield graph
        return
    try:
        server = await start(embedded_options(settings), EmbeddedBars(reporter))
    except DataDirInUseError:
        address = address_of_running(settings)
        if address is None:
            raise
        async with _connected(address) as graph:
            yield graph
        return
    async with server, _connected(Address(server.uri, server.user, server.password)) as graph:
        yield graph


@asynccontextmanager
async def _connected(address: Address) -> AsyncGenerator[Graph]:
    graph = await Graph.connect(address.uri, address.user, address.password, address.database)
    try:
        yield graph
    finally:
        await graph.close()


def address_of_running(settings: Settings) -> Address | None:
    """The Neo4j of the service that runs in the data directory; None when none does."""
    note = runtime.read(settings.data_dir)
    if note is None:
        return None
    password = (settings.data_dir / note.password_file).read_text(encoding="utf-8").strip()
    return Address(note.uri, note.user, password)
