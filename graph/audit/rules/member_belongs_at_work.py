"""What: an in-service member is formally affiliated elsewhere though the employer has an
organization.

Why: members who work belong to the organization of their unit. One that covers no place and is
directly below the employer's counts as the employer's.

Example: a teacher's formal affiliation is with the branch of the compound, while the school has
a branch.
"""

from graph.audit.cypher import in_office, member, of_person
from graph.audit.people import FORMAL, PEOPLE
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.audit.wording import count
from graph.model.enums import Severity

_UNITS = Fact(
    "units",
    "CASE WHEN m.category = 'IN_SERVICE' AND size(formal) > 0 THEN COLLECT {\n"
    "  MATCH (m)-[:EMPLOYED_BY]->(:Institution)<-[:HOSTED_BY]-(unit)\n"
    f"  WHERE {in_office('unit')} RETURN unit\n"
    "} ELSE [] END",
    (FORMAL,),
)
_BELOW = (
    "(NOT EXISTS { (o)-[:COVERS]->() } "
    "AND EXISTS { MATCH (o)-[:SUBORDINATE_TO]->(above) WHERE above IN units })"
)


def _message(f: Facts) -> str:
    return (
        f"The employer has {count(f['units'], 'Party organization')} and the in-service member's "
        "formal affiliation is elsewhere."
    )


def _message_zh(f: Facts) -> str:
    return f"工作单位有党组织{f['units']}个,该在职党员的组织关系却在别处。"


MEMBER_BELONGS_AT_WORK = Rule(
    id="member-belongs-at-work",
    order=180,
    title="In-service member affiliated outside the unit",
    title_zh="在职党员组织关系不在单位",
    severity=Severity.INFO,
    source=Citation("《中国共产党党员教育管理工作条例》第二十五条", Mark.CHECKED),
    description="An in-service member whose employer has an organization is formally affiliated "
    "elsewhere.",
    query=Check(
        PEOPLE,
        f"{member('m')} AND size(units) > 0 AND none(o IN formal WHERE o IN units OR {_BELOW})",
        (FORMAL, _UNITS),
    ),
    row=of_person(
        "m",
        evidence="[o IN formal + units | 'PartyOrganization:' + o.code]",
        units="size(units)",
    ),
    message=_message,
    message_zh=_message_zh,
)
