"""What: the chain from a Party group up to the subdistrict lacks a level.

Why: the five linked levels run from the subdistrict over community, grid and compound to the
building. Climbing from a group, the chain has to pass an organization of the group's own
compound, of a grid that holds part of that compound (or of the group's area), of its community
and of its subdistrict. A level is missing where no organization covers those places; it is
skipped where one does and the chain goes past it. A level that the area does not have, such as
the compound of a building that stands alone, is not asked for.

Example: a group is placed under the grid's branch although its compound has a branch.
"""

from graph.audit.cypher import covered_by, dated, in_office, of_organization, query
from graph.audit.organizations import ORGANIZATIONS
from graph.audit.rule import Citation, Facts, Mark, Rule
from graph.audit.wording import words, words_zh
from graph.model.enums import LinkageLevel, Severity

_BODY = f"""
WITH o WHERE o.kind = 'GROUP'
MATCH (o)-[own:COVERS]->(area:Place) WHERE {dated("own")}
WITH o, collect(DISTINCT area) AS areas
WITH o, COLLECT {{
  UNWIND areas AS a MATCH (a)-[:WITHIN*0..4]->(p) RETURN DISTINCT p
}} AS above
WITH o, [p IN above WHERE p:Compound] AS compounds, [p IN above WHERE p:Community] AS communities,
  [p IN above WHERE p:Subdistrict] AS subdistricts,
  [p IN above WHERE p:Compound OR p:Building OR p:BuildingUnit] AS held
WITH o, compounds, communities, subdistricts,
  COLLECT {{
    UNWIND held AS p MATCH (p)<-[:HOLDS]-(g:Grid) RETURN DISTINCT g
  }} + COLLECT {{
    UNWIND compounds AS c MATCH (c)<-[:WITHIN*1..2]-()<-[:HOLDS]-(g:Grid) RETURN DISTINCT g
  }} AS grids,
  COLLECT {{
    MATCH climb = (o)-[:SUBORDINATE_TO*0..]->(step)
    WHERE all(n IN nodes(climb) WHERE {in_office("n")})
    MATCH (step)-[reach:COVERS]->(near:Place) WHERE {dated("reach")}
    OPTIONAL MATCH (near)-[:WITHIN]->(grid:Grid)
    RETURN DISTINCT coalesce(grid, near)
  }} AS chain
WITH o, [level IN [
    ['COMPOUND', compounds], ['GRID', grids],
    ['COMMUNITY', communities], ['SUBDISTRICT', subdistricts]
  ] WHERE size(level[1]) > 0 AND none(p IN level[1] WHERE p IN chain)] AS broken
WHERE size(broken) > 0
WITH o, [level IN broken | [level[0], EXISTS {{
    UNWIND level[1] AS p MATCH (p) WHERE {covered_by("p")}
  }}]] AS broken
"""


def _message(f: Facts) -> str:
    parts: list[str] = []
    missing = [level for level, exists in f["broken"] if not exists]
    skipped = [level for level, exists in f["broken"] if exists]
    if missing:
        parts.append(f"there is no organization of the {words(LinkageLevel, missing)}")
    if skipped:
        parts.append(f"the chain skips that of the {words(LinkageLevel, skipped)}")
    return f"Climbing from the Party group to the subdistrict, {' and '.join(parts)}."


def _message_zh(f: Facts) -> str:
    parts: list[str] = []
    missing = [level for level, exists in f["broken"] if not exists]
    skipped = [level for level, exists in f["broken"] if exists]
    if missing:
        parts.append(f"{words_zh(LinkageLevel, missing)}一级没有党组织")
    if skipped:
        parts.append(f"越过了{words_zh(LinkageLevel, skipped)}一级的党组织")
    return f"从党小组向上到街道,{';'.join(parts)}。"


LINKAGE_BROKEN = Rule(
    id="linkage-broken",
    order=160,
    title="Broken chain of the five levels",
    title_zh="五级联动断级",
    severity=Severity.ERROR,
    source=Citation("忻府区“五级联动”组织体系", Mark.ARTICLE),
    description="Climbing from a Party group to the subdistrict, a level's organization is "
    "missing or the chain skips a place that has one.",
    query=query(ORGANIZATIONS, _BODY),
    row=of_organization(
        "o",
        evidence="[code IN COLLECT { MATCH (o)-[:SUBORDINATE_TO*1..]->(step) "
        "RETURN step.code } | 'PartyOrganization:' + code]",
        broken="broken",
    ),
    message=_message,
    message_zh=_message_zh,
)
