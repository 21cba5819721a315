"""A scope adds no scan of a label to what Neo4j does for an operation."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from graph.audit import RULES, default_thresholds
from graph.audit.compose import parameter, statements
from graph.caller import Role
from tests.compiler.cases import DAY, compiled, kept, names, query_of
from tests.compiler.conftest import Small

SCOPE = {"scope0": "PR/CI/D/S1/S1C1/"}
_SCANS = ("AllNodesScan", "NodeByLabelScan", "UnionNodeByLabelsScan")


def scans(plan: Mapping[str, Any]) -> Iterator[str]:
    """The scans of a plan, each with what it scans."""
    kind = str(plan["operatorType"]).partition("@")[0]
    if any(kind.endswith(scan) for scan in _SCANS):
        details = str(plan.get("args", {}).get("Details", ""))
        # `n:Person`: variables have other names in another plan.
        yield f"{kind} {details.partition(':')[2]}"
    for child in plan.get("children", ()):
        yield from scans(child)


def role_of(name: str) -> Role:
    """Whose plan of a case is looked at: an administrator's where an analyst is refused."""
    return Role.ADMIN if "errors" in kept(name)[Role.ANALYST.value] else Role.ANALYST


@pytest.mark.drawn(64)
@pytest.mark.parametrize("name", names())
async def test_a_golden_case_scans_no_more_labels_under_a_scope(small: Small, name: str) -> None:
    query, variables = query_of(name)
    found: list[Counter[str]] = []
    for scope in (None, SCOPE):
        case = compiled(query, variables, role_of(name), scope)
        seen: Counter[str] = Counter()
        for text, given in zip(case.cypher, case.parameters, strict=True):
            seen.update(scans(await small.graph.explain(text, given, False)))
        found.append(seen)
    more = found[1] - found[0]
    assert not more, f"{name} scans under a scope: {dict(more)}"


async def test_rules_start_at_the_places_of_a_scope(small: Small) -> None:
    limits = default_thresholds()
    given: dict[str, Any] = {"day": DAY, **SCOPE}
    for rule in RULES:
        given |= {parameter(rule, name): value for name, value in limits.of(rule).items()}
    everywhere = {"cross-appointment-expired", "dual-registration-missing", "liaison-overloaded"}
    for asked in statements(RULES, within=False, places=1):
        found = list(scans(await small.graph.explain(asked.text, given, False)))
        if not everywhere & {rule.id for rule in asked.rules}:
            assert not found, f"{[r.id for r in asked.rules]}: {found}"
