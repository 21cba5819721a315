"""What: a branch committee is too small or too large.

Why: a branch committee has three to five members, at most seven. Secretary, deputies and
committee members count, each person once; part-time members do not. A branch without any
committee member has no committee, and is judged by branch-committee-required.

Example: a branch has a secretary and one committee member.
"""

from graph.audit.cypher import of_organization
from graph.audit.organizations import BRANCH, CURRENT, ELECTED, ORGANIZATIONS, holders, vacant
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule, Threshold
from graph.model.enums import Severity

_COMMITTEE = Fact("committee", f"[p IN current WHERE p[0].role IN {ELECTED}]", (CURRENT,))
_SIZE = Fact("committee_size", holders("committee"), (_COMMITTEE,))


def _message(f: Facts) -> str:
    return (
        f"The branch committee has {f['size']} members, secretary and deputies included; "
        f"there should be {f['smallest']} to {f['largest']}."
    )


def _message_zh(f: Facts) -> str:
    return f"支部委员会共{f['size']}人(含书记、副书记),应为{f['smallest']}至{f['largest']}人。"


BRANCH_COMMITTEE_SIZE = Rule(
    id="branch-committee-size",
    order=70,
    title="Branch committee of an unusual size",
    title_zh="支部委员会人数不当",
    severity=Severity.WARN,
    source=Citation("《中国共产党支部工作条例(试行)》", Mark.NUMBER_OPEN),
    description="The committee of a formal branch (secretary, deputies, members) has fewer "
    "than three or more than seven people.",
    query=Check(
        ORGANIZATIONS,
        f"branch AND NOT {vacant('COMMITTEE_MEMBER')} "
        "AND (committee_size < $smallest OR committee_size > $largest)",
        (BRANCH, _SIZE),
    ),
    row=of_organization(
        "o", evidence="[p IN committee | 'Post:' + p[0].key]", size="committee_size"
    ),
    thresholds=(
        Threshold("smallest", "people", "人", "a smaller committee is found"),
        Threshold("largest", "people", "人", "a larger committee is found"),
    ),
    message=_message,
    message_zh=_message_zh,
)
