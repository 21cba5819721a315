"""How much a scope holds, for estimates: what lies outside it does not count.

An estimate decides whether an operation is refused. With the sizes of all the graph a caller would
learn from refusals how much there is elsewhere.
"""

import asyncio
from collections.abc import Mapping
from functools import cache
from time import monotonic

from cachetools import LRUCache

from graph.codes import Readable
from graph.declare import Model
from graph.rights.changing import path_text
from graph.rights.reaching import scope_in
from graph.rights.scope import parameter, ways_of
from graph.sizes import GOOD_FOR, Counts, rounded

_SCOPES = 1_000
"""Scopes whose sizes are remembered."""


class ScopeSizes:
    """The counts of scopes, each remembered for a minute."""

    def __init__(self, graph: Readable, model: Model) -> None:
        self._graph = graph
        self._model = model
        self._lock = asyncio.Lock()
        self._known: LRUCache[tuple[str, ...], tuple[Counts, float]] = LRUCache(_SCOPES)

    async def counts(self, scope: Mapping[str, str]) -> Counts:
        """The counts within a scope. scope: the parameters of the caller's guard."""
        key = tuple(scope_in(scope))
        found = self._known.get(key)
        if found is not None and monotonic() < found[1]:
            return found[0]
        async with self._lock:
            found = self._known.get(key)
            if found is None or monotonic() >= found[1]:
                text = _statement(self._model, len(key))
                rows = await self._graph.rows(text, dict(scope))
                numbers = {str(name): rounded(number) for name, number in rows}
                found = (self._counts(numbers), monotonic() + GOOD_FOR)
                self._known[key] = found
        return found[0]

    def _counts(self, nodes: Mapping[str, int]) -> Counts:
        """Of each type of relationship there are taken to be as many as nodes that it leaves."""
        # An abstract type has no ways of its own where its members differ.
        nodes = {
            node.name: nodes.get(node.name)
            or sum(nodes.get(member.name, 0) for member in self._model.members(node.name))
            or 1
            for node in self._model.types
        }
        between = {kind.name: nodes.get(kind.start, 1) for kind in self._model.relationships}
        edges = {n.name: between.get(n.label, 1) for n in self._model.types if n.edge is not None}
        return Counts({**nodes, **edges}, between)


@cache
def _statement(model: Model, places: int) -> str:
    """How often the ways of each type lead into a scope: a node counts once for each that does."""
    parts: list[str] = []
    for node in model.types:
        for way in ways_of(node):
            for index in range(places):
                lies = f"STARTS WITH ${parameter(index)}"
                if way:
                    path = path_text(f"(:{node.label})", way, "(top)")
                    match = f"MATCH (top:Place) WHERE top.path {lies} MATCH {path}"
                else:
                    match = f"MATCH (n:{node.label}) WHERE n.path {lies}"
                parts.append(f"{match} RETURN '{node.name}' AS name, count(*) AS number")
    found = "\nUNION ALL\n".join(parts)
    return f"CALL () {{\n{found}\n}}\nRETURN name, sum(number)"
