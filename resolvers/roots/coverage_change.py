"""`coverageChange`: what coverage gained and lost between two days, and by which event."""

from graph.coverage.change import change_root
from graph.coverage.question import CoverageEventKind
from graph.surface import PAGE_ARGUMENTS, Argument, Field, ObjectType
from resolvers.root_field import RootField
from resolvers.roots.coverage import BY, OF, WITHIN

_EVENT = ObjectType(
    "CoverageEvent",
    (
        Field(
            "place",
            "Place!",
            "地点 — The place gained or lost.",
        ),
        Field(
            "gained",
            "Boolean!",
            "是否新增：是则得到覆盖，否则失去。 — Whether the place was gained; else it was lost.",
        ),
        Field(
            "kind",
            "CoverageEventKind!",
            "变动类型 — What happened.",
        ),
        Field(
            "on",
            "Date",
            "日期：发生的那一天，没有记录为空。 — The day of the event; null where no "
            "record has it.",
        ),
        Field(
            "organization",
            "PartyOrganization!",
            "党组织：发生变动的党组织。 — The organization it happened to.",
        ),
    ),
    "覆盖变动：使地点得到或失去覆盖的事。 — What gained or lost a place its coverage.",
)

_CHANGE = ObjectType(
    "CoverageChange",
    (
        Field(
            "of",
            "PlaceKind!",
            "地点类型：所统计地点的类型。 — The kind of places that are counted.",
        ),
        Field(
            "from",
            "Date!",
            "起：前一日。 — The earlier day.",
        ),
        Field(
            "to",
            "Date!",
            "至：后一日。 — The later day.",
        ),
        Field(
            "gained",
            "PlaceConnection!",
            "新增覆盖：后一日覆盖而前一日没有。 — Covered on `to` and not on `from`.",
            PAGE_ARGUMENTS,
        ),
        Field(
            "lost",
            "PlaceConnection!",
            "失去覆盖：前一日覆盖而后一日没有。 — Covered on `from` and not on `to`.",
            PAGE_ARGUMENTS,
        ),
        Field(
            "events",
            "[CoverageEvent!]!",
            "变动：每个得失地点因何而变，按编码排序。 — For each place gained or lost, "
            "by which event; by code.",
        ),
        Field("before", "Coverage!", "之前：前一日的情况。 — As of `from`."),
        Field("after", "Coverage!", "之后：后一日的情况。 — As of `to`."),
    ),
    "覆盖变化：两日之间覆盖的得失。 — What coverage gained and lost between two days.",
)

ROOT = RootField(
    order=30,
    field=Field(
        "coverageChange",
        "CoverageChange!",
        "覆盖变化：两日之间得到和失去的覆盖，以及因何而变。 — Coverage on two days: what "
        "was gained and lost between them, and by which event.",
        (
            OF,
            BY,
            WITHIN,
            Argument(
                "from",
                "Date!",
                "起：前一日。 — The earlier day.",
            ),
            Argument(
                "to",
                "Date!",
                "至：后一日。 — The later day.",
            ),
        ),
    ),
    types=(CoverageEventKind, _EVENT, _CHANGE),
    needs=("Place",),
    in_what_if=True,
    planner=change_root,
)
