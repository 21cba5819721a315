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
    doc="成立：自某日起成立党组织及其范围。 — Sets up an organization, with its area, from a day.",
    input="EstablishOrganizationInput",
    fields=(
        Field(
            "code",
            "String!",
            "编码：新党组织的编码，未被使用。 — Of the new organization: one that is not taken.",
        ),
        Field("name", "String!", "名称 — What it is called."),
        Field(
            "kind",
            "OrganizationKind!",
            "类型：党委、党支部、党小组等。 — Whether it is a committee, a branch, a group, ...",
        ),
        Field("establishment", "Establishment", "设置方式：不写则为正式。 — FORMAL when left out."),
        Field(
            "joint",
            "Boolean",
            "联合：几个单位联合设立；不写则否。 — Whether several units share it; no "
            "when left out.",
        ),
        Field(
            "expanded",
            "Boolean",
            "兼职委员制：大工委、大党委；不写则否。 — Whether its committee is an "
            "expanded one (大党委); no when left out.",
        ),
        Field(
            "parentCode",
            "String",
            "上级编码：当日在任的上级党组织。 — The organization above, in office on the day.",
        ),
        Field("hostCode", "String", "依托单位编码 — The institution that it belongs to."),
        Field(
            "placeCodes",
            "[String!]!",
            "地点编码：覆盖的地点，至少一个。 — The places in its area: at least one.",
        ),
        Field(
            "on",
            "Date!",
            "日期：成立的第一天，也是本届的第一天。 — Its first day, also of its first term.",
        ),
        Field("termYears", "Int", "任期：年数。 — How long its terms are, in years."),
    ),
    day="on",
    apply=_apply,
)
