"""Room in the embedded Neo4j's heap, watched beside the service."""

from pathlib import Path
from typing import NoReturn

from graph.bolt import Graph
from graph.embedded.heap import Held, keep_room
from service.logs import Log
from service.usage import ask_again

_MB = 1 << 20


async def watch(graph: Graph, data_dir: Path, log: Log) -> NoReturn:
    """Have Neo4j forget its plans whenever they fill its heap, and plan again by use."""

    def forgotten(held: Held) -> None:
        log.warning("plans forgotten: heap full", held_mb=held.bytes // _MB, mb=held.most // _MB)
        try:
            ask_again(data_dir)
        except OSError as error:
            # What is asked next is planned then.
            log.warning("planning again failed", error=type(error).__name__)

    def failed(error: Exception) -> None:
        log.warning("the heap could not be looked at", error=type(error).__name__)

    await keep_room(graph, forgotten, failed)
