"""What a caller with a scope is answered is the same whatever lies outside the scope."""

import pytest
from graphql import build_schema

from tests.compiler.conftest import Small
from tests.compiler.pool import pool_of
from tests.compiler.small import tables
from tests.oracle.answer import SDL
from tests.rights.interference import compared

SCHEMA = build_schema(SDL.read_text("utf-8"))
POOL = pool_of(tables())


@pytest.mark.parametrize("seed", range(12))
async def test_answers_do_not_depend_on_what_lies_outside_the_scope(small: Small, seed: int) -> None:
    number, found = await compared(small.graph, small.compiled, SCHEMA, POOL, seed, 25)
    assert number == 25
    assert not found, f"{len(found)} differ; the first:\n{found[0]}"
