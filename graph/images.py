"""What a node is, as a value: its labels, its properties, and the relationships that leave it.

A change is recorded, undone and compared by the images of the nodes that it touches, before and
after. Every row of a dataset's table is in one node's image: relationships belong to the node that
they leave.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias, cast

from graph.codes import Readable
from graph.declare import Model

VERSION = "version"
"""The property with a node's version, which belongs to no image."""

_LOCK = "locked"
"""A property that is set and taken away at once, which holds a node for the transaction."""

_BATCH = 5_000

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

    def with_values(self, values: Mapping[str, Any]) -> "Image":
        """The same node when it was given other values; None takes one away."""
        properties = {**self.properties, **_plain(values)}
        return replace(self, properties={n: v for n, v in properties.items() if v is not None})

    @classmethod
    def of_json(cls, value: Any) -> "Image | None":
        """Back from plain values."""
        if value is None:
            return None
        edges = tuple(Edge(*edge) for edge in value["edges"])
        return cls(tuple(value["labels"]), value["properties"], edges)


@dataclass(frozen=True, slots=True)
class Held:
    """A node as it is stored: its image, and the number of the entry that changed it last.

    version: 0 for what no entry has changed.
    """

    image: Image
    version: int


Wanted: TypeAlias = tuple[str, str, Image | None]
"""A node's label, its key, and what it is to be; None takes it out."""


class Images:
    """Reads and writes images of the nodes of a model."""

    def __init__(self, model: Model) -> None:
        stored = [t for t in model.types if t.edge is None and t.exists is None]
        self._keys = {t.label: t.key for t in stored if not t.abstract}
        self._labels = {t.label for t in stored}
        self._relationships = {r.name for r in model.relationships}

    async def read(self, source: Readable, label: str, key: str) -> Image | None:
        """The image of a node; None where there is none."""
        found = (await self.read_all(source, label, [key])).get(key)
        return None if found is None else found.image

    async def read_all(self, source: Readable, label: str, keys: Sequence[str]) -> dict[str, Held]:
        """The images of a label's nodes with their versions, by key; those that there are."""
        asked = self.asked(label, keys)
        return self.found([await source.rows(text, given) for text, given in asked])

    def asked(
        self, label: str, keys: Sequence[str], *, lock: bool = False, beside: str = "null"
    ) -> list[tuple[str, dict[str, Any]]]:
        """The statements, with their parameters, whose rows are the images of a label's nodes.

        lock: nobody else writes to them until the transaction ends. beside: an expression on the
        node `n` that is asked for at the same time, see `beside`.
        """
        # A property of its own: what is set from a node itself is read before the lock is there.
        locked = f"SET n.{_LOCK} = true REMOVE n.{_LOCK} " if lock else ""
        ordered = sorted(keys)
        # They come as one record: one each costs the driver more than the query.
        text = (
            f"UNWIND $keys AS key MATCH (n:{label} {{{self.key(label)}: key}}) {locked}"
            f"WITH {_row(beside)} AS row RETURN collect(row)"
        )
        return [
            (text, {"keys": ordered[start : start + _BATCH]})
            for start in range(0, len(ordered), _BATCH)
        ]

    def expression(self, label: str, parameter: str, *, beside: str = "null") -> str:
        """The same as an expression of another statement; parameter: that has the keys, a few."""
        return (
            f"COLLECT {{ UNWIND ${parameter} AS key MATCH (n:{label} {{{self.key(label)}: key}}) "
            f"RETURN {_row(beside)} }}"
        )

    def found(self, answers: Iterable[list[list[Any]]]) -> dict[str, Held]:
        """What the rows of these statements say, by key."""
        return {
            str(key): self._held(labels, properties, edges)
            for rows in answers
            for key, labels, properties, edges, _ in rows[0][0]
        }

    def beside(self, answers: Iterable[list[list[Any]]]) -> dict[str, Any]:
        """What was asked for beside the images, by key."""
        return {str(row[0]): row[-1] for rows in answers for row in rows[0][0]}

    def _held(self, labels: list[str], properties: dict[str, Any], edges: list[Any]) -> Held:
        version = int(properties.pop(VERSION, None) or 0)
        made = [Edge(t, self._kind(ls), k, _plain(p)) for t, ls, k, p in edges]
        if len(made) > 1:
            made.sort(key=lambda e: e.order)
        return Held(Image(tuple(sorted(labels)), _plain(properties), tuple(made)), version)

    def key(self, label: str) -> str:
        """The property that identifies the nodes of a label. Raises KeyError for no label."""
        return "code" if label in self._labels and label not in self._keys else self._keys[label]

    def _kind(self, labels: list[str]) -> str:
        return next(label for label in labels if label in self._keys)

    async def write_all(
        self, source: Readable, wanted: Sequence[Wanted], versions: Sequence[int] = ()
    ) -> list[Edge]:
        """Make nodes what images say, or take them out; the edges that lead to nothing then.

        Each is a node's label, its key, and its image or None. A node that others lead to is not
        taken out: see `referring`. versions: of each; none when left out.
        """
        kept: dict[tuple[str, str], list[dict[str, Any]]] = {}
        gone: dict[str, list[str]] = {}
        for place, (label, key, image) in enumerate(wanted):
            if image is None:
                gone.setdefault(label, []).append(key)
                continue
            values = _stored(image.properties)
            if versions and versions[place]:
                values[VERSION] = versions[place]
            labels = ":".join(name for name in image.labels if name in self._labels)
            kept.setdefault((label, labels), []).append({"key": key, "values": values})
        # What leaves them goes first: keys of relationships are unique.
        for (label, _), rows in kept.items():
            await source.rows(
                f"UNWIND $rows AS row {self._match(label, 'row.key')}-[r]->() DELETE r",
                {"rows": rows},
            )
        for label, keys in gone.items():
            # Not key by key: a plan may look at a node again for the next one, when it is gone.
            await source.rows(
                f"MATCH (n:{label}) WHERE n.{self.key(label)} IN $keys DETACH DELETE n",
                {"keys": keys},
            )
        for (label, labels), rows in kept.items():
            await source.rows(
                f"UNWIND $rows AS row MERGE (n:{label} {{{self.key(label)}: row.key}}) "
                f"SET n:{labels}, n = row.values",
                {"rows": rows},
            )
        return await self._join(source, wanted)

    async def _join(self, source: Readable, wanted: Sequence[Wanted]) -> list[Edge]:
        """Make the edges of images; those that lead to nothing."""
        groups: dict[tuple[str, str, str], list[tuple[str, Edge]]] = {}
        for label, key, image in wanted:
            for edge in () if image is None else image.edges:
                if edge.type not in self._relationships:
                    raise ValueError(f"no relationship is called {edge.type}")
                groups.setdefault((label, edge.type, edge.label), []).append((key, edge))
        lost: list[Edge] = []
        for (label, kind, target), edges in groups.items():
            rows = await source.rows(
                f"UNWIND $rows AS row {self._match(label, 'row[1]')} "
                f"MATCH (m:{target} {{{self.key(target)}: row[2]}}) "
                f"CREATE (n)-[r:{kind}]->(m) SET r = row[3] RETURN collect(row[0])",
                {
                    "rows": [
                        [place, key, edge.key, _stored(edge.properties)]
                        for place, (key, edge) in enumerate(edges)
                    ]
                },
            )
            made = set(rows[0][0])
            lost += [edge for place, (_, edge) in enumerate(edges) if place not in made]
        return lost

    def _match(self, label: str, key: str) -> str:
        return f"MATCH (n:{label} {{{self.key(label)}: {key}}})"

    async def leading(
        self, source: Readable, label: str, keys: Sequence[str]
    ) -> dict[str, list[str]]:
        """What leads to nodes of a label, as ids in order, by their keys; ten at most each."""
        rows = await source.rows(
            f"UNWIND $keys AS key {self._match(label, 'key')} "
            "WITH key, COLLECT { MATCH (n)<--(m) RETURN DISTINCT "
            "[labels(m), coalesce(m.code, m.key)] AS other ORDER BY other[1] LIMIT 10 } AS others "
            "WHERE size(others) > 0 RETURN key, others",
            {"keys": list(keys)},
        )
        return {
            str(key): [f"{self._kind(labels)}:{other}" for labels, other in others]
            for key, others in rows
        }

    async def referring(self, source: Readable, label: str, key: str) -> list[str]:
        """What leads to a node, as ids, ten at most, in order."""
        return (await self.leading(source, label, [key])).get(key, [])

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


def _row(beside: str) -> str:
    """What is asked for of a node `n` with a `key`."""
    return (
        "[key, labels(n), properties(n), [(n)-[r]->(m) | "
        f"[type(r), labels(m), coalesce(m.code, m.key), properties(r)]], {beside}]"
    )
