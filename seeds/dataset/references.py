"""Resolves references: to rows of the file that are right, or to nodes of the graph."""

from collections.abc import Collection, Iterator

from graph.declare import Model, NodeType
from graph.tables import Column, Reference, Table, tables
from seeds.dataset.errors import DEPENDS_ON_WRONG_ROW, UNKNOWN_REFERENCE, WRONG_REFERENCE_KIND
from seeds.dataset.families import allowed_types, family_of, family_of_reference, family_of_table
from seeds.dataset.frame import Finding, Frame
from seeds.dataset.layout import kind_of
from seeds.dataset.view import GraphView


class Registry:
    """The codes that may be referred to, by family: from the file, and from the graph."""

    def __init__(self, model: Model, view: GraphView) -> None:
        self.model = model
        self.view = view
        self._file: dict[str, dict[str, str]] = {}
        self._graph: dict[str, dict[str, str]] = {}
        self._asked: dict[str, set[str]] = {}
        self._lost: dict[str, dict[str, Table]] = {}

    async def look_up(self, family: str, codes: Collection[str]) -> None:
        """Ask the graph about codes that have not been asked about yet."""
        if not self.view.count(self.model.type(family).label):
            return
        asked = self._asked.setdefault(family, set())
        unknown = [code for code in codes if code not in asked]
        asked.update(unknown)
        found = await self.view.types(family, unknown)
        self._graph.setdefault(family, {}).update(found)

    def know(self, family: str, name: str, codes: Collection[str]) -> None:
        """That the graph has nodes of a type with these codes."""
        self._asked.setdefault(family, set()).update(codes)
        self._graph.setdefault(family, {}).update(dict.fromkeys(codes, name))

    def in_file(self, family: str) -> dict[str, str]:
        """Code → node type name of the file's right rows."""
        return self._file.setdefault(family, {})

    def in_graph(self, family: str) -> dict[str, str]:
        """Code → node type name of the graph's nodes, as far as they were looked up."""
        return self._graph.setdefault(family, {})

    def type_of(self, family: str, code: str) -> str | None:
        """The node type's name of a right row of the file, or else of a node in the graph."""
        found = self.in_file(family).get(code)
        return self.in_graph(family).get(code) if found is None else found

    def forget(self) -> None:
        """Let go of all codes: nothing more is checked."""
        for known in (self._file, self._graph, self._asked, self._lost):
            known.clear()

    def lose(self, family: str, table: Table, codes: Collection[str]) -> None:
        """Remember codes of rows that are left out."""
        self._lost.setdefault(family, {}).update(dict.fromkeys(codes, table))

    def lost(self, family: str) -> dict[str, Table]:
        """Code → table of the file's rows that are left out."""
        return self._lost.setdefault(family, {})


async def prepare(registry: Registry, frame: Frame, column: Column, reference: Reference) -> None:
    """Ask the graph about the codes of a reference column that the file does not settle."""
    family = family_of_reference(registry.model, reference)
    known = registry.in_file(family).keys()
    codes = {v for v in frame.values[column.name] if isinstance(v, str)} - known
    await registry.look_up(family, codes)


def resolve(
    registry: Registry, frame: Frame, column: Column, reference: Reference
) -> Iterator[Finding]:
    """Yield the cells of a reference column that lead nowhere, or to the wrong kind."""
    family = family_of_reference(registry.model, reference)
    allowed = allowed_types(registry.model, reference)
    values = frame.values[column.name]
    bad = {
        code
        for code in set(values)
        if isinstance(code, str) and registry.type_of(family, code) not in allowed
    }
    if not bad:
        return
    for row, code in enumerate(values):
        if isinstance(code, str) and code in bad:
            kind = registry.type_of(family, code)
            if kind is None:
                yield unresolved(registry, row, column.name, code, reference)
            else:
                details = {
                    **kind_details(registry.model, kind),
                    **names_of(registry.model, sorted(allowed), "allowed"),
                }
                yield Finding(row, column.name, WRONG_REFERENCE_KIND, details)


def unresolved(
    registry: Registry, row: int, column: str, code: str, reference: Reference
) -> Finding:
    """The finding for a code that neither the file's right rows nor the graph know."""
    model = registry.model
    table = registry.lost(family_of_reference(model, reference)).get(code)
    if table is not None:
        details = {"table": table.name, "table_zh": table.zh}
        return Finding(row, column, DEPENDS_ON_WRONG_ROW, details)
    zh = "或".join(dict.fromkeys(t.zh for t in model.members(reference.target) if t.zh))
    details = {"target": reference.target, "target_zh": zh}
    return Finding(row, column, UNKNOWN_REFERENCE, details)


def kind_details(model: Model, name: str, prefix: str = "kind") -> dict[str, str]:
    """The name of a node type in both languages, as details of a finding."""
    return names_of(model, [name], prefix)


def names_of(model: Model, names: Collection[str], prefix: str) -> dict[str, str]:
    """The names of node types in both languages, as details of a finding."""
    zh = [_chinese(model, model.type(name)) for name in names]
    return {prefix: ", ".join(names), f"{prefix}_zh": "、".join(zh)}


def _chinese(model: Model, node: NodeType) -> str:
    table = next((t for t in tables(model) if node in t.nodes), None)
    if table is not None and len(table.nodes) > 1:
        kind = table.column("kind").type
        if isinstance(kind, type) and not isinstance(kind, Reference):
            return kind[kind_of(node)].words[0]
    return node.zh or node.name


__all__ = [
    "Registry",
    "family_of",
    "family_of_table",
    "kind_details",
    "names_of",
    "prepare",
    "resolve",
    "unresolved",
]
