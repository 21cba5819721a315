"""Keeps a load within a caller's scope: what lies outside is neither compared nor written.

The rule is that of changes: a node may be touched where one of the places that it belongs to,
before and after, is in the scope (`graph/rights/changing.py`). A row is of the node in whose image
it stands.
"""

from collections.abc import Mapping, Sequence

from graph.bolt import Graph, Transaction
from graph.codes import Readable
from graph.declare import Model
from graph.rights.changing import outside, places_of
from seeds.dataset.check import Checked
from seeds.dataset.errors import OUTSIDE_SCOPE
from seeds.dataset.frame import Finding, Frame
from seeds.dataset.layout import keys_of
from seeds.dataset.notes import Note, outside_scope
from seeds.dataset.plan import Plan
from seeds.dataset.rows import read_cells
from seeds.sync.leftovers import owner_label

_BATCH = 10_000


async def sift(
    graph: Graph, model: Model, frames: Sequence[Frame], scope: Sequence[str]
) -> list[Note]:
    """Take rows out of the frames that are about what is in the graph, outside the scope.

    Such as the superiors that an export of a part has with it. Whether they agree with the graph
    is not told: notes only name the rows.
    """
    notes: list[Note] = []
    for frame in frames:
        # Only for the keys: what is wrong with cells is found later, in the rows that stay.
        for _ in read_cells(frame):
            pass
        away = await _outside(graph, model, frame, scope)
        if away:
            notes.append(outside_scope(frame.sheet, [frame.numbers[row] for row in sorted(away)]))
            _drop(frame, away)
    return notes


async def outsiders(
    transaction: Transaction, plans: Mapping[str, Plan], scope: Sequence[str]
) -> dict[str, set[str]]:
    """By table, the keys of the nodes that were written to and belong to no place of the scope."""
    found: dict[str, set[str]] = {}
    for name, made in plans.items():
        for label, keys in made.touched:
            places = await _places(transaction, label, keys)
            wrong = {key for key in keys if outside(places.get(key, ()), scope)}
            found.setdefault(name, set()).update(wrong)
    return found


def refused(checked: Checked, keys: set[str]) -> list[Finding]:
    """That rows of a table are about nodes, of these keys, outside the scope."""
    frame = checked.frame
    column = frame.table.key[0].name
    owners = checked.keys if frame.table.nodes else frame.values[column]
    return [
        Finding(row, column, OUTSIDE_SCOPE, {"value": str(owner)})
        for row, owner in enumerate(owners)
        if owner in keys and row not in frame.wrong
    ]


async def _outside(graph: Graph, model: Model, frame: Frame, scope: Sequence[str]) -> set[int]:
    """The rows of what is in the graph, outside the scope."""
    keys = keys_of(frame)
    label = owner_label(model, frame.table)
    kind = frame.table.relationship
    if kind is None:
        places = await _places(graph, label, keys)
        return {
            row for row, key in enumerate(keys) if key in places and outside(places[key], scope)
        }
    stored: set[str] = set()
    for start in range(0, len(keys), _BATCH):
        part = keys[start : start + _BATCH]
        stored |= set(
            await graph.read(
                f"UNWIND $keys AS key MATCH ()-[n:{kind.name} {{key: key}}]->() "
                "RETURN collect(key)",
                {"keys": part},
            )
        )
    owners = [str(value) for value in frame.values[frame.table.key[0].name]]
    places = await _places(graph, label, owners)
    return {
        row
        for row, key in enumerate(keys)
        if key in stored and outside(places.get(owners[row], ()), scope)
    }


async def _places(source: Readable, label: str, keys: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    ordered = list(dict.fromkeys(key for key in keys if key))
    for start in range(0, len(ordered), _BATCH):
        found |= await places_of(source, label, ordered[start : start + _BATCH])
    return found


def _drop(frame: Frame, away: set[int]) -> None:
    """Take rows out of a frame, as if the source had not had them."""
    kept = [row for row in range(len(frame)) if row not in away]
    now = {row: place for place, row in enumerate(kept)}
    frame.findings = [
        finding
        if finding.row < 0
        else Finding(now[finding.row], finding.column, finding.kind, finding.details, finding.place)
        for finding in frame.findings
        if finding.row < 0 or finding.row in now
    ]
    frame.numbers = [frame.numbers[row] for row in kept]
    frame.raw = {name: [cells[row] for row in kept] for name, cells in frame.raw.items()}
    frame.values, frame.implied = {}, {}
