"""What: enough full members live in a compound or community that no formal organization covers.

Why: where there are three full members a Party branch should be formed; one is enough that
covers the community as a whole. Compounds and communities are judged each by itself.

Example: four full members live in a compound; neither it nor its community is covered by a
branch, a general branch or a committee.
"""

from graph.audit.cypher import (
    codes,
    dated,
    full_member,
    in_office,
    person_ids,
    place_id,
    residents_of,
)
from graph.audit.rule import Citation, Facts, Mark, Query, Row, Rule, Threshold
from graph.audit.wording import count
from graph.model.enums import Severity

_BODY = f"""
WITH p WHERE NOT EXISTS {{
  MATCH (p)-[:WITHIN*0..1]->(:Compound|Community)<-[area:COVERS]-(by)
  WHERE by.establishment = 'FORMAL' AND by.kind IN ['BRANCH', 'GENERAL_BRANCH', 'COMMITTEE']
    AND {dated("area")} AND {in_office("by")}
}}
WITH p, {codes(residents_of("p", full_member("m")))} AS full WHERE size(full) >= $full_members
"""


def _message(f: Facts) -> str:
    return (
        f"{count(f['full'], 'full member')} live here ({f['full_members']} or more need a "
        "branch) and no formal branch, general branch or committee covers it or its community."
    )


def _message_zh(f: Facts) -> str:
    return (
        f"此处居住正式党员{f['full']}名(满{f['full_members']}名应建立党支部),"
        "本处及所在社区均无正式的党支部、党总支或党委覆盖。"
    )


BRANCH_REQUIRED = Rule(
    id="branch-required",
    order=10,
    title="A branch is required",
    title_zh="应建未建党支部",
    severity=Severity.ERROR,
    source=Citation("《中国共产党支部工作条例(试行)》第四条", Mark.CHECKED),
    description="A compound or community has three or more full members living there, and "
    "neither it nor a place above it up to the community is covered by a formal branch, "
    "general branch or committee.",
    query=Query(
        f"MATCH (p:Compound|Community){_BODY}",
        f"MATCH (p:Place) WHERE p.path STARTS WITH $within "
        f"AND p.kind IN ['COMPOUND', 'COMMUNITY']{_BODY}",
        ("p", "Place"),
    ),
    row=Row(
        subject=place_id("p"),
        name="p.name",
        place="p.code",
        evidence=person_ids("full"),
        facts=(("full", "size(full)"),),
    ),
    thresholds=(
        Threshold("full_members", "full members", "名正式党员", "so many or more need a branch"),
    ),
    message=_message,
    message_zh=_message_zh,
)
