"""What: a place covered by a joint branch has enough full members for a branch of its own.

Why: a place with three full members should have its own branch; sharing one is for those that
have fewer. There is a finding for each such place of a formal joint branch.

Example: a joint branch covers three compounds; in one of them four full members live.
"""

from graph.audit.cypher import (
    dated,
    full_member,
    in_office,
    number,
    place_id,
    residents_of,
)
from graph.audit.rule import Citation, Facts, Mark, Query, Row, Rule, Threshold
from graph.audit.wording import count
from graph.model.enums import Severity

_BODY = f"""
MATCH (p:Place)<-[area:COVERS]-(o)
WHERE o.kind = 'BRANCH' AND o.joint AND o.establishment = 'FORMAL'
  AND {dated("area")} AND {in_office("o")}
WITH DISTINCT p, o
WITH p, o, {number(residents_of("p", full_member("m")))} AS full WHERE full >= $full_members
"""


def _message(f: Facts) -> str:
    return (
        f"{count(f['full'], 'full member')} live here, {f['full_members']} are enough for a "
        "branch of its own, and the place is covered by a joint branch."
    )


def _message_zh(f: Facts) -> str:
    return (
        f"此处居住正式党员{f['full']}名(满{f['full_members']}名可单独建立党支部),"
        "仍由联合党支部覆盖。"
    )


JOINT_BRANCH_NEEDLESS = Rule(
    id="joint-branch-needless",
    order=50,
    title="Joint branch where one of its own is possible",
    title_zh="可单独建支部而联建",
    severity=Severity.WARN,
    source=Citation("《中国共产党支部工作条例(试行)》第四条", Mark.CHECKED),
    description="A place covered by a formal joint branch has three or more full members "
    "living there.",
    query=Query(
        _BODY.strip(),
        f"MATCH (p:Place) WHERE p.path STARTS WITH $within{_BODY}",
        ("p", "Place"),
    ),
    row=Row(
        subject=place_id("p"),
        name="p.name",
        place="p.code",
        second="o.code",
        evidence="['PartyOrganization:' + o.code]",
        facts=(("full", "full"),),
    ),
    thresholds=(
        Threshold(
            "full_members", "full members", "名正式党员", "so many or more can have a branch"
        ),
    ),
    message=_message,
    message_zh=_message_zh,
)
