"""What: a community has no Party-building brand.

Why: every community makes one of its own (一社区一党建品牌).

Example: a community newly drawn from two others.
"""

from graph.audit.cypher import of_place
from graph.audit.places import COMMUNITIES
from graph.audit.rule import Check, Citation, Facts, Mark, Rule
from graph.model.enums import Severity


def _message(_: Facts) -> str:
    return "The community has no Party-building brand; it should have 1."


def _message_zh(_: Facts) -> str:
    return "该社区没有党建特色品牌,应有1个。"


BRAND_MISSING = Rule(
    id="brand-missing",
    order=420,
    title="Community without a brand",
    title_zh="社区无党建品牌",
    severity=Severity.INFO,
    source=Citation("忻府区“一社区一党建特色品牌”", Mark.ARTICLE),
    description="A community without a Party-building brand.",
    query=Check(COMMUNITIES, "trim(coalesce(c.brandName, '')) = ''"),
    row=of_place("c", "Community", evidence="[]"),
    message=_message,
    message_zh=_message_zh,
)
