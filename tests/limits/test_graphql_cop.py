"""The checks of graphql-cop, one test for each, named as it names them.

They are written anew against the endpoint with the real engine, and ask more than it does: what it
only looks for is refused here with a code, also where its number of repetitions would pass.
"""

from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest

from graph.bolt import Graph
from tests.limits.served import served

_ASKED = {"query": "{ __typename }"}


@pytest.fixture
async def client(blank: Graph) -> AsyncGenerator[httpx.AsyncClient]:
    async with served(blank) as found:
        yield found


async def ask(client: httpx.AsyncClient, query: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": query})


def refused(answer: httpx.Response, code: str, limit: str | None = None) -> None:
    """That an answer has no data and says so by this code."""
    body: dict[str, Any] = answer.json()
    assert 400 <= answer.status_code < 500
    assert body.get("data") is None
    for error in body["errors"]:
        assert error["extensions"]["code"] == code, error
        assert error["extensions"].get("limit") == limit, error


async def test_alias_overloading(client: httpx.AsyncClient) -> None:
    aliases = " ".join(f"alias{n}: __typename" for n in range(101))
    for query in (f"{{ {aliases} }}", f"{{ ...F }} fragment F on Query {{ {aliases} }}"):
        body = (await ask(client, query)).json()
        assert "data" not in body
        assert body["errors"][0]["extensions"]["limit"] in ("aliases", "root_fields")
    below = aliases.replace("__typename", "totalCount")
    refused(await ask(client, f"{{ places {{ {below} }} }}"), "LIMIT_EXCEEDED", "aliases")


async def test_array_based_query_batching(client: httpx.AsyncClient) -> None:
    for number in (1, 2, 10):
        refused(await client.post("/graphql", json=[_ASKED] * number), "BAD_PARAMETERS")


async def test_circular_query_via_fragment(client: httpx.AsyncClient) -> None:
    circle = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"
    refused(await ask(client, circle), "VALIDATION")


async def test_circular_query_via_introspection(client: httpx.AsyncClient) -> None:
    deep = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
    refused(await ask(client, deep), "VALIDATION")


async def test_directive_overloading(client: httpx.AsyncClient) -> None:
    unknown = "{ __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }"
    refused(await ask(client, unknown), "VALIDATION")
    known = "{ __typename " + "@include(if: true)" * 31 + " }"
    refused(await ask(client, known), "LIMIT_EXCEEDED", "directives")


async def test_field_duplication(client: httpx.AsyncClient) -> None:
    for field in ("__typename ", "places { totalCount } "):
        body = (await ask(client, "{ " + field * 500 + "}")).json()
        assert "data" not in body
        assert body["errors"][0]["extensions"]["limit"] in ("root_fields", "repeats", "tokens")


async def test_field_suggestions(client: httpx.AsyncClient) -> None:
    for query in ("{ __schema { directive } }", "{ plases { totalCount } }", "{ places }"):
        answer = await ask(client, query)
        refused(answer, "VALIDATION")
        assert "Did you mean" not in answer.text


async def test_introspection(client: httpx.AsyncClient) -> None:
    for query in ("{ __schema { types { name } } }", '{ __type(name: "Person") { name } }'):
        refused(await ask(client, query), "VALIDATION")


async def test_get_based_mutation(client: httpx.AsyncClient) -> None:
    mutation = 'mutation { savePlace(input: { code: "X" }) { __typename } }'
    for query in (mutation, "mutation { __typename }"):
        answer = await client.get("/graphql", params={"query": query})
        assert answer.status_code in (400, 405), answer.text
        assert answer.json().get("data") is None
    refused(
        await client.get("/graphql", params={"query": "mutation { __typename }"}), "NOT_READ_ONLY"
    )


async def test_get_method_query_support(client: httpx.AsyncClient) -> None:
    """GET asks queries, as the audits of GraphQL over HTTP want, but never as a page elsewhere.

    What a browser sends by itself, cookies, tells nobody who asks; a token in the address does not
    either.
    """
    assert (await client.get("/graphql", params=_ASKED)).status_code == 200
    token = client.headers["authorization"]
    client.headers.pop("authorization")
    for more in ({}, {"cookie": f"authorization={token}; token={token}"}):
        answer = await client.get(
            "/graphql", params={**_ASKED, "authorization": token}, headers=more
        )
        refused(answer, "UNAUTHENTICATED")
        assert answer.status_code == 401


async def test_post_based_url_encoded_query(client: httpx.AsyncClient) -> None:
    refused(await client.post("/graphql", data=_ASKED), "MEDIA_TYPE")


async def test_graphql_ide(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", headers={"Accept": "text/html, */*;q=0.1"})
    assert "html" not in answer.headers["content-type"]
    assert "graphiql" not in answer.text.lower()


async def test_trace_mode(client: httpx.AsyncClient) -> None:
    headers = {"X-Orggraph-Timings": "1", "X-Apollo-Tracing": "1", "apollo-query-plan": "1"}
    for query in ("{ __typename }", "{ places { totalCount } }", "{ nothing }"):
        answer = await client.post("/graphql", json={"query": query}, headers=headers)
        body = answer.json()
        assert "extensions" not in body
        for error in body.get("errors", ()):
            assert set(error["extensions"]) == {"code"}
        assert "trace" not in answer.text.lower()


async def test_unhandled_errors(client: httpx.AsyncClient) -> None:
    for query in ("qwerty cop { abc }", "{ abc }", "{", "query A { a } query A { a }", "\0"):
        answer = await ask(client, query)
        assert answer.status_code == 400
        for error in answer.json()["errors"]:
            assert error["extensions"].get("exception") is None
            assert "Traceback" not in error["message"]
