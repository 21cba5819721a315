"""What has to follow when something gets another code: the keys that are made of it.

Rows without a code have keys made of their key cells, as the loader makes them. Where a cell names
what is renamed, the row gets the key that loading it anew would give.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.declare import NodeType
from graph.keys import row_key
from graph.model import MODEL
from graph.tables import Column, Reference, Table, tables
from graph.writing import IMAGES, Writing


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A row whose key changes: a node of a label, or a relationship of a type."""

    name: str
    node: bool
    old: str
    new: str


async def rekeyed(writing: Writing, node: NodeType, old: str, new: str) -> list[Rekeyed]:
    """The rows whose keys are made of a node's code, with those they get by another code."""
    found: list[Rekeyed] = []
    for table in tables(MODEL):
        if len(table.key) == 1:
            continue
        name = table.relationship.name if table.relationship else table.nodes[0].label
        key = "r.key" if table.relationship else "n.key"
        for naming in (c for c in table.key if _names(c, node)):
            rows = await writing.rows(
                f"{_rows_naming(table, naming, node)} "
                f"RETURN DISTINCT {key}, [{', '.join(cells_of(table))}]",
                {"code": old},
            )
            for was, cells in rows:
                values = [
                    new if _names(column, node) and cell == old else cell
                    for column, cell in zip(table.key, cells, strict=True)
                ]
                row = Rekeyed(name, table.relationship is None, was, row_key(values))
                if row not in found:
                    found.append(row)
    return found


async def touch_all(
    writing: Writing, node: NodeType, code: str, rows: list[Rekeyed], *others: str
) -> None:
    """Touch a node, those with the other codes, all that refer to it, and the rows rekeyed."""
    referring = await writing.rows(
        f"MATCH (:{node.label} {{code: $code}})<--(m) RETURN DISTINCT labels(m), "
        "coalesce(m.code, m.key)",
        {"code": code},
    )
    await writing.touch(node.label, code, *others)
    for labels, key in referring:
        split = next(s for s in (IMAGES.split(f"{label}:{key}") for label in labels) if s)
        await writing.touch(*split)
    for row in rows:
        if row.node:
            await writing.touch(row.name, row.old, row.new)


async def rekey(writing: Writing, rows: list[Rekeyed]) -> None:
    """Give rows their new keys; they were touched before."""
    for row in rows:
        match = (
            f"MATCH (x:{row.name} {{key: $old}})"
            if row.node
            else f"MATCH ()-[x:{row.name} {{key: $old}}]->()"
        )
        await writing.write(f"{match} SET x.key = $new", {"old": row.old, "new": row.new})


def _names(column: Column, node: NodeType) -> bool:
    """Whether a column can name a node of a type."""
    if not isinstance(column.type, Reference):
        return False
    return column.type.target == node.name or column.type.target in node.interfaces


def _rows_naming(table: Table, column: Column, node: NodeType) -> str:
    """The rows of which a column is `$code`, found from the node that it names."""
    named = f":{node.label} {{code: $code}}"
    if table.relationship is None:
        return f"MATCH ({named})<-[:{column.relationship}]-(n:{table.nodes[0].label})"
    start, end = (named, "") if column.name == table.start else ("", named)
    return f"MATCH (a{start})-[r:{table.relationship.name}]->(b{end})"


def cells_of(table: Table) -> Iterator[str]:
    """A row's key cells in Cypher, as texts: of `n`, or of `r` between `a` and `b`."""
    for place, column in enumerate(table.key):
        if table.relationship is not None and place < 2:
            yield f"{'ab'[place]}.code"
        elif column.relationship is not None:
            yield f"head([(n)-[:{column.relationship}]->(t) | t.code])"
        else:
            var = "r" if table.relationship is not None else "n"
            yield f"toString({var}.{column.property})"
