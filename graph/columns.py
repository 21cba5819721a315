"""What a table's columns are called in the API: fields of inputs, arguments of look-ups."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from functools import cache

from graph.api import type_name
from graph.declare import Model, NodeType, Property
from graph.keys import row_key
from graph.tables import Column, Reference, Table, tables
from graph.words import words_of


def field_name(column: Column) -> str:
    """What a column is called in an input: its property, or the heading in camelCase."""
    if column.property is not None:
        return column.property
    first, *rest = column.name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def field_type(column: Column) -> str:
    """The GraphQL type of a column's values: a code where it refers; never with `!`."""
    return "String" if isinstance(column.type, Reference) else type_name(column.type)


def field_doc(model: Model, table: Table, column: Column) -> str:
    """What a column says of its row: as declared of the property, or whose code it is."""
    for item in _properties(table):
        if item.name == column.property:
            return item.doc
    target = column.type.target if isinstance(column.type, Reference) else column.name
    en = words_of(model.type(target).doc).name
    return f"{column.zh}：所指{en}的编码。 — The code of the {target} that it names."


def _properties(table: Table) -> Sequence[Property]:
    return (table.relationship or table.nodes[0]).properties


@cache
def table_of(model: Model, node: NodeType) -> Table:
    """The table whose rows are the nodes of a type.

    StopIteration where no table has them.
    """
    return next(
        table
        for table in tables(model)
        if node in table.nodes
        or (node.edge and table.relationship and table.relationship.name == node.label)
    )


def key_columns(model: Model, node: NodeType) -> tuple[Column, ...]:
    """The columns by which a node without a code is looked up; none where it has one."""
    if not node.key_columns and node.edge is None:
        return ()
    return table_of(model, node).key


def composed_key(values: Sequence[object]) -> str:
    """The stored key of a node without a code. values: its key columns', None where empty."""
    return row_key([None if value is None else _text(value) for value in values])


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return value.name
    return value.isoformat() if isinstance(value, date) else str(value)
