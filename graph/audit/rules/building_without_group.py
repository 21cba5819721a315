"""What: a building where enough full members live has no Party group.

Why: the district's five linked levels end in a Party group for each building (楼宇党小组); one
that covers several buildings counts for each of them.

Example: five full members live in building 3; the compound's branch has groups for the
buildings 1 and 2 only.
"""

from graph.audit.cypher import (
    codes,
    covered_by,
    full_member,
    of_place,
    person_ids,
    places,
    query,
    residents_of,
)
from graph.audit.rule import Citation, Facts, Mark, Rule, Threshold
from graph.audit.wording import count
from graph.model.enums import Severity

_BODY = f"""
WITH b WHERE NOT {covered_by("b", "by.kind = 'GROUP'")}
WITH b, {codes(residents_of("b", full_member("m")))} AS full WHERE size(full) >= $full_members
"""


def _message(f: Facts) -> str:
    return (
        f"{count(f['full'], 'full member')} live in the building ({f['full_members']} or more "
        "want a Party group) and no Party group covers it."
    )


def _message_zh(f: Facts) -> str:
    return f"楼内居住正式党员{f['full']}名(满{f['full_members']}名宜建党小组),没有党小组覆盖本楼。"


BUILDING_WITHOUT_GROUP = Rule(
    id="building-without-group",
    order=200,
    title="Building without a Party group",
    title_zh="楼栋无党小组",
    severity=Severity.WARN,
    source=Citation("忻府区“五级联动”组织体系", Mark.ARTICLE),
    description="A building has three or more full members living there and no Party group "
    "of its own, alone or shared.",
    query=query(places("b", "Building"), _BODY),
    row=of_place(
        "b",
        "Building",
        evidence=person_ids("full"),
        full="size(full)",
    ),
    thresholds=(
        Threshold("full_members", "full members", "名正式党员", "so many or more want a group"),
    ),
    message=_message,
    message_zh=_message_zh,
)
