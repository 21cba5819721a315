"""What the graph already has of a table's rows, for the columns that the source lacks.

A column that is missing leaves the stored values as they are: rows are checked, and told from
each other, with these in its place.
"""

from collections.abc import Collection, Iterator

from graph.declare import Model, NodeType
from graph.tables import Column
from seeds.dataset.families import family_of_table
from seeds.dataset.frame import Frame
from seeds.dataset.layout import Layout, kind_of, node_layout, relationship_layout, types_of_rows
from seeds.dataset.references import Registry
from seeds.dataset.rows import interval_columns


async def fill_in_stored(registry: Registry, frame: Frame, keys: list[str]) -> Collection[int]:
    """Put stored values into `frame.values` for missing columns that matter to the others.

    keys: of the rows; those of a table of nodes with a code have been looked up. Returns the
    rows that are in the graph, if a column is missing that new rows need.
    """
    absent = [c for c in frame.table.columns if not frame.given(c) and not c.key]
    needed = any(c.needed for c in absent)
    stored: set[int] = set()
    family = family_of_table(frame.table)
    if family is not None and len(frame.table.key) == 1:
        known = registry.in_graph(family)
        if needed:
            stored.update(row for row, key in enumerate(keys) if key in known)
            _fill_in_kinds(frame, {n.name: n for n in frame.table.nodes}, keys, known)
        needed = False
    read = [c for c in absent if _matters(frame, c)]
    if not needed and not read:
        return stored
    for layout, rows in layouts(registry.model, frame):
        found = await registry.view.rows(layout, [keys[row] for row in rows])
        places = {f.column.name: i for i, f in enumerate(layout.fields, layout.offset) if f.column}
        for row in rows:
            values = found.get(keys[row])
            if values is None:
                continue
            stored.add(row)
            for column in read:
                if column.name in places:
                    frame.values[column.name][row] = values[places[column.name]]
    return stored


def _matters(frame: Frame, column: Column) -> bool:
    """Whether a stored value can contradict the source, or be lost to what its words imply."""
    interval = interval_columns(frame)
    if interval is not None and column in interval:
        other = interval[0] if column == interval[1] else interval[1]
        # Of rows told apart by the other one, the stored two have been checked together.
        return frame.given(other) and not other.key
    return column.property in frame.implied


def _fill_in_kinds(
    frame: Frame, nodes: dict[str, NodeType], keys: list[str], known: dict[str, str]
) -> None:
    """The kinds of places, where the source has no such column."""
    if len(nodes) > 1 and not frame.given(frame.table.column("kind")):
        kinds = frame.values["kind"]
        for row, key in enumerate(keys):
            node = nodes.get(known.get(key, ""))
            if node is not None:
                kinds[row] = kind_of(node)


def layouts(model: Model, frame: Frame) -> Iterator[tuple[Layout, list[int]]]:
    """The stored form of the rows of each type, with the rows."""
    table = frame.table
    if table.relationship is not None:
        yield relationship_layout(model, frame, table.relationship), [*range(len(frame))]
        return
    types = types_of_rows(frame)
    for node in table.nodes:
        rows = [i for i in range(len(frame)) if types is None or types[i] is node]
        if rows:
            yield node_layout(model, frame, node), rows
