"""Volunteer teams and activities."""

from graph.declare import IN, OUT, Hop, NodeType, Property, Relation, Scalar
from graph.model.common import CODE, NAME
from graph.model.enums import ActivityKind

VOLUNTEER_TEAM = NodeType(
    name="VolunteerTeam",
    label="VolunteerTeam",
    doc="志愿服务队：小区的志愿服务队。 — A compound's volunteer team.",
    properties=(CODE, NAME),
    relations=(
        Relation(
            "compound",
            "Compound",
            (Hop("TEAM_OF", OUT, "Compound"),),
            unique=True,
            required=True,
            column="compound_code",
            zh="小区",
            doc="所属小区 — The compound it belongs to.",
        ),
        Relation(
            "activities",
            "Activity",
            (Hop("RUN_BY", IN, "Activity"),),
            many=True,
            doc="开展的活动 — The activities it ran.",
        ),
    ),
    scope=(Hop("TEAM_OF", OUT, "Compound"),),
    one="volunteerTeam",
    search=("name",),
    table="teams",
    zh="志愿服务队",
)

ACTIVITY = NodeType(
    name="Activity",
    label="Activity",
    doc="活动：志愿服务、联席会议、宣讲、议事等。 — Something held: volunteer service, a "
    "conference, a lecture, a deliberation, ...",
    properties=(
        CODE,
        Property(
            "kind",
            ActivityKind,
            zh="类型",
            required=True,
            indexed=True,
            doc="类型 — What kind of activity it was.",
        ),
        Property(
            "title",
            Scalar.STRING,
            zh="名称",
            required=True,
            doc="名称 — What it was called.",
        ),
        Property(
            "heldOn",
            Scalar.DATE,
            zh="日期",
            required=True,
            indexed=True,
            doc="日期：举办的那一天。 — The day it was held on.",
        ),
        Property(
            "served",
            Scalar.INT,
            zh="服务人次",
            doc="服务人次：不明为空。 — How many were served, each time counted; null when "
            "unknown.",
        ),
        Property(
            "materials",
            Scalar.INT,
            zh="资料份数",
            doc="资料份数：发放的份数，不明为空。 — How many copies of materials were handed "
            "out; null when unknown.",
        ),
        Property(
            "resolved",
            Scalar.INT,
            zh="办结件数",
            doc="办结件数：不明为空。 — How many matters were settled; null when unknown.",
        ),
        Property(
            "feedback",
            Scalar.INT,
            zh="反馈条数",
            doc="反馈条数：不明为空。 — How many pieces of feedback came in; null when unknown.",
        ),
    ),
    relations=(
        Relation(
            "place",
            "Place",
            (Hop("HELD_AT", OUT, "Place"),),
            unique=True,
            column="place_code",
            zh="地点",
            doc="地点：举办的地方，不明为空。 — Where it was held; null when unknown.",
        ),
        Relation(
            "team",
            "VolunteerTeam",
            (Hop("RUN_BY", OUT, "VolunteerTeam"),),
            unique=True,
            column="team_code",
            zh="服务队",
            doc="服务队：开展活动的志愿服务队，没有则为空。 — The volunteer team that ran "
            "it; null when none did.",
        ),
    ),
    scope=(Hop("HELD_AT", OUT, "Place"),),
    one="activity",
    many="activities",
    search=("title",),
    table="activities",
    zh="活动",
)
