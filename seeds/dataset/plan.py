"""Compares right rows with the graph and plans what is to be written, batch by batch."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any

from graph.declare import Model, NodeType
from seeds.dataset import statements
from seeds.dataset.check import PATH, Checked
from seeds.dataset.differences import MAX_KEPT, Difference, differences, ends
from seeds.dataset.families import family_of_table
from seeds.dataset.layout import Layout, Row, Rows, node_layout, relationship_layout, stored_rows
from seeds.dataset.moves import path_moves
from seeds.dataset.view import GraphView

BATCH = 5_000
"""Rows written in one transaction."""


@dataclass(frozen=True, slots=True)
class Step:
    """A statement and its rows; every row must find what it refers to."""

    text: str
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written in one transaction, and how many rows of the table that finishes.

    touched: labels and keys of the nodes in whose images what is written is.
    """

    rows: int
    steps: tuple[Step, ...]
    touched: tuple[tuple[str, list[str]], ...]


@dataclass(slots=True)
class Plan:
    """What a table's right rows ask for.

    created, changed, ended, unchanged: rows; a changed row that got an end counts as ended.
    differences: values that change, at most MAX_KEPT of them.
    touched: labels and keys of the nodes that are written to, or that what is written leaves.
    batches: made as they are needed, to be written in order.
    """

    table: str
    created: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0
    differences: list[Difference] = field(default_factory=list[Difference])
    touched: list[tuple[str, list[str]]] = field(default_factory=list[tuple[str, list[str]]])
    makers: list[Callable[[], Iterator[Batch]]] = field(
        default_factory=list[Callable[[], Iterator[Batch]]]
    )

    @property
    def written(self) -> int:
        """Rows that are written."""
        return self.created + self.changed + self.ended

    def batches(self) -> Iterator[Batch]:
        """The batches, in the order in which they must be written."""
        for make in self.makers:
            yield from make()


@dataclass(slots=True)
class _Changes:
    """Rows of one layout that are new, and those that differ from what is stored."""

    layout: Layout
    new: Rows
    changed: list[Row]
    stored: dict[str, Row]


async def plan(model: Model, view: GraphView, checked: Checked) -> Plan:
    """Compare a checked table with the graph."""
    frame = checked.frame
    result = Plan(frame.table.name)
    if frame.table.relationship is not None:
        layout = relationship_layout(model, frame, frame.table.relationship)
        found = [await _compare(view, checked, layout, checked.right)]
    else:
        found = [
            await _compare(view, checked, node_layout(model, frame, node), rows)
            for node, rows in _by_type(checked)
        ]
    for changes in found:
        _tell(result, checked, changes)
        _touch(result, changes)
    result.unchanged = len(frame) - len(frame.wrong) - result.written
    _creates(result, checked, found)
    await _updates(result, model, view, checked, found)
    return result


def _tell(result: Plan, checked: Checked, changes: _Changes) -> None:
    """Count what changes, and note the values."""
    result.created += len(changes.new)
    if not changes.changed:
        return
    ended = sum(ends(changes.layout, row, changes.stored[str(row[0])]) for row in changes.changed)
    result.ended += ended
    result.changed += len(changes.changed) - ended
    rows = {key: row for row, key in enumerate(checked.keys) if row not in checked.frame.wrong}
    room = MAX_KEPT - len(result.differences)
    result.differences += differences(
        checked.frame, changes.layout, changes.changed, changes.stored, rows, room
    )


def _touch(result: Plan, changes: _Changes) -> None:
    """Note the nodes in whose images the rows are."""
    for rows in (changes.new, changes.changed):
        if rows:
            result.touched.append(_owners(changes.layout, rows))


def _owners(layout: Layout, rows: Sequence[Row]) -> tuple[str, list[str]]:
    """The label and the keys of the nodes in whose images rows are."""
    owner = layout.owner
    label, place = (owner.label, 0) if isinstance(owner, NodeType) else (layout.ends[0][0], 1)
    keys = rows.column(place) if isinstance(rows, Rows) else [row[place] for row in rows]
    return label, [str(key) for key in keys]


def _by_type(checked: Checked) -> Iterator[tuple[NodeType, list[int] | None]]:
    nodes, right = checked.frame.table.nodes, checked.right
    if checked.types is None:
        yield nodes[0], right
        return
    rows: dict[str, list[int]] = {node.name: [] for node in nodes}
    for row in right if right is not None else range(len(checked.frame)):
        node = checked.types[row]
        if node is not None:
            rows[node.name].append(row)
    for node in nodes:
        if rows[node.name]:
            yield node, rows[node.name]


async def _compare(
    view: GraphView, checked: Checked, layout: Layout, rows: list[int] | None
) -> _Changes:
    wanted = stored_rows(checked.frame, layout, checked.keys, rows)
    stored = await view.rows(layout, [str(key) for key in wanted.column(0)])
    if not stored:
        return _Changes(layout, wanted, [], {})
    given = [0, *(i for i, f in enumerate(layout.fields, layout.offset) if f.given)]
    part = itemgetter(*given) if len(given) > 1 else itemgetter(slice(1))
    new = wanted.pick([i for i, key in enumerate(wanted.column(0)) if key not in stored])
    changed = [row for row in wanted if row[0] in stored and part(row) != part(stored[str(row[0])])]
    return _Changes(layout, new, changed, stored)


def _creates(result: Plan, checked: Checked, found: list[_Changes]) -> None:
    """New rows: superiors before those below them, rows with the same references together."""
    groups: dict[tuple[int, int, tuple[bool, ...]], array[int]] = {}
    for place, changes in enumerate(found):
        layout, new = changes.layout, changes.new
        targets = [i for i, f in enumerate(layout.fields, layout.offset) if f.target is not None]
        given = [[value is not None for value in new.column(i)] for i in targets]
        for row, key in enumerate(new.column(0)):
            depth = 0 if checked.paths is None else checked.paths[str(key)].count("/")
            group = depth, place, tuple([column[row] for column in given])
            groups.setdefault(group, array("I")).append(row)
    for (_, place, filled), rows in sorted(groups.items(), key=itemgetter(0)):
        layout = found[place].layout
        text = (
            statements.create_relationships(layout)
            if layout.ends
            else statements.create_nodes(layout, filled)
        )
        result.makers.append(partial(_cut, layout, text, found[place].new.pick(rows)))


def _cut(layout: Layout, text: str, rows: Rows) -> Iterator[Batch]:
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        yield Batch(len(part), (Step(text, part),), (_owners(layout, part),))


async def _updates(
    result: Plan, model: Model, view: GraphView, checked: Checked, found: list[_Changes]
) -> None:
    """Changed rows; those whose path changes go together with all that lies below them."""
    moved: set[str] = set()
    if checked.paths is not None and PATH in checked.frame.implied:
        label = model.type(str(family_of_table(checked.frame.table))).label
        for move in path_moves(await view.paths(label), checked.paths, BATCH):
            parts = [
                _Changes(c.layout, c.new.pick(()), [r for r in c.changed if r[0] in move], c.stored)
                for c in found
            ]
            result.makers.append(partial(_move, label, move, parts))
            result.touched.append((label, list(move)))
            moved |= move.keys()
    for changes in found:
        rows = [row for row in changes.changed if row[0] not in moved]
        result.makers.append(partial(_change, changes, rows))


def _move(label: str, move: dict[str, str], parts: list[_Changes]) -> Iterator[Batch]:
    steps = [step for part in parts for step in _steps(part, part.changed)]
    steps.append(Step(statements.set_path(label), list(move.items())))
    touched = [_owners(part.layout, part.changed) for part in parts]
    yield Batch(
        sum(len(part.changed) for part in parts), tuple(steps), (*touched, (label, list(move)))
    )


def _change(changes: _Changes, rows: list[Row]) -> Iterator[Batch]:
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        yield Batch(len(part), tuple(_steps(changes, part)), (_owners(changes.layout, part),))


def _steps(changes: _Changes, rows: list[Row]) -> Iterator[Step]:
    layout = changes.layout
    if not rows:
        return
    # Setting properties first takes each node's lock before its references are looked at.
    yield Step(statements.update_properties(layout), rows)
    for place, item in enumerate(layout.fields, layout.offset):
        if item.target is None or not item.given:
            continue
        other = [(r[0], r[place]) for r in rows if r[place] != changes.stored[str(r[0])][place]]
        if other:
            yield Step(statements.remove_reference(layout, item), other)
        filled = [row for row in other if row[1] is not None]
        if filled:
            yield Step(statements.set_reference(layout, item), filled)
