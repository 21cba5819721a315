"""The first reading: the codes that may be referred to, and the trees of superiors.

People's codes are not kept, as there are more of them than of all else together: that they
exist and are given once is checked by Neo4j's importer, which needs them anyway.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.declare import Model
from graph.levels import PARENT, legal_parents
from graph.tables import Column, Reference, Table, tables
from seeds.dataset.errors import (
    CYCLE,
    DUPLICATE_KEY,
    MISSING_VALUE,
    UNKNOWN_REFERENCE,
    WRONG_PARENT_KIND,
    WRONG_REFERENCE_KIND,
)
from seeds.dataset.families import (
    allowed_types,
    family_of_reference,
    family_of_table,
    references,
    self_reference,
)
from seeds.dataset.frame import Finding, Frame
from seeds.dataset.hierarchy import paths
from seeds.dataset.layout import keys_of, types_of_rows
from seeds.dataset.matching import table_named
from seeds.dataset.problems import Problems
from seeds.dataset.references import kind_details, names_of
from seeds.dataset.rows import check_rows
from seeds.offline.source import Chunked, frames

_NOT_KEPT = frozenset({"Person"})


@dataclass(slots=True)
class Codes:
    """What the rows of a dataset may refer to.

    types: family → code → node type name. superiors: family → code → code above.
    paths: family → code → the chain of codes that ends in it.
    """

    model: Model
    types: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    superiors: dict[str, dict[str, str | None]] = field(
        default_factory=dict[str, dict[str, str | None]]
    )
    paths: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def check(self, frame: Frame, keys: list[str]) -> Iterator[Finding]:
        """Yield the references of the rows that lead nowhere or to the wrong kind."""
        superior = self_reference(self.model, frame.table)
        for column, reference in references(frame.table):
            family = family_of_reference(self.model, reference)
            if family in _NOT_KEPT:
                continue
            yield from self._unresolved(frame, column, reference, family)
            if column == superior:
                yield from self._misplaced(frame, column, family, keys)

    def _unresolved(
        self, frame: Frame, column: Column, reference: Reference, family: str
    ) -> Iterator[Finding]:
        known, allowed = self.types.get(family, {}), allowed_types(self.model, reference)
        for row, code in enumerate(frame.values[column.name]):
            kind = known.get(str(code))
            if code is None or kind in allowed:
                continue
            if kind is None:
                zh = "或".join(
                    dict.fromkeys(t.zh for t in self.model.members(reference.target) if t.zh)
                )
                details = {"target": reference.target, "target_zh": zh}
                yield Finding(row, column.name, UNKNOWN_REFERENCE, details)
            else:
                details = {
                    **kind_details(self.model, kind),
                    **names_of(self.model, sorted(allowed), "allowed"),
                }
                yield Finding(row, column.name, WRONG_REFERENCE_KIND, details)

    def _misplaced(
        self, frame: Frame, column: Column, family: str, keys: list[str]
    ) -> Iterator[Finding]:
        """Rows without the superior they need, below one of the wrong kind, or in a circle."""
        model, types = self.model, self.types[family]
        legal = {node.name: legal_parents(model, node) for node in frame.table.nodes}
        chains, superiors = self.paths[family], self.superiors[family]
        for row, code in enumerate(keys):
            name, above = types.get(code), frame.values[column.name][row]
            if name is None:
                continue
            if above is None:
                if column.relationship == PARENT and not model.type(name).top:
                    yield Finding(row, column.name, MISSING_VALUE)
                continue
            kind = types.get(str(above))
            if kind is not None and column.relationship == PARENT and kind not in legal[name]:
                details = {
                    **kind_details(model, kind),
                    **kind_details(model, name, "child"),
                    **names_of(model, legal[name], "allowed"),
                }
                yield Finding(row, column.name, WRONG_PARENT_KIND, details)
            top = superiors.get(chains[code].split("/", 1)[0])
            if top is not None and top in types:
                shown = chains[code].rstrip("/").replace("/", " → ")
                yield Finding(row, column.name, CYCLE, {"chain": shown})


def read_codes(model: Model, source: Chunked, problems: Problems) -> Codes:
    """Read the tables that others refer to, people left out; findings go to `problems`."""
    found = Codes(model)
    for given in source():
        table = table_named(given.name, tables(model))
        family = None if table is None else family_of_table(table)
        if table is not None and family is not None and len(table.key) == 1:
            if family in _NOT_KEPT:
                continue
            for frame in frames(given):
                _read(found, frame, problems)
    for family, superiors in found.superiors.items():
        found.paths[family] = paths(superiors)
    return found


def _read(found: Codes, frame: Frame, problems: Problems) -> None:
    for finding in check_rows(frame):
        problems.add(frame, finding)
    family = str(family_of_table(frame.table))
    keys, kinds = keys_of(frame), types_of_rows(frame)
    types = found.types.setdefault(family, {})
    only = frame.table.nodes[0].name
    for row, code in enumerate(keys):
        kind = only if kinds is None else kinds[row].name if (kinds[row]) else None  # pyright: ignore[reportOptionalMemberAccess]
        if kind is None:
            continue
        if code in types:
            column = frame.table.key[0]
            details = {"first": "?", "key": frame.heading(column.name)}
            problems.add(frame, Finding(row, column.name, DUPLICATE_KEY, details))
        types[code] = kind
    _superiors(found, frame.table, family, frame, keys)


def _superiors(found: Codes, table: Table, family: str, frame: Frame, keys: list[str]) -> None:
    column = self_reference(found.model, table)
    if column is not None:
        above = found.superiors.setdefault(family, {})
        for code, value in zip(keys, frame.values[column.name], strict=True):
            above[code] = value if isinstance(value, str) else None
