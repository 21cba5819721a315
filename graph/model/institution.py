"""Institutions that host Party organizations: property companies and liaison units."""

from graph.declare import CREDIT_CODE, IN, OUT, Hop, NodeType, Property, Relation, Scalar
from graph.model.common import CODE, NAME

_SHARED = (
    Relation(
        "partyOrganization",
        "PartyOrganization",
        (Hop("HOSTED_BY", IN, "PartyOrganization"),),
        doc="党组织：单位自己的、当日在任的党组织；没有则为空。 — The institution's own "
        "Party organization, in office on the day; null when it has none.",
    ),
)
_EMPLOYEES = Relation(
    "employees",
    "Person",
    (Hop("EMPLOYED_BY", IN, "Person"),),
    many=True,
    doc="职工：在此工作的人。 — The people it employs.",
)

INSTITUTION = NodeType(
    name="Institution",
    label="Institution",
    doc="单位：用人并可设立党组织的单位。 — Something that employs people and may host a "
    "Party organization.",
    properties=(CODE, NAME),
    relations=_SHARED,
    abstract=True,
    one="institution",
    search=("name",),
)

PROPERTY_COMPANY = NodeType(
    name="PropertyCompany",
    label="PropertyCompany",
    doc="物业企业：物业服务企业。 — A property (service) company.",
    properties=(
        Property(
            "code",
            Scalar.STRING,
            zh="统一社会信用代码",
            required=True,
            doc="统一社会信用代码：校验位经过核对。 — The unified social credit code, its "
            "check digit verified.",
            check=CREDIT_CODE,
        ),
        NAME,
    ),
    relations=(
        *_SHARED,
        Relation(
            "compounds",
            "Compound",
            (Hop("MANAGES", OUT, "Compound"),),
            many=True,
            distinct=True,
            doc="管理的小区：当日管理的小区。 — Compounds managed on the day.",
        ),
        Relation(
            "communities",
            "Community",
            (Hop("MANAGES", OUT, "Compound"), Hop("WITHIN", OUT, "Community")),
            many=True,
            distinct=True,
            doc="服务的社区：所管理小区所在的社区。 — Communities of the compounds managed.",
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
)

LIAISON_UNIT = NodeType(
    name="LiaisonUnit",
    label="LiaisonUnit",
    doc="包联单位：包联社区或驻在社区的单位。 — A unit that liaises with communities or is "
    "resident in one.",
    properties=(CODE, NAME),
    relations=(
        *_SHARED,
        Relation(
            "liaisons",
            "Liaison",
            (Hop("LIAISON_UNIT", IN, "Liaison"),),
            many=True,
            doc="包联：单位承担的包联。 — The liaisons it carries.",
        ),
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
