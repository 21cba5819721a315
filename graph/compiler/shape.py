"""Shapes: what the rows of a plan become in the response.

A shape mirrors the selection; it says where each value stands in the row and what GraphQL
demands of it. Objects joined into a row share its columns; connections are objects too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "bool | int | float | str | list[Value] | None"
"""What stands in a column of a row; rows are lists of such."""

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""What is answered."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar or enum value.

    owner: `Type.field`, for messages. words: the enum's names. listed: a list of values.
    mask: shown through a mask: "name" or "hidden".
    """

    column: int
    owner: str
    required: bool = False
    words: frozenset[str] | None = None
    listed: bool = False
    mask: str | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """The same in every row, such as `__typename`."""

    value: str | bool | None


@dataclass(frozen=True, slots=True)
class Identity:
    """An id: the type's name, fixed or in a column, and the key."""

    column: int
    type: str | int


@dataclass(frozen=True, slots=True)
class Object:
    """An object among the row's columns; null where the presence column is.

    person: the column with the key of the person that it shows, where that is noted.
    """

    fields: tuple[tuple[str, "Shape"], ...]
    owner: str = ""
    presence: int | None = None
    required: bool = False
    person: int | None = None


@dataclass(frozen=True, slots=True)
class RowOf:
    """A row of its own: so many columns, read by a shape."""

    width: int
    shape: "Shape"


@dataclass(frozen=True, slots=True)
class Variants:
    """A row whose first column tells which of several objects it is."""

    column: int
    cases: tuple[Object, ...]
    widths: tuple[int, ...]
    owner: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class One:
    """A nested row, or null."""

    column: int
    row: RowOf
    owner: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Which of the rows fetched are on the page.

    limit: the parameter with the page's size; one row more was fetched when `more` is set.
    backward: rows were fetched in reverse order.
    """

    limit: str | None = None
    more: bool = False
    backward: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A list of rows."""

    column: int
    row: RowOf
    window: Window = Window()


@dataclass(frozen=True, slots=True)
class Fixed:
    """A list of so many items, each among the row's columns."""

    items: tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """A cursor over some of the row's columns."""

    columns: tuple[int, ...]
    order: str


@dataclass(frozen=True, slots=True)
class PageInfo:
    """The page's borders.

    rows: the column with the page's rows, of so many columns, the cursor's among them.
    other: the column that tells whether there are rows on the far side of the cursor.
    """

    fields: tuple[tuple[str, str], ...]
    rows: int
    width: int
    window: Window
    cursor: Cursor | None
    other: int | None


LookupGroup: TypeAlias = tuple[str, int, RowOf, int]
"""Of one type: its name, its column of rows, their shape, and where the key stands in one."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Objects in the order of a parameter's ids, null where there is none."""

    ids: str
    groups: tuple[LookupGroup, ...]


@dataclass(frozen=True, slots=True)
class Apply:
    """What a function makes of the values of other shapes."""

    function: Callable[..., Json]
    parts: tuple["Shape", ...]


Shape: TypeAlias = (
    Leaf
    | Constant
    | Identity
    | Object
    | Variants
    | One
    | Many
    | Fixed
    | Cursor
    | PageInfo
    | Lookup
    | Apply
)
