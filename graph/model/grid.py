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
    "A grid (网格) of a community.",
    properties=(
        Property("households", Scalar.INT, zh="户数"),
        Property(
            "relationTo", GridCompoundRelation, derived=_RELATION_TO,
            arguments=(Argument("compound", Scalar.ID),),
            doc="Derived from the buildings both hold: this grid against that compound.",
        ),
        Property(
            "compoundRelation", GridCompoundRelation, derived=_COMPOUND_RELATION,
            doc="This grid against the compounds it touches: EQUALS or WITHIN its only one, "
            "CONTAINS all of it or of several, OVERLAPS one of them.",
        ),
    ),
    relations=(
        above("community", "Community"),
        below("microGrids", "MicroGrid"),
        Relation(
            "compounds", "Compound",
            (Hop("HOLDS", OUT, "Place"), Hop("WITHIN", OUT, "Compound", depth=(0, 2))),
            many=True, distinct=True,
            doc="Compounds that the grid holds, wholly or in part.",
        ),
        holder("leader", PostRole.GRID_LEADER, "The grid leader (网格长)."),
        holder("policeOfficer", PostRole.POLICE_OFFICER, "The community police officer (警长)."),
    ),
    one="grid",
    many="grids",
)  # fmt: skip

MICRO_GRID = place(
    "MicroGrid",
    "A micro-grid (微网格) of a grid.",
    properties=(
        Property("households", Scalar.INT, zh="户数"),
        Property("chatGroup", Scalar.STRING, zh="微信群"),
    ),
    relations=(
        above("grid", "Grid"),
        holder("leader", PostRole.MICRO_GRID_LEADER, "The micro-grid leader (微网格长)."),
        Relation(
            "units", "BuildingUnit",
            (Hop("HOLDS", OUT, "Place"), Hop("WITHIN", IN, "BuildingUnit", depth=(0, 2))),
            many=True, distinct=True, doc="Building units that the micro-grid holds.",
        ),
    ),
    one="microGrid",
    many="microGrids",
)  # fmt: skip
