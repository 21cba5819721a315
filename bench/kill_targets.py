"""What is killed while changes are made: Neo4j under an engine, or the service before it."""

import asyncio
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import httpx
import orjson

from bench.writers import sheets
from graph.bolt import DriverError, Graph, Neo4jError
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, EmbeddedServer, start
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from seeds.dataset import Source, load_source
from service.tokens import make_token
from tests.java import BRIEFLY

ROOT = Path(__file__).parents[1]
_LONG = 3 * 24 * 3600


class Target(Protocol):
    """What answers changes and can be killed. graph: to look at what is left."""

    @property
    def graph(self) -> Graph:
        """The graph that is changed."""
        ...

    async def ask(self, query: str, variables: dict[str, Any]) -> dict[str, Any] | None:
        """The response to a request; None where none came."""
        ...

    async def kill(self) -> None:
        """SIGKILL."""
        ...

    async def start(self) -> None:
        """Start again what was killed; returns when it can be asked."""
        ...


def _options(folder: Path) -> EmbeddedOptions:
    return EmbeddedOptions(folder / "data", heap_mb=512, page_cache_mb=64, java_options=BRIEFLY)


async def _filled(server: EmbeddedServer) -> Graph:
    graph = await Graph.connect(server.uri, server.user, server.password)
    await migrate(graph, MODEL)
    report = await load_source(graph, Source("changes", sheets(), 0.0))
    assert report.problem_count == 0, report.by_kind
    return graph


class Neo4jTarget:
    """Neo4j, which is killed, under an engine of this process, which stays."""

    def __init__(self, server: EmbeddedServer, graph: Graph) -> None:
        self.graph = graph
        self.server = server
        port = int(server.uri.rpartition(":")[2])
        self._options = replace(server.options, bolt_port=port)
        self._engine = create_engine(graph)

    async def ask(self, query: str, variables: dict[str, Any]) -> dict[str, Any] | None:
        """The response to a request; errors of the database count as none."""
        try:
            request = GraphQLRequest(query, variables)
            answer = await self._engine.execute(request, Caller("bench", Role.ADMIN))
        except (DriverError, Neo4jError, OSError):
            return None
        return orjson.loads(answer.body)

    async def kill(self) -> None:
        """SIGKILL."""
        os.kill(self.server.pid, signal.SIGKILL)
        await self.server.wait()
        await self.server.stop()

    async def start(self) -> None:
        """Start Neo4j again, at the same port."""
        self.server = await start(self._options)


@asynccontextmanager
async def neo4j_target(folder: Path) -> AsyncGenerator[Neo4jTarget]:
    """A Neo4j in a folder, to be killed."""
    server = await start(_options(folder))
    try:
        graph = await _filled(server)
        target = Neo4jTarget(server, graph)
        try:
            yield target
        finally:
            server = target.server
            await graph.close()
    finally:
        await server.stop()


class ServiceTarget:
    """A process of the service, which is killed, before a Neo4j that stays."""

    def __init__(self, server: EmbeddedServer, graph: Graph, folder: Path) -> None:
        self.graph = graph
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        secret = secrets.token_hex(32)
        bearer = make_token(secret, Role.ADMIN, subject="bench", seconds=_LONG)
        own = {k: v for k, v in os.environ.items() if not k.startswith("ORGGRAPH_")}
        self._environment = {
            **own,
            "ORGGRAPH_DATA_DIR": str(folder / "service"),
            "ORGGRAPH_NEO4J_URI": server.uri,
            "ORGGRAPH_NEO4J_USER": server.user,
            "ORGGRAPH_NEO4J_PASSWORD": server.password,
            "ORGGRAPH_PORT": str(port),
            "ORGGRAPH_DEMO": "never",
            "ORGGRAPH_WARM_UP": "off",
            "ORGGRAPH_JWT_SECRET": secret,
        }
        self._output = folder / "service.txt"
        self._process: asyncio.subprocess.Process | None = None
        self._client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}",
            headers={"Authorization": f"Bearer {bearer}"},
            timeout=30,
        )

    async def ask(self, query: str, variables: dict[str, Any]) -> dict[str, Any] | None:
        """The response to a request over HTTP."""
        body = {"query": query, "variables": variables}
        try:
            return (await self._client.post("/graphql", json=body)).json()
        except (httpx.TransportError, orjson.JSONDecodeError, ValueError):
            return None

    async def kill(self) -> None:
        """SIGKILL."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def start(self) -> None:
        """Start the service again, at the same port; its first answer is waited for."""
        with self._output.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, str(ROOT / "server.py"),
                env=self._environment, stdout=output, stderr=output,
            )  # fmt: skip
        while "errors" in (await self.ask("{ __typename }", {}) or {"errors": ()}):
            assert self._process.returncode is None, self._output.read_text("utf-8")[-2000:]
            await asyncio.sleep(0.05)

    async def end(self) -> None:
        """Stop the service for good."""
        await self._client.aclose()
        if self._process is not None and self._process.returncode is None:
            await self.kill()


@asynccontextmanager
async def service_target(folder: Path) -> AsyncGenerator[ServiceTarget]:
    """A service before a Neo4j in a folder, to be killed."""
    async with await start(_options(folder)) as server:
        graph = await _filled(server)
        target = ServiceTarget(server, graph, folder)
        try:
            await target.start()
            yield target
        finally:
            await target.end()
            await graph.close()
