"""Since when the graph knows anything: the first day on which something in it begins."""

import asyncio
from datetime import date
from time import monotonic

from graph.codes import Readable
from graph.dates import day_of
from graph.declare import Model

_GOOD_FOR = 60.0  # seconds; others write too, and a remark may be that late


class KnownSince:
    """The first day that the graph knows of, remembered for a minute."""

    def __init__(self, graph: Readable, model: Model) -> None:
        self._graph = graph
        self._statement = _statement(model)
        self._lock = asyncio.Lock()
        self._asked = -_GOOD_FOR
        self._day: date | None = None

    async def day(self) -> date | None:
        """The day; None for a graph in which nothing begins on a known day."""
        async with self._lock:
            if monotonic() - self._asked >= _GOOD_FOR:
                [[found]] = await self._graph.rows(self._statement)
                self._day = None if found is None else day_of(found)
                self._asked = monotonic()
            return self._day


def _statement(model: Model) -> str:
    """The least of all dates on which nodes and relationships of the model begin."""
    begins = [
        f"MATCH (n:{node.label}) RETURN min(n.{node.valid.since}) AS since"
        for node in model.types
        if node.valid is not None and node.edge is None
    ]
    begins += [
        f"MATCH ()-[r:{kind.name}]->() RETURN min(r.since) AS since"
        for kind in model.relationships
        if kind.dated
    ]
    parts = " UNION ALL ".join(begins) or "RETURN null AS since"
    return f"CALL () {{ {parts} }} RETURN toString(min(since)) AS since"
