"""What the service is really put together from."""

from graph.audit import (
    RULES,
    Thresholds,
    ThresholdsError,
    default_thresholds,
    load_thresholds,
)
from graph.bolt import Graph
from graph.migrations import NewerGraphError, migrate, state
from graph.model import MODEL
from schema.api import create_engine
from service.boot import Parts, StartError
from service.demo import load_demo
from service.engine import Engine
from service.logs import log
from service.settings import Settings
from service.slow import WatchedGraph
from service.warm import warm_up


def engine(graph: Graph, settings: Settings) -> Engine:
    """The engine over the graph, which logs slow statements where the settings want it.

    Raises StartError for a thresholds file that is wrong.
    """
    if settings.slow_ms:
        graph = WatchedGraph(graph, settings.slow_ms, log())
    return create_engine(graph, settings.compiler, thresholds=thresholds_of(settings))


def thresholds_of(settings: Settings) -> Thresholds | None:
    """The district's own thresholds, None without any. Raises StartError for a wrong file."""
    if settings.thresholds is None:
        return None
    try:
        return load_thresholds(settings.thresholds, RULES, default_thresholds())
    except ThresholdsError as error:
        raise StartError(f"ORGGRAPH_THRESHOLDS: {error}") from error


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
    return f"the graph has migration {found.graph}, this program needs {found.code}"


async def warm(graph: Graph) -> None:
    """Plan and run the audit's rules once."""
    await warm_up(graph, log())


PARTS = Parts(engine, apply_migrations, pending_migrations, load_demo, warm)
