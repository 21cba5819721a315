"""What: an organization's term ends soon.

Why: an election is prepared some months ahead; the superior organization reminds of it half a
year before.

Example: a branch elected on 15 March 2024 for three years is found from 15 September 2026 on,
until its term ends.
"""

from graph.audit.cypher import of_organization
from graph.audit.organizations import ORGANIZATIONS
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule, Threshold
from graph.audit.term_length import OF_COMMUNITY, TERM_THRESHOLDS, TERM_YEARS
from graph.audit.wording import count
from graph.model.enums import Severity

_ENDS = Fact(
    "reminder_ends", f"o.termStartedOn + duration({{years: {TERM_YEARS}}})", (OF_COMMUNITY,)
)


def _message(f: Facts) -> str:
    return (
        f"The term ends on {f['ends']}, in {count(f['days'], 'day')} (within {f['months']} months)."
    )


def _message_zh(f: Facts) -> str:
    return f"任期将于{f['ends']}届满,还有{f['days']}天({f['months']}个月内)。"


TERM_REMINDER = Rule(
    id="term-reminder",
    order=110,
    title="Term ends soon",
    title_zh="任期即将届满",
    severity=Severity.INFO,
    source=Citation("《关于党的基层组织任期的意见》(2018)", Mark.NUMBER_OPEN),
    description="The term ends within six months.",
    query=Check(
        ORGANIZATIONS,
        "$day < reminder_ends AND reminder_ends <= $day + duration({months: $months})",
        (_ENDS,),
    ),
    row=of_organization(
        "o",
        evidence="[]",
        ends="toString(reminder_ends)",
        days="duration.inDays($day, reminder_ends).days",
    ),
    thresholds=(Threshold("months", "months", "个月", "how long before"), *TERM_THRESHOLDS),
    message=_message,
    message_zh=_message_zh,
)
