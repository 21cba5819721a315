"""Values in columns that a row's own kind does not have."""

from collections import Counter
from collections.abc import Iterator

from graph.declare import NodeType
from seeds.dataset.frame import Frame
from seeds.dataset.layout import kind_of
from seeds.dataset.notes import Note, ignored_values


def ignored(frame: Frame, types: list[NodeType | None] | None) -> Iterator[Note]:
    """Notes on filled cells that are not stored, as the row's kind has no such property."""
    if types is None:
        return
    lacking = {
        column.name: {
            node.name
            for node in frame.table.nodes
            if column.property not in {p.name for p in node.properties}
        }
        for column in frame.table.columns
        if column.property is not None and frame.given(column)
    }
    for name, lack in lacking.items():
        counts: Counter[str] = Counter()
        if lack:
            for value, node in zip(frame.values[name], types, strict=True):
                if value is not None and node is not None and node.name in lack:
                    counts[kind_of(node)] += 1
        for kind, count in counts.items():
            yield ignored_values(frame.sheet, frame.heading(name), kind, count)
