"""What: an organization's term has ended and it has not been elected anew.

Why: the term is five years for a committee and for every community organization, else three,
unless the organization's own is recorded. The day on which the term ends is overdue already.

Example: a branch elected on 20 May 2021 for three years is overdue from 20 May 2024 on.
"""

from graph.audit.cypher import of_organization
from graph.audit.organizations import ORGANIZATIONS
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.audit.term_length import OF_COMMUNITY, TERM_THRESHOLDS, TERM_YEARS
from graph.audit.wording import count
from graph.model.enums import Severity

_YEARS = Fact("overdue_years", TERM_YEARS, (OF_COMMUNITY,))
_ENDS = Fact("overdue_ends", "o.termStartedOn + duration({years: overdue_years})", (_YEARS,))


def _message(f: Facts) -> str:
    return (
        f"The term of {count(f['years'], 'year')} that began on {f['started']} ended on "
        f"{f['ends']}: {count(f['days'], 'day')} overdue."
    )


def _message_zh(f: Facts) -> str:
    return f"{f['started']}起任期{f['years']}年,已于{f['ends']}届满,超期{f['days']}天。"


TERM_OVERDUE = Rule(
    id="term-overdue",
    order=100,
    title="Term overdue",
    title_zh="届满未换届",
    severity=Severity.ERROR,
    source=Citation(
        "《关于党的基层组织任期的意见》(2018)、《中国共产党章程》第三十一条", Mark.CHECKED
    ),
    description="The term has ended: by default five years for a committee and for every "
    "community organization, else three.",
    query=Check(ORGANIZATIONS, "overdue_ends <= $day", (_ENDS,)),
    row=of_organization(
        "o",
        evidence="[]",
        years="overdue_years",
        started="toString(o.termStartedOn)",
        ends="toString(overdue_ends)",
        days="duration.inDays(overdue_ends, $day).days",
    ),
    thresholds=TERM_THRESHOLDS,
    message=_message,
    message_zh=_message_zh,
)
