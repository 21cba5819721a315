"""What can be said of each type: its values, its relatives, and the places it belongs to.

Names are the schema's; what they mean is written here anew, from the glossary.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.oracle.names import snake
from tests.oracle.world import Row, World

Value = Callable[[World, Row], Any]
One = Callable[[World, Row], Row | None]
Many = Callable[[World, Row], list[Row]]
Computed = Callable[..., Any]


@dataclass(frozen=True)
class Scalar:
    """A value. kind: `String`, `Int`, `Date`, `Boolean`, or an enum's name."""

    kind: str
    value: Value


@dataclass(frozen=True)
class Kind:
    """A type. ones, manys: field → the relatives' type, and the relatives of a row.

    within: the places that a row belongs to; None when it belongs to none ever. listed: like
    manys, but shown as plain lists, in the order given. computed: what cannot be asked for in
    filters: lists of values, and values that take arguments. order: the fields that a list is
    in the order of when it is asked for in none, before the code.
    """

    scalars: Mapping[str, Scalar]
    ones: Mapping[str, tuple[str, One]] = field(default_factory=dict[str, tuple[str, One]])
    manys: Mapping[str, tuple[str, Many]] = field(default_factory=dict[str, tuple[str, Many]])
    within: Many | None = None
    listed: Mapping[str, tuple[str, Many]] = field(default_factory=dict[str, tuple[str, Many]])
    computed: Mapping[str, Computed] = field(default_factory=dict[str, Computed])
    order: Sequence[str] = ()


def cells(**columns: str) -> dict[str, Scalar]:
    """Values that stand in a column: field → kind, the column the field's name in snake_case."""
    return {name: Scalar(kind, _cell(snake(name))) for name, kind in columns.items()}


def _cell(column: str) -> Value:
    return lambda world, row: row[column]


def first(rows: list[Row]) -> Row | None:
    """Of several relatives, the one that a field of one shows: the first by code."""
    return min(rows, key=lambda row: row.code, default=None)


def given_id(type_name: str) -> Scalar:
    """The id of a row: its type, and its code or what stands for it."""
    return Scalar("ID", lambda world, row: f"{type_name}:{row.code}")
