"""`/graphql` as the GraphQL-over-HTTP specification and its audits ask."""

import json
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest

from tests.service.conftest import MAX_BODY, Web

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
BOTH = f"{GRAPHQL}, {JSON};q=0.9"


async def post(web: Web, body: Any, accept: str = GRAPHQL, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await web.client.post(
        "/graphql",
        content=content,
        headers={"Accept": accept, "Content-Type": JSON, **headers},
    )


def type_of(response: httpx.Response) -> str:
    return response.headers["content-type"]


async def test_a_query_is_answered_by_post(web: Web) -> None:
    response = await post(web, {"query": "{ hello }"})
    assert response.status_code == 200
    assert type_of(response) == f"{GRAPHQL}; charset=utf-8"
    assert response.json() == {"data": {"hello": "hello world"}}
    assert response.headers["cache-control"] == "no-store"


async def test_variables_and_operation_name_reach_the_engine(web: Web) -> None:
    query = "query A($n: String!) { hello(name: $n) } query B { broken }"
    body = {"query": query, "variables": {"n": "楼栋"}, "operationName": "A", "extensions": None}
    response = await post(web, body)
    assert response.json() == {"data": {"hello": "hello 楼栋"}}


async def test_unknown_members_are_ignored_and_null_is_absent(web: Web) -> None:
    body = {"query": "{ hello }", "variables": None, "operationName": None, "id": 7}
    assert (await post(web, body)).status_code == 200


PARAMETER_ERRORS = [
    pytest.param(b"NONSENSE", id="no JSON"),
    pytest.param(b'{"query":', id="half a JSON"),
    pytest.param(b"", id="empty body"),
    pytest.param('{"query": "{ hello }"}'.encode("utf-16"), id="not UTF-8"),
    pytest.param(b"[]", id="a list"),
    pytest.param(b'[{"query": "{ hello }"}]', id="a batch"),
    pytest.param(b'"{ hello }"', id="a string"),
    pytest.param({"qeury": "{ __typename }"}, id="no query"),
    pytest.param({"query": {"a": 1}}, id="query is an object"),
    pytest.param({"query": 7}, id="query is a number"),
    pytest.param({"query": None}, id="query is null"),
    pytest.param({"query": "{ hello }", "variables": [7]}, id="variables are a list"),
    pytest.param({"query": "{ hello }", "variables": "{}"}, id="variables are a string"),
    pytest.param({"query": "{ hello }", "operationName": 7}, id="name is a number"),
    pytest.param({"query": "{ hello }", "extensions": "x"}, id="extensions are a string"),
]
DOCUMENT_ERRORS = [
    pytest.param({"query": "{"}, id="document does not parse"),
    pytest.param({"query": "{ nothing }"}, id="validation"),
    pytest.param({"query": "query A { hello } query B { hello }"}, id="which operation"),
    pytest.param({"query": "{ hello }", "operationName": "A"}, id="no such operation"),
    pytest.param({"query": "query ($n: String!) { hello(name: $n) }"}, id="variables do not fit"),
]


@pytest.mark.parametrize("accept", [GRAPHQL, JSON, BOTH])
@pytest.mark.parametrize("body", PARAMETER_ERRORS)
async def test_wrong_parameters_are_400_in_the_accepted_type(
    web: Web, body: Any, accept: str
) -> None:
    response = await post(web, body, accept)
    assert response.status_code == 400
    assert type_of(response) == f"{JSON if accept == JSON else GRAPHQL}; charset=utf-8"
    answer = response.json()
    assert "data" not in answer
    assert answer["errors"][0]["message"]


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), (BOTH, 400), (JSON, 200)])
@pytest.mark.parametrize("body", DOCUMENT_ERRORS)
async def test_wrong_documents_are_400_and_200_where_plain_json_is_accepted(
    web: Web, body: Any, accept: str, status: int
) -> None:
    response = await post(web, body, accept)
    assert response.status_code == status
    assert type_of(response) == f"{JSON if accept == JSON else GRAPHQL}; charset=utf-8"
    answer = response.json()
    assert "data" not in answer
    assert answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("accept", "status", "content_type"), [(GRAPHQL, 294, GRAPHQL), (JSON, 200, JSON)]
)
async def test_partial_success(web: Web, accept: str, status: int, content_type: str) -> None:
    response = await post(web, {"query": "{ hello broken }"}, accept)
    assert response.status_code == status
    assert type_of(response) == f"{content_type}; charset=utf-8"
    answer = response.json()
    assert answer["data"] == {"hello": "hello world", "broken": None}
    assert answer["errors"][0]["path"] == ["broken"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (BOTH, GRAPHQL),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"{GRAPHQL};q=0.4, {JSON};q=0.5", JSON),
        (f"text/html, {JSON};q=0.5", JSON),
        (f"{GRAPHQL};q=0, */*", JSON),
        ("APPLICATION/JSON; charset=utf-8", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        (f"{GRAPHQL}, */*;q=0.5", GRAPHQL),
    ],
)
async def test_the_answer_has_the_accepted_type(
    web: Web, accept: str | None, expected: str
) -> None:
    request = web.client.build_request("POST", "/graphql", json={"query": "{ hello }"})
    del request.headers["accept"]
    if accept is not None:
        request.headers["accept"] = accept
    response = await web.client.send(request)
    assert response.status_code == 200
    assert type_of(response) == f"{expected}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/html", f"{JSON};q=0", "image/*", f"{JSON};q=x"])
async def test_unacceptable_types_are_406(web: Web, accept: str) -> None:
    response = await post(web, {"query": "{ hello }"}, accept)
    assert response.status_code == 406
    assert "Accept" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
    ],
)
async def test_other_body_types_are_415(web: Web, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    response = await web.client.post("/graphql", content=b'{"query":"{hello}"}', headers=headers)
    assert response.status_code == 415
    assert "application/json" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "content_type",
    [
        JSON,
        "application/json;charset=UTF-8",
        'application/json; charset="utf-8"',
        "Application/JSON",
    ],
)
async def test_json_in_utf8_is_read(web: Web, content_type: str) -> None:
    response = await post(web, {"query": "{ hello }"}, **{"Content-Type": content_type})
    assert response.status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
async def test_other_methods_are_405(web: Web, method: str) -> None:
    response = await web.client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


async def test_a_query_is_answered_by_get(web: Web) -> None:
    parameters = {
        "query": "query A($n: String!) { hello(name: $n) }",
        "variables": '{"n": "a b&c"}',
        "operationName": "A",
        "extensions": "{}",
    }
    response = await web.client.get("/graphql", params=parameters)
    assert response.status_code == 200
    assert response.json() == {"data": {"hello": "hello a b&c"}}


async def test_empty_parameters_of_a_get_are_absent(web: Web) -> None:
    parameters = {"query": "{ hello }", "variables": "", "operationName": "", "extensions": ""}
    assert (await web.client.get("/graphql", params=parameters)).status_code == 200


async def test_null_is_an_operation_name_in_a_get(web: Web) -> None:
    parameters = {"query": "query null { hello }", "operationName": "null"}
    assert (await web.client.get("/graphql", params=parameters)).status_code == 200


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"query": "{ hello }", "variables": "{"},
        {"query": "{ hello }", "variables": "[1]"},
        {"query": "{ hello }", "extensions": "7"},
        {"query": "{"},
    ],
)
async def test_wrong_parameters_of_a_get(web: Web, parameters: dict[str, str]) -> None:
    headers = {"Accept": GRAPHQL}
    response = await web.client.get("/graphql", params=parameters, headers=headers)
    assert response.status_code == 400
    assert response.json()["errors"]


async def test_a_url_that_is_not_utf8_is_400(web: Web) -> None:
    assert (await web.client.get("/graphql?query=%FF")).status_code == 400


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
async def test_mutations_by_get_are_405(web: Web, accept: str) -> None:
    parameters = {"query": "mutation { change }"}
    response = await web.client.get("/graphql", params=parameters, headers={"Accept": accept})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert "data" not in response.json()


async def test_mutations_by_post_run(web: Web) -> None:
    response = await post(web, {"query": "mutation { change }"})
    assert response.json() == {"data": {"change": 1}}


def _long(size: int) -> bytes:
    body = b'{"query": "{ hello }"}'
    return body + b" " * (size - len(body))


async def test_the_longest_body_is_read_and_a_longer_one_is_413(web: Web) -> None:
    assert (await post(web, _long(MAX_BODY))).status_code == 200
    response = await post(web, _long(MAX_BODY + 1))
    assert response.status_code == 413
    assert str(MAX_BODY) in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(("size", "status"), [(MAX_BODY, 200), (MAX_BODY + 1, 413)])
async def test_a_body_in_chunks_without_length(web: Web, size: int, status: int) -> None:
    async def chunks() -> AsyncGenerator[bytes]:
        body = _long(size)
        for at in range(0, len(body), 700):
            yield body[at : at + 700]

    response = await web.client.post("/graphql", content=chunks(), headers={"Content-Type": JSON})
    assert response.status_code == status


async def test_a_service_that_is_not_ready_is_503(web: Web) -> None:
    web.service.engine = None
    web.service.activity = "loading demonstration data (41%)"
    response = await post(web, {"query": "{ hello }"})
    assert response.status_code == 503
    assert response.headers["retry-after"] == "1"
    assert "(41%)" in response.json()["errors"][0]["message"]
