"""What: a formal branch is large enough for a committee and has no committee members.

Why: a branch with seven full members elects a committee; a secretary, or a secretary and a
deputy, are enough for smaller ones only.

Example: a branch with nine full members has a secretary and nobody in the role of a committee
member.
"""

from graph.audit.cypher import of_organization
from graph.audit.organizations import BRANCH, CURRENT, FULL, ORGANIZATIONS, vacant
from graph.audit.rule import Check, Citation, Facts, Mark, Rule, Threshold
from graph.audit.wording import count
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    return (
        f"The branch has {count(f['full'], 'full member')} ({f['full_members']} or more elect a "
        "committee) and no committee members."
    )


def _message_zh(f: Facts) -> str:
    return f"该支部有正式党员{f['full']}名(满{f['full_members']}名应设支部委员会),没有支部委员。"


BRANCH_COMMITTEE_REQUIRED = Rule(
    id="branch-committee-required",
    order=60,
    title="Branch without the committee it needs",
    title_zh="应设未设支部委员会",
    severity=Severity.ERROR,
    source=Citation("《中国共产党支部工作条例(试行)》第二十条", Mark.NUMBER_OPEN),
    description="A formal branch with seven or more full members, those of its Party groups "
    "included, and no committee members.",
    query=Check(
        ORGANIZATIONS,
        f"branch AND size(full) >= $full_members AND {vacant('COMMITTEE_MEMBER')}",
        (BRANCH, FULL, CURRENT),
    ),
    row=of_organization("o", evidence="[]", full="size(full)"),
    thresholds=(
        Threshold("full_members", "full members", "名正式党员", "so many or more need one"),
    ),
    message=_message,
    message_zh=_message_zh,
)
