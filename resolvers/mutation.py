"""The vocabulary of mutations: what one is, and what it has to say when it was made."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from graph.surface import Field, ObjectType
from graph.writing import Writing

Given: TypeAlias = Mapping[str, Any]
"""A mutation's arguments by name, variables read."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a mutation has made: the id of what its payload shows, and what its log entry says.

    given: the input for the log, personal data masked. day: on which it takes effect.
    """

    node_id: str | None
    given: Mapping[str, Any]
    day: date | None = None
    undoes: int | None = None


def _nothing(_: Given) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Mutation:
    """A mutation.

    field: with its arguments. payload: the type that it leads to; it has `problems` and `bookmark`
        and one field more.
    make: checks and writes. Raises ChangeError.
    large: whether it may be so much that no others share its transaction.
    about: a node that it is sure to touch, as label and key, by its arguments alone; None for none.
    """

    field: Field
    payload: ObjectType
    make: Callable[[Writing, Given], Awaitable[Made]]
    large: bool = False
    about: Callable[[Given], tuple[str, str] | None] = _nothing
