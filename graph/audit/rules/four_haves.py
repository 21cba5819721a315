"""What: a compound without a property company lacks one of the four haves.

Why: such a compound has to have an organization, cleaning, service and security (四有). Not
recorded counts as lacking.

Example: a compound served by its owners has cleaning and service, and no security.
"""

from graph.audit.cypher import of_place
from graph.audit.places import COMPANIES, COMPOUNDS
from graph.audit.rule import Check, Citation, Facts, Mark, Rule
from graph.model.enums import Severity

_HAVES = {
    "organization": "组织机构",
    "cleaning": "清扫保洁",
    "service": "管理服务",
    "security": "安全防范",
}
_VALUES = "[x.hasOrganization, x.hasCleaning, x.hasService, x.hasSecurity]"


def _message(f: Facts) -> str:
    pairs = list(zip(_HAVES, f["haves"], strict=True))
    lacking = [
        f"{name} (not recorded)" if value is None else name for name, value in pairs if not value
    ]
    return f"Without a property company, {len(lacking)} of the 4 are lacking: {', '.join(lacking)}."


def _message_zh(f: Facts) -> str:
    pairs = list(zip(_HAVES.values(), f["haves"], strict=True))
    lacking = [f"{name}(未填)" if value is None else name for name, value in pairs if not value]
    return f"无物业小区,“四有”缺{len(lacking)}项:{'、'.join(lacking)}。"


FOUR_HAVES = Rule(
    id="four-haves",
    order=310,
    title="One of the four haves is lacking",
    title_zh="无物业小区“四有”不全",
    severity=Severity.WARN,
    source=Citation("忻府区无物业小区“四有”目标", Mark.ARTICLE),
    description="A compound without a property company that lacks one of the four: "
    "organization, cleaning, service, security.",
    query=Check(
        COMPOUNDS,
        f"size(companies) = 0 AND any(has IN {_VALUES} WHERE NOT coalesce(has, false))",
        (COMPANIES,),
    ),
    row=of_place("x", "Compound", evidence="[]", haves=_VALUES),
    message=_message,
    message_zh=_message_zh,
)
