"""What: an in-service member has not registered in the community they live in, or a unit not
where it serves.

Why: dual registration (双报到) sends members to the community they live in and units to the one
they are assigned to. A unit has to be registered at every community whose liaison it is, and
one that is nobody's liaison at some community at all.

Example: a teacher lives in a compound of the community and is registered nowhere.
"""

from graph.audit.cypher import dated, member
from graph.audit.rule import Citation, Facts, Mark, Query, Row, Rule
from graph.audit.wording import count
from graph.model.enums import Severity


def _people(within: bool) -> str:
    scope = "home.path STARTS WITH $within AND " if within else ""
    start = f"{scope}m.category = 'IN_SERVICE' AND {member('m')}"
    return f"""
  MATCH (m:Person)-[:RESIDES_IN]->(home:Place) WHERE {start}
  MATCH (home)-[:WITHIN*0..4]->(c:Community)
  WHERE NOT EXISTS {{
    MATCH (m)<-[:REGISTERED_PERSON]-(r:DualRegistration)-[:REGISTERED_AT]->(c)
    WHERE r.registeredOn <= $day
  }}
  RETURN 'Person:' + m.code AS subject, m.name AS name, home.code AS place, c.code AS second,
    ['Community:' + c.code] AS evidence, 1 AS missing"""


def _units(within: bool) -> str:
    scope = (
        "any(c IN missing WHERE c.path STARTS WITH $within)"
        if within
        else (
            "(size(missing) > 0 OR NOT EXISTS { "
            "MATCH (u)<-[:REGISTERED_UNIT]-(r:DualRegistration) WHERE r.registeredOn <= $day })"
        )
    )
    return f"""
  MATCH (u:LiaisonUnit)
  WITH u, COLLECT {{
    MATCH (u)<-[:LIAISON_UNIT]-(l:Liaison)-[:LIAISON_OF]->(c:Community)
    WHERE {dated("l")} AND NOT EXISTS {{
      MATCH (u)<-[:REGISTERED_UNIT]-(r:DualRegistration)-[:REGISTERED_AT]->(c)
      WHERE r.registeredOn <= $day
    }} RETURN DISTINCT c ORDER BY c.code
  }} AS missing
  WHERE {scope}
  RETURN 'LiaisonUnit:' + u.code AS subject, u.name AS name, head(missing).code AS place,
    null AS second, [c IN missing | 'Community:' + c.code] AS evidence, size(missing) AS missing"""


def _query(within: bool) -> str:
    return (
        f"CALL () {{{_people(within)}\n  UNION ALL{_units(within)}\n}}\n"
        "WITH subject, name, place, second, evidence, missing"
    )


def _message(f: Facts) -> str:
    if f["person"]:
        return "The in-service member is not registered at the 1 community they live in."
    if f["missing"]:
        return (
            f"The unit is not registered at {count(f['missing'], 'community', 'communities')} "
            "whose liaison it is."
        )
    return "The unit is not registered at any community; it has to be at 1 or more."


def _message_zh(f: Facts) -> str:
    if f["person"]:
        return "该在职党员未到居住地社区(1个)报到。"
    if f["missing"]:
        return f"该单位未到其包联的{f['missing']}个社区报到。"
    return "该单位未到任何社区报到,应当到1个以上社区报到。"


DUAL_REGISTRATION_MISSING = Rule(
    id="dual-registration-missing",
    order=400,
    title="Not registered in the community",
    title_zh="未“双报到”",
    severity=Severity.WARN,
    source=Citation("忻府区“双报到”活动", Mark.ARTICLE),
    description="An in-service member living in a community, or a unit serving one, is not "
    "registered there.",
    query=Query(_query(within=False), _query(within=True)),
    row=Row(
        subject="subject",
        name="name",
        place="place",
        second="second",
        evidence="evidence",
        facts=(("person", "subject STARTS WITH 'Person:'"), ("missing", "missing")),
    ),
    message=_message,
    message_zh=_message_zh,
    of_people=True,
)
