"""What: a cross-appointment has ended without a successor, or its holder has left the other side.

Why: an appointment is renewed or passed on when it ends, and is void once its holder no longer
belongs to the side that sent them. A successor is somebody with the same role in the same
organization who came by the day and has stayed longer. Only pairs count in which the company
still manages a compound in the community. Employment has no dates, so that having left the
company shows by a formal affiliation with its Party organization that has ended.

Example: a community's deputy secretary was a part-time member of the company's branch until 30
June and nobody followed; or has since moved to another organization and still holds the post.
"""

from graph.audit.cross import COMMITTEES, COMPANYS_OWN, HOSTED, pairs
from graph.audit.cypher import dated, of_post
from graph.audit.rule import Facts, Mark, Rule, Source
from graph.audit.wording import words, words_zh
from graph.model.enums import PostRole, Severity

_ENDED = """post.until <= $day AND NOT EXISTS {
    MATCH (o)<-[:IN_ORGANIZATION]-(next:Post)
    WHERE next.role = post.role AND (next.since IS NULL OR next.since <= $day)
      AND (next.until IS NULL OR next.until > post.until) }"""


def _at_the_end(tenure: str) -> str:
    """That a tenure held on the last day of `post`."""
    return (
        f"({tenure}.since IS NULL OR {tenure}.since < post.until) "
        f"AND ({tenure}.until IS NULL OR {tenure}.until >= post.until)"
    )


def _of_committee(when_affiliated: str, when_posted: str) -> str:
    """That `holder` is, or was, with one of `committees`, by affiliation or a post."""
    return f"""(EXISTS {{
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(k:PartyOrganization)
    WHERE k IN committees AND {when_affiliated} }} OR EXISTS {{
    MATCH (holder)<-[:HELD_BY]-(held:Post)-[:IN_ORGANIZATION]->(k:PartyOrganization)
    WHERE k IN committees AND {when_posted} }})"""


_OF_ANY_COMMITTEE = f"""(EXISTS {{
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(k:PartyOrganization {{kind: 'COMMITTEE'}})
    WHERE {dated("a")} AND EXISTS {{ (k)-[:COVERS]->(:Community) }} }} OR EXISTS {{
    MATCH (holder)<-[:HELD_BY]-(held:Post)-[:IN_ORGANIZATION]->
      (k:PartyOrganization {{kind: 'COMMITTEE'}})
    WHERE {dated("held")} AND EXISTS {{ (k)-[:COVERS]->(:Community) }} }})"""


def _of_company(when: str) -> str:
    """That `holder` is, or was, formally with one of `hosted`."""
    return f"""EXISTS {{
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(h:PartyOrganization)
    WHERE h IN hosted AND {when} }}"""


_EMPLOYED = "EXISTS { (holder)-[:EMPLOYED_BY]->(company) }"
_BODY = f"""
WITH c, company, {COMMITTEES} AS committees, {HOSTED} AS hosted
WITH company, committees, hosted,
  [o IN hosted | [o, true]] + [o IN committees | [o, false]] AS sides
UNWIND sides AS side
WITH company, committees, hosted, side[0] AS o, side[1] AS sent
MATCH (o)<-[:IN_ORGANIZATION]-(post:Post)-[:HELD_BY]->(holder:Person)
WITH company, committees, hosted, o, sent, post, holder, post.until <= $day AS ended
WHERE CASE
  WHEN sent AND ended THEN {_ENDED} AND NOT {COMPANYS_OWN}
    AND {_of_committee(_at_the_end("a"), _at_the_end("held"))}
  WHEN sent THEN {dated("post")} AND NOT {COMPANYS_OWN} AND NOT {_OF_ANY_COMMITTEE}
    AND {_of_committee("a.until <= $day", "held.until <= $day")}
  WHEN ended THEN {_ENDED}
    AND ({_EMPLOYED} OR {_of_company(_at_the_end("a"))})
  ELSE {dated("post")} AND NOT {COMPANYS_OWN} AND {_of_company("a.until <= $day")}
    AND NOT EXISTS {{ MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(o) WHERE {dated("a")} }}
END
WITH DISTINCT o, post, holder, sent, coalesce(ended, false) AS ended
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
    title="Cross-appointment expired",
    title_zh="交叉任职到期或失效",
    severity=Severity.ERROR,
    source=Source("忻府区做法:物业企业“双向进入、交叉任职”", Mark.ARTICLE),
    description="A cross-appointment that has ended without a successor, or is held by someone "
    "no longer at the other side.",
    query=pairs(_BODY),
    row=of_post(
        "post",
        "o",
        evidence="['PartyOrganization:' + o.code, 'Person:' + holder.code]",
        role="post.role",
        until="toString(post.until)",
        sent="sent",
        ended="ended",
    ),
    message=_message,
    message_zh=_message_zh,
)
