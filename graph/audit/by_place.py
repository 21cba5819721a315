"""Findings counted by rule and by place: which place of a kind each of them lies in."""

from collections.abc import Sequence

from graph.audit.findings import Finding
from graph.audit.rule import Rule
from graph.codes import Readable
from graph.declare import NodeType


async def by_place(
    source: Readable, findings: Sequence[Finding], kind: NodeType
) -> list[tuple[Rule, str | None, int]]:
    """Each rule with findings, a place's code, and how many lie at or below it.

    In the order of the findings' rules, then of codes; None, last, is what lies in no such place.
    """
    codes = sorted({f.place_code for f in findings if f.place_code is not None})
    rows = await source.rows(
        "UNWIND $codes AS code "
        f"MATCH (:Place {{code: code}})-[:WITHIN*0..]->(above:{kind.label}) "
        "RETURN code, above.code",
        {"codes": codes},
    )
    above = {str(code): str(top) for code, top in rows}
    counts: dict[Rule, dict[str | None, int]] = {}
    for finding in findings:
        place = above.get(finding.place_code or "")
        of_rule = counts.setdefault(finding.rule, {})
        of_rule[place] = of_rule.get(place, 0) + 1
    return [
        (rule, place, count)
        for rule, places in counts.items()
        for place, count in sorted(
            places.items(), key=lambda item: (item[0] is None, item[0] or "")
        )
    ]
