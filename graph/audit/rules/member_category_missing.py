"""What: a member has no category.

Why: members are managed by category: resident, in-service, retired, mobile. Somebody without
one who was admitted, is a full member or has a current formal affiliation is a member
nevertheless.

Example: a person was entered with a date of admission and the category left empty.
"""

from graph.audit.cypher import of_person
from graph.audit.people import FORMAL, PEOPLE
from graph.audit.rule import Check, Citation, Facts, Mark, Rule
from graph.model.enums import Severity

_SIGNS = (
    "[coalesce(m.joinedOn <= $day, false), coalesce(m.fullMemberOn <= $day, false), "
    "size(formal) > 0]"
)


def _message(f: Facts) -> str:
    signs = ("a date of admission", "a date of full membership", "a formal affiliation")
    known = [sign for sign, there in zip(signs, f["signs"], strict=True) if there]
    return f"There is {' and '.join(known)}, and no category."


def _message_zh(f: Facts) -> str:
    signs = ("入党日期", "转正日期", "组织关系")
    known = [sign for sign, there in zip(signs, f["signs"], strict=True) if there]
    return f"有{'、'.join(known)},没有党员类别。"


MEMBER_CATEGORY_MISSING = Rule(
    id="member-category-missing",
    order=220,
    title="Member without a category",
    title_zh="党员类别缺失",
    severity=Severity.WARN,
    source=Citation("忻府区做法:按类别将党员纳入党组织管理", Mark.ARTICLE),
    description="Somebody with a date of admission or of full membership, or a formal "
    "affiliation, who has no category.",
    query=Check(PEOPLE, f"m.category IS NULL AND any(sign IN {_SIGNS} WHERE sign)", (FORMAL,)),
    row=of_person("m", evidence="[]", signs=_SIGNS),
    message=_message,
    message_zh=_message_zh,
)
