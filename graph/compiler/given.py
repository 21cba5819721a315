"""What arguments and variables hold: coerced values, with slots in place of some.

What an input object, a list or a word is, the schema has seen to: the functions here only say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A value that is known only with the request: where it stands in the variables.

    types: what of it is part of the shape all the same: of ids, the types that they name.
    """

    path: Path
    types: tuple[str, ...] = ()


Given: TypeAlias = (
    "bool | int | float | str | date | Enum | Slot | Sequence[Given] | Mapping[str, Given] | None"
)
"""A value that is given: of an argument, a variable or a statement's parameter."""

Input: TypeAlias = Mapping[str, Given]
"""An input object, arguments or variables: values by name."""


def read(source: Given, variables: Input) -> Given:
    """The value behind slots: of one, of a list that holds some, or of a plain value."""
    if isinstance(source, Slot):
        found: Any = variables
        for step in source.path:
            found = found[step]
        return found
    if isinstance(source, list):
        return [read(item, variables) for item in source]
    return source


def id_type(value: Given) -> str:
    """The type that an id names: what stands before the first colon."""
    return str(value).partition(":")[0]


def input_of(value: Given) -> Input:
    """An input object."""
    assert isinstance(value, dict)
    return value


def optional_input(value: Given) -> Input | None:
    """An input object, or None where none is given."""
    return None if value is None else input_of(value)


def inputs_of(value: Given) -> list[Input]:
    """A list of input objects; an empty one where nothing is given."""
    assert value is None or isinstance(value, list)
    return [input_of(item) for item in value or ()]


def word_of(value: Given) -> str:
    """The word of an enum's member."""
    assert isinstance(value, Enum)
    return value.name


def words_in(value: Given) -> list[str]:
    """The words of a list of enum members; none where nothing is given."""
    assert value is None or isinstance(value, list)
    return [word_of(item) for item in value or ()]


def number_of(value: Given) -> int:
    """A whole number."""
    assert isinstance(value, int)
    return value


def strings_of(value: Given) -> list[str]:
    """A list of texts."""
    assert isinstance(value, list)
    return [str(item) for item in value]
