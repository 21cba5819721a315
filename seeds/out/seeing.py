"""Rows of an export as a caller with a scope sees them: by the rights, as answers are narrowed."""

from collections.abc import Sequence
from typing import Any

from graph.bolt import Graph
from graph.declare import Model
from graph.keys import row_key
from graph.rights import kept_back, seen
from graph.tables import Reference, Table
from seeds.out.reading import label_of


class Sight:
    """What a caller sees of one table's rows.

    A row of something in the scope stays; of something above it, its names; a relationship where
    both its ends are seen. A reference to what is not seen is empty.
    """

    def __init__(self, model: Model, table: Table, scope: Sequence[str]) -> None:
        """scope: the paths of the places that the caller sees."""
        self._scope = scope
        columns = table.columns
        self._label = label_of(model, table) if len(table.key) == 1 and table.nodes else None
        self._kind = table.nodes[0].name if table.nodes else ""
        self._key = [i for i, column in enumerate(columns) if column.key]
        self._references = {
            i: model.type(column.type.target).label
            for i, column in enumerate(columns)
            if isinstance(column.type, Reference)
        }
        members = [m for node in table.nodes for m in model.members(node.name)]
        named = {p.name for m in members for p in m.properties if not kept_back(m, p)}
        self._hidden = [i for i, c in enumerate(columns) if c.property and c.property not in named]
        self._node = bool(table.nodes)

    async def of(self, graph: Graph, rows: list[list[Any]]) -> list[list[Any]]:
        """Those of the rows that are seen, with what is seen of them."""
        ids = {node_id for row in rows for node_id in self._ids(row)}
        known = await seen(graph, ids, self._scope)
        shown: list[list[Any]] = []
        for row in rows:
            own = self._own(row)
            references = {i: f"{label}:{row[i]}" for i, label in self._references.items()}
            if own is not None and own not in known:
                continue
            if own is None and any(references[i] not in known for i in self._key if row[i]):
                continue
            for i, node_id in references.items():
                if row[i] is not None and node_id not in known:
                    row[i] = None
            if own in known.above:
                for i in self._hidden:
                    row[i] = None
            shown.append(row)
        return shown

    def _own(self, row: list[Any]) -> str | None:
        """The id of the node that a row is; None for a relationship."""
        if not self._node:
            return None
        if self._label is not None:
            return f"{self._label}:{row[self._key[0]]}"
        cells = [None if row[i] is None else str(row[i]) for i in self._key]
        return f"{self._kind}:{row_key(cells)}"

    def _ids(self, row: list[Any]) -> list[str]:
        own = self._own(row)
        ids = [f"{label}:{row[i]}" for i, label in self._references.items() if row[i] is not None]
        return ids if own is None else [own, *ids]
