"""Volunteer teams and activities."""

from graph.declare import IN, OUT, Hop, NodeType, Property, Relation, Scalar
from graph.model.common import CODE, NAME
from graph.model.enums import ActivityKind

VOLUNTEER_TEAM = NodeType(
    name="VolunteerTeam",
    label="VolunteerTeam",
    doc="A compound's volunteer team (志愿服务队).",
    properties=(CODE, NAME),
    relations=(
        Relation(
            "compound", "Compound", (Hop("TEAM_OF", OUT, "Compound"),), unique=True,
            required=True, column="compound_code", zh="小区",
        ),
        Relation("activities", "Activity", (Hop("RUN_BY", IN, "Activity"),), many=True),
    ),
    scope=(Hop("TEAM_OF", OUT, "Compound"),),
    search=("name",),
    table="teams",
    zh="志愿服务队",
)  # fmt: skip

ACTIVITY = NodeType(
    name="Activity",
    label="Activity",
    doc="Something held: volunteer service, a conference, a lecture, a deliberation, ...",
    properties=(
        CODE,
        Property("kind", ActivityKind, zh="类型", required=True, indexed=True),
        Property("title", Scalar.STRING, zh="名称", required=True),
        Property("heldOn", Scalar.DATE, zh="日期", needed=True, indexed=True),
        Property("served", Scalar.INT, zh="服务人次"),
        Property("materials", Scalar.INT, zh="资料份数"),
        Property("resolved", Scalar.INT, zh="办结件数"),
        Property("feedback", Scalar.INT, zh="反馈条数"),
    ),
    relations=(
        Relation(
            "place", "Place", (Hop("HELD_AT", OUT, "Place"),), unique=True,
            column="place_code", zh="地点",
        ),
        Relation(
            "team", "VolunteerTeam", (Hop("RUN_BY", OUT, "VolunteerTeam"),), unique=True,
            column="team_code", zh="服务队",
        ),
    ),
    scope=(Hop("HELD_AT", OUT, "Place"),),
    one="activity",
    many="activities",
    search=("title",),
    table="activities",
    zh="活动",
)  # fmt: skip
