"""What a caller learns of the schema without the right to it: nothing, by asking or by guessing."""

import json
from typing import Any

import pytest

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


def _guesses() -> list[tuple[str, dict[str, Any] | None]]:
    """Mistyped names of each kind, as tools that harvest suggestions send them."""
    near = ["plac", "placess", "organisations", "buildingz", "memberss", "persn", "persom"]
    found: list[tuple[str, dict[str, Any] | None]] = []
    for name in near:
        found += [
            (f"{{ {name} {{ totalCount }} }}", None),
            (f"{{ places {{ nodes {{ {name} }} }} }}", None),
            (f"{{ places({name}: 1) {{ totalCount }} }}", None),
            (f"{{ places(where: {{ {name}: 1 }}) {{ totalCount }} }}", None),
            (f"{{ places {{ nodes {{ ... on {name} {{ code }} }} }} }}", None),
            (f"query ($x: {name}) {{ places {{ totalCount }} }}", None),
            (f"{{ places {{ totalCount @{name} }} }}", None),
            (
                f"{{ places(orderBy: [{{ field: {name.upper()}, direction: ASC }}]) "
                "{ totalCount } }",
                None,
            ),
            (
                "query ($w: PlaceWhere) { places(where: $w) { totalCount } }",
                {"w": {name: {"eq": 1}}},
            ),
            (
                "query ($o: [PlaceOrderBy!]) { places(orderBy: $o) { totalCount } }",
                {"o": [{"field": name.upper(), "direction": "ASC"}]},
            ),
        ]
    return found


@pytest.mark.parametrize("role", CLOSED)
async def test_harvesting_suggestions_recovers_nothing(blank: Graph, role: Role) -> None:
    schema = graphql_schema()
    known = set(schema.type_map) | {"totalCount", "PlaceOrderBy", "PlaceWhere"}
    for text, variables in _guesses():
        answer = await ask(blank, text, role, variables)
        assert answer.get("errors"), text
        for error in answer["errors"]:
            assert "Did you mean" not in error["message"], error
            said = set(error["message"].replace("'", " ").replace(".", " ").split())
            told = (said & {f for t in known for f in _fields(schema, t)}) - set(
                text.replace("(", " ").replace("{", " ").split()
            )
            assert not {name for name in told if len(name) > 5}, error


def _fields(schema: Any, name: str) -> set[str]:
    return set(getattr(schema.type_map.get(name), "fields", None) or ())
