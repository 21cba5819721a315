"""Residential compounds."""

from graph.declare import IN, OUT, Hop, Property, Relation, Scalar
from graph.model.common import above, below, place
from graph.model.enums import CompoundKind, NoPropertyMode, PostRole

COMPOUND = place(
    "Compound",
    "A residential compound (小区).",
    properties=(
        Property("compoundKind", CompoundKind, zh="小区类型", indexed=True),
        Property(
            "noPropertyMode", NoPropertyMode, zh="无物业模式",
            doc="How it is served where there is no property company.",
        ),
        Property(
            "mechanism", Scalar.STRING, zh="工作机制",
            doc="How its Party organization leads the work (一小区一机制), in a few words.",
        ),
        Property("hasOrganization", Scalar.BOOLEAN, zh="有组织机构"),
        Property("hasCleaning", Scalar.BOOLEAN, zh="有清扫保洁"),
        Property("hasService", Scalar.BOOLEAN, zh="有管理服务"),
        Property("hasSecurity", Scalar.BOOLEAN, zh="有安全防范"),
    ),
    relations=(
        above("community", "Community"),
        below("buildings", "Building"),
        Relation(
            "grids", "Grid",
            (Hop("WITHIN", IN, "Place", depth=(0, 2)), Hop("HOLDS", IN, "Grid")),
            many=True, distinct=True, doc="Grids that hold the compound or part of it.",
        ),
        Relation(
            "propertyCompany", "PropertyCompany", (Hop("MANAGES", IN, "PropertyCompany"),),
            doc="The company managing the compound on the day.",
        ),
        Relation(
            "secretary", "Person",
            (
                Hop("COVERS", IN, "PartyOrganization"),
                Hop("IN_ORGANIZATION", IN, "Post", node_having=(("role", PostRole.SECRETARY),)),
                Hop("HELD_BY", OUT, "Person"),
            ),
            doc="The secretary of the compound's organization.",
        ),
        Relation(
            "volunteerTeams", "VolunteerTeam", (Hop("TEAM_OF", IN, "VolunteerTeam"),), many=True,
        ),
    ),
    one="compound",
    many="compounds",
)  # fmt: skip
