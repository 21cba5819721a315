"""People as subjects (`m`), and what rules want to know of them."""

from graph.audit.cypher import dated, in_office
from graph.audit.rule import Fact, Subjects

PEOPLE = Subjects(
    "m",
    "Person",
    "MATCH (m:Person)",
    "MATCH (scope:Place)<-[:RESIDES_IN]-(m) WHERE scope.path STARTS WITH $within",
)
"""People lie where they live."""

FORMAL = Fact(
    "formal",
    "COLLECT {\n"
    "  MATCH (m)-[a:AFFILIATED {kind: 'FORMAL'}]->(o)\n"
    f"  WHERE {dated('a')} AND {in_office('o')} RETURN o\n"
    "}",
)
"""The organizations in office with which they are formally affiliated."""
