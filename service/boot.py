"""The start of the service beside its open port, and its end.

Order: Neo4j, connection, migrations, demonstration data, engine. Whatever was started is
stopped in the reverse order, also when the start is interrupted.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from graph.bolt import Graph, GraphUnavailableError
from graph.embedded import EmbeddedError, EmbeddedServer, start
from graph.messages import msg
from resolvers.imported import ImportsOf
from resolvers.noting import Reads
from service import checkpoints, room, runtime, usage
from service.beside import going_on
from service.database import Address, embedded_options, existing
from service.logs import describe, log
from service.operations import Operations
from service.reads import kept
from service.report import EmbeddedBars, Reporter
from service.settings import Settings
from service.state import Service
from service.usage import Usage


class StartError(Exception):
    """The service cannot start; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the service is put together from; `server.py` names the real ones.

    migrate: brings the graph's constraints, indexes and structure up to this program.
    pending: a sentence when the graph is not as `migrate` leaves it, else None.
    demo: loads the demonstration data when the settings and the graph want it.
    warm: what goes on after the start, while operations are answered already.
    Both are told the usage, in which the engine counts what is asked, and the engine what tells
    of imports and what takes entries of the log of reads.
    All raise StartError with a sentence for what a person can mend.
    """

    engine: Callable[[Graph, Settings, Usage, ImportsOf, Reads], Operations]
    migrate: Callable[[Graph], Awaitable[None]]
    pending: Callable[[Graph], Awaitable[str | None]]
    demo: Callable[[Graph, Settings, Reporter], Awaitable[None]]
    warm: Callable[[Graph, Settings, Usage], Coroutine[Any, Any, None]]


def _nothing(*_: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Host:
    """The process around the application, told how the start goes.

    address: of the pages, "" when unknown.
    ready: called once operations are answered.
    failed: called with a sentence when they never will be, or no longer are.
    ending: set by the process when it is about to stop.
    """

    reporter: Reporter
    address: str = ""
    ready: Callable[[], None] = _nothing
    failed: Callable[[str], None] = _nothing
    ending: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def running(
    service: Service, settings: Settings, parts: Parts, host: Host
) -> AsyncGenerator[None]:
    """Start everything in the background and return at once; stop it on leaving."""
    host.reporter.listen(lambda activity: setattr(service, "activity", activity))
    async with AsyncExitStack() as owned:
        task = asyncio.create_task(_start(service, settings, parts, host, owned), name="start")
        try:
            yield
        finally:
            service.engine = None
            service.activity = "stopping"
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            host.reporter.close()


async def _start(
    service: Service, settings: Settings, parts: Parts, host: Host, owned: AsyncExitStack
) -> None:
    try:
        server = await _begin(service, settings, parts, host, owned)
        await _begin_checkpoints(service, settings, host, owned)
        host.reporter.close()
        host.ready()
        if settings.warm_up and service.graph is not None:
            warming = parts.warm(service.graph, settings, service.usage)
            await owned.enter_async_context(going_on(warming, "warm up", log()))
        if server is not None:
            if service.graph is not None:
                watching = room.watch(service.graph, settings.data_dir, log())
                await owned.enter_async_context(going_on(watching, "heap", log()))
            await server.wait()
            raise StartError(
                msg(
                    "Neo4j ended unexpectedly, perhaps for want of memory: its log is in "
                    "{logs_dir}. "
                    "Start the service again; no data is lost.",
                    logs_dir=embedded_options(settings).logs_dir,
                )
            )
    except (EmbeddedError, GraphUnavailableError, StartError) as error:
        _fail(service, host, str(error))
    except Exception as error:
        log().error("start failed", **describe(error, settings.log_level == "debug"))
        _fail(
            service,
            host,
            msg(
                "The start failed unexpectedly ({name}): the log above has the place; please "
                "report it.",
                name=type(error).__name__,
            ),
        )


async def _begin_checkpoints(
    service: Service, settings: Settings, host: Host, owned: AsyncExitStack
) -> None:
    """Begin to write checkpoints of the log, where the settings say to which place."""
    target = settings.log_checkpoints
    if target is None or service.graph is None:
        return
    try:
        key = checkpoints.made_public_key(settings.data_dir)
    except checkpoints.CheckpointsError as error:
        raise StartError(str(error)) from error
    host.reporter.say(msg("Checkpoints of the log are signed by the key {key}", key=key))
    writing = checkpoints.keep_writing(service.graph, settings.data_dir, target, log())
    await owned.enter_async_context(going_on(writing, "checkpoints", log()))


def _fail(service: Service, host: Host, sentence: str) -> None:
    service.engine = None
    service.activity = sentence.rstrip(".")
    host.reporter.close()
    host.failed(sentence)


async def _begin(
    service: Service, settings: Settings, parts: Parts, host: Host, owned: AsyncExitStack
) -> EmbeddedServer | None:
    reporter = host.reporter
    server = None
    if settings.embedded:
        reporter.doing("starting Neo4j")
        reporter.say(msg("Starting Neo4j …"))
        server = await start(embedded_options(settings), EmbeddedBars(reporter))
        owned.push_async_callback(server.stop)
        address = Address(server.uri, server.user, server.password)
    else:
        address = existing(settings)
        reporter.doing(msg("connecting to {uri}", uri=address.uri))
        reporter.say(msg("Connecting to {uri} …", uri=address.uri))
    graph = await Graph.connect(
        address.uri, address.user, address.password, address.database, settings.neo4j_pool_size
    )
    owned.push_async_callback(graph.close)
    if server is not None:
        note = runtime.Runtime(
            os.getpid(),
            server.uri,
            server.user,
            embedded_options(settings).password_file.name,
            host.address,
        )
        runtime.write(settings.data_dir, note)
        owned.callback(runtime.remove, settings.data_dir)
    reporter.doing(msg("applying migrations"))
    await parts.migrate(graph)
    await parts.demo(graph, settings, reporter)
    service.graph = graph
    service.usage = Usage(settings.data_dir / usage.FILE if settings.warm_up else None)
    service.reads = (await owned.enter_async_context(kept(graph, log()))).note
    service.engine = parts.engine(graph, settings, service.usage, service.imports, service.reads)
    service.activity = "ready"
    return server
