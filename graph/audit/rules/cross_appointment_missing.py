"""What: a community and a company with a Party organization have no cross-appointment.

Why: where the company has a Party organization, somebody can be appointed either way. Pairs
with a company that has none are not found.

Example: a company with a branch manages a compound; neither side has anybody in the other.
"""

from graph.audit.cross_facts import HOSTED, PAIRS, SENT, TAKEN, of_pair
from graph.audit.rule import Check, Citation, Facts, Mark, Rule
from graph.audit.wording import count
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    return (
        f"{f['company']} has {count(f['hosted'], 'Party organization')}, and there are no "
        "cross-appointments with it in either direction."
    )


def _message_zh(f: Facts) -> str:
    return f"{f['company']}有党组织{f['hosted']}个,与社区双向均无交叉任职。"


CROSS_APPOINTMENT_MISSING = Rule(
    id="cross-appointment-missing",
    order=340,
    title="No cross-appointment",
    title_zh="无交叉任职",
    severity=Severity.INFO,
    source=Citation("忻府区做法:物业企业“双向进入、交叉任职”", Mark.ARTICLE),
    description="A pair of a community and a property company without cross-appointments, where "
    "the company has a Party organization.",
    query=Check(
        PAIRS,
        "size(hosted) > 0 AND size(sent) = 0 AND size(taken) = 0",
        (HOSTED, SENT, TAKEN),
    ),
    row=of_pair(
        evidence="[h IN hosted | 'PartyOrganization:' + h.code]",
        hosted="size(hosted)",
    ),
    message=_message,
    message_zh=_message_zh,
)
