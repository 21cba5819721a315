"""`dissolve`: ends an organization; what depends on it holds no longer either."""

from graph.bolt import Transaction
from graph.change import Change, Input, check_in_office
from graph.surface import Field


async def _apply(transaction: Transaction, given: Input) -> None:
    await check_in_office(transaction, given["code"], given["on"], "code")
    await transaction.rows(
        "MATCH (n:PartyOrganization {code: $code}) SET n.dissolvedOn = $on",
        {"code": given["code"], "on": given["on"]},
    )


CHANGE = Change(
    order=20,
    name="dissolve",
    doc="撤销：撤销党组织，依附于它的也不再有效。 — Ends an organization; what depends on it "
    "holds no longer either.",
    input="DissolveOrganizationInput",
    fields=(
        Field(
            "code", "String!", "编码：当日在任的党组织。 — The organization, in office on the day."
        ),
        Field("on", "Date!", "日期：不再存在的第一天。 — The first day on which it is no longer."),
    ),
    day="on",
    apply=_apply,
)
