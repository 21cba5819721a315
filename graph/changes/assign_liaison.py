"""`assignLiaison`: gives a community a liaison in one of the four roles; the one before it ends."""

from graph.bolt import Transaction
from graph.change import Change, ChangeError, Input, check_code, word
from graph.keys import row_key
from graph.surface import Field


async def _apply(transaction: Transaction, given: Input) -> None:
    community, since = given["communityCode"], given["since"]
    person, unit = given.get("personCode"), given.get("unitCode")
    if (person is None) == (unit is None):
        raise ChangeError("A liaison is a person or a unit: give one of both.")
    await check_code(transaction, "Community", community, "communityCode", what="community")
    await check_code(transaction, "Person", person, "personCode", what="person")
    await check_code(transaction, "LiaisonUnit", unit, "unitCode", what="liaison unit")
    role = word(given["role"])
    await transaction.rows(
        "MATCH (:Community {code: $community})<-[:LIAISON_OF]-(l:Liaison) WHERE l.role = $role "
        "AND (l.until IS NULL OR $since < l.until) SET l.until = $since",
        {"community": community, "role": role, "since": since},
    )
    code, label, kind = (
        (person, "Person", "LIAISON_OFFICER")
        if person is not None
        else (unit, "LiaisonUnit", "LIAISON_UNIT")
    )
    await transaction.rows(
        f"MATCH (c:Community {{code: $community}}), (o:{label} {{code: $code}}) "
        f"MERGE (l:Liaison {{key: $key}}) "
        "SET l.role = $role, l.since = $since, l.until = null, l.duties = $duties "
        f"MERGE (l)-[:LIAISON_OF]->(c) MERGE (l)-[:{kind}]->(o)",
        {
            "community": community,
            "code": code,
            "key": row_key([community, role, person, unit, str(since)]),
            "role": role,
            "since": since,
            "duties": given.get("duties"),
        },
    )


CHANGE = Change(
    order=60,
    name="assignLiaison",
    doc="指派包联：社区四个角色之一由谁承担，原来的随之结束。 — Gives a community a liaison "
    "in one of the four roles; the one before it ends.",
    input="AssignLiaisonInput",
    fields=(
        Field("communityCode", "String!", "社区编码 — The community."),
        Field("role", "LiaisonRole!", "角色：四个角色之一。 — Which of the four."),
        Field("personCode", "String", "人员编码：否则填单位。 — Who: a person, or else a unit."),
        Field("unitCode", "String", "单位编码：否则填人员。 — Who: a unit, or else a person."),
        Field("since", "Date!", "起：第一天。 — The first day."),
        Field("duties", "String", "职责 — What they do."),
    ),
    day="since",
    apply=_apply,
)
