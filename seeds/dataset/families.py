"""Which node types share codes, and which tables refer to which.

A family is a set of node types among which a code is unique: the members of an interface
(places, institutions), or a type by itself. It bears the name of the interface or type.
"""

from graph.declare import Model, NodeType
from graph.tables import Column, Reference, Table


def family_of(node: NodeType) -> str:
    """The name of the family in which the type's keys are unique."""
    return node.interfaces[0] if node.interfaces else node.name


def family_of_reference(model: Model, reference: Reference) -> str:
    """The family among whose codes a reference is looked up."""
    return family_of(model.type(reference.target))


def family_of_table(table: Table) -> str | None:
    """The family that a table's rows belong to; None for a table of relationships."""
    return family_of(table.nodes[0]) if table.nodes else None


def allowed_types(model: Model, reference: Reference) -> frozenset[str]:
    """The names of the node types that a reference may lead to."""
    return frozenset(reference.kinds or (t.name for t in model.members(reference.target)))


def references(table: Table) -> list[tuple[Column, Reference]]:
    """The columns of a table that refer to other rows."""
    return [(c, c.type) for c in table.columns if isinstance(c.type, Reference)]


def self_reference(model: Model, table: Table) -> Column | None:
    """The column that names a row's superior in the same table, if it has one."""
    family = family_of_table(table)
    for column, reference in references(table):
        if table.nodes and family_of_reference(model, reference) == family:
            return column
    return None


def in_dependency_order(model: Model, tables: tuple[Table, ...]) -> list[Table]:
    """The tables, each after those its rows refer to.

    Raises ValueError when the declarations refer to each other in a circle.
    """
    ordered: list[Table] = []
    waiting = list(tables)
    while waiting:
        families = {family_of_table(t) for t in waiting}
        ready = [t for t in waiting if not _needs(model, t) & (families - {family_of_table(t)})]
        if not ready:
            names = ", ".join(t.name for t in waiting)
            raise ValueError(f"the tables {names} refer to each other in a circle")
        ordered += ready
        waiting = [t for t in waiting if t not in ready]
    return ordered


def _needs(model: Model, table: Table) -> set[str | None]:
    return {family_of_reference(model, reference) for _, reference in references(table)}
