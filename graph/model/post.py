"""Posts: somebody's tenure of a role in an organization or at a place."""

from graph.declare import OUT, Hop, Interval, NodeType, Property, Relation, Scalar
from graph.model.common import SINCE, UNTIL, dated, in_office
from graph.model.enums import PostRole, SecretaryBackground, SelectionMethod

# A post held across the two sides of a community and a property company, either way. Each
# MATCH is one path and has no label that a relationship implies: it is planned faster.
_CROSS = (
    "EXISTS { MATCH (:PropertyCompany)<-[:HOSTED_BY]-()<-[:IN_ORGANIZATION]-({n})"
    "-[:HELD_BY]->(holder) WHERE "
    "EXISTS { MATCH (holder)-[a:AFFILIATED]->(c)-[area:COVERS]->(:Community) "
    f"WHERE a.kind = 'FORMAL' AND c.kind = 'COMMITTEE' AND {dated('a')} AND {dated('area')} "
    f"AND {in_office('c')}"
    " } OR EXISTS { MATCH (holder)<-[:HELD_BY]-(p)-[:IN_ORGANIZATION]->(c)"
    "-[area:COVERS]->(:Community) "
    f"WHERE c.kind = 'COMMITTEE' AND {dated('p')} AND {dated('area')} AND {in_office('c')}"
    " } } OR EXISTS { MATCH (:Community)<-[area:COVERS]-(c)<-[:IN_ORGANIZATION]-({n})"
    "-[:HELD_BY]->(holder) "
    f"WHERE c.kind = 'COMMITTEE' AND {dated('area')} AND ("
    "EXISTS { (holder)-[:EMPLOYED_BY]->(:PropertyCompany) } OR "
    "EXISTS { MATCH (holder)-[a:AFFILIATED]->(o)-[:HOSTED_BY]->(:PropertyCompany) "
    f"WHERE a.kind = 'FORMAL' AND {dated('a')} AND {in_office('o')}"
    " }) }"
)

POST = NodeType(
    name="Post",
    label="Post",
    doc="Somebody's tenure of a role in a Party organization or at a place.",
    properties=(
        Property("key", Scalar.STRING, required=True, field=False),
        Property("role", PostRole, zh="职务", required=True, indexed=True),
        SINCE,
        UNTIL,
        Property("selectedBy", SelectionMethod, zh="产生方式"),
        Property("background", SecretaryBackground, zh="来源"),
        Property(
            "isCrossAppointment", Scalar.BOOLEAN, required=True, derived=f"({_CROSS})",
            doc="Whether it is held across a community's committee and a property company's "
            "Party organization (双向进入、交叉任职).",
        ),
    ),
    relations=(
        Relation(
            "holder", "Person", (Hop("HELD_BY", OUT, "Person"),), unique=True, required=True,
            column="person_code", zh="人员编码",
        ),
        Relation(
            "organization", "PartyOrganization",
            (Hop("IN_ORGANIZATION", OUT, "PartyOrganization"),), unique=True, always=True,
            column="organization_code", zh="党组织编码",
        ),
        Relation(
            "place", "Place", (Hop("AT_PLACE", OUT, "Place"),), unique=True,
            column="place_code", zh="地点编码",
        ),
    ),
    key="key",
    key_columns=("person_code", "role", "organization_code", "place_code", "since"),
    one_of=(("organization_code", "place_code"),),
    valid=Interval("since", "until"),
    holds_while=(Hop("IN_ORGANIZATION", OUT, "PartyOrganization"),),
    many="posts",
    order=("since", "key"),
    table="posts",
    zh="任职",
)  # fmt: skip
