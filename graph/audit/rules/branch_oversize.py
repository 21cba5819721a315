"""What: a formal branch has too many members.

Why: a branch should not have more than fifty members; a larger one is divided or becomes a
general branch. Probationary members count, and those of the branch's Party groups.

Example: a compound's branch with six Party groups has 63 members.
"""

from graph.audit.cypher import of_organization
from graph.audit.organizations import BRANCH, MEMBERS, ORGANIZATIONS
from graph.audit.rule import Check, Citation, Facts, Mark, Rule, Threshold
from graph.model.enums import Severity

_GROUPS = "[(o)<-[:SUBORDINATE_TO]-(g) WHERE g.kind = 'GROUP' | 'PartyOrganization:' + g.code]"


def _message(f: Facts) -> str:
    return f"The branch has {f['members']} members, more than {f['most_members']}."


def _message_zh(f: Facts) -> str:
    return f"该支部有党员{f['members']}名,一般不超过{f['most_members']}名。"


BRANCH_OVERSIZE = Rule(
    id="branch-oversize",
    order=30,
    title="Branch too large",
    title_zh="党支部党员超员",
    severity=Severity.WARN,
    source=Citation("《中国共产党支部工作条例(试行)》第四条", Mark.CHECKED),
    description="A formal branch, joint or not, with more than fifty members, those of its "
    "Party groups included.",
    query=Check(ORGANIZATIONS, "branch AND size(members) > $most_members", (BRANCH, MEMBERS)),
    row=of_organization("o", evidence=_GROUPS, members="size(members)"),
    thresholds=(Threshold("most_members", "members", "名党员", "a branch with more is found"),),
    message=_message,
    message_zh=_message_zh,
)
