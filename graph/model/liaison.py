"""Four-to-one liaison (四包一) and dual registration (双报到)."""

from graph.declare import OUT, Hop, Interval, NodeType, Property, Relation, Scalar
from graph.model.common import SINCE, UNTIL
from graph.model.enums import LiaisonRole

LIAISON = NodeType(
    name="Liaison",
    label="Liaison",
    doc="包联：承担社区四包一某一角色的人员或单位。 — Somebody, or a unit, that carries one "
    "of a community's four liaison roles.",
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
            LiaisonRole,
            zh="角色",
            required=True,
            indexed=True,
            doc="角色：四个包联角色之一。 — Which of the four roles it is.",
        ),
        SINCE,
        UNTIL,
        Property(
            "duties",
            Scalar.STRING,
            zh="职责",
            doc="职责：没有写明为空。 — What they do, in words; null when not given.",
        ),
    ),
    relations=(
        Relation(
            "community",
            "Community",
            (Hop("LIAISON_OF", OUT, "Community"),),
            unique=True,
            required=True,
            column="community_code",
            zh="社区",
            doc="社区：所包联的社区。 — The community served.",
        ),
        Relation(
            "officer",
            "Person",
            (Hop("LIAISON_OFFICER", OUT, "Person"),),
            unique=True,
            column="person_code",
            zh="人员",
            doc="人员：由单位承担时为空。 — The person who carries it; null where a unit does.",
        ),
        Relation(
            "unit",
            "LiaisonUnit",
            (Hop("LIAISON_UNIT", OUT, "LiaisonUnit"),),
            unique=True,
            column="unit_code",
            zh="单位",
            doc="单位：由人员承担时为空。 — The unit that carries it; null where a person does.",
        ),
    ),
    key="key",
    key_columns=("community_code", "role", "person_code", "unit_code", "since"),
    one_of=(("person_code", "unit_code"),),
    valid=Interval("since", "until"),
    scope=(Hop("LIAISON_OF", OUT, "Community"),),
    one="liaison",
    order=("role", "key"),
    table="liaisons",
    zh="包联",
)

DUAL_REGISTRATION = NodeType(
    name="DualRegistration",
    label="DualRegistration",
    doc="双报到：党员或单位到社区报到，并认领岗位。 — A member's or unit's registration at a "
    "community, with the post claimed there.",
    properties=(
        Property(
            "key",
            Scalar.STRING,
            required=True,
            field=False,
            doc="标识 — What tells it apart.",
        ),
        Property(
            "registeredOn",
            Scalar.DATE,
            zh="日期",
            required=True,
            doc="日期：报到的那一天。 — The day of the registration.",
        ),
        Property(
            "claimedPost",
            Scalar.STRING,
            zh="认领岗位",
            doc="认领岗位：没有认领为空。 — The post claimed, in words; null when none was.",
        ),
    ),
    relations=(
        Relation(
            "community",
            "Community",
            (Hop("REGISTERED_AT", OUT, "Community"),),
            unique=True,
            required=True,
            column="community_code",
            zh="社区",
            doc="社区：报到的社区。 — The community registered at.",
        ),
        Relation(
            "person",
            "Person",
            (Hop("REGISTERED_PERSON", OUT, "Person"),),
            unique=True,
            column="person_code",
            zh="人员",
            doc="人员：单位报到时为空。 — The member who registered; null for a unit.",
        ),
        Relation(
            "unit",
            "LiaisonUnit",
            (Hop("REGISTERED_UNIT", OUT, "LiaisonUnit"),),
            unique=True,
            column="unit_code",
            zh="单位",
            doc="单位：人员报到时为空。 — The unit that registered; null for a person.",
        ),
    ),
    key="key",
    key_columns=("community_code", "person_code", "unit_code"),
    one_of=(("person_code", "unit_code"),),
    scope=(Hop("REGISTERED_AT", OUT, "Community"),),
    one="dualRegistration",
    order=("registeredOn", "key"),
    table="dual_registrations",
    zh="双报到",
)
