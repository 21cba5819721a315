"""`appoint`: gives a person a post in an organization or at a place, from a day."""

from graph.bolt import Transaction
from graph.change import Change, ChangeError, Input, check_code, check_in_office, word
from graph.keys import row_key
from graph.surface import Field


async def _apply(transaction: Transaction, given: Input) -> None:
    person, organization = given["personCode"], given.get("organizationCode")
    place, since, until = given.get("placeCode"), given["since"], given.get("until")
    if (organization is None) == (place is None):
        raise ChangeError("A post is in an organization or at a place: give one of both.")
    if until is not None and until <= since:
        raise ChangeError("'until' is the first day no longer: after 'since'.", "until")
    await check_code(transaction, "Person", person, "personCode", what="person")
    await check_code(transaction, "Place", place, "placeCode", what="place")
    if organization is not None:
        await check_in_office(transaction, organization, since, "organizationCode")
    role = word(given["role"])
    key = row_key([person, role, organization, place, str(since)])
    if await transaction.rows("MATCH (p:Post {key: $key}) RETURN 1", {"key": key}):
        raise ChangeError("This person has this post from this day already.")
    values = {
        "key": key,
        "role": role,
        "since": since,
        "until": until,
        "selectedBy": word(given.get("selectedBy")),
        "background": word(given.get("background")),
    }
    at, label, kind = (
        (organization, "PartyOrganization", "IN_ORGANIZATION")
        if organization is not None
        else (place, "Place", "AT_PLACE")
    )
    await transaction.rows(
        f"MATCH (h:Person {{code: $person}}), (o:{label} {{code: $at}}) "
        f"CREATE (o)<-[:{kind}]-(p:Post)-[:HELD_BY]->(h) SET p = $values",
        {"person": person, "at": at, "values": values},
    )


CHANGE = Change(
    order=30,
    name="appoint",
    doc="任命：自某日起，某人在党组织或某地任职。 — Gives a person a post in an organization "
    "or at a place, from a day.",
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
