"""What: somebody registered at a community has not claimed a post there.

Why: who registers shows themselves and claims a post (亮明身份、认领岗位). The finding is about
the registration and goes by the community's name.

Example: a member registered in 2024 and the claimed post is empty.
"""

from graph.audit.rule import Citation, Facts, Mark, Query, Row, Rule
from graph.audit.wording import count
from graph.model.enums import Severity

_REGISTERED = "MATCH (c:Community)<-[:REGISTERED_AT]-(r:DualRegistration) WHERE "
_UNCLAIMED = "r.registeredOn <= $day AND trim(coalesce(r.claimedPost, '')) = ''"


def _message(f: Facts) -> str:
    who = "unit" if f["unit"] else "member"
    return (
        f"The {who} registered on {f['registered']}, {count(f['days'], 'day')} ago, and has not "
        "claimed a post."
    )


def _message_zh(f: Facts) -> str:
    who = "该单位" if f["unit"] else "该党员"
    return f"{who}于{f['registered']}报到,{f['days']}天来未认领岗位。"


POST_UNCLAIMED = Rule(
    id="post-unclaimed",
    order=410,
    title="No post claimed",
    title_zh="报到未认领岗位",
    severity=Severity.INFO,
    source=Citation("忻府区“双报到”活动", Mark.ARTICLE),
    description="A member or unit is registered at a community and has claimed no post.",
    query=Query(
        f"{_REGISTERED}{_UNCLAIMED}",
        f"{_REGISTERED}c.path STARTS WITH $within AND {_UNCLAIMED}",
        ("r", "DualRegistration"),
    ),
    row=Row(
        subject="'DualRegistration:' + r.key",
        name="c.name",
        place="c.code",
        evidence="['Community:' + c.code] "
        "+ [(r)-[:REGISTERED_PERSON]->(m) | 'Person:' + m.code] "
        "+ [(r)-[:REGISTERED_UNIT]->(u) | 'LiaisonUnit:' + u.code]",
        facts=(
            ("unit", "EXISTS { (r)-[:REGISTERED_UNIT]->() }"),
            ("registered", "toString(r.registeredOn)"),
            ("days", "duration.inDays(r.registeredOn, $day).days"),
        ),
    ),
    message=_message,
    message_zh=_message_zh,
)
