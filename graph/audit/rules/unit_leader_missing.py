"""What: a building unit has no leader.

Why: there are as many unit leaders as units; one is posted in every stairwell.

Example: a unit whose leader moved away.
"""

from graph.audit.cypher import of_place
from graph.audit.places import LEADERS, UNITS
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.model.enums import Severity

_LAST = Fact(
    "last",
    "CASE WHEN size(leaders) = 0 THEN head(COLLECT {\n"
    "  MATCH (u)<-[:AT_PLACE]-(last {role: 'UNIT_LEADER'}) WHERE last.until <= $day\n"
    "  RETURN last ORDER BY last.until DESC, last.key LIMIT 1\n"
    "}) END",
    (LEADERS,),
)


def _message(f: Facts) -> str:
    if f["ended"] is None:
        return "The unit has no leader and no record of one; there should be one."
    return f"The unit has had no leader since {f['ended']}; there should be one."


def _message_zh(f: Facts) -> str:
    if f["ended"] is None:
        return "该单元没有单元长,也没有任职记录,应当配备1名。"
    return f"该单元自{f['ended']}起没有单元长,应当配备1名。"


UNIT_LEADER_MISSING = Rule(
    id="unit-leader-missing",
    order=270,
    title="Unit without a leader",
    title_zh="单元长缺位",
    severity=Severity.WARN,
    source=Citation("忻府区做法:按照楼栋单元数配备单元长", Mark.ARTICLE),
    description="A building unit without a current leader.",
    query=Check(UNITS, "size(leaders) = 0", (_LAST,)),
    row=of_place(
        "u",
        "BuildingUnit",
        evidence="CASE WHEN last IS NULL THEN [] ELSE ['Post:' + last.key] END",
        ended="toString(last.until)",
    ),
    message=_message,
    message_zh=_message_zh,
)
