"""Checks one table after the other, each after those it refers to."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.declare import NodeType
from seeds.dataset.errors import KEY_OF_ANOTHER_KIND, SURPLUS_FIELD
from seeds.dataset.families import family_of_table, references, self_reference
from seeds.dataset.frame import HEADINGS, WHOLE_TABLE, Finding, Frame
from seeds.dataset.hierarchy import Hierarchy, paths
from seeds.dataset.layout import keys_of, types_of_rows
from seeds.dataset.problems import Problems
from seeds.dataset.references import Registry, kind_details, prepare, resolve
from seeds.dataset.rows import check_duplicates, check_values, read_cells
from seeds.dataset.stored import fill_in_stored, layouts

PATH = "path"
"""The property of places that holds the chain of codes from the top down."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A table whose wrong rows are known.

    keys: each row's stored key. types: each row's node type; None where all have the same.
    paths: (tables with superiors) code → the chain of codes that ends in it, for the right
        rows and for the graph's nodes.
    """

    frame: Frame
    keys: list[str]
    types: list[NodeType | None] | None
    paths: dict[str, str] | None

    @property
    def right(self) -> list[int] | None:
        """The indexes of the right rows; None for all."""
        wrong = self.frame.wrong
        return [i for i in range(len(self.frame)) if i not in wrong] if wrong else None


class Checker:
    """Checks frames against each other and the graph; findings go to `problems`."""

    def __init__(self, registry: Registry, problems: Problems) -> None:
        self._registry = registry
        self._problems = problems

    def cells(self, frame: Frame) -> list[str]:
        """Read the cells and check each by itself; the keys of the rows."""
        self._record(frame, read_cells(frame))
        return keys_of(frame)

    def expect(self, frame: Frame, keys: list[str]) -> None:
        """Begin to read what the graph has of a frame, after `cells`."""
        registry = self._registry
        if registry.view.empty:
            return
        parts = layouts(registry.model, frame)
        rows = [(layout, [keys[row] for row in rows]) for layout, rows in parts]
        superior = self_reference(registry.model, frame.table)
        tree = None
        if superior is not None:
            label = registry.model.type(str(family_of_table(frame.table))).label
            tree = label, str(superior.relationship)
        registry.view.expect(rows, tree)

    def settled(self, frame: Frame) -> None:
        """Let go of what was read of a frame, once it is compared."""
        model = self._registry.model
        labels = {layout.labels for layout, _ in layouts(model, frame)}
        family = family_of_table(frame.table)
        if family is not None:
            labels.add(model.type(family).label)
        self._registry.view.forget(labels)

    async def check(self, frame: Frame, keys: list[str]) -> Checked:
        """Check rows and references, after `cells`; the right rows may be referred to from now."""
        registry, table = self._registry, frame.table
        superior = self_reference(registry.model, table)
        family = family_of_table(table)
        coded = family is not None and len(table.key) == 1
        if family is not None and coded:
            for layout, rows in () if registry.view.empty else layouts(registry.model, frame):
                found = await registry.view.rows(layout, [keys[row] for row in rows])
                registry.know(family, layout.owner.name, found)
            # What is left is new, or a code of another kind.
            await registry.look_up(family, keys)
        stored = await fill_in_stored(registry, frame, keys)
        await asyncio.to_thread(self._rows, frame, stored)
        types = types_of_rows(frame)
        if family is not None and coded:
            self._record(frame, self._conflicts(frame, family, keys, types))
        await asyncio.gather(*(prepare(registry, frame, c, r) for c, r in references(table)))
        for column, reference in references(table):
            if column != superior:
                self._record(frame, resolve(registry, frame, column, reference))
        chains = None
        if superior is not None:
            chains = await self._hierarchy(frame, keys, types)
        if family is not None and coded:
            self._register(frame, family, keys, types)
        if chains is not None and _has_paths(frame):
            frame.implied[PATH] = [chains.get(code) for code in keys]
        return Checked(frame, keys, types, chains)

    def _rows(self, frame: Frame, stored: Collection[int]) -> None:
        self._record(frame, check_values(frame, stored))
        self._record(frame, check_duplicates(frame, frame.unkeyed))

    async def _hierarchy(
        self, frame: Frame, keys: list[str], types: list[NodeType | None] | None
    ) -> dict[str, str]:
        registry = self._registry
        label = registry.model.type(str(family_of_table(frame.table))).label
        column, reference = next(
            (c, r)
            for c, r in references(frame.table)
            if c == self_reference(registry.model, frame.table)
        )
        graph = await registry.view.superiors(label, str(column.relationship))
        known: Sequence[NodeType | None] = types or [frame.table.nodes[0]] * len(frame)
        tree = Hierarchy(frame, column, reference, registry, keys, known, graph)
        self._record(frame, tree.check())
        return paths(tree.superiors())

    def _record(self, frame: Frame, findings: Iterable[Finding]) -> None:
        keys = {c.name for c in frame.table.key}
        for finding in findings:
            rows = range(len(frame)) if finding.row == WHOLE_TABLE else (finding.row,)
            if finding.row != HEADINGS:
                frame.wrong.update(rows)
                if finding.column in keys or finding.kind is SURPLUS_FIELD:
                    frame.unkeyed.update(rows)
            self._problems.add(frame, finding)

    def _conflicts(
        self, frame: Frame, family: str, keys: list[str], types: list[NodeType | None] | None
    ) -> Iterable[Finding]:
        """Codes that the graph or another table has given to something of another kind."""
        registry = self._registry
        if not registry.in_graph(family) and not registry.in_file(family):
            return
        only = frame.table.nodes[0]
        for row, code in enumerate(keys):
            node = only if types is None else types[row]
            found = registry.type_of(family, code)
            if found is not None and node is not None and found != node.name:
                details = kind_details(registry.model, found)
                yield Finding(row, frame.table.key[0].name, KEY_OF_ANOTHER_KIND, details)

    def _register(
        self, frame: Frame, family: str, keys: list[str], types: list[NodeType | None] | None
    ) -> None:
        known = self._registry.in_file(family)
        wrong = frame.wrong
        only = frame.table.nodes[0]
        for row, code in enumerate(keys):
            node = only if types is None else types[row]
            if node is not None and row not in wrong:
                known[code] = node.name
        lost = {keys[row] for row in wrong}
        self._registry.lose(family, frame.table, [code for code in lost if code not in known])


def _has_paths(frame: Frame) -> bool:
    return any(p.name == PATH for node in frame.table.nodes for p in node.properties)
