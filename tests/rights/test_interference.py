"""What a caller with a scope is answered is the same whatever lies outside the scope."""

from collections.abc import Callable
from random import Random
from typing import Any, cast

import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.compiler.context import Sight
from graph.compiler.expressions import Condition
from graph.model import MODEL
from graph.rights import guard, scope
from resolvers.engine import GraphQLRequest
from resolvers.limits import default_limits
from schema.api import create_engine
from seeds.dataset import load_tables
from tests.compiler.conftest import Small
from tests.compiler.pool import Operation, pool_of
from tests.compiler.small import tables
from tests.content import wipe
from tests.rights.interference import (
    Inside,
    answer,
    answers_of_pruned,
    callers_of,
    compared,
    operations_of,
)
from tests.rights.pruned import prune

POOL = pool_of(tables())


@pytest.mark.parametrize("seed", range(3))
async def test_answers_do_not_depend_on_what_lies_outside(small: Small, seed: int) -> None:
    random = Random(seed)
    caller = random.choice(callers_of(POOL, random, 1))
    asked = operations_of(POOL, random, 10, for_good=False)
    found = await compared(small.graph, asked, caller)
    assert not found, f"{len(found)} differ; the first:\n{found[0]}"


CALLER = Caller("test", Role.ADMIN, ("S1C1G1", "S1C2X1"))
LISTS = {node.name: node.many for node in MODEL.types if node.many is not None}
SEARCH = Operation('{ search(text: "幸福里", first: 100) { id } }', {})
PROBES = {
    **{name: f"{{ {field} {{ totalCount }} }}" for name, field in LISTS.items()},
    "lookup": '{ place(code: "S2C1") { name } }',
    "relation": "{ partyOrganizations { nodes { code places { nodes { code } } } } }",
    "cursor": "{ posts(first: 5, orderBy: [{ field: ORGANIZATION_TERM_STARTED_ON, "
    "direction: ASC }]) { edges { cursor node { id } } } }",
    "above": "{ grids { nodes { code parent { ... on Community { households brand { name } "
    "missingLiaisonRoles } } } } }",
}
"""Operations, each of which tells of one predicate when it is taken out."""


def _everywhere(name: str) -> Callable[..., Any]:
    real = scope._belongs  # pyright: ignore[reportPrivateUsage]

    def belongs(context: Any, entity: Any, reach: Any, above: bool) -> Any:
        if entity.type.name == name or name in entity.type.interfaces:
            return Condition(entity.var, "true")
        return real(context, entity, reach, above)

    return belongs


def _nothing(*_: Any) -> None:
    return None


def _inside(*_: Any) -> Sight:
    return Sight.INSIDE


TAKEN_OUT: dict[str, tuple[str, Any, str, Any]] = {
    "inside": ("Place", guard.RoleGuard, "inside", _nothing),
    "visible": ("lookup", guard.RoleGuard, "visible", _nothing),
    "sight": ("relation", guard.RoleGuard, "sight", _inside),
    "shown": ("above", guard.RoleGuard, "shown", _nothing),
    **{name: (name, scope, "_belongs", _everywhere(name)) for name in LISTS},
}


@pytest.fixture(scope="module")
async def expected(small: Small) -> dict[str, bytes]:
    """What is answered of the pruned graph."""
    asked = [Operation(text, {}) for text in PROBES.values()]
    return dict(zip(PROBES, await answers_of_pruned(small.graph, asked, CALLER), strict=True))


@pytest.mark.parametrize("probe", PROBES)
async def test_a_probe_tells_nothing_of_what_lies_outside(
    small: Small, expected: dict[str, bytes], probe: str
) -> None:
    found = await answer(small.compiled, Operation(PROBES[probe], {}), CALLER)
    assert found == expected[probe]
    assert b"errors" not in found


@pytest.mark.parametrize("predicate", TAKEN_OUT)
async def test_without_a_predicate_it_would_tell(
    graph: Graph, expected: dict[str, bytes], predicate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe, owner, name, replacement = TAKEN_OUT[predicate]
    monkeypatch.setattr(owner, name, replacement)
    found = await answer(create_engine(graph), Operation(PROBES[probe], {}), CALLER)
    assert found != expected[probe]


async def test_what_an_operation_is_expected_to_cost_is_told_by_the_scope_alone(
    small: Small,
) -> None:
    texts = [f"{{ {many} {{ nodes {{ id }} }} }}" for many in LISTS.values()]
    texts.append("{ partyOrganizations { nodes { members { nodes { posts { totalCount } } } } } }")

    async def costs(graph: Graph, caller: Caller) -> list[Any]:
        asked = create_engine(graph, limits=default_limits())
        return [await asked.expected(GraphQLRequest(text), caller) for text in texts]

    found = await costs(small.graph, CALLER)
    async with small.graph.trial(600) as transaction:
        await prune(transaction.rows, CALLER.scope or ())
        assert found == await costs(cast(Graph, Inside(transaction)), CALLER)
    everything = await costs(small.graph, Caller("test", Role.ADMIN))
    assert sum(c["estimated"] for c in found) < sum(c["estimated"] for c in everything)


async def test_search_finds_and_orders_as_if_there_were_nothing_else(small: Small) -> None:
    found = await answer(small.compiled, SEARCH, CALLER)
    everything = await answer(small.compiled, SEARCH, Caller("test", Role.ADMIN))
    [expected] = await answers_of_pruned(small.graph, [SEARCH], CALLER, for_good=True)
    await wipe(small.graph)
    await load_tables(small.graph, tables(), name="small")
    assert found == expected
    assert len(found) < len(everything)
