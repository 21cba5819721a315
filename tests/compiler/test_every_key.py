"""Every key that lists are ordered and grouped by, against the evaluation.

Random operations draw few of them: a key that Neo4j refuses, or that is ordered by wrongly, could
be met once in thousands.
"""

from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLObjectType,
)

from graph.caller import Role
from tests.compiler.arguments import named_type
from tests.compiler.conftest import Small
from tests.compiler.pool import Operation
from tests.compiler.test_differential import SCHEMA, TABLES, compared
from tests.oracle.answer import Answers
from tests.oracle.world import read

AT_ONCE = 8
"""Keys of one operation: Neo4j plans an operation of all of them for a minute."""


def _lists() -> Iterator[tuple[str, GraphQLArgument, GraphQLArgument]]:
    """The root lists that have orders and groups: names, and the arguments that say which."""
    query = SCHEMA.query_type
    assert query is not None
    for name, given in query.fields.items():
        kind = named_type(given.type)
        if "orderBy" in given.args and isinstance(kind, GraphQLObjectType):
            yield name, given.args["orderBy"], kind.fields["groupBy"].args["by"]


def _keys(argument: Any) -> list[str]:
    """The members of the enum of an input's `field`."""
    item = named_type(argument.type)
    keys = named_type(item.fields["field"].type)
    assert isinstance(keys, GraphQLEnumType)
    return list(keys.values)


def _operations() -> Iterator[tuple[str, str]]:
    """Names and texts."""
    ways = cycle(("direction: ASC, nulls: FIRST", "direction: DESC, nulls: LAST"))
    for name, order, group in _lists():
        orders = [
            f"{key}: {name}(first: 50, orderBy: [{{ field: {key}, {next(ways)} }}]) "
            "{ nodes { id } }"
            for key in _keys(order)
        ]
        yield from _asked(f"{name} in order", orders)
        groups = [
            f"{key}: {name} {{ groupBy(by: [{{ field: {key} }}]) {{ keys {{ value }} count }} }}"
            for key in _keys(group)
        ]
        yield from _asked(f"{name} in groups", groups)


def _asked(name: str, fields: Sequence[str]) -> Iterator[tuple[str, str]]:
    for begin in range(0, len(fields), AT_ONCE):
        yield f"{name} {begin}", f"{{ {' '.join(fields[begin : begin + AT_ONCE])} }}"


OPERATIONS = dict(_operations())


@pytest.fixture(scope="module")
def answers() -> Answers:
    """The evaluation over the small graph's tables."""
    return Answers(read(TABLES))


@pytest.mark.parametrize("name", OPERATIONS)
async def test_every_key_is_answered_as_evaluated(
    small: Small, answers: Answers, name: str
) -> None:
    await compared(small.compiled, answers, Operation(OPERATIONS[name], {}), Role.ADMIN)
