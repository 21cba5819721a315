"""What the service is really put together from."""

import asyncio

from graph.audit import (
    RULES,
    Thresholds,
    ThresholdsError,
    default_thresholds,
    load_thresholds,
)
from graph.bolt import Graph
from graph.messages import msg
from graph.migrations import NewerGraphError, migrate, state
from graph.model import MODEL
from resolvers.conditions import Around
from resolvers.imported import ImportsOf, no_imports
from resolvers.noting import Reads, unnoted
from schema.api import create_engine
from service.boot import Parts, StartError
from service.demo import load_demo
from service.documented import documented
from service.logs import log
from service.operations import Operations
from service.replan import keep_planned
from service.rules import limits_of
from service.settings import Settings
from service.slow import WatchedGraph
from service.usage import Usage
from service.warm import warm_up


def engine(
    graph: Graph,
    settings: Settings,
    usage: Usage | None = None,
    imports: ImportsOf = no_imports,
    reads: Reads = unnoted,
) -> Operations:
    """The engine over the graph, which counts statements and logs slow ones.

    Raises StartError for a file of thresholds or limits that is wrong.
    """
    watched = WatchedGraph(graph, settings.slow_ms, log(), usage)
    return create_engine(
        watched,
        thresholds=thresholds_of(settings),
        limits=limits_of(settings),
        around=Around(imports, reads),
    )


def thresholds_of(settings: Settings) -> Thresholds | None:
    """The district's own thresholds, None without any. Raises StartError for a wrong file."""
    if settings.thresholds is None:
        return None
    try:
        return load_thresholds(settings.thresholds, RULES, default_thresholds())
    except ThresholdsError as error:
        raise StartError(msg("ORGGRAPH_THRESHOLDS: {error}", error=error)) from error


async def apply_migrations(graph: Graph) -> None:
    """Bring the graph up to the model. Raises StartError."""
    try:
        await migrate(graph, MODEL)
    except NewerGraphError as error:
        raise StartError(str(error)) from error


async def pending_migrations(graph: Graph) -> str | None:
    """Why the graph is not as this program needs it, if so."""
    found = await state(graph)
    if found.current:
        return None
    return msg(
        "the graph has migration {graph}, this program needs {code}",
        graph=found.graph,
        code=found.code,
    )


async def warm(graph: Graph, settings: Settings, usage: Usage) -> None:
    """Plan what was asked before, run the audit's rules once, plan what is documented."""
    shapes = await asyncio.to_thread(
        lambda: documented(create_engine(graph, thresholds=thresholds_of(settings)))
    )
    await keep_planned(
        graph, log(), usage, settings.data_dir, lambda: warm_up(graph, log()), shapes
    )


PARTS = Parts(engine, apply_migrations, pending_migrations, load_demo, warm)
