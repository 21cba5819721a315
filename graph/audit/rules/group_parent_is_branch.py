"""What: a Party group does not belong to a branch or general branch.

Why: Party groups are parts of a branch. A superior that is no longer in office does not count.

Example: a building's group was placed directly under the community's committee.
"""

from graph.audit.cypher import in_office, of_organization
from graph.audit.organizations import ORGANIZATIONS
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.audit.wording import words, words_zh
from graph.model.enums import OrganizationKind, Severity

_ABOVE = Fact(
    "above",
    "head(COLLECT {\n"
    "  MATCH (o)-[:SUBORDINATE_TO]->(above)\n"
    f"  WHERE {in_office('above')} RETURN above\n"
    "})",
)


def _message(f: Facts) -> str:
    if f["above"] is None:
        return "The Party group has no superior organization in office; it must be a branch."
    kind = words(OrganizationKind, [f["above"]])
    return f"The Party group belongs to a {kind}; it must be a branch or general branch."


def _message_zh(f: Facts) -> str:
    if f["above"] is None:
        return "该党小组没有在任的上级党组织,应当隶属于党支部。"
    kind = words_zh(OrganizationKind, [f["above"]])
    return f"该党小组的上级是{kind},应当隶属于党支部(党总支)。"


GROUP_PARENT_IS_BRANCH = Rule(
    id="group-parent-is-branch",
    order=130,
    title="Party group not under a branch",
    title_zh="党小组上级不是党支部",
    severity=Severity.ERROR,
    source=Citation("《中国共产党支部工作条例(试行)》第十三条", Mark.CHECKED),
    description="A Party group whose superior is missing, or is neither a branch nor a general "
    "branch.",
    query=Check(
        ORGANIZATIONS,
        "o.kind = 'GROUP' AND NOT coalesce(above.kind IN ['BRANCH', 'GENERAL_BRANCH'], false)",
        (_ABOVE,),
    ),
    row=of_organization(
        "o",
        evidence="CASE WHEN above IS NULL THEN [] ELSE ['PartyOrganization:' + above.code] END",
        above="above.kind",
    ),
    message=_message,
    message_zh=_message_zh,
)
