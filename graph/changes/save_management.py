"""`saveManagement`: lets a company manage a compound."""

from graph.change import COMPANY
from graph.problems import ProblemKind, Problems
from graph.saving import Cells, saving

_OVERLAPPING = (
    "MATCH (:Compound {code: $compound})<-[m:MANAGES]-(y) WHERE m.key <> $key "
    "AND coalesce(m.since < $until, true) AND coalesce($since < m.until, true) "
    "RETURN y.code ORDER BY y.code"
)


async def _overlap(problems: Problems, cells: Cells, key: str) -> None:
    """Adds a problem where two companies would manage a compound on the same day."""
    await problems.into("Compound", cells["compoundCode"])
    rows = await problems.source.rows(
        _OVERLAPPING,
        {
            "compound": cells["compoundCode"],
            "key": key,
            "since": cells["since"],
            "until": cells["until"],
        },
    )
    if rows:
        problems.add(
            ProblemKind.RULE,
            f"与企业 {rows[0][0]} 的服务期重叠：先结束它。",
            f"It overlaps with the time of company {rows[0][0]}: end that one first.",
            "since",
            rule="one-property-company",
        )


CHANGE = saving(
    310,
    "saveManagement",
    "management",
    COMPANY,
    "保存物业服务：新建，或更改止日；一个小区同日只有一家。"
    " — Lets a company manage a compound, or changes until when; one company at a time.",
    _overlap,
)
