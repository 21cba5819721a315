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
    "社区：城市社区。 — An urban community.",
    properties=(
        Property(
            "communityKind",
            CommunityKind,
            zh="社区类型",
            indexed=True,
            doc="社区类型：未分类为空。 — What kind of community it is; null when not sorted.",
        ),
        Property(
            "households",
            Scalar.INT,
            zh="户数",
            doc="户数：不明为空。 — The number of households; null when unknown.",
        ),
        Property(
            "brandName",
            Scalar.STRING,
            zh="党建品牌",
            column="brand",
            field=False,
            doc="党建品牌：没有则为空。 — The name of its Party-building brand; null when it "
            "has none.",
        ),
        Property(
            "missingLiaisonRoles",
            LiaisonRole,
            required=True,
            listed=True,
            derived=_MISSING_ROLES,
            doc="缺少的包联角色：四包一中当日无人担任的角色。 — Liaison roles of the "
            "four-to-one scheme (四包一) nobody holds.",
        ),
    ),
    relations=(
        above(
            "subdistrict",
            "Subdistrict",
            "所在街道 — The subdistrict, town or township it is in.",
        ),
        below(
            "grids",
            "Grid",
            "网格 — Its grids.",
        ),
        below(
            "compounds",
            "Compound",
            "小区 — Its compounds.",
        ),
        below(
            "lanes",
            "Lane",
            "街巷 — Its lanes.",
        ),
        Relation(
            "liaisons",
            "Liaison",
            (Hop("LIAISON_OF", IN, "Liaison"),),
            many=True,
            doc="包联：当日承担四包一的人员和单位。 — Who carries the four-to-one liaison on "
            "the day.",
        ),
        Relation(
            "brand",
            "Brand",
            (),
            doc="党建品牌：没有则为空。 — The community's Party-building brand; null when it "
            "has none.",
        ),
        Relation(
            "facilities",
            "Facility",
            (Hop("WITHIN", IN, "Place", depth=(0, 4)), Hop("LOCATED_IN", IN, "Facility")),
            many=True,
            doc="阵地：社区及其下各处的阵地。 — Facilities in the community or anywhere within it.",
        ),
    ),
    asked=("community", "communities"),
    top=True,
)

LANE = place(
    "Lane",
    "街巷：社区的街巷。 — A lane of a community.",
    relations=(
        above(
            "community",
            "Community",
            "所在社区 — The community it is in.",
        ),
    ),
    asked=("lane", None),
)

BRAND = NodeType(
    name="Brand",
    label="Community",
    doc="党建品牌：社区的特色品牌，随社区保存。 — A community's Party-building brand; kept "
    "with the community.",
    properties=(
        Property(
            "name",
            Scalar.STRING,
            required=True,
            derived="{n}.brandName",
            doc="名称：品牌的名称。 — What the brand is called.",
        ),
        Property(
            "code",
            Scalar.STRING,
            required=True,
            field=False,
            doc="编码：所属社区的编码。 — The code of its community.",
        ),
    ),
    relations=(
        Relation(
            "community",
            "Community",
            (),
            required=True,
            doc="所属社区 — The community whose brand it is.",
        ),
    ),
    scope=(),
    above=True,
    one="brand",
    exists="{n}.brandName IS NOT NULL",
)
