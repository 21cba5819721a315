"""`dissolve`: ends an organization; what depends on it holds no longer either."""

from graph.change import ORGANIZATION, Change, Input
from graph.problems import Problems
from graph.surface import Field
from graph.writing import Writing


async def _apply(writing: Writing, given: Input) -> str:
    code, on = given["code"], given["on"]
    problems = Problems(writing)
    await problems.in_office(code, on, "code")
    problems.refuse()
    await writing.touch("PartyOrganization", code)
    await writing.write(
        "MATCH (n:PartyOrganization {code: $code}) SET n.dissolvedOn = $on",
        {"code": code, "on": on},
    )
    return f"PartyOrganization:{code}"


CHANGE = Change(
    order=20,
    name="dissolve",
    doc="撤销：撤销党组织，依附于它的也不再有效。 — Ends an organization; what depends on it "
    "holds no longer either.",
    mutation="dissolveOrganization",
    payload=ORGANIZATION,
    flat=True,
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
