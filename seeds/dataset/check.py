"""Checks one table after the other, each after those it refers to."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.declare import NodeType
from seeds.dataset.errors import KEY_OF_ANOTHER_KIND
from seeds.dataset.families import family_of_table, references, self_reference
from seeds.dataset.frame import WHOLE_TABLE, Finding, Frame
from seeds.dataset.hierarchy import Hierarchy, paths
from seeds.dataset.layout import keys_of, types_of_rows
from seeds.dataset.problems import Problems
from seeds.dataset.references import Registry, kind_details, prepare, resolve
from seeds.dataset.rows import check_duplicates, check_rows

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

    def own(self, frame: Frame) -> list[str]:
        """Check what the table alone can tell; the keys of its rows."""
        own = list(check_rows(frame))
        self._record(frame, own)
        keys = {c.name for c in frame.table.key}
        unkeyed = {f.row for f in own if f.column in keys}
        self._record(frame, check_duplicates(frame, unkeyed))
        return keys_of(frame)

    async def check(self, frame: Frame, keys: list[str]) -> Checked:
        """Check references, after `own`; the right rows may be referred to from now on."""
        registry, table = self._registry, frame.table
        superior = self_reference(registry.model, table)
        types = types_of_rows(frame)
        family = family_of_table(table)
        if family is not None and len(table.key) == 1:
            await registry.look_up(family, keys)
            self._record(frame, self._conflicts(frame, family, keys, types))
        await asyncio.gather(*(prepare(registry, frame, c, r) for c, r in references(table)))
        for column, reference in references(table):
            if column != superior:
                self._record(frame, resolve(registry, frame, column, reference))
        chains = None
        if superior is not None:
            chains = await self._hierarchy(frame, keys, types)
        if family is not None and len(table.key) == 1:
            self._register(frame, family, keys, types)
        if chains is not None and _has_paths(frame):
            frame.implied[PATH] = [chains.get(code) for code in keys]
        return Checked(frame, keys, types, chains)

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
        for finding in findings:
            if finding.row == WHOLE_TABLE:
                frame.wrong.update(range(len(frame)))
            else:
                frame.wrong.add(finding.row)
            self._problems.add(frame, finding)

    def _conflicts(
        self, frame: Frame, family: str, keys: list[str], types: list[NodeType | None] | None
    ) -> Iterable[Finding]:
        """Codes that the graph or another table has given to something of another kind."""
        taken = self._registry.in_graph(family) | self._registry.in_file(family)
        if not taken:
            return
        only = frame.table.nodes[0]
        for row, code in enumerate(keys):
            node = only if types is None else types[row]
            found = taken.get(code)
            if found is not None and node is not None and found != node.name:
                details = kind_details(self._registry.model, found)
                yield Finding(row, frame.table.key[0].name, KEY_OF_ANOTHER_KIND, details)

    def _register(
        self, frame: Frame, family: str, keys: list[str], types: list[NodeType | None] | None
    ) -> None:
        known = self._registry.in_file(family)
        wrong = frame.wrong
        if types is None:
            name = frame.table.nodes[0].name
            right = {k: name for row, k in enumerate(keys) if row not in wrong}
        else:
            right = {
                k: t.name
                for row, (k, t) in enumerate(zip(keys, types, strict=True))
                if t is not None and row not in wrong
            }
        known.update(right)
        self._registry.lose(family, frame.table, {keys[row] for row in wrong} - right.keys())


def _has_paths(frame: Frame) -> bool:
    return any(p.name == PATH for node in frame.table.nodes for p in node.properties)
