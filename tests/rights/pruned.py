"""What a caller with a scope may know of a graph, worked out node by node in plain Python.

Written after docs/rights.md alone: it imports nothing of the program, so that what the program
asks of the database is held against something that was made apart from it.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

Rows = Callable[[str, dict[str, Any]], Awaitable[list[list[Any]]]]
"""Runs a statement with parameters."""

# What is left of a place or an organization above the scope.
_NAMED = {
    "Place": {"code", "name", "kind", "path", "subdistrictKind"},
    "PartyOrganization": {
        *("code", "name", "kind", "establishment", "joint", "expanded"),
        *("establishedOn", "dissolvedOn"),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Whole:
    """A graph as it is stored: nodes by id with labels and properties, relationships."""

    labels: Mapping[str, set[str]]
    properties: Mapping[str, dict[str, Any]]
    out: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = field(
        default_factory=dict[tuple[str, str], list[tuple[str, dict[str, Any]]]]
    )

    def of(self, label: str) -> list[str]:
        """The ids of the nodes with a label."""
        return [node for node, labels in self.labels.items() if label in labels]

    def ends(self, node: str, kind: str) -> list[str]:
        """Where the relationships of a type lead that go out from a node."""
        return [end for end, _ in self.out.get((node, kind), ())]


async def whole(rows: Rows) -> Whole:
    """The graph, read."""
    nodes = await rows("MATCH (n) RETURN elementId(n), labels(n), properties(n)", {})
    found = Whole({n: set(labels) for n, labels, _ in nodes}, {n: p for n, _, p in nodes})
    for start, kind, end, properties in await rows(
        "MATCH (a)-[r]->(b) RETURN elementId(a), type(r), elementId(b), properties(r)", {}
    ):
        found.out.setdefault((start, kind), []).append((end, properties))
    return found


class Seen:
    """What is seen of a graph within places: ids of nodes inside, and of those above."""

    def __init__(self, graph: Whole, codes: Collection[str]) -> None:
        self.graph = graph
        places = graph.of("Place")
        path = {place: graph.properties[place]["path"] for place in places}
        tops = [path[p] for p in places if graph.properties[p]["code"] in codes]
        self.inside = {p for p in places if any(path[p].startswith(top) for top in tops)}
        self.above = {p for p in places if any(top.startswith(path[p]) for top in tops)}
        self._lie("PropertyCompany", "MANAGES")
        covering = self._leading("PartyOrganization", "COVERS")
        higher = {
            o for o in graph.of("PartyOrganization") if self.above & {*graph.ends(o, "COVERS")}
        }
        self.inside |= covering | self._leading("PartyOrganization", "HOSTED_BY")
        self.above |= higher
        self._lie("Post", "IN_ORGANIZATION", "AT_PLACE")
        self._lie("Liaison", "LIAISON_OF")
        self._lie("DualRegistration", "REGISTERED_AT")
        self._lie("Facility", "LOCATED_IN")
        self._lie("FunctionRoom", "ROOM_OF")
        self._lie("VolunteerTeam", "TEAM_OF")
        self._lie("Activity", "HELD_AT")
        self._led_to("ServiceItem", ("Facility", "OFFERS"))
        self._led_to("LiaisonUnit", ("Liaison", "LIAISON_UNIT"))
        self._led_to("LiaisonUnit", ("DualRegistration", "REGISTERED_UNIT"))
        self._lie("Person", "RESIDES_IN")
        self.inside |= {
            person
            for person in graph.of("Person")
            for end, properties in graph.out.get((person, "AFFILIATED"), ())
            if properties["kind"] == "FORMAL" and end in covering
        }
        self._led_to("Person", ("Post", "HELD_BY"))
        self._led_to("Person", ("Liaison", "LIAISON_OFFICER"))
        self._led_to("Person", ("DualRegistration", "REGISTERED_PERSON"))

    def _leading(self, label: str, *kinds: str) -> set[str]:
        graph = self.graph
        return {n for n in graph.of(label) if any(self.inside & {*graph.ends(n, k)} for k in kinds)}

    def _lie(self, label: str, *kinds: str) -> None:
        """Nodes lie where what they lead to does."""
        self.inside |= self._leading(label, *kinds)

    def _led_to(self, label: str, source: tuple[str, str]) -> None:
        """Nodes lie where what leads to them does."""
        graph = self.graph
        starts = [n for n in graph.of(source[0]) if n in self.inside]
        ends = {end for n in starts for end in graph.ends(n, source[1])}
        self.inside |= {n for n in ends if label in graph.labels[n]}


async def prune(rows: Rows, codes: Collection[str]) -> int:
    """Delete from a graph all that is not seen within places; the number of nodes left."""
    graph = await whole(rows)
    seen = Seen(graph, codes)
    kept = {n for n, labels in graph.labels.items() if "Migration" in labels}
    left = seen.inside | seen.above | kept
    gone = [n for n in graph.labels if n not in left]
    await rows("MATCH (n) WHERE elementId(n) IN $ids DETACH DELETE n", {"ids": gone})
    for label, named in _NAMED.items():
        for node in (seen.above - seen.inside) & {*graph.of(label)}:
            properties = {k: v for k, v in graph.properties[node].items() if k in named}
            await rows(
                "MATCH (n) WHERE elementId(n) = $id SET n = $properties",
                {"id": node, "properties": properties},
            )
    return len(left)
