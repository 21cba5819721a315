"""Ends or removes, within a transaction, the rows of a table that a source no longer has.

Rows that are valid between days end, unless they have not begun; others are removed. A node that
rows of other tables need is kept. What has ended already stays as it is.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from graph.bolt import Transaction
from graph.declare import Model
from graph.rights.changing import outside, places_of
from graph.tables import Table, tables
from seeds.dataset.families import references
from seeds.dataset.leftover import Fate, Leftover
from seeds.dataset.rows import interval_of
from seeds.out.belonging import Belonging
from seeds.out.reading import cell_of, label_of, pattern_of

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Within:
    """What may be ended and removed.

    model: of the graph. paths: of the places at or below which rows belong; None is everywhere.
    scope: paths of the caller's places; None is everything. day: `YYYY-MM-DD`, the first on which
    what ends holds no more.
    """

    model: Model
    paths: tuple[str, ...] | None
    scope: tuple[str, ...] | None
    day: str


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    owner: str
    name: str
    fate: Fate


async def settle(
    transaction: Transaction,
    table: Table,
    keys: Collection[str],
    within: Within,
    touch: Callable[..., Awaitable[None]] | None = None,
) -> list[Leftover]:
    """End or remove a table's rows whose stored key is none of `keys`; what became of each.

    touch: told label and keys of the nodes in whose images the rows are, before they change.
    """
    rows = await _rows(transaction, table, set(keys), within)
    if touch is not None and rows:
        await touch(owner_label(within.model, table), *(row.owner for row in rows))
    ended = [row.key for row in rows if row.fate is Fate.END]
    removed = [row.key for row in rows if row.fate is Fate.REMOVE]
    await _end(transaction, table, ended, within)
    needed: dict[str, tuple[tuple[str, str], ...]] = {}
    if table.relationship is not None:
        await _in_batches(transaction, f"{_match(within.model, table)} DELETE n", removed)
    else:
        kept = await _remove(transaction, table, removed, within.model)
        needed = await _needed_for(transaction, table, kept, within.model)
    return [
        Leftover(
            table.name,
            row.name,
            row.key,
            Fate.KEEP if row.key in needed else row.fate,
            within.day if row.fate is Fate.END else None,
            needed.get(row.key, ()),
        )
        for row in rows
    ]


def owner_label(model: Model, table: Table) -> str:
    """The label of the nodes in whose images a table's rows are."""
    kind = table.relationship
    return label_of(model, table) if kind is None else model.type(kind.start).label


async def _rows(
    transaction: Transaction, table: Table, keys: set[str], within: Within
) -> list[_Row]:
    belonging = Belonging(within.model, within.paths)
    valid = interval_of(table)
    days = ["null", "null"] if valid is None else [f"n.{valid.since}", f"n.{valid.until}"]
    cells = [cell_of(within.model, table, column) for column in table.key]
    stored = f"n.{_key(table)}"
    values = [stored, *(f"toString({day})" for day in days), *cells]
    own = belonging.own(table)
    found: list[list[Any]] = await transaction.value(
        f"MATCH {pattern_of(within.model, table)}{f' WHERE {own}' if own else ''} "
        f"RETURN collect([{', '.join(values)}])",
        belonging.parameters(table),
    )
    rows: list[_Row] = []
    for key, since, until, *names in sorted(found, key=lambda row: str(row[0])):
        if key in keys or (until is not None and until <= within.day):
            continue
        begun = since is None or since < within.day
        fate = Fate.END if valid is not None and begun else Fate.REMOVE
        name = " ".join(str(cell) for cell in names if cell is not None)
        rows.append(_Row(key, key if table.nodes else str(names[0]), name, fate))
    if within.scope is None:
        return rows
    owners = list(dict.fromkeys(row.owner for row in rows))
    places = await places_of(transaction, owner_label(within.model, table), owners)
    scope = within.scope
    return [row for row in rows if not outside(places.get(row.owner, ()), scope)]


async def _end(transaction: Transaction, table: Table, keys: Sequence[str], within: Within) -> None:
    valid = interval_of(table)
    if valid is not None:
        text = f"{_match(within.model, table)} SET n.{valid.until} = date($day)"
        await _in_batches(transaction, text, keys, day=within.day)


async def _remove(
    transaction: Transaction, table: Table, keys: Sequence[str], model: Model
) -> list[str]:
    """Take out nodes that no row of another table needs, those below first; those that stay."""
    left: list[str] = list(keys)
    while left:
        gone = set[str]()
        for start in range(0, len(left), _BATCH):
            done: list[str] = await transaction.value(
                f"{_match(model, table)} WHERE NOT EXISTS {{ {_other(table)} }} "
                "WITH n, key DETACH DELETE n RETURN collect(key)",
                {"keys": left[start : start + _BATCH], "own": _own(table)},
            )
            gone.update(done)
        if not gone:
            break
        left = [key for key in left if key not in gone]
    return left


async def _needed_for(
    transaction: Transaction, table: Table, keys: Sequence[str], model: Model
) -> dict[str, tuple[tuple[str, str], ...]]:
    """For nodes that stay, the tables whose rows need them."""
    names = _tables_by_relationship(model)
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for start in range(0, len(keys), _BATCH):
        rows = await transaction.rows(
            f"{_match(model, table)} MATCH {_other(table)} RETURN key, collect(DISTINCT type(r))",
            {"keys": list(keys[start : start + _BATCH]), "own": _own(table)},
        )
        for key, kinds in rows:
            found[str(key)] = tuple(sorted({names[kind] for kind in kinds}))
    return found


async def _in_batches(
    transaction: Transaction, text: str, keys: Sequence[str], **more: str
) -> None:
    for start in range(0, len(keys), _BATCH):
        await transaction.rows(text, {"keys": list(keys[start : start + _BATCH]), **more})


def _match(model: Model, table: Table) -> str:
    kind = table.relationship
    if kind is not None:
        return f"UNWIND $keys AS key MATCH ()-[n:{kind.name} {{key: key}}]->()"
    return f"UNWIND $keys AS key MATCH (n:{label_of(model, table)} {{{_key(table)}: key}})"


def _other(table: Table) -> str:
    """A relationship of a node that is no cell of its own row."""
    return "(n)-[r]-() WHERE NOT (startNode(r) = n AND type(r) IN $own)"


def _own(table: Table) -> list[str]:
    return [str(column.relationship) for column, _ in references(table)]


def _key(table: Table) -> str:
    return "key" if table.relationship is not None else table.nodes[0].key


def _tables_by_relationship(model: Model) -> dict[str, tuple[str, str]]:
    """The names, Chinese and English, of the table whose rows have relationships of a type."""
    found: dict[str, tuple[str, str]] = {}
    for table in tables(model):
        if table.relationship is not None:
            found[table.relationship.name] = (table.zh, table.name)
        for column, _ in references(table):
            if column.relationship is not None:
                found[column.relationship] = (table.zh, table.name)
    return found
