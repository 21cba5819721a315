"""What a node is, as a value: its labels, its properties, and the relationships that leave it.

A change is recorded, undone and compared by the images of the nodes that it touches, before and
after. Every row of a dataset's table is in one node's image: relationships belong to the node that
they leave.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, cast

from graph.codes import Readable
from graph.declare import Model

Values: TypeAlias = Mapping[str, Any]
"""Properties by name: texts, numbers, yes and no, and dates as `{"date": "YYYY-MM-DD"}`."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship that leaves a node: its type, the node it leads to, its properties."""

    type: str
    label: str
    key: str
    properties: Values

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Where it stands among others, always the same."""
        return self.type, self.label, self.key, repr(sorted(self.properties.items()))


@dataclass(frozen=True, slots=True)
class Image:
    """A node; edges in order. Equal images are of nodes that nothing tells apart."""

    labels: tuple[str, ...]
    properties: Values
    edges: tuple[Edge, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "labels": list(self.labels),
            "properties": dict(sorted(self.properties.items())),
            "edges": [
                [e.type, e.label, e.key, dict(sorted(e.properties.items()))] for e in self.edges
            ],
        }

    @classmethod
    def of_json(cls, value: Any) -> "Image | None":
        """Back from plain values."""
        if value is None:
            return None
        edges = tuple(Edge(*edge) for edge in value["edges"])
        return cls(tuple(value["labels"]), value["properties"], edges)


class Images:
    """Reads and writes images of the nodes of a model."""

    def __init__(self, model: Model) -> None:
        stored = [t for t in model.types if t.edge is None and t.exists is None]
        self._keys = {t.label: t.key for t in stored if not t.abstract}
        self._labels = {t.label for t in stored}
        self._relationships = {r.name for r in model.relationships}

    async def read(self, source: Readable, label: str, key: str) -> Image | None:
        """The image of a node; None where there is none."""
        rows = await source.rows(
            f"MATCH (n:{label} {{{self.key(label)}: $key}}) "
            "RETURN labels(n), properties(n), [(n)-[r]->(m) | "
            "[type(r), labels(m), coalesce(m.code, m.key), properties(r)]]",
            {"key": key},
        )
        if not rows:
            return None
        labels, properties, edges = rows[0]
        found = [Edge(t, self._kind(ls), k, _plain(p)) for t, ls, k, p in edges]
        return Image(
            tuple(sorted(labels)), _plain(properties), tuple(sorted(found, key=lambda e: e.order))
        )

    def key(self, label: str) -> str:
        """The property that identifies the nodes of a label. Raises KeyError for no label."""
        return "code" if label in self._labels and label not in self._keys else self._keys[label]

    def _kind(self, labels: list[str]) -> str:
        return next(label for label in labels if label in self._keys)

    async def write(
        self, source: Readable, label: str, key: str, image: Image | None
    ) -> list[Edge]:
        """Make a node what an image says, or take it out; the edges that lead to nothing now.

        A node that others lead to is not taken out: see `referring`.
        """
        match = f"MATCH (n:{label} {{{self.key(label)}: $key}})"
        if image is None:
            await source.rows(f"{match} DETACH DELETE n", {"key": key})
            return []
        labels = ":".join(name for name in image.labels if name in self._labels)
        values = _stored(image.properties)
        await source.rows(
            f"MERGE (n:{label} {{{self.key(label)}: $key}}) SET n:{labels}, n = $values",
            {"key": key, "values": values},
        )
        await source.rows(f"{match}-[r]->() DELETE r", {"key": key})
        lost: list[Edge] = []
        for edge in image.edges:
            if edge.type not in self._relationships:
                raise ValueError(f"no relationship is called {edge.type}")
            rows = await source.rows(
                f"{match} MATCH (m:{edge.label} {{{self.key(edge.label)}: $to}}) "
                f"CREATE (n)-[r:{edge.type}]->(m) SET r = $values RETURN 1",
                {"key": key, "to": edge.key, "values": _stored(edge.properties)},
            )
            if not rows:
                lost.append(edge)
        return lost

    async def referring(self, source: Readable, label: str, key: str) -> list[str]:
        """What leads to a node, as ids, ten at most, in order."""
        rows = await source.rows(
            f"MATCH (n:{label} {{{self.key(label)}: $key}})<--(m) "
            "RETURN DISTINCT labels(m) AS labels, coalesce(m.code, m.key) AS key "
            "ORDER BY key LIMIT 10",
            {"key": key},
        )
        return [f"{self._kind(labels)}:{key}" for labels, key in rows]

    def split(self, node_id: str) -> tuple[str, str] | None:
        """The label and key that an id names; None for an id of nothing that is stored."""
        label, _, key = node_id.partition(":")
        return (label, key) if label in self._keys and key else None


def _plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in properties.items()}


def plain(value: Any) -> Any:
    """A stored value as JSON has it."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    written = getattr(value, "iso_format", None)
    return value if written is None else {"date": written()}


def _stored(properties: Values) -> dict[str, Any]:
    return {name: _value(value) for name, value in properties.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(cast(dict[str, str], value)["date"])
    return value
