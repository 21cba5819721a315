"""Each rule among those that find by evidence outside of a scope does so, for some scope."""

from dataclasses import replace
from typing import Any, cast

import orjson
import pytest

from graph.audit import RULES
from graph.audit.thresholds import DEFAULTS, Limit, Thresholds, load_thresholds
from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from tests.compiler.conftest import Small
from tests.rights.interference import FAR_RULES, Inside
from tests.rights.pruned import prune

LIMITS = {
    ("branch-committee-required", "full_members"): 1,
    ("branch-oversize", "most_members"): 0,
    ("group-minimum", "members_least"): 100,
    ("joint-branch-span", "most_places"): 1,
    ("liaison-overloaded", "most_communities"): 1,
    ("term-reminder", "months"): 600,
    ("unit-leader-several-buildings", "most_buildings"): 0,
}
"""Limits that make findings of few people and places."""

CASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("2026-11-29", "PR"): (
        *("group-parent-is-branch", "member-belongs-at-work"),
        *("member-unplaced", "over-appointed"),
    ),
    ("2026-11-29", "D2"): (
        *("cross-appointment-expired", "dual-registration-missing"),
        "member-category-missing",
    ),
    ("2026-11-29", "S1"): ("grid-in-one-community", "linkage-broken", "unit-notice-incomplete"),
    ("2026-11-29", "S1C1X1"): ("branch-below-minimum",),
    # A company's group, whose members live and belong elsewhere.
    ("2026-11-29", "S1C2X1"): ("group-minimum",),
    ("2026-01-01", "D2"): ("unit-leader-several-buildings",),
    ("2026-01-01", "S1"): ("liaison-overloaded",),
    ("2026-01-01", "S1C1"): ("branch-oversize",),
    ("2026-01-01", "S1C1X3"): ("branch-committee-required",),
    ("2024-07-01", "S1"): ("joint-branch-span",),
    # A branch that once covered a community elsewhere: its term is longer.
    ("2028-01-01", "S1C1G1"): ("term-overdue",),
    ("2026-11-29", "S1C1G1"): ("term-reminder",),
}
"""By day and scope the rules whose findings are others once all outside is deleted."""


COMPANY_GROUP = """
MATCH (o:PartyOrganization {code: 'O15'})
SET o.establishment = 'FORMAL'
CREATE (p:Person {code: 'P-FAR', name: '远方', category: 'RESIDENT'})
CREATE (p)-[:AFFILIATED {kind: 'FORMAL'}]->(o)
"""
"""Makes a company's group a formal one, with a member who lives nowhere and holds no post."""


def thresholds() -> Thresholds:
    """The defaults, with these limits in their place."""
    base = load_thresholds(DEFAULTS, RULES, None)
    limits = {
        rule: {n: Limit(LIMITS.get((rule, n), one.value), one.version) for n, one in found.items()}
        for rule, found in base.limits.items()
    }
    return replace(base, limits=limits)


async def found(graph: Graph, day: str, scope: str, rules: tuple[str, ...]) -> dict[str, Any]:
    """The findings of each rule within a scope."""
    shown = "id rule { id } message evidenceOutside evidence { id }"
    named = ", ".join(f'"{rule}"' for rule in rules)
    text = f'query @asOf(date: "{day}") {{ audit(rules: [{named}]) {{ nodes {{ {shown} }} }} }}'
    engine = create_engine(graph, thresholds=thresholds())
    body = (await engine.execute(GraphQLRequest(text), Caller("test", Role.ADMIN, (scope,)))).body
    nodes = orjson.loads(body)["data"]["audit"]["nodes"]
    return {rule: [node for node in nodes if node["rule"]["id"] == rule] for rule in rules}


@pytest.mark.parametrize(("day", "scope"), CASES)
async def test_findings_depend_on_what_lies_outside(small: Small, day: str, scope: str) -> None:
    rules = CASES[day, scope]
    async with small.graph.trial(600) as transaction:
        inside = cast(Graph, Inside(transaction))
        if "group-minimum" in rules:
            await transaction.rows(COMPANY_GROUP)
        within = await found(inside, day, scope, rules)
        await prune(transaction.rows, (scope,))
        pruned = await found(inside, day, scope, rules)
    assert [rule for rule in rules if within[rule] == pruned[rule]] == []


def test_every_rule_that_is_excepted_is_shown_to_need_it() -> None:
    assert sorted(rule for rules in CASES.values() for rule in rules) == sorted(FAR_RULES)
