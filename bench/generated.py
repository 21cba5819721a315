"""Large operations by the thousand: the ones of the differential test, drawn from a seed."""

import random
from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError
from hypothesis import HealthCheck, given, settings

from graph.caller import Caller, Role
from graph.compiler.compile import Compiler
from resolvers.explain import explain_document
from schema.api import create_compiler, graphql_schema
from tests.compiler.operations import operations
from tests.compiler.pool import Operation, Pool

LARGE = 2_000
"""Characters of Cypher from which an operation is large: a quarter of the random ones."""

_DRAWN_FROM = 32_768  # bytes of chance, more than any operation uses
# An operation in four is large: what is too small or too slow to draw is no fault here.
_UNCHECKED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
_CALLER = Caller("bench", Role.ADMIN)


def large_operations(seed: int, pool: Pool) -> Iterator[Operation]:
    """Operations without end, each with its own Cypher of `LARGE` characters or more.

    pool: the values that occur in the graph that is asked.
    """
    chance = random.Random(seed)
    drawn: list[Operation] = []

    @settings(database=None, deadline=None, suppress_health_check=_UNCHECKED)
    @given(operations(graphql_schema(), pool))
    def take(operation: Operation) -> None:
        drawn.append(operation)

    # The entry for fuzzers: evenly random, where hypothesis itself prefers what is small.
    test: Any = take
    draw = test.hypothesis.fuzz_one_input
    compiler, seen = create_compiler(), set[str]()
    while True:
        draw(chance.randbytes(_DRAWN_FROM))
        while drawn:
            operation = drawn.pop()
            text = cypher(operation, compiler)
            if len(text) >= LARGE and text not in seen:
                seen.add(text)
                yield operation


def cypher(operation: Operation, compiler: Compiler) -> str:
    """The statements of an operation; "" for one that is refused."""
    try:
        fields = explain_document(
            compiler,
            operation.text,
            operation.variables,
            None,
            _CALLER,
        )
    except GraphQLError:
        return ""
    return "\n".join(field.cypher for field in fields if field.cypher)
