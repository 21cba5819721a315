"""`establish`: sets up an organization, with its area, from a day."""

from collections.abc import Sequence

from graph.change import ORGANIZATION, Change, Input, word
from graph.keys import row_key
from graph.problems import ProblemKind, Problems
from graph.surface import Field
from graph.writing import Writing


async def _apply(writing: Writing, given: Input) -> str:
    code, on = given["code"], given["on"]
    places: Sequence[str] = given["placeCodes"]
    problems = Problems(writing)
    if await writing.rows("MATCH (n:PartyOrganization {code: $code}) RETURN 1", {"code": code}):
        problems.conflict(
            f"已有编码为 {code} 的党组织。",
            f"There is an organization with the code {code!r} already.",
            "code",
        )
    if not places:
        problems.invalid(
            "党组织至少覆盖一个地点。", "An organization covers at least one place.", "placeCodes"
        )
    for index, place in enumerate(places):
        await problems.code("Place", place, "placeCodes", str(index))
    await problems.in_office(given.get("parentCode"), on, "parentCode")
    await problems.code("Institution", given.get("hostCode"), "hostCode")
    await _rules(problems, given)
    problems.refuse()
    await writing.touch("PartyOrganization", code)
    await _write(writing, given)
    return f"PartyOrganization:{code}"


async def _rules(problems: Problems, given: Input) -> None:
    """What the audit would find at once: a group under what is no branch."""
    parent = given.get("parentCode")
    if parent is None or word(given["kind"]) != "GROUP":
        return
    rows = await problems.source.rows(
        "MATCH (o:PartyOrganization {code: $code}) RETURN o.kind", {"code": parent}
    )
    if rows and rows[0][0] not in ("BRANCH", "GENERAL_BRANCH"):
        problems.add(
            ProblemKind.RULE,
            "党小组的上级须是党支部或党总支。",
            "A Party group stands under a branch or a general branch.",
            "parentCode",
            rule="group-parent-is-branch",
        )


async def _write(writing: Writing, given: Input) -> None:
    code, on = given["code"], given["on"]
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
    await writing.write("CREATE (n:PartyOrganization) SET n = $values", {"values": values})
    areas = [[p, row_key([code, p, str(on)])] for p in dict.fromkeys(given["placeCodes"])]
    await writing.write(
        "MATCH (n:PartyOrganization {code: $code}) UNWIND $areas AS a "
        "MATCH (p:Place {code: a[0]}) CREATE (n)-[:COVERS {key: a[1], since: $on}]->(p)",
        {"code": code, "on": on, "areas": areas},
    )
    for reference, kind, label in (
        (given.get("parentCode"), "SUBORDINATE_TO", "PartyOrganization"),
        (given.get("hostCode"), "HOSTED_BY", "Institution"),
    ):
        if reference is not None:
            await writing.write(
                f"MATCH (n:PartyOrganization {{code: $code}}), (o:{label} {{code: $other}}) "
                f"CREATE (n)-[:{kind}]->(o)",
                {"code": code, "other": reference},
            )


CHANGE = Change(
    order=10,
    name="establish",
    doc="成立：自某日起成立党组织及其范围。 — Sets up an organization, with its area, from a day.",
    mutation="establishOrganization",
    payload=ORGANIZATION,
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
