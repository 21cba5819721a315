"""Institutions that host Party organizations: property companies and liaison units."""

from graph.declare import CREDIT_CODE, IN, OUT, Hop, NodeType, Property, Relation, Scalar
from graph.model.common import CODE, NAME

_SHARED = (
    Relation(
        "partyOrganization",
        "PartyOrganization",
        (Hop("HOSTED_BY", IN, "PartyOrganization"),),
        doc="The institution's own Party organization, in office on the day.",
    ),
)
_EMPLOYEES = Relation("employees", "Person", (Hop("EMPLOYED_BY", IN, "Person"),), many=True)

INSTITUTION = NodeType(
    name="Institution",
    label="Institution",
    doc="Something that employs people and may host a Party organization.",
    properties=(CODE, NAME),
    relations=_SHARED,
    abstract=True,
    search=("name",),
)

PROPERTY_COMPANY = NodeType(
    name="PropertyCompany",
    label="PropertyCompany",
    doc="A property (service) company (物业企业).",
    properties=(
        Property(
            "code", Scalar.STRING, zh="统一社会信用代码", required=True,
            doc="The unified social credit code, its check digit verified.",
            check=CREDIT_CODE,
        ),
        NAME,
    ),
    relations=(
        *_SHARED,
        Relation(
            "compounds", "Compound", (Hop("MANAGES", OUT, "Compound"),), many=True, distinct=True,
            doc="Compounds managed on the day.",
        ),
        Relation(
            "communities", "Community",
            (Hop("MANAGES", OUT, "Compound"), Hop("WITHIN", OUT, "Community")),
            many=True, distinct=True, doc="Communities of the compounds managed.",
        ),
        _EMPLOYEES,
    ),
    interfaces=("Institution",),
    scope=(Hop("MANAGES", OUT, "Compound"),),
    one="propertyCompany",
    many="propertyCompanies",
    search=("name",),
    table="companies",
    zh="物业企业",
)  # fmt: skip

LIAISON_UNIT = NodeType(
    name="LiaisonUnit",
    label="LiaisonUnit",
    doc="A unit that liaises with communities or is resident in one (包联单位、驻社区单位).",
    properties=(CODE, NAME),
    relations=(
        *_SHARED,
        Relation("liaisons", "Liaison", (Hop("LIAISON_UNIT", IN, "Liaison"),), many=True),
        _EMPLOYEES,
    ),
    interfaces=("Institution",),
    ways=(
        (Hop("LIAISON_UNIT", IN, "Liaison"), Hop("LIAISON_OF", OUT, "Community")),
        (Hop("REGISTERED_UNIT", IN, "DualRegistration"), Hop("REGISTERED_AT", OUT, "Community")),
    ),
    one="liaisonUnit",
    many="liaisonUnits",
    search=("name",),
    table="units",
    zh="单位",
)
