"""What: a community and a company have cross-appointments in one direction only.

Why: two-way entry and cross-appointment (双向进入、交叉任职) means both: somebody of the
community's committee in the company's Party organization, and somebody of the company in the
committee. There is a finding for each pair.

Example: a company's manager is a part-time member of the committee; nobody of the committee has
a post in the company's branch.
"""

from graph.audit.cross_facts import PAIRS, SENT, TAKEN, of_pair
from graph.audit.rule import Check, Citation, Facts, Mark, Rule
from graph.audit.wording import count
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    there, back = "the community to the company", "the company to the community"
    one, other = (there, back) if f["sent"] else (back, there)
    number = f["sent"] or f["taken"]
    return (
        f"With {f['company']}: {count(number, 'post')} from {one}, none from {other}; "
        "there should be both."
    )


def _message_zh(f: Facts) -> str:
    one, other = ("社区进企业", "企业进社区") if f["sent"] else ("企业进社区", "社区进企业")
    return f"与{f['company']}:{one}{f['sent'] or f['taken']}人,{other}0人,应当双向。"


CROSS_APPOINTMENT_ONE_WAY = Rule(
    id="cross-appointment-one-way",
    order=330,
    title="Cross-appointment in one direction only",
    title_zh="交叉任职单向",
    severity=Severity.WARN,
    source=Citation("忻府区做法:物业企业“双向进入、交叉任职”", Mark.ARTICLE),
    description="A pair of a community and a property company with appointments in one "
    "direction only.",
    query=Check(PAIRS, "(size(sent) > 0) <> (size(taken) > 0)", (SENT, TAKEN)),
    row=of_pair(
        evidence="[key IN sent + taken | 'Post:' + key]",
        sent="size(sent)",
        taken="size(taken)",
    ),
    message=_message,
    message_zh=_message_zh,
)
