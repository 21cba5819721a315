"""The relationship types of the graph."""

from graph.declare import Property, RelationshipType, Scalar
from graph.model.common import SINCE, UNTIL
from graph.model.enums import AffiliationKind

R = RelationshipType

RELATIONSHIPS = (
    R("WITHIN", "Place", "Place", "A place lies directly within another."),
    R(
        "HOLDS", "Place", "Place", "A grid or micro-grid holds a compound, building or unit.",
        table="grid_areas", zh="网格范围",
        start_column=("grid_code", "网格编码"), end_column=("place_code", "范围编码"),
        start_kinds=("Grid", "MicroGrid"), end_kinds=("Compound", "Building", "BuildingUnit"),
    ),
    R(
        "COVERS", "PartyOrganization", "Place", "An organization's area holds a place.",
        properties=(SINCE, UNTIL), dated=True, governed="start", key=("since",),
        table="organization_areas", zh="覆盖范围",
        start_column=("organization_code", "党组织编码"), end_column=("place_code", "地点编码"),
    ),
    R(
        "SUBORDINATE_TO", "PartyOrganization", "PartyOrganization", "The organization above.",
        governed="end",
    ),
    R(
        "HOSTED_BY", "PartyOrganization", "Institution", "The institution it belongs to.",
    ),
    R(
        "AFFILIATED", "Person", "PartyOrganization", "Formal membership or participation.",
        properties=(
            Property("key", Scalar.STRING, required=True, field=False,
                doc="标识 — What tells it apart.",
            ),
            Property(
                "kind", AffiliationKind, zh="性质", required=True,
                default=AffiliationKind.FORMAL,
                doc="性质：空白即正式关系。 — Whether it is the formal membership or "
                "participation; formal where a dataset does not say.",
            ),
            SINCE,
            UNTIL,
        ),
        dated=True, governed="end", personal=True, key=("kind", "since"),
        table="affiliations", zh="组织关系",
        start_column=("person_code", "人员编码"), end_column=("organization_code", "党组织编码"),
    ),
    R(
        "RESIDES_IN", "Person", "Place", "Where a person lives: a unit, building or compound.",
        personal=True,
    ),
    R("EMPLOYED_BY", "Person", "Institution", "A person's employer.", personal=True),
    R("HELD_BY", "Post", "Person", "Who holds a post."),
    R(
        "IN_ORGANIZATION", "Post", "PartyOrganization", "The organization a post is in.",
        governed="end",
    ),
    R("AT_PLACE", "Post", "Place", "The place a post is at."),
    R(
        "MANAGES", "PropertyCompany", "Compound", "A property company manages a compound.",
        properties=(SINCE, UNTIL), dated=True, key=("since",),
        table="management", zh="物业服务",
        start_column=("company_code", "企业"), end_column=("compound_code", "小区"),
    ),
    R("LIAISON_OF", "Liaison", "Community", "The community a liaison serves."),
    R("LIAISON_OFFICER", "Liaison", "Person", "The person who carries a liaison."),
    R("LIAISON_UNIT", "Liaison", "LiaisonUnit", "The unit that carries a liaison."),
    R("REGISTERED_AT", "DualRegistration", "Community", "Where somebody registered."),
    R(
        "REGISTERED_PERSON", "DualRegistration", "Person", "The member who registered.",
        personal=True,
    ),
    R("REGISTERED_UNIT", "DualRegistration", "LiaisonUnit", "The unit that registered."),
    R("LOCATED_IN", "Facility", "Place", "Where a facility is."),
    R("ROOM_OF", "FunctionRoom", "Facility", "The facility a room belongs to."),
    R(
        "OFFERS", "Facility", "ServiceItem", "A facility offers a service item.",
        table="facility_services", zh="服务下沉",
        start_column=("facility_code", "阵地"), end_column=("service_code", "事项"),
    ),
    R("TEAM_OF", "VolunteerTeam", "Compound", "The compound of a volunteer team."),
    R("HELD_AT", "Activity", "Place", "Where an activity was held."),
    R("RUN_BY", "Activity", "VolunteerTeam", "The team that ran an activity."),
)  # fmt: skip
