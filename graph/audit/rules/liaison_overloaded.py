"""What: one holder serves too many communities as liaison.

Why: a person or unit that answers for more than three communities reaches none of them. The
limit is a parameter of the district.

Example: an organization cadre is assigned to five communities.
"""

from graph.audit.cypher import dated, lives_within
from graph.audit.rule import Citation, Facts, Lies, Mark, Query, Row, Rule, Threshold
from graph.model.enums import Severity

_BODY = f"""
MATCH (c:Community)<-[:LIAISON_OF]-(l)-[:LIAISON_OFFICER|LIAISON_UNIT]->(holder)
WHERE {dated("l")}
WITH holder, collect(DISTINCT c) AS communities, collect(l.key) AS liaisons
WHERE size(communities) > $most_communities
""".strip()
_WITHIN = (
    f"({lives_within('holder')} OR (holder:LiaisonUnit "
    "AND any(c IN communities WHERE c.path STARTS WITH $within)))"
)


def _message(f: Facts) -> str:
    return f"Serves {f['communities']} communities as liaison, more than {f['most_communities']}."


def _message_zh(f: Facts) -> str:
    return f"包联{f['communities']}个社区,不宜超过{f['most_communities']}个。"


LIAISON_OVERLOADED = Rule(
    id="liaison-overloaded",
    order=390,
    title="Liaison for too many communities",
    title_zh="包联社区过多",
    severity=Severity.WARN,
    source=Citation("区级参数", Mark.MEMORY),
    description="One holder, person or unit, serves more than three communities.",
    query=Query(_BODY, f"{_BODY} AND {_WITHIN}"),
    row=Row(
        subject="CASE WHEN holder:Person THEN 'Person:' ELSE 'LiaisonUnit:' END + holder.code",
        name="holder.name",
        place="CASE WHEN holder:Person THEN holder.code END",
        lies=Lies.PERSON,
        evidence="[key IN liaisons | 'Liaison:' + key]",
        facts=(("communities", "size(communities)"),),
    ),
    thresholds=(
        Threshold("most_communities", "communities", "个社区", "a holder with more is found"),
    ),
    message=_message,
    message_zh=_message_zh,
)
