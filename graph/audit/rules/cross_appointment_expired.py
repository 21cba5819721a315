"""What: a cross-appointment has ended without a successor, or its holder has left the other side.

Why: an appointment is renewed or passed on when it ends, and is void once its holder no longer
belongs to the side that sent them. A successor has the same role in the same organization and
is sent by the same side; of several appointments that ended, the last one is found. Only pairs
count in which the company still manages a compound in the community. Employment has no dates,
so that having left the company shows by a formal affiliation with its Party organization that
has ended.

Example: a community's deputy secretary was a part-time member of the company's branch until 30
June and nobody followed; or has since moved to another organization and still holds the post.
"""

from graph.audit.cross_facts import COMMITTEES, COMPANYS_OWN, HOSTED, PAIRS
from graph.audit.cypher import dated
from graph.audit.rule import Citation, Facts, Mark, Query, Row, Rule
from graph.audit.wording import words, words_zh
from graph.model.enums import PostRole, Severity

# What a holder may have become instead: somebody of another community, or the committee's own.
_ELSEWHERE = f"""CASE WHEN sent THEN EXISTS {{
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(k:PartyOrganization {{kind: 'COMMITTEE'}})
    WHERE {dated("a")} AND EXISTS {{ (k)-[:COVERS]->(:Community) }}
  }} ELSE EXISTS {{
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(o) WHERE {dated("a")}
  }} END"""
_BODY = f"""
WITH c, company, {COMMITTEES.expression} AS committees, {HOSTED.expression} AS hosted
UNWIND [o IN hosted | [o, true, committees]] + [o IN committees | [o, false, hosted]] AS side
WITH c, company, side[0] AS o, side[1] AS sent, side[2] AS others
MATCH (o)<-[:IN_ORGANIZATION]-(post)-[:HELD_BY]->(holder)
WHERE coalesce(post.since <= $day, true)
WITH c, company, o, sent, post, holder, coalesce(post.until <= $day, false) AS ended,
  EXISTS {{ (holder)-[:EMPLOYED_BY]->(company) }} AS employed,
  COLLECT {{
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(other)
    WHERE other IN others RETURN [a.since, a.until]
  }} + CASE WHEN sent THEN COLLECT {{
    MATCH (holder)<-[:HELD_BY]-(held)-[:IN_ORGANIZATION]->(other)
    WHERE other IN others RETURN [held.since, held.until]
  }} ELSE [] END AS tenures
WHERE employed OR size(tenures) > 0
WITH c, company, o, sent, post, holder, ended, tenures, NOT sent AND employed AS employed,
  sent AND {COMPANYS_OWN} AS own,
  CASE WHEN ended THEN post.until - duration({{days: 1}}) ELSE $day END AS last
WITH c, company, o, sent, post, holder, ended, own, tenures, employed OR any(
  t IN tenures WHERE coalesce(t[0] <= last, true) AND coalesce(last < t[1], true)
) AS sends
ORDER BY post.until DESC, post.key
WITH c, company, o, sent, post.role AS role,
  collect(CASE WHEN sends AND ended AND NOT own THEN [post, holder, true] END)[0..1] AS over,
  collect(CASE WHEN sends AND NOT ended THEN post END) AS current,
  collect(CASE WHEN NOT sends AND NOT ended AND NOT own AND any(t IN tenures WHERE t[1] <= $day)
    THEN [post, holder, false] END) AS past
UNWIND CASE WHEN size(current) = 0 THEN over ELSE [] END + past AS found
WITH o, sent, found[0] AS post, found[1] AS holder, found[2] AS ended, min(c.code) AS community
WHERE ended OR NOT {_ELSEWHERE}
"""


def _message(f: Facts) -> str:
    role = words(PostRole, [f["role"]])
    if f["ended"]:
        return f"The cross-appointment as {role} ended on {f['until']} and nobody followed."
    side = "the community's committee" if f["sent"] else "the company"
    return f"The cross-appointment as {role} is held by somebody who no longer belongs to {side}."


def _message_zh(f: Facts) -> str:
    role = words_zh(PostRole, [f["role"]])
    if f["ended"]:
        return f"交叉任职“{role}”已于{f['until']}到期,无人接任。"
    side = "社区党委" if f["sent"] else "该物业企业"
    return f"交叉任职“{role}”由已不属于{side}的人员担任。"


CROSS_APPOINTMENT_EXPIRED = Rule(
    id="cross-appointment-expired",
    order=350,
    title="Cross-appointment expired",
    title_zh="交叉任职到期或失效",
    severity=Severity.ERROR,
    source=Citation("忻府区做法:物业企业“双向进入、交叉任职”", Mark.ARTICLE),
    description="A cross-appointment that has ended without a successor, or is held by someone "
    "no longer at the other side.",
    # Its rows are about posts, of which the pairs' communities say nothing.
    query=Query(f"{PAIRS.everywhere}{_BODY}", f"{PAIRS.within}{_BODY}"),
    row=Row(
        subject="'Post:' + post.key",
        name="o.name",
        place="community",
        evidence="['Community:' + community, 'PartyOrganization:' + o.code, "
        "'Person:' + holder.code]",
        facts=(
            ("role", "post.role"),
            ("until", "toString(post.until)"),
            ("sent", "sent"),
            ("ended", "ended"),
        ),
    ),
    message=_message,
    message_zh=_message_zh,
)
