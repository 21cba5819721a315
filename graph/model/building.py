"""Buildings and their units (stairwells)."""

from graph.declare import IN, OUT, Hop, Property, Relation, Scalar
from graph.model.common import above, below, holder, place
from graph.model.enums import OrganizationKind, PostRole

BUILDING = place(
    "Building",
    "A building (楼栋) of a compound, or one standing alone in a community.",
    properties=(Property("floors", Scalar.INT, zh="层数"),),
    relations=(
        above("compound", "Compound"),
        above("community", "Community", depth=(1, 2)),
        below("units", "BuildingUnit"),
        Relation(
            "partyGroup", "PartyOrganization",
            (
                Hop(
                    "COVERS", IN, "PartyOrganization",
                    node_having=(("kind", OrganizationKind.GROUP),),
                ),
            ),
            doc="The Party group (楼宇党小组) whose area is this building, "
            "or that covers it together with others.",
        ),
        Relation(
            "residents", "Person",
            (Hop("WITHIN", IN, "Place", depth=(0, 1)), Hop("RESIDES_IN", IN, "Person")),
            many=True, doc="People living in the building or one of its units.",
        ),
        Relation(
            "centralHouseholds", "Person",
            (
                Hop("WITHIN", IN, "Place", depth=(0, 1)),
                Hop("AT_PLACE", IN, "Post", node_having=(("role", PostRole.CENTRAL_HOUSEHOLD),)),
                Hop("HELD_BY", OUT, "Person"),
            ),
            many=True, distinct=True, doc="Party members' central households (党员中心户).",
        ),
    ),
    one="building",
    many="buildings",
)  # fmt: skip

BUILDING_UNIT = place(
    "BuildingUnit",
    "A unit (单元) of a building: one stairwell.",
    properties=(
        Property(
            "noticePosted", Scalar.BOOLEAN, zh="公示",
            doc="Whether micro-grid leader, unit leader and police officer are posted.",
        ),
    ),
    relations=(
        above("building", "Building"),
        Relation(
            "microGrid", "MicroGrid",
            (Hop("WITHIN", OUT, "Place", depth=(0, 2)), Hop("HOLDS", IN, "MicroGrid")),
            doc="The micro-grid that holds the unit, its building or its compound.",
        ),
        holder("leader", PostRole.UNIT_LEADER, "The unit leader (单元长)."),
    ),
    one="buildingUnit",
    many="buildingUnits",
)  # fmt: skip
