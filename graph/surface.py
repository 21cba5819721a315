"""The vocabulary of the API beside the declared node types: fields, types and inputs, as data.

Types are named in GraphQL's own notation (`[Building!]!`), so they may refer to each other in any
order. Nothing here knows how a schema is built or how a field is answered.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: its name and its type in GraphQL notation."""

    name: str
    type: str
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object, interface or input type."""

    name: str
    type: str
    doc: str | None = None
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectType:
    """An object type.

    interfaces: by name. total: what `totalCount` of its connection counts; no connection if None.
    """

    name: str
    fields: tuple[Field, ...]
    doc: str | None = None
    interfaces: tuple[str, ...] = ()
    total: str | None = None


@dataclass(frozen=True, slots=True)
class InputType:
    """An input type; nullable fields may be left out."""

    name: str
    fields: tuple[Field, ...]
    doc: str | None = None


Definition: TypeAlias = ObjectType | InputType | type[Enum]
"""A type of the API; a Python enum has the name, the members' names and the docstring."""

PAGE_ARGUMENTS = (
    Argument("first", "Int", "The first so many; all when left out."),
    Argument("after", "String", "Only what follows this cursor."),
    Argument("last", "Int", "The last so many."),
    Argument("before", "String", "Only what precedes this cursor."),
)
"""The arguments of every connection."""
