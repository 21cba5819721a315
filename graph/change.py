"""What a change is, and the checks that several share."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from graph.bolt import Transaction
from graph.codes import meant
from graph.surface import Field, InputType
from graph.validity import between

Input: TypeAlias = Mapping[str, Any]
"""The fields of a change by name, nullable ones left out or None."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change to the organization graph, on a day.

    order: where it stands among the others.
    name: what it is called; its field in the input `Change`.
    input: the name of the input type with `fields`.
    day: the field with the day on which it takes effect.
    apply: writes within an open transaction; raises ChangeError before it writes.
    """

    order: int
    name: str
    doc: str
    input: str
    fields: tuple[Field, ...]
    day: str
    apply: Callable[[Transaction, Input], Awaitable[None]]

    def __post_init__(self) -> None:
        if all(field.name != self.day for field in self.fields):
            raise ValueError(f"{self.name} has no field {self.day}")

    @property
    def input_type(self) -> InputType:
        """Its input."""
        return InputType(self.input, self.fields, self.doc)


class ChangeError(ValueError):
    """A change that cannot be made; path: the input that is wrong, below the change."""

    def __init__(self, message: str, *path: str) -> None:
        super().__init__(message)
        self.path = path


async def check_code(
    transaction: Transaction, label: str, code: str | None, *path: str, what: str
) -> None:
    """Raises ChangeError where a code that was given is of nothing."""
    if code is None:
        return
    found = await transaction.rows(f"MATCH (n:{label} {{code: $code}}) RETURN 1", {"code": code})
    if not found:
        near = await meant(transaction, label, code, names=label != "Person")
        raise ChangeError(f"There is no {what} with the code {code!r}. {near}".strip(), *path)


async def check_in_office(transaction: Transaction, code: str, on: date, *path: str) -> None:
    """Raises ChangeError where a code is of no organization, or of one not in office on a day."""
    rows = await transaction.rows(
        "MATCH (o:PartyOrganization {code: $code}) RETURN "
        + between("o.establishedOn", "o.dissolvedOn", "$on"),
        {"code": code, "on": on},
    )
    if not rows:
        near = await meant(transaction, "PartyOrganization", code)
        raise ChangeError(f"There is no organization with the code {code!r}. {near}".strip(), *path)
    if not rows[0][0]:
        raise ChangeError(f"The organization {code!r} is not in office on {on}.", *path)


def word(value: Any) -> Any:
    """An enum member by its name, anything else as it is."""
    return getattr(value, "name", value)
