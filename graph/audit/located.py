"""Where findings lie: one statement for all organizations, one for all people."""

from collections.abc import Iterable, Sequence
from datetime import date

from graph.audit.cypher import dated
from graph.audit.rule import Lies
from graph.codes import Readable
from graph.rights.reaching import seen

_SEEN = "(size($scope) = 0 OR any(top IN $scope WHERE p.path STARTS WITH top))"
_AREAS = f"""
UNWIND $codes AS code
MATCH (:PartyOrganization {{code: code}})-[area:COVERS]->(p:Place)
WHERE {dated("area")} AND {_SEEN}
WITH code, p ORDER BY size(p.path), p.code
WITH code, collect(p.code) AS places
RETURN collect([code, places[0]])
"""
_HOMES = f"""
UNWIND $codes AS code
MATCH (:Person {{code: code}})-[:RESIDES_IN]->(p:Place) WHERE {_SEEN}
WITH code, p ORDER BY p.code
WITH code, collect(p.code) AS places
RETURN collect([code, places[0]])
"""
_STATEMENTS = {Lies.ORGANIZATION: _AREAS, Lies.PERSON: _HOMES}


async def places_of(
    source: Readable, lies: Lies, codes: Iterable[str], day: date, scope: Sequence[str] = ()
) -> dict[str, str]:
    """The place in which each of these lies on the day, by code; the highest of several.

    scope: the paths of the places that the caller sees; none are everything. What lies nowhere
    that is seen is left out.
    """
    # A finding that lies nowhere has no code.
    wanted = sorted({code for code in codes if code})
    if lies is Lies.PLACE:
        if not scope:
            return {code: code for code in wanted}
        inside = (await seen(source, [f"Place:{code}" for code in wanted], scope)).inside
        return {code: code for code in wanted if f"Place:{code}" in inside}
    if not wanted:
        return {}
    rows = await source.rows(_STATEMENTS[lies], {"codes": wanted, "day": day, "scope": list(scope)})
    return dict(rows[0][0])
