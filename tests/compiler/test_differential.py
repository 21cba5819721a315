"""Compiled answers equal those of ordinary resolvers, for random operations.

    uv run pytest tests/compiler/test_differential.py --operations 50000

runs more of them than the 2,000 of an ordinary run; a failing operation is printed, and
`--hypothesis-seed` runs the same ones again.
"""

import math
from typing import Any

import orjson
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.caller import Caller, Role
from graph.compiler.engine import Engine, GraphQLRequest
from schema.api import graphql_schema
from tests.compiler.conftest import Small
from tests.compiler.operations import operations
from tests.compiler.pool import Operation, pool_of
from tests.compiler.small import tables

SCHEMA = graphql_schema()
POOL = pool_of(tables())


async def answer(engine: Engine, operation: Operation, role: Role) -> dict[str, Any]:
    request = GraphQLRequest(operation.text, operation.variables)
    found = await engine.execute(request, Caller("test", role))
    return orjson.loads(found.body)


def same(one: Any, other: Any) -> bool:
    """Equal, but for the last digits of averages."""
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9)
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[k], other[k]) for k in one)  # pyright: ignore
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))  # pyright: ignore
    return one == other


@settings(
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=(
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.large_base_example,
        HealthCheck.function_scoped_fixture,
    ),
    database=None,
)
@given(operation=operations(SCHEMA, POOL), role=st.sampled_from(Role))
async def test_compiled_answers_equal_plain_ones(
    small: Small, operation: Operation, role: Role
) -> None:
    compiled = await answer(small.compiled, operation, role)
    plain = await answer(small.plain, operation, role)
    shown = f"{operation.text}\n{operation.variables} {role}\n{compiled}\n{plain}"
    assert ("errors" in compiled) == ("errors" in plain), shown
    assert same(compiled.get("data"), plain.get("data")), shown
