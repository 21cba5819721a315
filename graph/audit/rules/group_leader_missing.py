"""What: a Party group has no leader.

Why: every Party group has one leader, named by the branch or chosen by the group.

Example: the leader's post ended in June and no other was entered.
"""

from graph.audit.cypher import held, of_organization, organizations
from graph.audit.rule import Facts, Mark, Rule, Source
from graph.model.enums import Severity

_BODY = f"""
WITH o WHERE NOT {held("o", "post.role = 'GROUP_LEADER'")}
WITH o, head(COLLECT {{
  MATCH (o)<-[:IN_ORGANIZATION]-(last:Post {{role: 'GROUP_LEADER'}}) WHERE last.until <= $day
  RETURN last ORDER BY last.until DESC, last.key LIMIT 1
}}) AS last
"""


def _message(f: Facts) -> str:
    if f["ended"] is None:
        return "The Party group has no leader and no record of one; it must have one."
    return f"The Party group has had no leader since {f['ended']}; it must have one."


def _message_zh(f: Facts) -> str:
    if f["ended"] is None:
        return "该党小组没有组长,也没有任职记录,应当设组长1名。"
    return f"该党小组自{f['ended']}起没有组长,应当设组长1名。"


GROUP_LEADER_MISSING = Rule(
    id="group-leader-missing",
    title="Party group without a leader",
    title_zh="党小组无组长",
    severity=Severity.ERROR,
    source=Source("《中国共产党支部工作条例(试行)》第十三条", Mark.CHECKED),
    description="A Party group without a current leader.",
    query=organizations("o", "o.kind = 'GROUP'", _BODY),
    row=of_organization(
        "o",
        evidence="CASE WHEN last IS NULL THEN [] ELSE ['Post:' + last.key] END",
        ended="toString(last.until)",
    ),
    message=_message,
    message_zh=_message_zh,
)
