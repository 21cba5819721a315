"""Every column of every table can be corrected, and emptied where it may be empty."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from graph.bolt import Graph
from graph.changes import CHANGES
from graph.saving import TABLES, field_name
from graph.tables import Column, Reference, Table
from tests.content import wipe
from tests.dataset.loading import contents, loaded
from tests.dataset.small import Rows, small
from tests.resolvers.test_corrections import inputs, make


def saving_of(table: Table) -> str:
    """The change that makes and corrects a table's records: the one with most of its columns."""
    columns = {field_name(column) for column in table.columns}
    keys = {field_name(column) for column in table.key}

    kinds = {node.name for node in table.nodes}

    def fit(name: str) -> tuple[int, int, bool]:
        fields = {field.name for field in CHANGES[name].fields}
        shown = CHANGES[name].payload.field.type
        return len(fields & columns), -len(fields - columns), shown in kinds

    found = [
        change.name
        for change in CHANGES.values()
        if change.name.startswith(("save", "record"))
        and keys <= {field.name for field in change.fields}
    ]
    return max(found, key=fit)


SAVING = {name: saving_of(table) for name, table in TABLES.items()}


def test_every_table_has_a_change_of_its_own() -> None:
    assert len(set(SAVING.values())) == len(TABLES), SAVING


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_is_a_field_of_the_change(name: str) -> None:
    change = CHANGES[SAVING[name]]
    fields = {field.name: field.type for field in change.fields}
    for column in TABLES[name].columns:
        kind = fields.get(field_name(column))
        assert kind is not None, f"{name}.{column.name} cannot be corrected"
        if not column.needed and not column.key:
            assert not kind.endswith("!"), f"{name}.{column.name} cannot be emptied"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_record_can_be_removed(name: str) -> None:
    """By its id, or by its key where it is a relationship."""
    table = TABLES[name]
    if table.relationship is None:
        return
    keys = {field_name(column) for column in table.key}
    removing = [
        change.name
        for change in CHANGES.values()
        if change.name.startswith("remove") and keys <= {field.name for field in change.fields}
    ]
    assert len(removing) == 1, f"{name}: {removing}"


def _another(table: Rows, column: Column, cell: Any) -> Any:
    """Another value that a cell may have: of the same column elsewhere, or an empty one."""
    if cell is None and table.name == "places":
        # Not every kind of place has every column.
        return None
    place = table.columns.index(column.name)
    others = [row[place] for row in table.rows if row[place] not in (None, cell)]
    if others and not isinstance(column.type, Reference) and column.name != "kind":
        return others[0]
    if isinstance(cell, bool):
        return not cell
    if isinstance(cell, int):
        return cell + 1
    if cell is not None and not column.needed:
        return None
    return cell


def _edited(tables: Mapping[str, Rows], empty: bool) -> dict[str, Rows]:
    """All cells that are no keys are other ones, or empty where they may be."""
    found = deepcopy(dict(tables))
    for name, rows in found.items():
        for index, heading in enumerate(rows.columns):
            column = TABLES[name].column(heading)
            if column.key or heading in ("parent_code", "kind"):
                continue
            for row, old in zip(rows.rows, tables[name].rows, strict=True):
                if not empty:
                    row[index] = _another(tables[name], column, old[index])
                elif not column.needed and column.name != "registered_on":
                    row[index] = None
    return found


@pytest.mark.drawn(1)
@pytest.mark.parametrize("empty", [False, True])
async def test_corrected_records_are_those_of_a_corrected_file(blank: Graph, empty: bool) -> None:
    tables = small()
    edited = _edited(tables, empty)
    await loaded(blank, edited)
    wanted = await contents(blank)
    await wipe(blank)
    await loaded(blank, tables)
    for name, change in SAVING.items():
        columns = {field_name(TABLES[name].column(h)): h for h in edited[name].columns}
        if name == "places":
            # In a file that is one word, which says the kind of the subdistrict too.
            edited[name].put(3, "kind", "SUBDISTRICT")
        for given, row in zip(inputs(edited[name]), edited[name].rows, strict=True):
            cells = dict(zip(edited[name].columns, row, strict=True))
            emptied = {field: None for field, heading in columns.items() if cells[heading] is None}
            await make(blank, change, {**emptied, **given})
    assert await contents(blank) == wanted
