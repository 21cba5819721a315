"""Which stored values a table's rows have, in one order for fetching, comparing and writing."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, overload

from graph.declare import Model, NodeType, Property, RelationshipType, Scalar
from graph.keys import row_key
from graph.tables import Column, Reference, Table, snake_case
from seeds.dataset.frame import Frame, Value
from seeds.dataset.rows import key_tuples

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Field:
    """A stored value of a row.

    name: the property, or the relationship type of a reference.
    target: the label that a reference leads to; None for a property.
    column: the column it comes from; None when it follows from others.
    given: whether the source says anything about it; if not, a row that is in the graph
        already keeps what it has.
    """

    name: str
    date: bool = False
    target: str | None = None
    target_key: str = "code"
    column: Column | None = None
    given: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """The stored form of a table's rows of one node or relationship type.

    A stored row is a tuple: the key, for relationships the codes of both ends, then the
    fields. `ends` are the labels and keys of the two ends.
    """

    table: Table
    owner: NodeType | RelationshipType
    key: str
    labels: str
    fields: tuple[Field, ...]
    ends: tuple[tuple[str, str], ...] = ()

    @property
    def offset(self) -> int:
        """Where the fields begin in a stored row."""
        return 1 + len(self.ends)


def types_of_rows(frame: Frame) -> list[NodeType | None] | None:
    """Each row's node type, told by its `kind`; None when the table has only one."""
    if len(frame.table.nodes) < 2:
        return None
    by_kind: dict[Value, NodeType] = {kind_of(node): node for node in frame.table.nodes}
    return [by_kind.get(kind) for kind in frame.values["kind"]]


def kind_of(node: NodeType) -> str:
    """The member of the `kind` column for one of a table's several node types."""
    return snake_case(node.name).strip("_").upper()


def keys_of(frame: Frame) -> list[str]:
    """Each row's stored key: its code, or the hash of its key cells."""
    key = frame.table.key
    if frame.table.nodes and len(key) == 1:
        values = frame.values[key[0].name]
        return ["" if value is None else str(value) for value in values]
    return [row_key([None if v is None else str(v) for v in cells]) for cells in key_tuples(frame)]


def node_layout(model: Model, frame: Frame, node: NodeType) -> Layout:
    """The layout of a node table's rows of one type."""
    by_property = {c.property: c for c in frame.table.columns if c.property is not None}
    fields = [
        _property(frame, item, by_property.get(item.name))
        for item in node.properties
        if item.derived is None and item.name != node.key
    ]
    for column in frame.table.columns:
        if isinstance(column.type, Reference) and column.relationship is not None:
            target = model.type(column.type.target)
            fields.append(
                Field(
                    column.relationship,
                    target=target.label,
                    target_key=target.key,
                    column=column,
                    given=frame.given(column),
                )
            )
    labels = ":".join((*(model.type(i).label for i in node.interfaces), node.label))
    return Layout(frame.table, node, node.key, labels, tuple(fields))


def relationship_layout(model: Model, frame: Frame, kind: RelationshipType) -> Layout:
    """The layout of a relationship table's rows."""
    by_property = {c.property: c for c in frame.table.columns if c.property is not None}
    fields = tuple(
        _property(frame, item, by_property[item.name])
        for item in kind.properties
        if item.name in by_property
    )
    ends = tuple((model.type(name).label, model.type(name).key) for name in (kind.start, kind.end))
    return Layout(frame.table, kind, "key", kind.name, fields, ends)


def _property(frame: Frame, item: Property, column: Column | None) -> Field:
    given = item.name in frame.implied or (column is not None and frame.given(column))
    return Field(item.name, date=item.type is Scalar.DATE, column=column, given=given)


Row: TypeAlias = tuple[Value, ...]


class Rows(Sequence[Row]):
    """Rows in stored form, put together when they are asked for: as tuples they take much memory.

    columns: the values of all rows, column by column. picked: the indexes of these rows; None
    for all.
    """

    def __init__(self, columns: Sequence[Sequence[Value]], picked: Sequence[int] | None) -> None:
        self._columns = columns
        self._picked = range(len(columns[0])) if picked is None else picked

    def column(self, place: int) -> list[Value]:
        """The values at one place of all rows."""
        column = self._columns[place]
        return [column[row] for row in self._picked]

    def pick(self, places: Sequence[int]) -> "Rows":
        """Some of the rows, in their order."""
        if len(places) == len(self):
            return self
        return Rows(self._columns, array("I", [self._picked[place] for place in places]))

    def __len__(self) -> int:
        return len(self._picked)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        picked = self._picked[index]
        if isinstance(picked, int):
            return tuple([column[picked] for column in self._columns])
        if isinstance(picked, range) and picked.step == 1:
            return [*zip(*(c[picked.start : picked.stop] for c in self._columns), strict=True)]
        return [*zip(*([c[row] for row in picked] for c in self._columns), strict=True)]

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]


def stored_rows(
    frame: Frame, layout: Layout, keys: Sequence[str], rows: Sequence[int] | None
) -> Rows:
    """The frame's rows in stored form; all of them, or those of the indexes `rows`."""
    columns: list[Sequence[Value]] = [keys]
    if layout.ends:
        table = frame.table
        columns += [frame.values[end] for end in (table.start, table.end) if end is not None]
    columns += [_values(frame, field) for field in layout.fields]
    return Rows(columns, rows)


def _values(frame: Frame, field: Field) -> Sequence[Value]:
    implied = None if field.target is not None else frame.implied.get(field.name)
    if field.column is None:
        return implied if implied is not None else [None] * len(frame)
    values = frame.values[field.column.name]
    if implied is None:
        return values
    cells = frame.raw.get(field.column.name) or [None] * len(frame)
    # A filled cell says it in its own words.
    return [
        value if hint is None or (cell is not None and str(cell).strip()) else hint
        for value, hint, cell in zip(values, implied, cells, strict=True)
    ]
