"""`appoint`: gives a person a post in an organization or at a place, from a day."""

from graph.change import POST, Change, Input, word
from graph.keys import row_key
from graph.posts import check_post
from graph.problems import Problems
from graph.surface import Field
from graph.writing import Writing


async def _apply(writing: Writing, given: Input) -> str:
    person, organization = given["personCode"], given.get("organizationCode")
    place, since, until = given.get("placeCode"), given["since"], given.get("until")
    role = word(given["role"])
    problems = Problems(writing)
    await problems.into("PartyOrganization", organization)
    await problems.into("Place", place)
    problems.one_of(
        (organization, place),
        "任职须在党组织或地点之一：只填其一。",
        "A post is in an organization or at a place: give one of both.",
    )
    problems.ordered(since, until, "until")
    known = await problems.code("Person", person, "personCode")
    await problems.code("Place", place, "placeCode")
    await problems.in_office(organization, since, "organizationCode")
    key = row_key([person, role, organization, place, str(since)])
    if await writing.rows("MATCH (p:Post {key: $key}) RETURN 1", {"key": key}):
        problems.conflict(
            f"此人自 {since} 起已任此职。", "This person has this post from this day already."
        )
    if organization is not None and known:
        await check_post(problems, {**given, "role": role, "until": until}, key)
    problems.refuse()
    await writing.touch("Post", key)
    await _write(writing, given, key)
    return f"Post:{key}"


async def _write(writing: Writing, given: Input, key: str) -> None:
    organization = given.get("organizationCode")
    values = {
        "key": key,
        "role": word(given["role"]),
        "since": given["since"],
        "until": given.get("until"),
        "selectedBy": word(given.get("selectedBy")),
        "background": word(given.get("background")),
    }
    at, label, kind = (
        (organization, "PartyOrganization", "IN_ORGANIZATION")
        if organization is not None
        else (given.get("placeCode"), "Place", "AT_PLACE")
    )
    await writing.write(
        f"MATCH (h:Person {{code: $person}}), (o:{label} {{code: $at}}) "
        f"CREATE (o)<-[:{kind}]-(p:Post)-[:HELD_BY]->(h) SET p = $values",
        {"person": given["personCode"], "at": at, "values": values},
    )


CHANGE = Change(
    order=30,
    name="appoint",
    doc="任命：自某日起，某人在党组织或某地任职。 — Gives a person a post in an organization "
    "or at a place, from a day.",
    mutation="appoint",
    payload=POST,
    input="AppointInput",
    fields=(
        Field("personCode", "String!", "人员编码：谁任职。 — Who gets the post."),
        Field("role", "PostRole!", "职务 — What they are."),
        Field(
            "organizationCode",
            "String",
            "党组织编码：当日在任的党组织；否则填地点。 — Where: an organization in "
            "office on the day, or else a place.",
        ),
        Field(
            "placeCode",
            "String",
            "地点编码：否则填党组织。 — Where: a place, or else an organization.",
        ),
        Field("since", "Date!", "起：第一天。 — The first day."),
        Field(
            "until",
            "Date",
            "止：不再有效的第一天，不写则一直有效。 — The first day no longer; open when left out.",
        ),
        Field("selectedBy", "SelectionMethod", "产生方式 — How they came into it."),
        Field(
            "background",
            "SecretaryBackground",
            "来源：书记的来源。 — Where a secretary comes from.",
        ),
    ),
    day="since",
    apply=_apply,
)
