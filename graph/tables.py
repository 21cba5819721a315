"""The dataset's tables, derived from the declarations of node and relationship types."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from graph.declare import (
    Implied,
    Model,
    NodeType,
    Personal,
    Plain,
    Property,
    Relation,
    RelationshipType,
    ValueType,
    Vocabulary,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell that names another row by its key: a node of the target type or interface.

    kinds: the node types it may name, where not all those of the target.
    """

    target: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a dataset table.

    name, zh: the English and the Chinese heading.
    key: one of the columns that identify a row; it may be empty unless `needed` as well.
    default: what an empty cell means.
    property: the graph property it fills; None for references.
    relationship: (references of node tables) the relationship type it writes, from the
        row's node to the one it names.
    implies, check, personal: as declared of the property.
    """

    name: str
    zh: str
    type: ValueType | Reference
    key: bool = False
    needed: bool = False
    default: Plain | Vocabulary | None = None
    property: str | None = None
    relationship: str | None = None
    implies: tuple[Implied, ...] = ()
    check: Literal["credit-code"] | None = None
    personal: Personal | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A dataset table: rows that are nodes of some types, or relationships of one type.

    nodes: several only for `places`, whose `kind` column tells them apart.
    start, end: (relationship tables) the columns that name the two ends.
    one_of: groups of columns of which a row fills exactly one.
    """

    name: str
    zh: str
    columns: tuple[Column, ...]
    nodes: tuple[NodeType, ...] = ()
    relationship: RelationshipType | None = None
    start: str | None = None
    end: str | None = None
    one_of: tuple[tuple[str, ...], ...] = ()

    def column(self, name: str) -> Column:
        """The column of that English name; KeyError when there is none."""
        for item in self.columns:
            if item.name == name:
                return item
        raise KeyError(f"{self.name} has no column {name}")

    @property
    def key(self) -> tuple[Column, ...]:
        """The columns that identify a row."""
        return tuple(c for c in self.columns if c.key)


def snake_case(name: str) -> str:
    """`fullMemberOn` → `full_member_on`."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


@cache
def tables(model: Model) -> tuple[Table, ...]:
    """All tables of the dataset format, those referred to before those that refer."""
    found: dict[str, Table] = {}
    for node in model.types:
        if node.table is None or node.abstract:
            continue
        table = _node_table(node)
        if table.name in found:
            table = _merge(found[table.name], table)
        found[table.name] = table
    found |= {r.table: _relationship_table(r) for r in model.relationships if r.table}
    return tuple(found.values())


def _node_table(node: NodeType) -> Table:
    assert node.table is not None
    assert node.zh is not None
    columns = [*_property_columns(node.properties), *_reference_columns(node.relations)]
    keys = node.key_columns or (node.key,)
    columns = [replace(c, key=True) if c.name in keys else c for c in columns]
    columns.sort(key=lambda c: keys.index(c.name) if c.key else len(keys))
    return Table(node.table, node.zh, tuple(columns), nodes=(node,), one_of=node.one_of)


def _relationship_table(kind: RelationshipType) -> Table:
    assert kind.table is not None
    assert kind.zh is not None
    assert kind.start_column is not None
    assert kind.end_column is not None
    ends = (
        Column(
            *kind.start_column, type=Reference(kind.start, kind.start_kinds), key=True, needed=True
        ),
        Column(*kind.end_column, type=Reference(kind.end, kind.end_kinds), key=True, needed=True),
    )
    rest = tuple(replace(c, key=c.property in kind.key) for c in _property_columns(kind.properties))
    return Table(
        kind.table,
        kind.zh,
        (*ends, *rest),
        relationship=kind,
        start=kind.start_column[0],
        end=kind.end_column[0],
    )


def _property_columns(properties: tuple[Property, ...]) -> Iterator[Column]:
    for item in properties:
        if item.zh is not None:
            yield Column(
                item.column or snake_case(item.name),
                item.zh,
                item.type,
                needed=item.required and item.default is None,
                default=item.default,
                property=item.name,
                implies=item.implies,
                check=item.check,
                personal=item.personal,
            )


def _reference_columns(relations: tuple[Relation, ...]) -> Iterator[Column]:
    for relation in relations:
        if relation.column is not None and relation.zh is not None:
            hop = relation.hops[0]
            yield Column(
                relation.column,
                relation.zh,
                Reference(hop.to),
                needed=relation.required,
                relationship=hop.relationship,
            )


def _merge(one: Table, other: Table) -> Table:
    have = {c.name for c in one.columns}
    more = tuple(c for c in other.columns if c.name not in have)
    return replace(one, columns=(*one.columns, *more), nodes=(*one.nodes, *other.nodes))
