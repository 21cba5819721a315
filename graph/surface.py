"""The vocabulary of the API beside the declared node types: fields, types and inputs, as data.

Types are named in GraphQL's own notation (`[Building!]!`), so they may refer to each other in any
order. Nothing here knows how a schema is built or how a field is answered.

Every `doc` is in both languages: `名称：说明。 — What it is.` (`graph/words.py`).
"""

from dataclasses import dataclass
from typing import TypeAlias

from graph.declare import Vocabulary
from graph.deprecated import Deprecated


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: its name and its type in GraphQL notation."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object, interface or input type."""

    name: str
    type: str
    doc: str
    arguments: tuple[Argument, ...] = ()
    deprecated: Deprecated | None = None


@dataclass(frozen=True, slots=True)
class ObjectType:
    """An object type.

    interfaces: by name. total: what `totalCount` of its connection counts; no connection if None.
    """

    name: str
    fields: tuple[Field, ...]
    doc: str
    interfaces: tuple[str, ...] = ()
    total: str | None = None


@dataclass(frozen=True, slots=True)
class InputType:
    """An input type; nullable fields may be left out. one_of: exactly one field is given."""

    name: str
    fields: tuple[Field, ...]
    doc: str
    one_of: bool = False


Definition: TypeAlias = ObjectType | InputType | type[Vocabulary]
"""A type of the API; an enum has the name, the members' names and words, and the docstring."""

PAGE_ARGUMENTS = (
    Argument("first", "Int", "前几个：不写则为全部。 — The first so many; all when left out."),
    Argument("after", "String", "在此之后：只要该游标之后的。 — Only what follows this cursor."),
    Argument("last", "Int", "后几个 — The last so many."),
    Argument("before", "String", "在此之前：只要该游标之前的。 — Only what precedes this cursor."),
)
"""The arguments of every connection."""
