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
    doc="Moves a member's formal affiliation (组织关系) to another organization.",
    input="TransferMemberInput",
    fields=(
        Field("personCode", "String!", "The member."),
        Field("organizationCode", "String!", "Where to: an organization in office on the day."),
        Field("on", "Date!", "The first day there; the affiliation before it ends."),
    ),
    day="on",
    apply=_apply,
)
