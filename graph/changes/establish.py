"""`establish`: sets up an organization, with its area, from a day."""

from collections.abc import Sequence

from graph.bolt import Transaction
from graph.change import Change, ChangeError, Input, check_code, check_in_office, word
from graph.keys import row_key
from graph.surface import Field


async def _apply(transaction: Transaction, given: Input) -> None:
    code, on = given["code"], given["on"]
    places: Sequence[str] = given["placeCodes"]
    if await transaction.rows("MATCH (n:PartyOrganization {code: $code}) RETURN 1", {"code": code}):
        raise ChangeError(f"There is an organization with the code {code!r} already.", "code")
    if not places:
        raise ChangeError("An organization covers at least one place.", "placeCodes")
    for index, place in enumerate(places):
        await check_code(transaction, "Place", place, "placeCodes", str(index), what="place")
    if given.get("parentCode") is not None:
        await check_in_office(transaction, given["parentCode"], on, "parentCode")
    host = given.get("hostCode")
    await check_code(transaction, "Institution", host, "hostCode", what="institution")
    values = {
        "code": code,
        "name": given["name"],
        "kind": word(given["kind"]),
        "establishment": word(given.get("establishment")) or "FORMAL",
        "joint": bool(given.get("joint")),
        "expanded": bool(given.get("expanded")),
        "establishedOn": on,
        "termStartedOn": on,
        "termYears": given.get("termYears"),
    }
    await transaction.rows("CREATE (n:PartyOrganization) SET n = $values", {"values": values})
    await transaction.rows(
        "MATCH (n:PartyOrganization {code: $code}) UNWIND $areas AS a "
        "MATCH (p:Place {code: a[0]}) CREATE (n)-[:COVERS {key: a[1], since: $on}]->(p)",
        {
            "code": code,
            "on": on,
            "areas": [[p, row_key([code, p, str(on)])] for p in dict.fromkeys(places)],
        },
    )
    for reference, kind, label in (
        (given.get("parentCode"), "SUBORDINATE_TO", "PartyOrganization"),
        (host, "HOSTED_BY", "Institution"),
    ):
        if reference is not None:
            await transaction.rows(
                f"MATCH (n:PartyOrganization {{code: $code}}), (o:{label} {{code: $other}}) "
                f"CREATE (n)-[:{kind}]->(o)",
                {"code": code, "other": reference},
            )


CHANGE = Change(
    order=10,
    name="establish",
    doc="Sets up an organization, with its area, from a day.",
    input="EstablishOrganizationInput",
    fields=(
        Field("code", "String!", "Of the new organization: one that is not taken."),
        Field("name", "String!", "What it is called."),
        Field("kind", "OrganizationKind!", "Whether it is a committee, a branch, a group, ..."),
        Field("establishment", "Establishment", "FORMAL when left out."),
        Field("joint", "Boolean", "Whether several units share it; no when left out."),
        Field(
            "expanded",
            "Boolean",
            "Whether its committee is an expanded one (大党委); no when left out.",
        ),
        Field("parentCode", "String", "The organization above, in office on the day."),
        Field("hostCode", "String", "The institution that it belongs to."),
        Field("placeCodes", "[String!]!", "The places in its area: at least one."),
        Field("on", "Date!", "Its first day, also of its first term."),
        Field("termYears", "Int", "How long its terms are, in years."),
    ),
    day="on",
    apply=_apply,
)
