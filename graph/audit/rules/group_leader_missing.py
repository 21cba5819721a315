"""What: a Party group has no leader.

Why: every Party group has one leader, named by the branch or chosen by the group.

Example: the leader's post ended in June and no other was entered.
"""

from graph.audit.cypher import of_organization
from graph.audit.organizations import CURRENT, ORGANIZATIONS, PAST, last, vacant
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.model.enums import Severity

_LAST = Fact("leader", last("GROUP_LEADER"), (PAST,))


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
    order=140,
    title="Party group without a leader",
    title_zh="党小组无组长",
    severity=Severity.ERROR,
    source=Citation("《中国共产党支部工作条例(试行)》第十三条", Mark.CHECKED),
    description="A Party group without a current leader.",
    query=Check(
        ORGANIZATIONS,
        f"o.kind = 'GROUP' AND {vacant('GROUP_LEADER')}",
        (CURRENT, _LAST),
    ),
    row=of_organization(
        "o",
        evidence="CASE WHEN leader IS NULL THEN [] ELSE ['Post:' + leader.key] END",
        ended="toString(leader.until)",
    ),
    message=_message,
    message_zh=_message_zh,
)
