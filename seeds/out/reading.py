"""The statements that read a table's rows back from the graph, page by page, ordered by key."""

from dataclasses import dataclass

from graph.declare import Model, Scalar
from graph.tables import Column, Reference, Table
from seeds.dataset.families import family_of_reference, family_of_table
from seeds.out.belonging import Belonging

CODED = 5_000
"""Rows with a code of their own that are read at once."""
KEYED = 1_000
"""Codes of a key's first column whose rows are read at once."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is read.

    text: takes `$after`, a code or "", `$limit` and what the condition asks for; it returns one
        row: the last code looked at, null when there was none, and the rows' cells, a list each.
    limit: how many codes are looked at once.
    hidden: properties behind the columns' cells that words of a column imply.
    """

    table: Table
    text: str
    limit: int
    hidden: tuple[str, ...]


def reading(model: Model, table: Table, belonging: Belonging) -> Reading:
    """How to read the rows of a table that belong."""
    hidden = _hidden(table)
    if table.nodes and len(table.key) == 1:
        return _coded(model, table, belonging, hidden)
    return _keyed(model, table, belonging, hidden)


def reference_texts(model: Model, table: Table, belonging: Belonging) -> dict[str, list[str]]:
    """For each family, statements with the codes that rows refer to which belong by themselves."""
    found: dict[str, list[str]] = {}
    own = belonging.own(table)
    where = f" WHERE {own}" if own else ""
    for column in table.columns:
        if isinstance(column.type, Reference):
            cell = cell_of(model, table, column, belonging)
            text = f"MATCH {pattern_of(model, table)}{where} RETURN collect(DISTINCT {cell})"
            found.setdefault(family_of_reference(model, column.type), []).append(text)
    return found


def needed_texts(model: Model, table: Table, belonging: Belonging) -> dict[str, list[str]]:
    """For each family, statements with the codes that the rows with `$codes` refer to."""
    found: dict[str, list[str]] = {}
    for column in table.columns:
        if isinstance(column.type, Reference):
            cell = cell_of(model, table, column, belonging)
            text = (
                f"UNWIND $codes AS code MATCH (n:{label_of(model, table)} {{code: code}}) "
                f"RETURN collect(DISTINCT {cell})"
            )
            found.setdefault(family_of_reference(model, column.type), []).append(text)
    return found


def label_of(model: Model, table: Table) -> str:
    """The label of all rows of a table of nodes."""
    if len(table.nodes) == 1:
        return table.nodes[0].label
    return model.type(str(family_of_table(table))).label


def _hidden(table: Table) -> tuple[str, ...]:
    shown = {c.property for c in table.columns}
    implied = (i.property for c in table.columns for i in c.implies)
    return tuple(dict.fromkeys(name for name in implied if name not in shown))


def pattern_of(model: Model, table: Table) -> str:
    """All rows of a table, `n`; for those that are relationships their ends too, `a` and `b`."""
    kind = table.relationship
    if kind is None:
        return f"(n:{label_of(model, table)})"
    start, end = model.type(kind.start).label, model.type(kind.end).label
    return f"(a:{start})-[n:{kind.name}]->(b:{end})"


def _cells(model: Model, table: Table, belonging: Belonging, hidden: tuple[str, ...]) -> str:
    cells = [cell_of(model, table, column, belonging) for column in table.columns]
    cells += [belonging.shown("n", table, name, f"n.{name}") for name in hidden]
    return f"[{', '.join(cells)}]"


def cell_of(model: Model, table: Table, column: Column, belonging: Belonging | None = None) -> str:
    """A column's stored value, of the rows of `pattern_of`, as far as it is seen."""
    if column.property is not None:
        stored = f"n.{column.property}"
        cell = f"toString({stored})" if column.type is Scalar.DATE else stored
        return cell if belonging is None else belonging.shown("n", table, column.property, cell)
    if table.relationship is not None:
        kind = table.relationship
        var, end = ("a", kind.start) if column.name == table.start else ("b", kind.end)
        return f"{var}.{model.type(end).key}"
    assert isinstance(column.type, Reference)
    target = model.type(column.type.target)
    seen = "" if belonging is None else belonging.seen("x", target)
    where = f" WHERE {seen}" if seen else ""
    return f"head([(n)-[:{column.relationship}]->(x:{target.label}){where} | x.{target.key}])"


def _coded(model: Model, table: Table, belonging: Belonging, hidden: tuple[str, ...]) -> Reading:
    condition = belonging.condition(table)
    key = f"n.{table.nodes[0].key}"
    also = f" AND {condition}" if condition else ""
    cells = _cells(model, table, belonging, hidden)
    text = (
        f"MATCH (n:{label_of(model, table)}) WHERE {key} > $after{also} "
        f"WITH n ORDER BY {key} LIMIT $limit "
        f"WITH {key} AS code, {cells} AS row ORDER BY code "
        "RETURN max(code), collect(row)"
    )
    return Reading(table, text, CODED, hidden)


def _keyed(model: Model, table: Table, belonging: Belonging, hidden: tuple[str, ...]) -> Reading:
    """Rows without a code: those of one page of what the key's first column names."""
    condition = belonging.condition(table)
    label, pattern = _first(model, table)
    where = f" WHERE {condition}" if condition else ""
    text = (
        f"MATCH (a:{label}) WHERE a.code > $after WITH a ORDER BY a.code LIMIT $limit "
        f"WITH collect(a) AS page, max(a.code) AS last "
        f"RETURN last, COLLECT {{ UNWIND page AS a MATCH {pattern}{where} "
        f"RETURN {_cells(model, table, belonging, hidden)} }}"
    )
    return Reading(table, text, KEYED, hidden)


def _first(model: Model, table: Table) -> tuple[str, str]:
    """The label of what the key's first column names, and the way from there, `(a)`, to the row."""
    kind = table.relationship
    if kind is not None:
        end = model.type(kind.end).label
        return model.type(kind.start).label, f"(a)-[n:{kind.name}]->(b:{end})"
    column = table.key[0]
    assert isinstance(column.type, Reference)
    label = model.type(column.type.target).label
    return label, f"(a)<-[:{column.relationship}]-(n:{table.nodes[0].label})"
