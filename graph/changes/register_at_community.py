"""`registerAtCommunity`: registers a member or a unit at a community (双报到)."""

from graph.change import REGISTRATION, Change, Input
from graph.keys import row_key
from graph.problems import Problems
from graph.surface import Field
from graph.writing import Writing


async def _apply(writing: Writing, given: Input) -> str:
    community = given["communityCode"]
    person, unit = given.get("personCode"), given.get("unitCode")
    problems = Problems(writing)
    await problems.into("Community", community)
    problems.one_of(
        (person, unit),
        "报到者是人员或单位之一：只填其一。",
        "Who registers is a person or a unit: give one of both.",
    )
    await problems.code("Community", community, "communityCode")
    await problems.code("Person", person, "personCode")
    await problems.code("LiaisonUnit", unit, "unitCode")
    key = row_key([community, person, unit])
    rows = await writing.rows(
        "MATCH (r:DualRegistration {key: $key}) RETURN toString(r.registeredOn), r.claimedPost",
        {"key": key},
    )
    if rows and given.get("claimedPost") in (None, rows[0][1]):
        problems.conflict(
            f"已于 {rows[0][0]} 报到。", f"Registered there since {rows[0][0]} already."
        )
    problems.refuse()
    await writing.touch("DualRegistration", key)
    code, label, kind = (
        (person, "Person", "REGISTERED_PERSON")
        if person is not None
        else (unit, "LiaisonUnit", "REGISTERED_UNIT")
    )
    await writing.write(
        f"MATCH (c:Community {{code: $community}}), (o:{label} {{code: $code}}) "
        "MERGE (r:DualRegistration {key: $key}) ON CREATE SET r.registeredOn = $on "
        "SET r.claimedPost = $post "
        f"MERGE (r)-[:REGISTERED_AT]->(c) MERGE (r)-[:{kind}]->(o)",
        {
            "community": community,
            "code": code,
            "key": key,
            "on": given["on"],
            "post": given.get("claimedPost"),
        },
    )
    return f"DualRegistration:{key}"


CHANGE = Change(
    order=80,
    name="registerAtCommunity",
    doc="报到：人员或单位到社区报到；已报到的可认领岗位。 — Registers a member or a unit at a "
    "community; who is registered may claim a post.",
    mutation="registerAtCommunity",
    payload=REGISTRATION,
    input="RegisterAtCommunityInput",
    fields=(
        Field("communityCode", "String!", "社区编码 — The community."),
        Field("personCode", "String", "人员编码：否则填单位。 — Who: a person, or else a unit."),
        Field("unitCode", "String", "单位编码：否则填人员。 — Who: a unit, or else a person."),
        Field("on", "Date!", "日期：报到的那一天。 — The day of the registration."),
        Field("claimedPost", "String", "认领岗位 — The post claimed, in words."),
    ),
    day="on",
    apply=_apply,
)
