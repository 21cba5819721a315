"""What: a member lives in a compound that no organization covers.

Why: where there are members there is a Party organization (只要是有党员必有党组织). An
organization of any kind counts that covers the compound or a building or stairwell in it; the
grid's or the community's does not.

Example: twelve members live in a compound without a branch, and no building in it has a group.
"""

from graph.audit.cypher import (
    dated,
    full_member,
    in_office,
    member,
    of_place,
    residents_of,
)
from graph.audit.places import COMPOUNDS
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.audit.wording import are, count
from graph.model.enums import Severity

_MEMBERS = Fact(
    "members",
    "CASE WHEN EXISTS {\n"
    "  MATCH (x)<-[:WITHIN*0..2]-()<-[area:COVERS]-(by)\n"
    f"  WHERE {dated('area')} AND {in_office('by')}\n"
    f"}} THEN [] ELSE COLLECT {{ {residents_of('x', member('m'))} RETURN m }} END",
)


def _message(f: Facts) -> str:
    verb = "lives" if f["members"] == 1 else "live"
    return (
        f"{count(f['members'], 'member')} {verb} in the compound, {f['full']} of them "
        f"{are(f['full'])} full, and no organization covers it or a building in it."
    )


def _message_zh(f: Facts) -> str:
    return f"小区内居住党员{f['members']}名,其中正式党员{f['full']}名,小区及其楼栋均无党组织覆盖。"


PLACE_WITH_MEMBERS_UNCOVERED = Rule(
    id="place-with-members-uncovered",
    order=210,
    title="Compound with members and no organization",
    title_zh="有党员无党组织的小区",
    severity=Severity.ERROR,
    source=Citation("忻府区做法:“只要是有党员必有党组织”", Mark.ARTICLE),
    description="A compound with a member living there that no organization covers, itself or "
    "through a building in it.",
    query=Check(COMPOUNDS, "size(members) > 0", (_MEMBERS,)),
    row=of_place(
        "x",
        "Compound",
        evidence="[m IN members | 'Person:' + m.code]",
        members="size(members)",
        full=f"size([m IN members WHERE {full_member('m')}])",
    ),
    message=_message,
    message_zh=_message_zh,
)
