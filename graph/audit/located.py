"""Where findings lie: one statement for all organizations, one for all people."""

from collections.abc import Iterable
from datetime import date

from graph.audit.cypher import dated
from graph.audit.rule import Lies
from graph.codes import Readable

_AREAS = f"""
UNWIND $codes AS code
MATCH (:PartyOrganization {{code: code}})-[area:COVERS]->(p:Place) WHERE {dated("area")}
WITH code, p ORDER BY size(p.path), p.code
WITH code, collect(p.code) AS places
RETURN collect([code, places[0]])
"""
_HOMES = """
UNWIND $codes AS code
MATCH (:Person {code: code})-[:RESIDES_IN]->(p:Place)
WITH code, p ORDER BY p.code
WITH code, collect(p.code) AS places
RETURN collect([code, places[0]])
"""
_STATEMENTS = {Lies.ORGANIZATION: _AREAS, Lies.PERSON: _HOMES}


async def places_of(
    source: Readable, lies: Lies, codes: Iterable[str], day: date
) -> dict[str, str]:
    """The place in which each of these lies on the day, by code; the highest of several.

    What lies nowhere is left out.
    """
    # A finding that lies nowhere has no code.
    wanted = sorted({code for code in codes if code})
    if lies is Lies.PLACE:
        return {code: code for code in wanted}
    if not wanted:
        return {}
    rows = await source.rows(_STATEMENTS[lies], {"codes": wanted, "day": day})
    return dict(rows[0][0])
