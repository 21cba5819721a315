"""Buildings and their units (stairwells)."""

from graph.declare import IN, OUT, Hop, Property, Relation, Scalar
from graph.model.common import above, below, holder, place
from graph.model.enums import OrganizationKind, PostRole

BUILDING = place(
    "Building",
    "楼栋：小区的楼栋，或社区中独立的一栋。 — A building of a compound, or one standing "
    "alone in a community.",
    properties=(
        Property(
            "floors",
            Scalar.INT,
            zh="层数",
            doc="层数：不明为空。 — The number of floors; null when unknown.",
        ),
    ),
    relations=(
        above(
            "compound",
            "Compound",
            "所在小区：独立楼栋为空。 — The compound it is in; null for one standing alone.",
        ),
        above(
            "community",
            "Community",
            depth=(1, 2),
            doc="所在社区 — The community it is in.",
        ),
        below(
            "units",
            "BuildingUnit",
            "单元 — Its units (stairwells).",
        ),
        Relation(
            "partyGroup",
            "PartyOrganization",
            (
                Hop(
                    "COVERS",
                    IN,
                    "PartyOrganization",
                    node_having=(("kind", OrganizationKind.GROUP),),
                ),
            ),
            doc="楼宇党小组：覆盖本楼栋，或连同其他楼栋一起覆盖的党小组；没有则为空。 — The "
            "Party group whose area is this building, or that covers it together with "
            "others; null when none does.",
        ),
        Relation(
            "residents",
            "Person",
            (Hop("WITHIN", IN, "Place", depth=(0, 1)), Hop("RESIDES_IN", IN, "Person")),
            many=True,
            doc="居住人员：住在本楼栋或其单元的人。 — People living in the building or one "
            "of its units.",
        ),
        Relation(
            "centralHouseholds",
            "Person",
            (
                Hop("WITHIN", IN, "Place", depth=(0, 1)),
                Hop("AT_PLACE", IN, "Post", node_having=(("role", PostRole.CENTRAL_HOUSEHOLD),)),
                Hop("HELD_BY", OUT, "Person"),
            ),
            many=True,
            distinct=True,
            doc="党员中心户 — Party members' central households.",
        ),
    ),
    asked=("building", "buildings"),
)

BUILDING_UNIT = place(
    "BuildingUnit",
    "单元：楼栋的一个楼道单元。 — A unit of a building: one stairwell.",
    properties=(
        Property(
            "noticePosted",
            Scalar.BOOLEAN,
            zh="公示",
            doc="公示：微网格长、单元长、警长是否已公示；不明为空。 — Whether micro-grid "
            "leader, unit leader and police officer are posted; null when unknown.",
        ),
    ),
    relations=(
        above(
            "building",
            "Building",
            "所在楼栋 — The building it is part of.",
        ),
        Relation(
            "microGrid",
            "MicroGrid",
            (Hop("WITHIN", OUT, "Place", depth=(0, 2)), Hop("HOLDS", IN, "MicroGrid")),
            doc="所属微网格：包含本单元、其楼栋或小区的微网格。 — The micro-grid that holds "
            "the unit, its building or its compound.",
        ),
        holder(
            "leader",
            PostRole.UNIT_LEADER,
            "单元长：当日无人担任为空。 — The unit leader; null when there is none on the day.",
        ),
    ),
    asked=("buildingUnit", "buildingUnits"),
)
