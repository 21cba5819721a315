"""Checks the references of a table to itself: superiors of places and of organizations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.declare import NodeType
from graph.levels import PARENT, legal_parents
from graph.tables import Column, Reference
from seeds.dataset.errors import CYCLE, MISSING_COLUMN, MISSING_VALUE, WRONG_PARENT_KIND
from seeds.dataset.families import family_of_table
from seeds.dataset.frame import Finding, Frame
from seeds.dataset.references import Registry, kind_details, names_of, unresolved
from seeds.dataset.rows import lost_new

_SHOWN = 6


@dataclass(slots=True)
class Hierarchy:
    """The tree that file and graph make together.

    codes, types: of the frame's rows.
    graph: code → superior, of all the graph's nodes of the label.
    """

    frame: Frame
    column: Column
    reference: Reference
    registry: Registry
    codes: list[str]
    types: Sequence[NodeType | None]
    graph: dict[str, str | None]

    def superior(self, row: int) -> str | None:
        """The superior that a row will have; the graph's when the source has no such column."""
        if self.frame.given(self.column):
            value = self.frame.values[self.column.name][row]
            return value if isinstance(value, str) else None
        return self.graph.get(self.codes[row])

    def check(self) -> Iterator[Finding]:
        """Yield what is wrong; the caller adds each finding's row to `frame.wrong` at once."""
        family = str(family_of_table(self.frame.table))
        rows = {code: row for row, code in reversed(list(enumerate(self.codes)))}
        yield from self._missing()
        if not self.frame.given(self.column):
            # Every row keeps the superior that it has.
            yield from self._dependents(rows)
            return
        yield from self._kinds(family, rows)
        # A row left out may leave an older edge of the graph in place, and so close a cycle.
        while True:
            before = len(self.frame.wrong)
            yield from self._dependents(rows)
            yield from self._cycles(rows)
            if len(self.frame.wrong) == before:
                return

    def superiors(self) -> dict[str, str | None]:
        """Code → superior when the right rows are loaded."""
        wrong = self.frame.wrong
        return self.graph | {
            code: self.superior(row) for row, code in enumerate(self.codes) if row not in wrong
        }

    def _right(self) -> Iterator[tuple[int, str | None]]:
        for row in range(len(self.codes)):
            if row not in self.frame.wrong:
                yield row, self.superior(row)

    def _missing(self) -> Iterator[Finding]:
        if self.column.relationship != PARENT:
            return
        given = self.frame.given(self.column)
        kind, details = (MISSING_VALUE, {}) if given else (MISSING_COLUMN, lost_new())
        for row, superior in self._right():
            node = self.types[row]
            if superior is not None or node is None or node.top:
                continue
            if given or self.codes[row] not in self.graph:
                yield Finding(row, self.column.name, kind, details)

    def _kinds(self, family: str, rows: Mapping[str, int]) -> Iterator[Finding]:
        """Superiors that do not exist or are of a kind that cannot hold the row's."""
        model = self.registry.model
        known = self.registry.in_graph(family)
        legal = {node.name: legal_parents(model, node) for node in self.frame.table.nodes}
        cyclic = {row for row, _ in self._in_cycles(rows)}
        for row, superior in self._right():
            if superior is None or row in cyclic:
                continue
            above = rows.get(superior)
            node = self.types[row]
            if above is not None and self.types[above] is not None:
                kind = self.types[above]
                name = kind.name if kind is not None else None
            else:
                name = known.get(superior)
            if name is None:
                if above is None:
                    yield unresolved(self.registry, row, self.column.name, superior, self.reference)
            elif (
                self.column.relationship == PARENT
                and node is not None
                and name not in legal[node.name]
            ):
                details = {
                    **kind_details(model, name),
                    **kind_details(model, node.name, "child"),
                    **names_of(model, legal[node.name], "allowed"),
                }
                yield Finding(row, self.column.name, WRONG_PARENT_KIND, details)

    def _dependents(self, rows: Mapping[str, int]) -> Iterator[Finding]:
        """Rows whose superior is a wrong row that the graph does not have either."""
        family = str(family_of_table(self.frame.table))
        known = self.registry.in_graph(family)
        below: dict[str, list[int]] = {}
        for row, superior in self._right():
            if superior is not None:
                below.setdefault(superior, []).append(row)
        lost = [self.codes[row] for row in sorted(self.frame.wrong)]
        seen: set[str] = set()
        while lost:
            code = lost.pop()
            if code in known or code in seen or rows.get(code) not in self.frame.wrong:
                continue
            seen.add(code)
            self.registry.lose(family, self.frame.table, [code])
            for row in below.get(code, ()):
                yield unresolved(self.registry, row, self.column.name, code, self.reference)
                lost.append(self.codes[row])

    def _cycles(self, rows: Mapping[str, int]) -> Iterator[Finding]:
        for row, chain in self._in_cycles(rows):
            shown = " → ".join([*chain[:_SHOWN], "…"] if len(chain) > _SHOWN else chain)
            yield Finding(row, self.column.name, CYCLE, {"chain": shown})

    def _in_cycles(self, rows: Mapping[str, int]) -> list[tuple[int, list[str]]]:
        """The right rows that are their own superior, each with the chain that shows it."""
        superiors = self.superiors()
        found: list[tuple[int, list[str]]] = []
        settled: set[str] = set()
        for start in superiors:
            walked: dict[str, None] = {}
            code: str | None = start
            while code is not None and code not in settled and code not in walked:
                walked[code] = None
                code = superiors.get(code)
            if code is not None and code in walked:
                circle = list(walked)
                circle = circle[circle.index(code) :]
                for place, member in enumerate(circle):
                    row = rows.get(member)
                    if row is not None and row not in self.frame.wrong:
                        found.append((row, [*circle[place:], *circle[:place], member]))
            settled.update(walked)
        return found


def paths(superiors: Mapping[str, str | None]) -> dict[str, str]:
    """For every code the chain of codes from the top down, each followed by a slash."""
    found: dict[str, str] = {}
    for start in superiors:
        waiting: dict[str, None] = {}
        code: str | None = start
        while code is not None and code not in found and code not in waiting:
            waiting[code] = None
            code = superiors.get(code)
        path = "" if code is None else found.get(code, "")
        for below in reversed(waiting):
            path = f"{path}{below}/"
            found[below] = path
    return found
