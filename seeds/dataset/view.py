"""What the graph holds already, as far as a load needs to know it."""

import asyncio
from collections.abc import Collection, Coroutine, Iterable, Sequence
from typing import Any, TypeVar

from graph.bolt import Graph, Parameters
from graph.declare import Model, NodeType
from graph.rights import lies_text
from graph.rights.scope import parameter
from seeds.dataset.families import family_of
from seeds.dataset.layout import Field, Layout, Row

T = TypeVar("T")

_BATCH = 20_000


class GraphView:
    """Reads of the graph before anything is written; answers about an empty label are free.

    scope: the paths of the places that who loads sees; none are everything. To them a reference to
    what lies elsewhere is none, as in what they export: an empty cell leaves it as it is.
    """

    def __init__(self, graph: Graph, model: Model, scope: Sequence[str] = ()) -> None:
        self._graph = graph
        self._model = model
        self._scope = scope
        self._counts: dict[str, int] = {}
        self._begun: dict[str, asyncio.Task[Any]] = {}

    async def open(self) -> None:
        """Count the nodes of every label and the relationships of every type."""
        labels = dict.fromkeys(t.label for t in self._model.types if t.edge is None)
        parts = [
            f"MATCH (n:{label}) RETURN '{label}' AS name, count(n) AS held" for label in labels
        ]
        parts += [
            f"MATCH ()-[r:{kind.name}]->() RETURN '{kind.name}' AS name, count(r) AS held"
            for kind in self._model.relationships
        ]
        rows = await self._graph.rows(" UNION ALL ".join(parts))
        self._counts = {str(name): int(held) for name, held in rows}

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all."""
        return not any(self._counts.values())

    def count(self, name: str) -> int:
        """How many nodes of a label, or relationships of a type, there are."""
        return self._counts.get(name, 0)

    async def types(self, family: str, codes: Collection[str]) -> dict[str, str]:
        """The name of the node type behind each of the codes that the graph knows."""
        root = self._model.type(family)
        if not codes or not self.count(root.label):
            return {}
        members = [t for t in self._model.members(family) if family_of(t) == family]
        by_label = {t.label: t.name for t in members}
        # A family of one type needs no look at labels.
        chosen = "[l IN labels(n) WHERE l IN $labels][0]" if len(members) > 1 else "$labels[0]"
        found: dict[str, str] = {}
        match = f"UNWIND $codes AS code MATCH (n:{root.label} {{{root.key}: code}})"
        ordered = list(codes)
        for start in range(0, len(ordered), _BATCH):
            rows = await self._collected(
                f"{match} WITH [n.{root.key}, {chosen}] AS row",
                {"codes": ordered[start : start + _BATCH], "labels": list(by_label)},
            )
            found |= {str(code): by_label[label] for code, label in rows if label is not None}
        return found

    def expect(
        self, rows: Iterable[tuple[Layout, Sequence[str]]], tree: tuple[str, str] | None = None
    ) -> None:
        """Begin to read what `rows`, `superiors` and `paths` are going to be asked for.

        rows: layouts with the keys; tree: the label and the relationship of superiors.
        """
        parts = [part for part in rows if part[1] and self.count(_own(part[0]))]
        if _alike([layout for layout, _ in parts]):
            self._together(parts)
        else:
            for layout, keys in parts:
                self._begin(_named("rows", layout.labels), self._rows(layout, keys))
        if tree is not None:
            self._begin(_named("superiors", tree[0]), self._superiors(*tree))
            self._begin(_named("paths", tree[0]), self._paths(tree[0]))

    async def plan(self, layouts: Sequence[Layout]) -> None:
        """Let Neo4j plan what `expect` asks of a table's layouts: no row is read."""
        there = [layout for layout in layouts if self.count(_own(layout))]
        places = len(self._scope)
        alike = _alike(there)
        texts = [_fetch_types(there, places)[0]] if alike else [_fetch(i, places) for i in there]
        for text in texts:
            labels = {"labels": [_own(layout) for layout in there]} if alike else {}
            await self._collected(text, {"keys": [], **labels, **self._tops()})

    def _together(self, parts: Sequence[tuple[Layout, Sequence[str]]]) -> None:
        """Read the rows of several types by one statement, which Neo4j has to plan once."""
        together = asyncio.create_task(self._of_types(parts))
        self._begun[_named("types", parts[0][0].labels)] = together

        async def part(labels: str) -> dict[str, Row]:
            return (await asyncio.shield(together))[labels]

        for layout, _ in parts:
            self._begin(_named("rows", layout.labels), part(layout.labels))

    async def _of_types(
        self, parts: Sequence[tuple[Layout, Sequence[str]]]
    ) -> dict[str, dict[str, Row]]:
        """For each layout the stored rows that have one of its keys."""
        layouts = [layout for layout, _ in parts]
        text, places = _fetch_types(layouts, len(self._scope))
        labels = {_own(layout): layout.labels for layout in layouts}
        found: dict[str, dict[str, Row]] = {layout.labels: {} for layout in layouts}
        keys = [key for _, some in parts for key in some]
        for start in range(0, len(keys), _BATCH):
            part = {"keys": keys[start : start + _BATCH], "labels": list(labels), **self._tops()}
            for label, *cells in await self._collected(text, part):
                if label is not None:
                    row = tuple([cells[place] for place in places[labels[label]]])
                    found[labels[label]][str(row[0])] = row
        return found

    def _tops(self) -> dict[str, str]:
        """The parameters that name the scope's places."""
        return {parameter(number): path for number, path in enumerate(self._scope)}

    def _begin(self, name: str, reading: Coroutine[Any, Any, Any]) -> None:
        if name in self._begun:
            reading.close()
        else:
            self._begun[name] = asyncio.create_task(reading)

    async def _asked(self, name: str, reading: Coroutine[Any, Any, T]) -> T:
        """What was begun to be read; otherwise it is read now."""
        begun = self._begun.get(name)
        if begun is None:
            return await reading
        reading.close()
        return await asyncio.shield(begun)

    def forget(self, labels: Collection[str]) -> None:
        """Let go of what was read of labels."""
        for name in [name for name in self._begun if name.partition(" ")[2] in labels]:
            self._begun.pop(name).cancel()

    async def close(self) -> None:
        """Give up what is expected still."""
        left = [*self._begun.values()]
        self._begun.clear()
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def rows(self, layout: Layout, keys: Sequence[str]) -> dict[str, Row]:
        """The stored rows of a layout that have one of the keys, by key.

        Where rows of the layout are expected, all of these.
        """
        return await self._asked(_named("rows", layout.labels), self._rows(layout, keys))

    async def _rows(self, layout: Layout, keys: Sequence[str]) -> dict[str, Row]:
        if not keys or not self.count(_own(layout)):
            return {}
        text = _fetch(layout, len(self._scope))
        found: dict[str, Row] = {}
        for start in range(0, len(keys), _BATCH):
            part = {"keys": list(keys[start : start + _BATCH]), **self._tops()}
            found |= {row[0]: tuple(row) for row in await self._collected(text, part)}
        return found

    async def codes(self, node: NodeType, family: str) -> list[str]:
        """All codes of a type's nodes; of those of its family for one of several."""
        label = self._model.type(family).label if node.interfaces else node.label
        if not self.count(label):
            return []
        rows = await self._collected(f"MATCH (n:{label}) WITH [n.{node.key}] AS row")
        return [str(row[0]) for row in rows]

    async def superiors(self, label: str, relationship: str) -> dict[str, str | None]:
        """For every node of a label, the code of the one above it."""
        return await self._asked(_named("superiors", label), self._superiors(label, relationship))

    async def _superiors(self, label: str, relationship: str) -> dict[str, str | None]:
        if not self.count(label):
            return {}
        rows = await self._collected(
            f"MATCH (n:{label}) OPTIONAL MATCH (n)-[:{relationship}]->(above:{label}) "
            "WITH [n.code, above.code] AS row"
        )
        return {str(code): above for code, above in rows}

    async def paths(self, label: str) -> dict[str, str | None]:
        """For every node of a label, its stored path."""
        return await self._asked(_named("paths", label), self._paths(label))

    async def _paths(self, label: str) -> dict[str, str | None]:
        if not self.count(label):
            return {}
        rows = await self._collected(f"MATCH (n:{label}) WITH [n.code, n.path] AS row")
        return {str(code): path for code, path in rows}

    async def _collected(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        """The rows of a statement that ends in `WITH [...] AS row`.

        They come as one record: one each costs the driver more than the query.
        """
        return await self._graph.read(f"{text} RETURN collect(row)", parameters)


def _named(what: str, label: str) -> str:
    return f"{what} {label}"


def _own(layout: Layout) -> str:
    """The label, or relationship type, of a layout's rows alone."""
    return layout.labels.rpartition(":")[2]


def _alike(layouts: Sequence[Layout]) -> bool:
    """Whether there are several layouts, whose rows share a label beside their own."""
    shared = {layout.labels.rpartition(":")[0] for layout in layouts}
    return len(layouts) > 1 and len(shared) == 1 and "" not in shared


def _fetch(layout: Layout, places: int) -> str:
    """Reads the rows of a layout that have one of `$keys`."""
    node = isinstance(layout.owner, NodeType)
    return _fetch_node(layout, places) if node else _fetch_edge(layout, places)


def _fetch_types(layouts: Sequence[Layout], places: int) -> tuple[str, dict[str, list[int]]]:
    """Reads rows of types that share a label and a key: a row's own label, and all their values.

    Also tells where the values of each layout stand behind the label.
    """
    shared, key = layouts[0].labels.partition(":")[0], layouts[0].key
    values: dict[str, int] = {}
    stand: dict[str, list[int]] = {}
    for layout in layouts:
        read = [f"n.{key}", *(_read(field, places) for field in layout.fields)]
        stand[layout.labels] = [values.setdefault(value, len(values)) for value in read]
    text = (
        f"UNWIND $keys AS key MATCH (n:{shared} {{{key}: key}}) "
        f"WITH [[l IN labels(n) WHERE l IN $labels][0], {', '.join(values)}] AS row"
    )
    return text, stand


def _fetch_node(layout: Layout, places: int) -> str:
    label = _own(layout)
    values = ", ".join([f"n.{layout.key}", *(_read(f, places) for f in layout.fields)])
    return f"UNWIND $keys AS key MATCH (n:{label} {{{layout.key}: key}}) WITH [{values}] AS row"


def _fetch_edge(layout: Layout, places: int) -> str:
    (_, start_key), (_, end_key) = layout.ends
    read = [_read(field, places) for field in layout.fields]
    values = [f"n.{layout.key}", f"a.{start_key}", f"b.{end_key}", *read]
    return (
        f"UNWIND $keys AS key MATCH (a)-[n:{layout.labels} {{{layout.key}: key}}]->(b) "
        f"WITH [{', '.join(values)}] AS row"
    )


def _read(field: Field, places: int) -> str:
    if field.target is not None:
        seen = f" WHERE {lies_text('x', field.target, places, above=True)}" if places else ""
        return f"head([(n)-[:{field.name}]->(x:{field.target}){seen} | x.{field.target_key}])"
    return f"toString(n.{field.name})" if field.date else f"n.{field.name}"
