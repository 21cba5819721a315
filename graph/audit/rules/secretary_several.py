"""What: an organization has more than one current secretary.

Why: there is one secretary; a second is mostly a predecessor whose post was left open.

Example: a successor was appointed in May and the predecessor's post has no end.
"""

from graph.audit.cypher import of_organization
from graph.audit.organizations import CURRENT, ORGANIZATIONS, current, holders
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.model.enums import Severity

_SECRETARIES = Fact("secretaries", current("SECRETARY"), (CURRENT,))
_COUNT = Fact("secretary_count", holders("secretaries"), (_SECRETARIES,))


def _message(f: Facts) -> str:
    return f"The organization has {f['secretaries']} current secretaries; there must be one."


def _message_zh(f: Facts) -> str:
    return f"该党组织现有书记{f['secretaries']}名,应当只有一名。"


SECRETARY_SEVERAL = Rule(
    id="secretary-several",
    order=90,
    title="Several secretaries",
    title_zh="书记多于一名",
    severity=Severity.ERROR,
    source=Citation("《中国共产党支部工作条例(试行)》", Mark.NUMBER_OPEN),
    description="An organization has more than one current secretary.",
    query=Check(
        ORGANIZATIONS,
        "secretary_count > 1",
        (_COUNT,),
    ),
    row=of_organization(
        "o",
        evidence="[p IN secretaries | 'Post:' + p[0].key]",
        secretaries="secretary_count",
    ),
    message=_message,
    message_zh=_message_zh,
)
