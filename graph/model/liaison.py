"""Four-to-one liaison (四包一) and dual registration (双报到)."""

from graph.declare import OUT, Hop, Interval, NodeType, Property, Relation, Scalar
from graph.model.common import SINCE, UNTIL
from graph.model.enums import LiaisonRole

LIAISON = NodeType(
    name="Liaison",
    label="Liaison",
    doc="Somebody, or a unit, that carries one of a community's four liaison roles.",
    properties=(
        Property("key", Scalar.STRING, required=True, field=False),
        Property("role", LiaisonRole, zh="角色", required=True, indexed=True),
        SINCE,
        UNTIL,
        Property("duties", Scalar.STRING, zh="职责"),
    ),
    relations=(
        Relation(
            "community", "Community", (Hop("LIAISON_OF", OUT, "Community"),), unique=True,
            required=True, column="community_code", zh="社区",
        ),
        Relation(
            "officer", "Person", (Hop("LIAISON_OFFICER", OUT, "Person"),), unique=True,
            column="person_code", zh="人员",
        ),
        Relation(
            "unit", "LiaisonUnit", (Hop("LIAISON_UNIT", OUT, "LiaisonUnit"),), unique=True,
            column="unit_code", zh="单位",
        ),
    ),
    key="key",
    key_columns=("community_code", "role", "person_code", "unit_code", "since"),
    one_of=(("person_code", "unit_code"),),
    valid=Interval("since", "until"),
    scope=(Hop("LIAISON_OF", OUT, "Community"),),
    order=("role", "key"),
    table="liaisons",
    zh="包联",
)  # fmt: skip

DUAL_REGISTRATION = NodeType(
    name="DualRegistration",
    label="DualRegistration",
    doc="A member's or unit's registration at a community (双报到), with the post claimed there.",
    properties=(
        Property("key", Scalar.STRING, required=True, field=False),
        Property("registeredOn", Scalar.DATE, zh="日期", needed=True),
        Property("claimedPost", Scalar.STRING, zh="认领岗位"),
    ),
    relations=(
        Relation(
            "community", "Community", (Hop("REGISTERED_AT", OUT, "Community"),), unique=True,
            required=True, column="community_code", zh="社区",
        ),
        Relation(
            "person", "Person", (Hop("REGISTERED_PERSON", OUT, "Person"),), unique=True,
            column="person_code", zh="人员",
        ),
        Relation(
            "unit", "LiaisonUnit", (Hop("REGISTERED_UNIT", OUT, "LiaisonUnit"),), unique=True,
            column="unit_code", zh="单位",
        ),
    ),
    key="key",
    key_columns=("community_code", "person_code", "unit_code"),
    one_of=(("person_code", "unit_code"),),
    scope=(Hop("REGISTERED_AT", OUT, "Community"),),
    order=("registeredOn", "key"),
    table="dual_registrations",
    zh="双报到",
)  # fmt: skip
