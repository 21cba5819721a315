"""`crossAppointments`: communities and property companies, and the posts held across the two."""

from graph.cross.appointments import APPOINTMENT, PAIR
from graph.cross.by_id import appointments_by_id
from graph.cross.pairs import cross_appointments_root
from graph.model.enums import AppointmentDirection, AppointmentStatus
from graph.surface import PAGE_ARGUMENTS, Argument, Field, ObjectType
from resolvers.root_field import AddedLookup, RootField

_APPOINTMENT = ObjectType(
    APPOINTMENT,
    (
        Field(
            "id",
            "ID!",
            "标识 — The same for the same appointment on every day.",
        ),
        Field(
            "direction",
            "AppointmentDirection!",
            "方向：从哪一方进入另一方。 — From which side to which.",
        ),
        Field(
            "person",
            "Person!",
            "人员 — Who is appointed.",
        ),
        Field(
            "post",
            "Post!",
            "职务：在另一方的任职。 — The post held on the other side.",
        ),
        Field(
            "community",
            "Community!",
            "社区 — The community of the pair.",
        ),
        Field(
            "company",
            "PropertyCompany!",
            "物业企业 — The property company of the pair.",
        ),
        Field(
            "since",
            "Date",
            "起：任职的第一天，不明为空。 — First day of the post; unknown when null.",
        ),
        Field(
            "until",
            "Date",
            "止：任职不再有效的第一天，仍有效为空。 — First day no longer of the post; "
            "open when null.",
        ),
    ),
    "交叉任职：一人在社区党委与物业企业党组织之间的双向进入、交叉任职。 — One person's "
    "cross-appointment between a community Party committee and a property company's "
    "Party organization (双向进入、交叉任职).",
    interfaces=("Node",),
)

_PAIR = ObjectType(
    PAIR,
    (
        Field(
            "community",
            "Community!",
            "社区 — The community.",
        ),
        Field(
            "company",
            "PropertyCompany!",
            "物业企业 — The property company.",
        ),
        Field(
            "status",
            "AppointmentStatus!",
            "状态：哪些方向有交叉任职。 — Which directions have appointments.",
        ),
        Field(
            "appointments",
            "[CrossAppointment!]!",
            "交叉任职：先是进企业的，再是进社区的，各按起始日期。 — Those to the company "
            "first, then those to the community; each by its start.",
        ),
    ),
    "社企对子：社区与管理其小区的物业企业。 — A community and a property company that "
    "manages a compound in it.",
    total="总数：所问的全部，不论哪页。 — Of all pairs asked for, on any page.",
)

ROOT = RootField(
    order=40,
    field=Field(
        "crossAppointments",
        "CrossAppointmentPairConnection!",
        "交叉任职：当日社区与在此管理的物业企业各对，按编码排序，及双方之间的任职。 — "
        "Pairs of a community and a property company managing there on the day, by their "
        "codes, with the posts held across the two sides.",
        (
            Argument(
                "within",
                "String",
                "范围：地点的编码；不写则为各处。 — A place's code; everywhere when left out.",
            ),
            Argument(
                "status",
                "[AppointmentStatus!]",
                "状态：只要这些状态的；不写则为全部。 — Only pairs of these; all when left out.",
            ),
            *PAGE_ARGUMENTS,
        ),
    ),
    types=(AppointmentDirection, AppointmentStatus, _APPOINTMENT, _PAIR),
    needs=("Community", "PropertyCompany", "Post"),
    in_what_if=True,
    planner=cross_appointments_root,
    lookups=(AddedLookup(APPOINTMENT, appointments_by_id),),
)
