"""`coverage`: which places have an organization and which lack one; of all, and of every place."""

from graph.coverage.plan import coverage_field, coverage_root
from graph.coverage.question import GapOrder
from graph.surface import PAGE_ARGUMENTS, Argument, Field, ObjectType
from resolvers.root_field import AddedField, RootField

OF = Argument("of", "PlaceKind!", "The kind of places that are counted.")
BY = Argument(
    "by", "[OrganizationKind!]", "Kinds of organizations that cover; any kind when left out."
)
WITHIN = Argument(
    "within", "String", "A place's code; everything the caller may see when left out."
)

_FIGURES = (
    Field("total", "Int!"),
    Field("covered", "Int!"),
    Field("uncovered", "Int!"),
    Field("ratio", "Float", "covered / total, null when total is 0."),
)

_GROUP = ObjectType("CoverageGroup", (Field("place", "Place!"), *_FIGURES))

_GAP = ObjectType(
    "Gap",
    (
        Field("place", "Place!"),
        Field("fullMembers", "Int!", "Full members living at the place or below it."),
        Field("members", "Int!", "Members living at the place or below it."),
        Field("nearest", "PartyOrganization", "The nearest organization above that could take it."),
        Field("reasons", "[String!]!", "Why it is a gap and matters, in sentences."),
    ),
    "A place that lacks what was asked for, and why it matters.",
    total="All gaps, on any page.",
)

_COVERAGE = ObjectType(
    "Coverage",
    (
        *_FIGURES,
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
    ),
)

ROOT = RootField(
    order=20,
    field=Field(
        "coverage",
        "Coverage!",
        "Places of a kind, and which of them organizations cover. A place is covered when an "
        "organization in office has that very place in its area, alone or shared.",
        (OF, BY, WITHIN),
    ),
    types=(GapOrder, _GROUP, _GAP, _COVERAGE),
    needs=("Place",),
    in_what_if=True,
    planner=coverage_root,
    fields=(
        AddedField(
            "Place",
            Field(
                "coverage",
                "Coverage!",
                "Places of a kind at or below this one, and which of them organizations cover.",
                (OF, BY),
            ),
            coverage_field,
        ),
    ),
)
