"""Posts: somebody's tenure of a role in an organization or at a place."""

from graph.declare import OUT, Hop, Interval, NodeType, Property, Relation, Scalar
from graph.model.common import SINCE, UNTIL
from graph.model.enums import PostRole, SecretaryBackground, SelectionMethod
from graph.model.organization import BY_AREA_OR_COMPANY
from graph.model.terms import cross_appointment

POST = NodeType(
    name="Post",
    label="Post",
    doc="任职：某人在党组织或某地担任职务的一段时间。 — Somebody's tenure of a role in a "
    "Party organization or at a place.",
    properties=(
        Property(
            "key",
            Scalar.STRING,
            required=True,
            field=False,
            doc="标识 — What tells it apart.",
        ),
        Property(
            "role",
            PostRole,
            zh="职务",
            required=True,
            indexed=True,
            doc="职务 — What the holder is.",
        ),
        SINCE,
        UNTIL,
        Property(
            "selectedBy",
            SelectionMethod,
            zh="产生方式",
            doc="产生方式：不明为空。 — How the holder came into it; null when unknown.",
        ),
        Property(
            "background",
            SecretaryBackground,
            zh="来源",
            doc="来源：书记的来源，不明或非书记为空。 — Where a secretary comes from; null "
            "when unknown or for other roles.",
        ),
        Property(
            "isCrossAppointment",
            Scalar.BOOLEAN,
            required=True,
            derived=cross_appointment("{n}"),
            doc="是否交叉任职：当日在社区党委与管理本社区小区的物业企业党组织之间交叉任职。 —"
            " Whether it is held, on the day, across a community's committee and the "
            "Party organization of a property company that manages a compound in the "
            "community (双向进入、交叉任职).",
        ),
    ),
    relations=(
        Relation(
            "holder",
            "Person",
            (Hop("HELD_BY", OUT, "Person"),),
            unique=True,
            required=True,
            column="person_code",
            zh="人员编码",
            doc="任职人员 — Who holds it.",
        ),
        Relation(
            "organization",
            "PartyOrganization",
            (Hop("IN_ORGANIZATION", OUT, "PartyOrganization"),),
            unique=True,
            always=True,
            column="organization_code",
            zh="党组织编码",
            doc="党组织：在某地任职时为空。 — The organization it is in; null for a post at "
            "a place.",
        ),
        Relation(
            "place",
            "Place",
            (Hop("AT_PLACE", OUT, "Place"),),
            unique=True,
            column="place_code",
            zh="地点编码",
            doc="地点：在党组织任职时为空。 — The place it is at; null for a post in an "
            "organization.",
        ),
    ),
    key="key",
    key_columns=("person_code", "role", "organization_code", "place_code", "since"),
    one_of=(("organization_code", "place_code"),),
    valid=Interval("since", "until"),
    holds_while=(Hop("IN_ORGANIZATION", OUT, "PartyOrganization"),),
    ways=(
        (Hop("AT_PLACE", OUT, "Place"),),
        *((Hop("IN_ORGANIZATION", OUT, "PartyOrganization"), *way) for way in BY_AREA_OR_COMPANY),
    ),
    one="post",
    many="posts",
    order=("since", "key"),
    table="posts",
    zh="任职",
)
