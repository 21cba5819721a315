"""`transfer`: moves a member's formal affiliation (组织关系) to another organization."""

from graph.bolt import Transaction
from graph.change import Change, Input, check_code, check_in_office
from graph.keys import row_key
from graph.surface import Field


async def _apply(transaction: Transaction, given: Input) -> None:
    person, organization, on = given["personCode"], given["organizationCode"], given["on"]
    await check_code(transaction, "Person", person, "personCode", what="person")
    await check_in_office(transaction, organization, on, "organizationCode")
    await transaction.rows(
        "MATCH (:Person {code: $person})-[a:AFFILIATED]->() WHERE a.kind = 'FORMAL' "
        "AND (a.until IS NULL OR $on < a.until) SET a.until = $on",
        {"person": person, "on": on},
    )
    await transaction.rows(
        "MATCH (p:Person {code: $person}), (o:PartyOrganization {code: $organization}) "
        "MERGE (p)-[a:AFFILIATED {key: $key}]->(o) "
        "SET a.kind = 'FORMAL', a.since = $on, a.until = null",
        {
            "person": person,
            "organization": organization,
            "on": on,
            "key": row_key([person, organization, "FORMAL", str(on)]),
        },
    )


CHANGE = Change(
    order=50,
    name="transfer",
    doc="转接：把党员的组织关系转到另一党组织。 — Moves a member's formal affiliation (组织关"
    "系) to another organization.",
    input="TransferMemberInput",
    fields=(
        Field("personCode", "String!", "人员编码：所转的党员。 — The member."),
        Field(
            "organizationCode",
            "String!",
            "党组织编码：转往的、当日在任的党组织。 — Where to: an organization in "
            "office on the day.",
        ),
        Field(
            "on",
            "Date!",
            "日期：转入的第一天，原组织关系随之结束。 — The first day there; the "
            "affiliation before it ends.",
        ),
    ),
    day="on",
    apply=_apply,
)
