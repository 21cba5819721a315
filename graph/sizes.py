"""How many nodes and relationships the graph holds, in orders of magnitude, for estimates."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log10
from time import monotonic

from graph.codes import Readable
from graph.declare import Model

GOOD_FOR = 60.0  # seconds; an estimate may be that old
# What is rounded to one of these times a power of ten tells nobody a number.
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of nodes by type and of relationships by type, rounded up to 1, 2 or 5 × 10ⁿ.

    The rounding keeps an estimate from telling a caller how many there are of something that
    the caller may not see. What is unknown counts as one.
    """

    nodes: Mapping[str, int] = field(default_factory=dict[str, int])
    relationships: Mapping[str, int] = field(default_factory=dict[str, int])

    def of(self, name: str) -> int:
        """How many nodes of a type, at least 1."""
        return self.nodes.get(name, 1)

    def between(self, relationship: str) -> int:
        """How many relationships of a type, at least 1."""
        return self.relationships.get(relationship, 1)


class Sizes:
    """The graph's counts, remembered for a minute: no round trip for nearly every request."""

    def __init__(self, graph: Readable, model: Model) -> None:
        self._graph = graph
        self._statement = _statement(model)
        self._edges = {n.name: n.label for n in model.types if n.edge is not None}
        self._lock = asyncio.Lock()
        self._asked = -GOOD_FOR
        self._counts = Counts()

    async def counts(self) -> Counts:
        """The counts, read again when they are a minute old."""
        if monotonic() - self._asked < GOOD_FOR:
            return self._counts
        async with self._lock:
            if monotonic() - self._asked >= GOOD_FOR:
                rows = await self._graph.rows(self._statement)
                nodes = {name: rounded(number) for kind, name, number in rows if kind == "node"}
                between = {name: rounded(number) for kind, name, number in rows if kind != "node"}
                nodes |= {name: between.get(label, 1) for name, label in self._edges.items()}
                self._counts = Counts(nodes, between)
                self._asked = monotonic()
        return self._counts


def rounded(number: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50, … from a number; 1 for none."""
    if number <= 1:
        return 1
    power = 10 ** int(log10(number))
    return next(step * power for step in _STEPS if step * power >= number)


def _statement(model: Model) -> str:
    """All counts in one statement; Neo4j has each at hand."""
    parts = [
        f"MATCH (n:{node.label}) RETURN 'node' AS kind, '{node.name}' AS name, count(n) AS number"
        for node in model.types
        if node.edge is None
    ]
    parts += [
        f"MATCH ()-[r:{kind.name}]->() RETURN 'relationship' AS kind, '{kind.name}' AS name, "
        "count(r) AS number"
        for kind in model.relationships
    ]
    return " UNION ALL ".join(parts)
