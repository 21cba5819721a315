"""Residential compounds."""

from graph.declare import IN, OUT, Hop, Property, Relation, Scalar
from graph.model.common import above, below, place
from graph.model.enums import CompoundKind, NoPropertyMode, PostRole

COMPOUND = place(
    "Compound",
    "小区：住宅小区。 — A residential compound.",
    properties=(
        Property(
            "compoundKind",
            CompoundKind,
            zh="小区类型",
            indexed=True,
            doc="小区类型：未分类为空。 — What kind of compound it is; null when not sorted.",
        ),
        Property(
            "noPropertyMode",
            NoPropertyMode,
            zh="无物业模式",
            doc="无物业模式：没有物业企业时如何服务；有物业或未定为空。 — How it is served "
            "where there is no property company; null where there is one or nothing is "
            "settled.",
        ),
        Property(
            "mechanism",
            Scalar.STRING,
            zh="工作机制",
            doc="工作机制：一小区一机制，几个字；没有则为空。 — How its Party organization "
            "leads the work (一小区一机制), in a few words; null when not given.",
        ),
        Property(
            "hasOrganization",
            Scalar.BOOLEAN,
            zh="有组织机构",
            doc="有组织机构：四有之一，不明为空。 — Whether it has an organization that runs "
            "it, one of the four haves (四有); null when unknown.",
        ),
        Property(
            "hasCleaning",
            Scalar.BOOLEAN,
            zh="有清扫保洁",
            doc="有清扫保洁：四有之一，不明为空。 — Whether it has cleaning, one of the four "
            "haves (四有); null when unknown.",
        ),
        Property(
            "hasService",
            Scalar.BOOLEAN,
            zh="有管理服务",
            doc="有管理服务：四有之一，不明为空。 — Whether it has management services, one "
            "of the four haves (四有); null when unknown.",
        ),
        Property(
            "hasSecurity",
            Scalar.BOOLEAN,
            zh="有安全防范",
            doc="有安全防范：四有之一，不明为空。 — Whether it has security, one of the four "
            "haves (四有); null when unknown.",
        ),
    ),
    relations=(
        above(
            "community",
            "Community",
            "所在社区 — The community it is in.",
        ),
        below(
            "buildings",
            "Building",
            "楼栋 — Its buildings.",
        ),
        Relation(
            "grids",
            "Grid",
            (Hop("WITHIN", IN, "Place", depth=(0, 2)), Hop("HOLDS", IN, "Grid")),
            many=True,
            distinct=True,
            doc="所在网格：包含小区全部或部分的网格。 — Grids that hold the compound or part "
            "of it.",
        ),
        Relation(
            "propertyCompany",
            "PropertyCompany",
            (Hop("MANAGES", IN, "PropertyCompany"),),
            doc="物业企业：当日管理小区的企业，没有则为空。 — The company managing the "
            "compound on the day; null when none does.",
        ),
        Relation(
            "secretary",
            "Person",
            (
                Hop("COVERS", IN, "PartyOrganization"),
                Hop("IN_ORGANIZATION", IN, "Post", node_having=(("role", PostRole.SECRETARY),)),
                Hop("HELD_BY", OUT, "Person"),
            ),
            doc="书记：小区党组织书记，空缺则为空。 — The secretary of the compound's "
            "organization; null when vacant.",
        ),
        Relation(
            "volunteerTeams",
            "VolunteerTeam",
            (Hop("TEAM_OF", IN, "VolunteerTeam"),),
            many=True,
            doc="志愿服务队 — Its volunteer teams.",
        ),
    ),
    asked=("compound", "compounds"),
)
