"""`saveAffiliation`: makes an affiliation."""

from graph.change import PERSON
from graph.problems import Problems
from graph.saving import Cells, saving

_OVERLAPPING = (
    "MATCH (:Person {code: $person})-[a:AFFILIATED {kind: 'FORMAL'}]->(o) WHERE a.key <> $key "
    "AND coalesce(a.since < $until, true) AND coalesce($since < a.until, true) "
    "RETURN o.code ORDER BY o.code"
)


async def _overlap(problems: Problems, cells: Cells, key: str) -> None:
    """Adds a problem where a formal affiliation would hold together with another."""
    if cells["kind"] != "FORMAL":
        return
    rows = await problems.source.rows(
        _OVERLAPPING,
        {
            "person": cells["personCode"],
            "key": key,
            "since": cells["since"],
            "until": cells["until"],
        },
    )
    if rows:
        zh, en = await problems.named("PartyOrganization", str(rows[0][0]))
        problems.conflict(
            f"与在 {zh} 的正式组织关系重叠：先结束它。",
            f"It overlaps with the formal affiliation with {en}: end that one first.",
            "since",
        )


CHANGE = saving(
    300,
    "saveAffiliation",
    "affiliations",
    PERSON,
    "保存组织关系：新建，或更改止日；正式关系不能重叠。"
    " — Makes an affiliation, or changes until when it holds; formal ones cannot overlap.",
    _overlap,
)
