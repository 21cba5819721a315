"""`transfer`: moves a member's formal affiliation (组织关系) to another organization."""

from graph.change import PERSON, Change, Input
from graph.keys import row_key
from graph.problems import Problems
from graph.surface import Field
from graph.writing import Writing


async def _apply(writing: Writing, given: Input) -> str:
    person, organization, on = given["personCode"], given["organizationCode"], given["on"]
    problems = Problems(writing)
    if await problems.code("Person", person, "personCode"):
        later = await writing.rows(
            "MATCH (:Person {code: $person})-[a:AFFILIATED]->() WHERE a.kind = 'FORMAL' "
            "AND a.since >= $on RETURN toString(min(a.since))",
            {"person": person, "on": on},
        )
        if later[0][0] is not None:
            problems.conflict(
                f"此人自 {later[0][0]} 起另有组织关系，转接须晚于该日。",
                f"The person has a formal affiliation from {later[0][0]}: transfer after that day.",
                "on",
            )
    await problems.in_office(organization, on, "organizationCode")
    problems.refuse()
    await writing.touch("Person", person)
    await writing.write(
        "MATCH (:Person {code: $person})-[a:AFFILIATED]->() WHERE a.kind = 'FORMAL' "
        "AND (a.until IS NULL OR $on < a.until) SET a.until = $on",
        {"person": person, "on": on},
    )
    await writing.write(
        "MATCH (p:Person {code: $person}), (o:PartyOrganization {code: $organization}) "
        "CREATE (p)-[a:AFFILIATED {key: $key}]->(o) SET a.kind = 'FORMAL', a.since = $on",
        {
            "person": person,
            "organization": organization,
            "on": on,
            "key": row_key([person, organization, "FORMAL", str(on)]),
        },
    )
    return f"Person:{person}"


CHANGE = Change(
    order=50,
    name="transfer",
    doc="转接：把党员的组织关系转到另一党组织。 — Moves a member's formal affiliation (组织关"
    "系) to another organization.",
    mutation="transferMember",
    payload=PERSON,
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
