"""`assignLiaison`: gives a community a liaison in one of the four roles; the one before it ends."""

from graph.change import LIAISON, Change, Input, word
from graph.keys import row_key
from graph.problems import Problems
from graph.surface import Field
from graph.writing import Writing


async def _apply(writing: Writing, given: Input) -> str:
    community, since = given["communityCode"], given["since"]
    person, unit = given.get("personCode"), given.get("unitCode")
    problems = Problems(writing)
    await problems.into("Community", community)
    problems.one_of(
        (person, unit),
        "包联者是人员或单位之一：只填其一。",
        "A liaison is a person or a unit: give one of both.",
    )
    await problems.code("Community", community, "communityCode")
    await problems.code("Person", person, "personCode")
    await problems.code("LiaisonUnit", unit, "unitCode")
    problems.refuse()
    role = word(given["role"])
    key = row_key([community, role, person, unit, str(since)])
    before = await writing.rows(
        "MATCH (:Community {code: $community})<-[:LIAISON_OF]-(l:Liaison) WHERE l.role = $role "
        "AND (l.until IS NULL OR $since < l.until) RETURN l.key",
        {"community": community, "role": role, "since": since},
    )
    ended = [str(row[0]) for row in before]
    await writing.touch("Liaison", *ended, key)
    await writing.write(
        "MATCH (l:Liaison) WHERE l.key IN $keys SET l.until = $since",
        {"keys": ended, "since": since},
    )
    code, label, kind = (
        (person, "Person", "LIAISON_OFFICER")
        if person is not None
        else (unit, "LiaisonUnit", "LIAISON_UNIT")
    )
    await writing.write(
        f"MATCH (c:Community {{code: $community}}), (o:{label} {{code: $code}}) "
        f"MERGE (l:Liaison {{key: $key}}) "
        "SET l.role = $role, l.since = $since, l.until = null, l.duties = $duties "
        f"MERGE (l)-[:LIAISON_OF]->(c) MERGE (l)-[:{kind}]->(o)",
        {
            "community": community,
            "code": code,
            "key": key,
            "role": role,
            "since": since,
            "duties": given.get("duties"),
        },
    )
    return f"Liaison:{key}"


CHANGE = Change(
    order=60,
    name="assignLiaison",
    doc="指派包联：社区四个角色之一由谁承担，原来的随之结束。 — Gives a community a liaison "
    "in one of the four roles; the one before it ends.",
    mutation="assignLiaison",
    payload=LIAISON,
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
