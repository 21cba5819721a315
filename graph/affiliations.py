"""What speaks against an affiliation that is made or changed."""

from collections.abc import Mapping
from typing import Any

from graph.problems import Problems
from graph.validity import overlapping


async def check_affiliation(problems: Problems, cells: Mapping[str, Any], key: str) -> None:
    """Adds a problem where a formal affiliation would hold together with another.

    cells: its `personCode`, `kind`, and its days `since` and `until`. key: its own.
    """
    if cells["kind"] != "FORMAL":
        return
    rows = await problems.source.rows(
        "MATCH (:Person {code: $person})-[a:AFFILIATED {kind: 'FORMAL'}]->(o) WHERE a.key <> $key "
        f"AND {overlapping('a.since', 'a.until', '$since', '$until')} "
        "RETURN o.code ORDER BY o.code",
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
