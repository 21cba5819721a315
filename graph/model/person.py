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
from graph.model.terms import admitted, full_member, member, members_in_all

PERSON = NodeType(
    name="Person",
    label="Person",
    doc="人员：党员，或任职、居住于此的人。 — A person: a member by category, or somebody "
    "who holds a post or lives here.",
    properties=(
        CODE,
        Property(
            "name",
            Scalar.STRING,
            zh="姓名",
            required=True,
            personal=Personal.MASKED_NAME,
            doc="姓名：无权查看个人信息者只见姓，其余以星号代替。 — The name; masked "
            "(surname kept) unless the caller may see personal data.",
        ),
        Property(
            "phone",
            Scalar.STRING,
            zh="电话",
            personal=Personal.HIDDEN,
            doc="电话：不明或无权查看个人信息为空。 — The phone number; null when unknown or "
            "when the caller may not see personal data.",
        ),
        Property(
            "isVeteran",
            Scalar.BOOLEAN,
            zh="退役军人",
            required=True,
            default=False,
            personal=Personal.COUNTED,
            doc="退役军人：空白即否。 — Whether a veteran; no where a dataset does not say.",
        ),
        Property(
            "isMember",
            Scalar.BOOLEAN,
            required=True,
            derived=member("{n}"),
            personal=Personal.COUNTED,
            doc="是否党员：当日有党员类别且已入党。 — Whether the person is a Party member "
            "on the day: has a category, and was not admitted later.",
        ),
        Property(
            "isFullMember",
            Scalar.BOOLEAN,
            required=True,
            derived=full_member("{n}"),
            personal=Personal.COUNTED,
            doc="是否正式党员：当日已转正的党员。 — Whether the person is a full member on the "
            "day: a member, and no longer on probation.",
        ),
        Property(
            "category",
            MemberCategory,
            zh="党员类别",
            indexed=True,
            personal=Personal.COUNTED,
            holds=admitted("{n}"),
            granted=(member("{n}"),),
            doc="党员类别：当日非党员为空。 — What kind of member; null for who is no member "
            "on the day.",
        ),
        Property(
            "joinedOn",
            Scalar.DATE,
            zh="入党日期",
            indexed=True,
            personal=Personal.COUNTED,
            doc="入党日期：非党员或不明为空。 — The day of admission; null for who is no "
            "member or when unknown.",
        ),
        Property(
            "fullMemberOn",
            Scalar.DATE,
            zh="转正日期",
            indexed=True,
            personal=Personal.COUNTED,
            doc="转正日期：预备党员或不明为空。 — The day of becoming a full member; null "
            "while on probation or when unknown.",
        ),
    ),
    relations=(
        Relation(
            "organization",
            "PartyOrganization",
            (Hop("AFFILIATED", OUT, "PartyOrganization", having=FORMAL),),
            doc="所在党组织：当日组织关系所在，没有则为空。 — Where the formal membership (组"
            "织关系) is on the day; null when nowhere.",
        ),
        Relation(
            "affiliations",
            "Affiliation",
            (Hop("AFFILIATED", OUT, "Affiliation"),),
            many=True,
            doc="组织关系：当日的组织关系和参加的组织生活。 — Formal membership and "
            "participation on the day.",
        ),
        Relation(
            "residence",
            "Place",
            (Hop("RESIDES_IN", OUT, "Place"),),
            unique=True,
            column="residence_code",
            zh="居住地",
            doc="居住地：不明为空。 — Where the person lives; null when unknown.",
        ),
        Relation(
            "employer",
            "Institution",
            (Hop("EMPLOYED_BY", OUT, "Institution"),),
            unique=True,
            column="employer_code",
            zh="工作单位",
            doc="工作单位：没有或不明为空。 — Who employs the person; null when nobody or unknown.",
        ),
        Relation(
            "posts",
            "Post",
            (Hop("HELD_BY", IN, "Post"),),
            many=True,
            doc="任职：当日的任职。 — The posts held on the day.",
        ),
        Relation(
            "dualRegistrations",
            "DualRegistration",
            (Hop("REGISTERED_PERSON", IN, "DualRegistration"),),
            many=True,
            doc="双报到 — The registrations at communities.",
        ),
    ),
    scope=(Hop("RESIDES_IN", OUT, "Place"),),
    public=(Hop("HELD_BY", IN, "Post"), Hop("LIAISON_OFFICER", IN, "Liaison")),
    heads=("isMember", "isFullMember"),
    heads_by=("category",),
    heads_in=("Community", "Subdistrict", "District", "City", "Province"),
    ways=(
        (Hop("AFFILIATED", OUT, "PartyOrganization", having=FORMAL), Hop("COVERS", OUT, "Place")),
        *((Hop("HELD_BY", IN, "Post"), *way) for way in POST.ways),
        (Hop("LIAISON_OFFICER", IN, "Liaison"), Hop("LIAISON_OF", OUT, "Community")),
        (Hop("REGISTERED_PERSON", IN, "DualRegistration"), Hop("REGISTERED_AT", OUT, "Community")),
    ),
    one="person",
    many="people",
    also_many=(
        Part(
            "members",
            "全部党员：当日的党员。 — All who are members on the day.",
            member("{n}"),
            members_in_all(),
        ),
    ),
    search=("name",),
    table="people",
    zh="人员",
)

AFFILIATION = NodeType(
    name="Affiliation",
    label="AFFILIATED",
    doc="组织关系：人员与党组织的关系，正式的或参加组织生活。 — A person's affiliation with "
    "an organization: formal, or participation elsewhere.",
    properties=(
        Property(
            "key",
            Scalar.STRING,
            required=True,
            field=False,
            doc="标识 — What tells it apart.",
        ),
        Property(
            "kind",
            AffiliationKind,
            required=True,
            doc="性质：正式关系或参加组织生活。 — Whether it is the formal membership or "
            "participation.",
        ),
        SINCE,
        UNTIL,
    ),
    relations=(
        Relation(
            "person",
            "Person",
            (Hop("AFFILIATED", OUT, "Person"),),
            required=True,
            unique=True,
            doc="人员 — The person affiliated.",
        ),
        Relation(
            "organization",
            "PartyOrganization",
            (Hop("AFFILIATED", IN, "PartyOrganization"),),
            required=True,
            unique=True,
            always=True,
            doc="党组织 — The organization affiliated with.",
        ),
    ),
    key="key",
    one="affiliation",
    order=("kind", "since", "key"),
    edge=("person", "organization"),
    valid=Interval("since", "until"),
)
