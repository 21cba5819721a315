"""`coverageChange`: what coverage gained and lost between two days, and by which event."""

from graph.coverage.change import change_root
from graph.coverage.question import CoverageEventKind
from graph.surface import PAGE_ARGUMENTS, Argument, Field, ObjectType
from resolvers.root_field import RootField
from resolvers.roots.coverage import BY, OF, WITHIN

_EVENT = ObjectType(
    "CoverageEvent",
    (
        Field("place", "Place!"),
        Field("gained", "Boolean!", "Whether the place was gained; else it was lost."),
        Field("kind", "CoverageEventKind!"),
        Field("on", "Date", "The day of the event; null where no record has it."),
        Field("organization", "PartyOrganization!", "The organization it happened to."),
    ),
    "What gained or lost a place its coverage.",
)

_CHANGE = ObjectType(
    "CoverageChange",
    (
        Field("of", "PlaceKind!"),
        Field("from", "Date!"),
        Field("to", "Date!"),
        Field("gained", "PlaceConnection!", "Covered on `to` and not on `from`.", PAGE_ARGUMENTS),
        Field("lost", "PlaceConnection!", "Covered on `from` and not on `to`.", PAGE_ARGUMENTS),
        Field(
            "events", "[CoverageEvent!]!", "For each place gained or lost, by which event; by code."
        ),
        Field("before", "Coverage!", "As of `from`."),
        Field("after", "Coverage!", "As of `to`."),
    ),
)

ROOT = RootField(
    order=30,
    field=Field(
        "coverageChange",
        "CoverageChange!",
        "Coverage on two days: what was gained and lost between them, and by which event.",
        (OF, BY, WITHIN, Argument("from", "Date!"), Argument("to", "Date!")),
    ),
    types=(CoverageEventKind, _EVENT, _CHANGE),
    needs=("Place",),
    in_what_if=True,
    planner=change_root,
)
