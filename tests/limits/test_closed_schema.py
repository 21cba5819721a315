"""What a caller learns of the schema without the right to it: nothing, by asking or by guessing."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    specified_scalar_types,
)

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from resolvers.limits import SCHEMA_READERS, default_limits
from schema.api import create_engine, graphql_schema

CLOSED = [role for role in Role if role not in SCHEMA_READERS]


async def ask(
    graph: Graph, text: str, role: Role, variables: dict[str, Any] | None = None
) -> dict[str, Any]:
    engine = create_engine(graph, limits=default_limits())
    return json.loads(
        (await engine.execute(GraphQLRequest(text, variables), Caller("test", role))).body
    )


@pytest.mark.parametrize("role", CLOSED)
@pytest.mark.parametrize(
    "text",
    [
        "{ __schema { types { name } } }",
        '{ __type(name: "Person") { fields { name } } }',
        "{ s: __schema { queryType { name } } }",
        "{ ...F } fragment F on Query { __schema { queryType { name } } }",
        "query ($w: Boolean = true) { __schema @include(if: $w) { queryType { name } } }",
    ],
)
async def test_the_schema_is_not_told(blank: Graph, role: Role, text: str) -> None:
    answer = await ask(blank, text, role)
    assert "data" not in answer
    assert answer["errors"][0]["extensions"]["code"] == "VALIDATION"


@pytest.mark.parametrize("role", CLOSED)
async def test_type_names_of_answers_are_no_introspection(blank: Graph, role: Role) -> None:
    assert await ask(blank, "{ __typename }", role) == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("role", [role for role in Role if role in SCHEMA_READERS])
async def test_who_may_is_told_the_schema_and_what_was_meant(blank: Graph, role: Role) -> None:
    answer = await ask(blank, "{ __schema { queryType { name } } }", role)
    assert answer == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
    assert (
        "Did you mean"
        in (await ask(blank, "{ plases { totalCount } }", role))["errors"][0]["message"]
    )


_WORD = re.compile(r"[A-Za-z_]\w*")
_TYPED = ("first", "where", "orderBy", "by", "of", "code", "on", "within", "ids", "text", "asOf")
# Words of a sentence that are names as well, and what all connections of Relay have.
_ENGLISH = {
    *("and", "at", "by", "field", "in", "input", "limit", "names", "nodes"),
    *("not", "of", "on", "or", "to", "type", "value"),
}


def _every_name(schema: GraphQLSchema) -> set[str]:
    """Every name that asking for the schema would tell, but those that `__typename` does."""
    found = set[str]()
    for name, kind in schema.type_map.items():
        members: dict[str, Any] = {
            **(getattr(kind, "fields", None) or {}), **(getattr(kind, "values", None) or {})
        }  # fmt: skip
        found |= set(members) | {
            a for m in members.values() for a in getattr(m, "args", None) or ()
        }
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            found.add(name)
    return found - set(specified_scalar_types) - _ENGLISH


def _guesses(schema: GraphQLSchema) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """What tools send that put schemas together out of errors.

    Real names, and each with a letter less, in every place that takes one, with arguments of
    wrong types and without those that are required.
    """
    assert schema.query_type is not None
    for name in schema.query_type.fields:
        for near in (name, name[:-1], name + "s"):
            yield f"{{ {near} }}", None
            yield f"{{ {near} {{ nodes {{ {name[:-1]} plac }} }} }}", None
            yield f"{{ {near}({name[:-1]}: 1) {{ x }} }}", None
        for argument in _TYPED:
            yield f"{{ {name}({argument}: {{ a: X }}) {{ x }} }}", None
            yield f"{{ {name}({argument}: X) {{ x }} }}", None
            yield f"query ($x: Boolean) {{ {name}({argument}: $x) {{ x }} }}", None
        for inner in ("code", "kind", "joined", "nam"):
            yield (
                f"{{ {name}(where: {{ {inner}: 7, not: {{ {inner}: {{ eq: X }} }} }}) {{ x }} }}",
                None,
            )
    for name, kind in schema.type_map.items():
        for near in (name, name[:-1]):
            yield f"query ($x: {near}) {{ places {{ totalCount @{near} }} }}", None
            yield f"{{ node(id: 1) {{ ... on {near} {{ cod nam }} }} }}", None
        if name.endswith("Where"):
            query = f"query ($w: {name}) {{ places(where: $w) {{ totalCount }} }}"
            for inner in getattr(kind, "fields", {}):
                yield query, {"w": {inner: 7, inner[:-1]: {"eq": 1}}}
                yield query, {"w": {inner: {"eqq": {}}}}


@pytest.mark.parametrize("role", CLOSED)
async def test_harvesting_errors_recovers_nothing(blank: Graph, role: Role) -> None:
    schema = graphql_schema()
    known = _every_name(schema)
    engine, caller = create_engine(blank, limits=default_limits()), Caller("test", role)
    sent = refused = 0
    for text, variables in islice(_guesses(schema), 0, None, 5):
        sent += 1
        answer = json.loads((await engine.execute(GraphQLRequest(text, variables), caller)).body)
        given = set(_WORD.findall(f"{text} {variables}"))
        for error in answer.get("errors", ()):
            refused += 1
            assert "Did you mean" not in error["message"], error
            assert not (set(_WORD.findall(error["message"])) & known) - given, (text, error)
    assert sent > 900
    assert refused > sent / 2


@pytest.mark.parametrize("role", CLOSED)
async def test_who_may_not_is_still_told_what_is_wrong(blank: Graph, role: Role) -> None:
    answer = await ask(blank, "{ places { nodes { cod } } node { __typename } }", role)
    assert [error["message"] for error in answer["errors"]] == [
        "Cannot query field 'cod' on type 'Place'.",
        "Argument 'Query.node(…:)' of type 'ID!' is required, but it was not provided.",
    ]
    answer = await ask(blank, 'query @asOf(date: "2026-02-30") { places { totalCount } }', role)
    [told] = answer["errors"]
    assert "'2026-02-30' is no day of the calendar." in told["message"]
