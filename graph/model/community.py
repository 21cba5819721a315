"""Urban communities, their lanes and their brands."""

from graph.declare import IN, Hop, NodeType, Property, Relation, Scalar
from graph.model.common import above, below, place
from graph.model.enums import CommunityKind, LiaisonRole
from graph.model.terms import dated

_MISSING_ROLES = (
    "[role IN ["
    + ", ".join(f"'{role.name}'" for role in LiaisonRole)
    + "] WHERE NOT EXISTS { MATCH ({n})<-[:LIAISON_OF]-(liaison:Liaison) WHERE "
    f"liaison.role = role AND {dated('liaison')}"
    " }]"
)

COMMUNITY = place(
    "Community",
    "An urban community (社区).",
    properties=(
        Property("communityKind", CommunityKind, zh="社区类型", indexed=True),
        Property("households", Scalar.INT, zh="户数"),
        Property("brandName", Scalar.STRING, zh="党建品牌", column="brand", field=False),
        Property(
            "missingLiaisonRoles", LiaisonRole, required=True, listed=True, derived=_MISSING_ROLES,
            doc="Liaison roles of the four-to-one scheme (四包一) nobody holds.",
        ),
    ),
    relations=(
        above("subdistrict", "Subdistrict"),
        below("grids", "Grid"),
        below("compounds", "Compound"),
        below("lanes", "Lane"),
        Relation(
            "liaisons", "Liaison", (Hop("LIAISON_OF", IN, "Liaison"),), many=True,
            doc="Who carries the four-to-one liaison on the day.",
        ),
        Relation("brand", "Brand", (), doc="The community's Party-building brand."),
        Relation(
            "facilities", "Facility",
            (Hop("WITHIN", IN, "Place", depth=(0, 4)), Hop("LOCATED_IN", IN, "Facility")),
            many=True, doc="Facilities in the community or anywhere within it.",
        ),
    ),
    one="community",
    many="communities",
    top=True,
)  # fmt: skip

LANE = place("Lane", "A lane (街巷).", relations=(above("community", "Community"),))

BRAND = NodeType(
    name="Brand",
    label="Community",
    doc="A community's Party-building brand (特色品牌); kept with the community.",
    properties=(
        Property("name", Scalar.STRING, required=True, derived="{n}.brandName"),
        Property("code", Scalar.STRING, required=True, field=False),
    ),
    relations=(Relation("community", "Community", (), required=True),),
    scope=(),
    above=True,
    exists="{n}.brandName IS NOT NULL",
)
