"""What an audit tells a caller with a scope: of what lies in it, and nothing of the rest."""

from random import Random
from typing import Any

import orjson
import pytest

from graph.audit import RULES
from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import Engine, GraphQLRequest
from seeds.dataset import load_tables
from tests.compiler.conftest import Small
from tests.compiler.pool import Operation, pool_of
from tests.compiler.small import tables
from tests.content import wipe
from tests.rights.interference import FAR_RULES, answers_of_pruned, scopes_of
from tests.rights.pruned import Seen, whole

POOL = pool_of(tables())
NEAR = ", ".join(f'"{rule.id}"' for rule in RULES if rule.id not in FAR_RULES)
FINDINGS = """totalCount edges { cursor } nodes {
  id rule { id } subjectName message messageZh threshold evidenceOutside
  subject { id } place { code name } evidence { id }
}"""
AUDIT = f"{{ audit {{ {FINDINGS} }} auditSummary {{ rule {{ id }} count }} }}"
OF_NEAR = f"""{{
  audit(rules: [{NEAR}]) {{ {FINDINGS} }}
  auditSummary(rules: [{NEAR}]) {{ rule {{ id }} count }}
  auditChange(rules: [{NEAR}], from: "2024-06-01", to: "2026-06-01") {{
    appeared {{ id messageZh evidence {{ id }} }} gone {{ id place {{ code }} }}
  }}
}}"""


async def asked(engine: Engine, text: str, caller: Caller, **variables: Any) -> dict[str, Any]:
    """The data of an answer without errors."""
    answer = orjson.loads((await engine.execute(GraphQLRequest(text, variables), caller)).body)
    assert "errors" not in answer, answer
    return answer["data"]


def callers(number: int) -> list[Caller]:
    """Callers with random scopes, of all roles."""
    random = Random(7)
    roles = list(Role)
    return [Caller("test", roles[n % 3], scopes_of(POOL, random)) for n in range(number)]


async def ids_inside(graph: Graph, scope: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The ids of what lies in a scope, and of what is above it, worked out apart."""
    known = await whole(graph.rows)
    seen = Seen(known, scope)

    def named(nodes: set[str]) -> set[str]:
        return {
            f"{label}:{properties.get('code') or properties.get('key')}"
            for node in nodes
            for label in known.labels[node]
            if (properties := known.properties[node])
        }

    return named(seen.inside), named(seen.above)


@pytest.mark.drawn(2)
@pytest.mark.parametrize("caller", callers(6), ids=lambda c: "+".join(c.scope))
async def test_findings_are_those_about_what_lies_in_the_scope(
    small: Small, caller: Caller
) -> None:
    inside, above = await ids_inside(small.graph, caller.scope or ())
    everywhere = await asked(small.compiled, AUDIT, Caller("test", caller.role))
    found = await asked(small.compiled, AUDIT, caller)
    ours = [f for f in everywhere["audit"]["nodes"] if f["subject"]["id"] in inside]
    shown = {f["id"]: f for f in found["audit"]["nodes"]}
    assert set(shown) == {f["id"] for f in ours}
    assert found["audit"]["totalCount"] == len(ours)
    for finding in ours:
        own = shown[finding["id"]]
        assert own["messageZh"] == finding["messageZh"], "what lies outside is counted"
        seen = [e for e in finding["evidence"] if e["id"] in inside | above]
        assert own["evidence"] == seen
        assert own["evidenceOutside"] == len(finding["evidence"]) - len(seen)
        assert own["place"] is None or f"Place:{own['place']['code']}" in inside
    counts = {s["rule"]["id"]: s["count"] for s in found["auditSummary"]}
    for rule in RULES:
        assert counts[rule.id] == sum(f["rule"]["id"] == rule.id for f in ours), rule.id


def test_rules_that_look_outside_a_scope_are_rules() -> None:
    assert {rule.id for rule in RULES} > FAR_RULES


@pytest.mark.drawn(2)
@pytest.mark.parametrize("caller", callers(6), ids=lambda c: "+".join(c.scope))
async def test_findings_do_not_depend_on_what_lies_outside(small: Small, caller: Caller) -> None:
    text = Operation(OF_NEAR, {})
    found = (await small.compiled.execute(GraphQLRequest(OF_NEAR), caller)).body
    assert [found] == await answers_of_pruned(small.graph, [text], caller)


async def test_findings_about_others_are_not_found_by_their_ids(small: Small) -> None:
    caller = Caller("test", Role.ADMIN, ("S1C1",))
    inside, _ = await ids_inside(small.graph, ("S1C1",))
    everywhere = (await asked(small.compiled, AUDIT, Caller("test", Role.ADMIN)))["audit"]["nodes"]
    other = next(f["id"] for f in everywhere if f["subject"]["id"] not in inside)
    own = next(f["id"] for f in everywhere if f["subject"]["id"] in inside)
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    found = await asked(small.compiled, text, caller, ids=[other, own, "Finding:term-overdue/0"])
    assert found["nodes"] == [None, {"id": own}, None]


async def test_a_place_outside_is_one_that_there_is_not(small: Small) -> None:
    caller = Caller("test", Role.ADMIN, ("S1C1",))
    text = "query($in: String!) { audit(within: $in) { totalCount } }"
    told = [
        (await small.compiled.execute(GraphQLRequest(text, {"in": code}), caller)).body.replace(
            code.encode(), b""
        )
        for code in ("S2C1", "nowhere")
    ]
    assert told[0] == told[1]
    assert b"errors" in told[0]
    above = await asked(small.compiled, text, caller, **{"in": "S1"})
    assert above == await asked(small.compiled, "{ audit { totalCount } }", caller)


WHAT_IF = """query($code: String!) {
  whatIf(changes: [{dissolve: {code: $code, on: "2026-12-01"}}]) {
    asOf
    partyOrganization(code: $code) { dissolvedOn members { totalCount } }
    coverage(of: COMPOUND) { total covered gaps { nodes { place { code } } } }
    audit(rules: [%s]) { totalCount nodes { id messageZh evidence { id } } }
  }
}"""


async def test_what_if_is_answered_and_refused_as_if_there_were_nothing_else(small: Small) -> None:
    text = WHAT_IF % NEAR
    caller = Caller("test", Role.ANALYST, ("S1C1",))
    inside, above = await ids_inside(small.graph, ("S1C1",))
    rows = await small.graph.rows(
        "MATCH (o:PartyOrganization) WHERE o.dissolvedOn IS NULL RETURN o.code ORDER BY o.code"
    )
    codes = [str(code) for (code,) in rows]
    known = inside | above
    own = next(c for c in codes if f"PartyOrganization:{c}" in inside)
    other = next(c for c in codes if f"PartyOrganization:{c}" not in known)
    made = [Operation(text, {"code": code}) for code in (own, other)]
    found = [
        (await small.compiled.execute(GraphQLRequest(m.text, m.variables), caller)).body
        for m in made
    ]
    expected = await answers_of_pruned(small.graph, made, caller, for_good=True)
    await wipe(small.graph)
    await load_tables(small.graph, tables(), name="small")
    assert found == expected
    assert b"errors" not in found[0]
    assert b"There is no organization with the code" in found[1]


async def test_subjects_of_other_types_than_those_selected_are_empty(small: Small) -> None:
    text = "{ audit { nodes { subject { ... on Person { code } } } } }"
    found = (await asked(small.compiled, text, Caller("test", Role.ADMIN)))["audit"]["nodes"]
    assert {} in [finding["subject"] for finding in found]
