"""What: a compound has neither a property company nor one of the five modes.

Why: a compound without a company is served in exactly one of five ways: a large one leads a
small one, the employer, several compounds together, the owners themselves, or one service for
contiguous ones.

Example: the company's contract ended in May and no mode was entered.
"""

from graph.audit.cypher import of_place
from graph.audit.places import COMPANIES, COMPOUNDS
from graph.audit.rule import Check, Citation, Facts, Mark, Rule
from graph.model.enums import NoPropertyMode, Severity

_MODES = len(NoPropertyMode)


def _message(_: Facts) -> str:
    return f"No property company manages the compound, and none of the {_MODES} modes is recorded."


def _message_zh(_: Facts) -> str:
    return f"该小区没有物业企业,也没有采用{_MODES}种无物业管理模式中的一种。"


NO_PROPERTY_MODE = Rule(
    id="no-property-mode",
    order=300,
    title="No property company and no mode",
    title_zh="无物业且无管理模式",
    severity=Severity.WARN,
    source=Citation("忻府区无物业小区五种模式", Mark.ARTICLE),
    description="A compound without a property company and without exactly one mode.",
    query=Check(COMPOUNDS, "x.noPropertyMode IS NULL AND size(companies) = 0", (COMPANIES,)),
    row=of_place("x", "Compound", evidence="[]"),
    message=_message,
    message_zh=_message_zh,
)
