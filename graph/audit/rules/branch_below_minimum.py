"""What: a formal, not joint branch has too few full members.

Why: a branch needs three full members; with fewer, those there are belong in a joint branch.
Members of its Party groups are the branch's own.

Example: a compound's branch has two full members and one probationary.
"""

from graph.audit.cypher import of_organization, person_ids
from graph.audit.organizations import BRANCH, FULL, ORGANIZATIONS
from graph.audit.rule import Check, Citation, Facts, Mark, Rule, Threshold
from graph.audit.wording import count
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    return f"The branch has {count(f['full'], 'full member')}; it needs {f['full_members']}."


def _message_zh(f: Facts) -> str:
    return f"该支部有正式党员{f['full']}名,应当不少于{f['full_members']}名。"


BRANCH_BELOW_MINIMUM = Rule(
    id="branch-below-minimum",
    order=20,
    title="Branch below the minimum",
    title_zh="党支部正式党员不足",
    severity=Severity.ERROR,
    source=Citation("《中国共产党支部工作条例(试行)》第四、五条", Mark.NUMBER_OPEN),
    description="A formal, not joint branch with fewer than three full members, those of its "
    "Party groups included.",
    query=Check(
        ORGANIZATIONS,
        "branch AND NOT coalesce(o.joint, false) AND size(full) < $full_members",
        (BRANCH, FULL),
    ),
    row=of_organization("o", evidence=person_ids("full"), full="size(full)"),
    thresholds=(
        Threshold("full_members", "full members", "名正式党员", "a branch with fewer is found"),
    ),
    message=_message,
    message_zh=_message_zh,
)
