"""Types of coverage: which places have an organization, which lack one, and what changed."""

from graph.coverage.question import CoverageEventKind, GapOrder
from graph.declare import Model
from schema.connections import PAGE_ARGUMENTS, add_connection
from schema.registry import Argument, Field, Registry

_OF = Argument("of", "PlaceKind!", "The kind of places that are counted.")
_BY = Argument(
    "by", "[OrganizationKind!]", "Kinds of organizations that cover; any kind when left out."
)
_WITHIN = Argument(
    "within", "String", "A place's code; everything the caller may see when left out."
)


def coverage_field() -> Field:
    """The field `coverage` of every place."""
    return Field(
        "coverage",
        "Coverage!",
        "Places of a kind at or below this one, and which of them organizations cover.",
        (_OF, _BY),
    )


def coverage_roots(model: Model) -> list[Field]:
    """The root fields `coverage` and `coverageChange`; none where there are no places."""
    if "Place" not in model.by_name:
        return []
    days = (Argument("from", "Date!"), Argument("to", "Date!"))
    return [
        Field(
            "coverage",
            "Coverage!",
            "Places of a kind, and which of them organizations cover. A place is covered when an "
            "organization in office has that very place in its area, alone or shared.",
            (_OF, _BY, _WITHIN),
        ),
        Field(
            "coverageChange",
            "CoverageChange!",
            "Coverage on two days: what was gained and lost between them, and by which event.",
            (_OF, _BY, _WITHIN, *days),
        ),
    ]


def add_coverage(registry: Registry, model: Model) -> None:
    """Register the types of coverage, where the model has places."""
    if "Place" not in model.by_name:
        return
    registry.enum(GapOrder, GapOrder.__doc__)
    registry.enum(CoverageEventKind, CoverageEventKind.__doc__)
    registry.object("CoverageGroup", [Field("place", "Place!"), *_figures()])
    registry.object(
        "Gap",
        [
            Field("place", "Place!"),
            Field("fullMembers", "Int!", "Full members living at the place or below it."),
            Field("members", "Int!", "Members living at the place or below it."),
            Field(
                "nearest",
                "PartyOrganization",
                "The nearest organization above that could take it.",
            ),
            Field("reasons", "[String!]!", "Why it is a gap and matters, in sentences."),
        ],
        "A place that lacks what was asked for, and why it matters.",
    )
    add_connection(registry, "Gap", "All gaps, on any page.")
    registry.object(
        "Coverage",
        [
            *_figures(),
            Field(
                "groups",
                "[CoverageGroup!]!",
                "One row per place of the asked kind, ordered by code; rows sum to the totals. "
                "What has no place of that kind above it counts under the next kind above.",
                (Argument("by", "PlaceKind!", "A kind on the path of the places counted."),),
            ),
            Field(
                "gaps",
                "GapConnection!",
                "The places that are not covered.",
                (*PAGE_ARGUMENTS, Argument("orderBy", "GapOrder", "By code when left out.")),
            ),
        ],
    )
    registry.object(
        "CoverageEvent",
        [
            Field("place", "Place!"),
            Field("gained", "Boolean!", "Whether the place was gained; else it was lost."),
            Field("kind", "CoverageEventKind!"),
            Field("on", "Date", "The day of the event; null where no record has it."),
            Field("organization", "PartyOrganization!", "The organization it happened to."),
        ],
        "What gained or lost a place its coverage.",
    )
    registry.object(
        "CoverageChange",
        [
            Field("of", "PlaceKind!"),
            Field("from", "Date!"),
            Field("to", "Date!"),
            Field(
                "gained",
                "PlaceConnection!",
                "Covered on `to` and not on `from`.",
                PAGE_ARGUMENTS,
            ),
            Field("lost", "PlaceConnection!", "Covered on `from` and not on `to`.", PAGE_ARGUMENTS),
            Field(
                "events",
                "[CoverageEvent!]!",
                "For each place gained or lost, by which event; by code.",
            ),
            Field("before", "Coverage!", "As of `from`."),
            Field("after", "Coverage!", "As of `to`."),
        ],
    )


def _figures() -> list[Field]:
    return [
        Field("total", "Int!"),
        Field("covered", "Int!"),
        Field("uncovered", "Int!"),
        Field("ratio", "Float", "covered / total, null when total is 0."),
    ]
