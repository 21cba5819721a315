"""`crossAppointments`: communities and property companies, and the posts held across the two."""

from graph.cross.by_id import appointments_by_id
from graph.cross.pairs import cross_appointments_root
from graph.cross.terms import APPOINTMENT, PAIR, AppointmentDirection, AppointmentStatus
from graph.surface import PAGE_ARGUMENTS, Argument, Field, ObjectType
from resolvers.root_field import AddedLookup, RootField

_APPOINTMENT = ObjectType(
    APPOINTMENT,
    (
        Field("id", "ID!"),
        Field("direction", "AppointmentDirection!"),
        Field("person", "Person!"),
        Field("post", "Post!"),
        Field("community", "Community!"),
        Field("company", "PropertyCompany!"),
        Field("since", "Date", "Of the post."),
        Field("until", "Date", "Of the post."),
    ),
    "One person's cross-appointment between a community Party committee and a property "
    "company's Party organization (双向进入、交叉任职).",
    interfaces=("Node",),
)

_PAIR = ObjectType(
    PAIR,
    (
        Field("community", "Community!"),
        Field("company", "PropertyCompany!"),
        Field("status", "AppointmentStatus!"),
        Field(
            "appointments",
            "[CrossAppointment!]!",
            "Those to the company first, then those to the community; each by its start.",
        ),
    ),
    "A community and a property company that manages a compound in it.",
    total="Of all pairs asked for, on any page.",
)

ROOT = RootField(
    order=40,
    field=Field(
        "crossAppointments",
        "CrossAppointmentPairConnection!",
        "Pairs of a community and a property company managing there on the day, by their "
        "codes, with the posts held across the two sides.",
        (
            Argument("within", "String", "A place's code; everywhere when left out."),
            Argument("status", "[AppointmentStatus!]", "Only pairs of these."),
            *PAGE_ARGUMENTS,
        ),
    ),
    types=(AppointmentDirection, AppointmentStatus, _APPOINTMENT, _PAIR),
    needs=("Community", "PropertyCompany", "Post"),
    in_what_if=True,
    planner=cross_appointments_root,
    lookups=(AddedLookup(APPOINTMENT, appointments_by_id),),
)
