"""The grid-management net: grids and micro-grids."""

from graph.declare import IN, OUT, Argument, Hop, Property, Relation, Scalar
from graph.model.common import above, below, holder, place
from graph.model.enums import GridCompoundRelation, PostRole

_BUILDINGS_OF_GRID = (
    "COLLECT { MATCH ({n})-[:HOLDS]->(held:Place)<-[:WITHIN*0..1]-(b:Building) "
    "RETURN DISTINCT b.code }"
)
_BUILDINGS_OF_COMPOUND = (
    "COLLECT { MATCH (c:Compound)<-[:WITHIN]-(b:Building) WHERE c.code = {compound} RETURN b.code }"
)
# Compares the sets of buildings; null when they share none.
_RELATION_TO = (
    f"head([pair IN [[{_BUILDINGS_OF_GRID}, {_BUILDINGS_OF_COMPOUND}]] | CASE "
    "WHEN NOT any(b IN pair[0] WHERE b IN pair[1]) THEN null "
    "WHEN all(b IN pair[1] WHERE b IN pair[0]) AND size(pair[0]) > size(pair[1]) THEN 'CONTAINS' "
    "WHEN all(b IN pair[1] WHERE b IN pair[0]) THEN 'EQUALS' "
    "WHEN all(b IN pair[0] WHERE b IN pair[1]) THEN 'WITHIN' "
    "ELSE 'OVERLAPS' END])"
)

# The compounds' buildings are matched apart: within one pattern, Cypher goes no relationship
# twice, and a building that the grid holds would not be found again.
_COMPOUNDS = "MATCH ({n})-[:HOLDS]->(:Place)-[:WITHIN*0..2]->(c:Compound)"
# The same against all compounds that the grid touches; one left in part: within it when it is
# the only one and the grid holds nothing else, else they overlap.
_COMPOUND_RELATION = (
    f"head([sets IN [[{_BUILDINGS_OF_GRID}, COLLECT {{ {_COMPOUNDS} MATCH (c)<-[:WITHIN]-"
    f"(b:Building) RETURN DISTINCT b.code }}, COUNT {{ {_COMPOUNDS} RETURN DISTINCT c }}]] | CASE "
    "WHEN NOT any(b IN sets[0] WHERE b IN sets[1]) THEN null "
    "WHEN all(b IN sets[1] WHERE b IN sets[0]) THEN "
    "CASE WHEN sets[2] = 1 AND size(sets[0]) = size(sets[1]) THEN 'EQUALS' ELSE 'CONTAINS' END "
    "WHEN sets[2] = 1 AND all(b IN sets[0] WHERE b IN sets[1]) THEN 'WITHIN' "
    "ELSE 'OVERLAPS' END])"
)

GRID = place(
    "Grid",
    "网格：社区的网格。 — A grid of a community.",
    properties=(
        Property(
            "households",
            Scalar.INT,
            zh="户数",
            doc="户数：不明为空。 — The number of households; null when unknown.",
        ),
        Property(
            "relationTo",
            GridCompoundRelation,
            derived=_RELATION_TO,
            arguments=(
                Argument(
                    "compound", Scalar.ID, doc="小区的标识 — The compound's id, `Compound:...`."
                ),
            ),
            doc="与小区的关系：按双方共有的楼栋比较本网格与该小区；没有共有的为空。 — This "
            "grid against that compound, derived from the buildings both hold; null when "
            "they share none.",
        ),
        Property(
            "compoundRelation",
            GridCompoundRelation,
            derived=_COMPOUND_RELATION,
            doc="与各小区的关系：本网格与其涉及的小区相比；没有共有的为空。 — This grid "
            "against the compounds it touches: EQUALS or WITHIN its only one, CONTAINS "
            "all of it or of several, OVERLAPS one of them; null when it touches none.",
        ),
    ),
    relations=(
        above(
            "community",
            "Community",
            "所在社区 — The community it is in.",
        ),
        below(
            "microGrids",
            "MicroGrid",
            "微网格 — Its micro-grids.",
        ),
        Relation(
            "compounds",
            "Compound",
            (Hop("HOLDS", OUT, "Place"), Hop("WITHIN", OUT, "Compound", depth=(0, 2))),
            many=True,
            distinct=True,
            doc="小区：网格全部或部分包含的小区。 — Compounds that the grid holds, wholly or "
            "in part.",
        ),
        holder(
            "leader",
            PostRole.GRID_LEADER,
            "网格长：当日无人担任为空。 — The grid leader; null when there is none on the day.",
        ),
        holder(
            "policeOfficer",
            PostRole.POLICE_OFFICER,
            "警长：社区民警，当日无人担任为空。 — The community police officer; null "
            "when there is none on the day.",
        ),
    ),
    asked=("grid", "grids"),
)

MICRO_GRID = place(
    "MicroGrid",
    "微网格：网格的微网格。 — A micro-grid of a grid.",
    properties=(
        Property(
            "households",
            Scalar.INT,
            zh="户数",
            doc="户数：不明为空。 — The number of households; null when unknown.",
        ),
        Property(
            "chatGroup",
            Scalar.STRING,
            zh="微信群",
            doc="微信群：居民微信群的名称，没有则为空。 — The name of its residents' chat "
            "group; null when it has none.",
        ),
    ),
    relations=(
        above(
            "grid",
            "Grid",
            "所在网格 — The grid it is part of.",
        ),
        holder(
            "leader",
            PostRole.MICRO_GRID_LEADER,
            "微网格长：当日无人担任为空。 — The micro-grid leader; null when there is "
            "none on the day.",
        ),
        Relation(
            "units",
            "BuildingUnit",
            (Hop("HOLDS", OUT, "Place"), Hop("WITHIN", IN, "BuildingUnit", depth=(0, 2))),
            many=True,
            distinct=True,
            doc="单元：微网格包含的单元。 — Building units that the micro-grid holds.",
        ),
    ),
    asked=("microGrid", "microGrids"),
)
