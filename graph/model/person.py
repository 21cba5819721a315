"""People, members or not, and their affiliations."""

from graph.declare import (
    IN,
    OUT,
    Hop,
    Interval,
    NodeType,
    Part,
    Personal,
    Property,
    Relation,
    Scalar,
)
from graph.model.common import CODE, SINCE, UNTIL
from graph.model.enums import AffiliationKind, MemberCategory
from graph.model.organization import FORMAL
from graph.model.post import POST
from graph.model.terms import admitted, member, members_in_all

PERSON = NodeType(
    name="Person",
    label="Person",
    doc="A person: a member by category, or somebody who holds a post or lives here.",
    properties=(
        CODE,
        Property(
            "name", Scalar.STRING, zh="姓名", required=True, personal=Personal.MASKED_NAME,
            doc="Masked (surname kept) unless the caller may see personal data.",
        ),
        Property("phone", Scalar.STRING, zh="电话", personal=Personal.HIDDEN),
        Property("isVeteran", Scalar.BOOLEAN, zh="退役军人", default=False),
        Property(
            "isMember", Scalar.BOOLEAN, required=True, derived=member("{n}"),
            doc="Whether the person is a Party member on the day: has a category, and was not "
            "admitted later.",
        ),
        Property(
            "category", MemberCategory, zh="党员类别", indexed=True, holds=admitted("{n}"),
            doc="Null for who is no member on the day.",
        ),
        Property("joinedOn", Scalar.DATE, zh="入党日期", indexed=True),
        Property("fullMemberOn", Scalar.DATE, zh="转正日期", indexed=True),
    ),
    relations=(
        Relation(
            "organization", "PartyOrganization",
            (Hop("AFFILIATED", OUT, "PartyOrganization", having=FORMAL),),
            doc="Where the formal membership (组织关系) is on the day.",
        ),
        Relation(
            "affiliations", "Affiliation", (Hop("AFFILIATED", OUT, "Affiliation"),), many=True,
            doc="Formal membership and participation on the day.",
        ),
        Relation(
            "residence", "Place", (Hop("RESIDES_IN", OUT, "Place"),), unique=True,
            column="residence_code", zh="居住地",
        ),
        Relation(
            "employer", "Institution", (Hop("EMPLOYED_BY", OUT, "Institution"),), unique=True,
            column="employer_code", zh="工作单位",
        ),
        Relation("posts", "Post", (Hop("HELD_BY", IN, "Post"),), many=True),
        Relation(
            "dualRegistrations", "DualRegistration",
            (Hop("REGISTERED_PERSON", IN, "DualRegistration"),), many=True,
        ),
    ),
    scope=(Hop("RESIDES_IN", OUT, "Place"),),
    ways=(
        (Hop("AFFILIATED", OUT, "PartyOrganization", having=FORMAL), Hop("COVERS", OUT, "Place")),
        *((Hop("HELD_BY", IN, "Post"), *way) for way in POST.ways),
        (Hop("LIAISON_OFFICER", IN, "Liaison"), Hop("LIAISON_OF", OUT, "Community")),
        (Hop("REGISTERED_PERSON", IN, "DualRegistration"), Hop("REGISTERED_AT", OUT, "Community")),
    ),
    one="person",
    many="people",
    also_many=(Part("members", member("{n}"), members_in_all()),),
    search=("name",),
    table="people",
    zh="人员",
)  # fmt: skip

AFFILIATION = NodeType(
    name="Affiliation",
    label="AFFILIATED",
    doc="A person's affiliation with an organization: formal, or participation elsewhere.",
    properties=(
        Property("key", Scalar.STRING, required=True, field=False),
        Property("kind", AffiliationKind, required=True),
        SINCE,
        UNTIL,
    ),
    relations=(
        Relation(
            "person", "Person", (Hop("AFFILIATED", OUT, "Person"),), required=True, unique=True
        ),
        Relation(
            "organization", "PartyOrganization", (Hop("AFFILIATED", IN, "PartyOrganization"),),
            required=True, unique=True, always=True,
        ),
    ),
    key="key",
    order=("kind", "since", "key"),
    edge=("person", "organization"),
    valid=Interval("since", "until"),
)  # fmt: skip
