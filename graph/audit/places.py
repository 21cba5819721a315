"""Places as subjects, and what rules want to know of them."""

from graph.audit.cypher import dated, places
from graph.audit.rule import Fact

COMMUNITIES = places("c", "Community")
GRIDS = places("g", "Grid")
COMPOUNDS = places("x", "Compound")
UNITS = places("u", "BuildingUnit")

COMPANIES = Fact(
    "companies",
    "COLLECT {\n"
    f"  MATCH (x)<-[runs:MANAGES]-(company) WHERE {dated('runs')}\n"
    "  RETURN DISTINCT company.code\n"
    "}",
)
"""The codes of the property companies that manage a compound."""

LEADERS = Fact(
    "leaders",
    "COLLECT {\n"
    "  MATCH (u)<-[:AT_PLACE]-(post {role: 'UNIT_LEADER'})\n"
    f"  WHERE {dated('post')} RETURN post\n"
    "}",
)
"""The posts of a unit's current leaders."""
