"""What: more than one company manages a compound.

Why: one property management area is managed by one company.

Example: a new contract began in March and the old company's was left open.
"""

from graph.audit.cypher import of_place
from graph.audit.places import COMPANIES, COMPOUNDS
from graph.audit.rule import Check, Citation, Facts, Mark, Rule
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    return f"{f['companies']} property companies manage the compound; there must be one."


def _message_zh(f: Facts) -> str:
    return f"该小区现有物业企业{f['companies']}家,应当只有1家。"


ONE_PROPERTY_COMPANY = Rule(
    id="one-property-company",
    order=320,
    title="Several property companies",
    title_zh="物业企业多于一家",
    severity=Severity.ERROR,
    source=Citation("《物业管理条例》第三十三条", Mark.CHECKED),
    description="More than one current property company for a compound.",
    query=Check(COMPOUNDS, "size(companies) > 1", (COMPANIES,)),
    row=of_place(
        "x",
        "Compound",
        evidence="[code IN companies | 'PropertyCompany:' + code]",
        companies="size(companies)",
    ),
    message=_message,
    message_zh=_message_zh,
)
