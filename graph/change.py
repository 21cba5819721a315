"""What a change is: its input, what it checks and writes, and how it is called in the API."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.surface import Field, InputType
from graph.writing import Writing

Input: TypeAlias = Mapping[str, Any]
"""The fields of a change by name, nullable ones left out or None."""

Apply: TypeAlias = Callable[[Writing, Input], Awaitable[str]]
"""Checks and writes; the id of the node that it is about. Raises ChangeError before it writes."""

ApplyAll: TypeAlias = Callable[[Writing, Sequence[Input]], Awaitable[list[str] | None]]
"""Makes many changes of a kind in a few statements, as `Apply` would make one after the other.

None, with nothing written, where one of them may be refused: made one by one they tell why."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a change's mutation answers: a type with one field of its own beside the common ones."""

    name: str
    field: Field


@dataclass(frozen=True, slots=True)
class Change:
    """A change to the organization graph.

    order: where it stands among the others.
    name: what it is called; its field in the input `Change`.
    mutation: the name of its mutation. flat: whether that takes the fields themselves as
        arguments, not an input of them.
    input: the name of the input type with `fields`.
    day: the field with the day on which it takes effect; None for what holds whatever the day.
    personal: fields that hold personal data, which the log keeps apart.
    apply_all: makes many of them at once; None where they are made one by one.
    about: label and key of a node that it is sure to touch, by its input alone.
    """

    order: int
    name: str
    doc: str
    mutation: str
    payload: Payload
    input: str
    fields: tuple[Field, ...]
    apply: Apply
    day: str | None = None
    flat: bool = False
    personal: tuple[str, ...] = ()
    apply_all: ApplyAll | None = None
    about: Callable[[Input], tuple[str, str]] | None = None

    def __post_init__(self) -> None:
        names = {field.name for field in self.fields}
        for name in (*self.personal, *([] if self.day is None else [self.day])):
            if name not in names:
                raise ValueError(f"{self.name} has no field {name}")

    @property
    def input_type(self) -> InputType:
        """Its input."""
        return InputType(self.input, self.fields, self.doc)


def word(value: Any) -> Any:
    """An enum member by its name, anything else as it is."""
    return getattr(value, "name", value)


def payload(name: str, field: str, kind: str, doc: str) -> Payload:
    """A payload that shows the node which the change is about."""
    return Payload(name, Field(field, kind, doc))


PLACE = payload("PlacePayload", "place", "Place", "地点：有问题时为空。 — Null with problems.")
ORGANIZATION = payload(
    "PartyOrganizationPayload",
    "organization",
    "PartyOrganization",
    "党组织：有问题时为空。 — Null with problems.",
)
PERSON = payload("PersonPayload", "person", "Person", "人员：有问题时为空。 — Null with problems.")
POST = payload("PostPayload", "post", "Post", "任职：有问题时为空。 — Null with problems.")
LIAISON = payload(
    "LiaisonPayload", "liaison", "Liaison", "包联：有问题时为空。 — Null with problems."
)
REGISTRATION = payload(
    "DualRegistrationPayload",
    "registration",
    "DualRegistration",
    "双报到：有问题时为空。 — Null with problems.",
)
COMPANY = payload(
    "PropertyCompanyPayload",
    "company",
    "PropertyCompany",
    "物业企业：有问题时为空。 — Null with problems.",
)
ACTIVITY = payload(
    "ActivityPayload", "activity", "Activity", "活动：有问题时为空。 — Null with problems."
)
