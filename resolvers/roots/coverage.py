"""`coverage`: which places have an organization and which lack one; of all, and of every place."""

from graph.coverage.plan import coverage_field, coverage_root
from graph.coverage.question import GapOrder
from graph.surface import PAGE_ARGUMENTS, Argument, Field, ObjectType
from resolvers.root_field import AddedField, RootField

OF = Argument(
    "of", "PlaceKind!", "地点类型：所统计地点的类型。 — The kind of places that are counted."
)
BY = Argument(
    "by",
    "[OrganizationKind!]",
    "党组织类型：哪些类型的党组织算覆盖；不写则为任何类型。 — Kinds of organizations "
    "that cover; any kind when left out.",
)
WITHIN = Argument(
    "within",
    "String",
    "范围：地点的编码；不写则为有权查看的全部。 — A place's code; everything the caller "
    "may see when left out.",
)

_FIGURES = (
    Field(
        "total",
        "Int!",
        "总数：地点总数。 — The number of places.",
    ),
    Field(
        "covered",
        "Int!",
        "已覆盖：有党组织的地点数。 — The number of places that are covered.",
    ),
    Field(
        "uncovered",
        "Int!",
        "未覆盖：没有党组织的地点数。 — The number of places that are not covered.",
    ),
    Field(
        "ratio",
        "Float",
        "覆盖率：已覆盖除以总数，总数为零则为空。 — covered / total, from 0 to 1; null "
        "when total is 0.",
    ),
)

_GROUP = ObjectType(
    "CoverageGroup",
    (
        Field(
            "place",
            "Place!",
            "地点 — The place counted below.",
        ),
        *_FIGURES,
    ),
    "分组覆盖：一个上级地点的覆盖情况。 — The coverage at or below one place.",
)

_GAP = ObjectType(
    "Gap",
    (
        Field(
            "place",
            "Place!",
            "地点 — The place that is not covered.",
        ),
        Field(
            "fullMembers",
            "Int!",
            "正式党员数：住在此处或其下的正式党员。 — Full members living at the place "
            "or below it.",
        ),
        Field(
            "members",
            "Int!",
            "党员数：住在此处或其下的党员。 — Members living at the place or below it.",
        ),
        Field(
            "nearest",
            "PartyOrganization",
            "最近的党组织：可以接管的最近上级党组织，没有则为空。 — The nearest "
            "organization above that could take it; null when there is none.",
        ),
        Field(
            "reasons",
            "[String!]!",
            "原因：为何是空白点、为何要紧，各一句。 — Why it is a gap and matters, in sentences.",
        ),
    ),
    "空白点：没有所问党组织的地点，以及为何要紧。 — A place that lacks what was asked "
    "for, and why it matters.",
    total="总数：全部空白点，不论哪页。 — All gaps, on any page.",
)

_COVERAGE = ObjectType(
    "Coverage",
    (
        *_FIGURES,
        Field(
            "groups",
            "[CoverageGroup!]!",
            "分组：所问类型的每个地点一行，按编码排序，各行合计等于总数；上面没有该类型的"
            "计入更上一级。 — One row per place of the asked kind, ordered by code; rows "
            "sum to the totals. What has no place of that kind above it counts under the "
            "next kind above.",
            (
                Argument(
                    "by",
                    "PlaceKind!",
                    "分组类型：所统计地点的上级类型之一。 — A kind on the path of the places "
                    "counted.",
                ),
            ),
        ),
        Field(
            "gaps",
            "GapConnection!",
            "空白点：没有覆盖的地点。 — The places that are not covered.",
            (
                *PAGE_ARGUMENTS,
                Argument("orderBy", "GapOrder", "排序：不写则按编码。 — By code when left out."),
            ),
        ),
    ),
    "覆盖情况：一类地点中有多少由党组织覆盖。 — How many places of a kind organizations "
    "cover, and which they do not.",
)

ROOT = RootField(
    order=20,
    field=Field(
        "coverage",
        "Coverage!",
        "覆盖情况：一类地点及哪些由党组织覆盖；在任党组织的范围单独或共同含有该地点，即为"
        "覆盖。 — Places of a kind, and which of them organizations cover. A place is "
        "covered when an organization in office has that very place in its area, alone "
        "or shared.",
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
                "覆盖情况：此处或其下一类地点及哪些由党组织覆盖。 — Places of a kind at "
                "or below this one, and which of them organizations cover.",
                (OF, BY),
            ),
            coverage_field,
        ),
    ),
)
