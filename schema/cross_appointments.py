"""Types of cross-appointments between communities and property companies."""

from graph.cross.terms import AppointmentDirection, AppointmentStatus
from graph.declare import Model
from schema.connections import PAGE_ARGUMENTS, add_connection
from schema.registry import Argument, Field, Registry

_NEEDED = ("Community", "PropertyCompany", "Post")


def add_cross_appointments(registry: Registry, model: Model) -> None:
    """Register the types, where the model has both sides."""
    if any(name not in model.by_name for name in _NEEDED):
        return
    registry.enum(AppointmentDirection, AppointmentDirection.__doc__)
    registry.enum(AppointmentStatus, AppointmentStatus.__doc__)
    registry.object(
        "CrossAppointment",
        [
            Field("id", "ID!"),
            Field("direction", "AppointmentDirection!"),
            Field("person", "Person!"),
            Field("post", "Post!"),
            Field("community", "Community!"),
            Field("company", "PropertyCompany!"),
            Field("since", "Date", "Of the post."),
            Field("until", "Date", "Of the post."),
        ],
        "One person's cross-appointment between a community Party committee and a property "
        "company's Party organization (双向进入、交叉任职).",
        interfaces=("Node",),
    )
    registry.object(
        "CrossAppointmentPair",
        [
            Field("community", "Community!"),
            Field("company", "PropertyCompany!"),
            Field("status", "AppointmentStatus!"),
            Field(
                "appointments",
                "[CrossAppointment!]!",
                "Those to the company first, then those to the community; each by its start.",
            ),
        ],
        "A community and a property company that manages a compound in it.",
    )
    add_connection(registry, "CrossAppointmentPair", "Of all pairs asked for, on any page.")


def cross_appointment_roots(model: Model) -> list[Field]:
    """The root field `crossAppointments`."""
    if any(name not in model.by_name for name in _NEEDED):
        return []
    return [
        Field(
            "crossAppointments",
            "CrossAppointmentPairConnection!",
            "Pairs of a community and a property company managing there on the day, by their "
            "codes, with the posts held across the two sides.",
            (
                Argument("within", "String", "A place's code; everywhere when left out."),
                Argument("status", "[AppointmentStatus!]", "Only pairs of these."),
                *PAGE_ARGUMENTS,
            ),
        )
    ]
