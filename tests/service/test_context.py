"""Request ids, log lines and what becomes of unexpected exceptions."""

import json
import logging

import pytest
import structlog

from graph.bolt import ServiceUnavailable
from graph.caller import Caller
from service.logs import configure, describe, log
from service.operations import Answer, GraphQLRequest
from service.settings import Settings
from tests.service.conftest import Web


class Failing:
    """An engine that raises."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def execute(
        self,
        request: GraphQLRequest,
        caller: Caller,
        timings: dict[str, float] | None = None,
    ) -> Answer:
        raise self._error

    async def subscribe(
        self, request: GraphQLRequest, caller: Caller, last: str | None = None
    ) -> None:
        raise self._error


QUERY = {"query": "query Q($n: String) { hello(name: $n) }", "variables": {"n": "张三"}}


async def test_a_request_id_is_made_and_differs(web: Web) -> None:
    first = (await web.client.get("/healthz")).headers["x-request-id"]
    second = (await web.client.get("/healthz")).headers["x-request-id"]
    assert len(first) == 16
    assert first != second


async def test_a_sane_request_id_is_kept(web: Web) -> None:
    response = await web.client.get("/healthz", headers={"X-Request-ID": "trace-7/a.b_c:1"})
    assert response.headers["x-request-id"] == "trace-7/a.b_c:1"


@pytest.mark.parametrize("wild", ["", "a b", "x" * 65, 'x","level":"error', "é"])
async def test_a_wild_request_id_is_replaced(web: Web, wild: str) -> None:
    response = await web.client.get("/healthz", headers={b"X-Request-ID": wild.encode()})
    assert response.headers["x-request-id"] != wild
    assert len(response.headers["x-request-id"]) == 16


async def test_a_request_is_one_line_without_its_variables(web: Web) -> None:
    body = {**QUERY, "operationName": "Q"}
    response = await web.client.post("/graphql", json=body, headers={"X-Request-ID": "r1"})
    assert response.status_code == 200
    (line,) = web.log.lines
    assert line.pop("ms") >= 0
    assert line == {
        "event": "request",
        "request_id": "r1",
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "role": "analyst",
        "operation": "Q",
    }


async def test_probes_are_not_logged(web: Web) -> None:
    assert (await web.client.get("/healthz")).json() == {"status": "alive"}
    assert web.log.lines == []


async def test_an_unexpected_exception_is_an_internal_error_with_the_request_id(web: Web) -> None:
    web.service.engine = Failing(KeyError("张三"))
    response = await web.client.post("/graphql", json=QUERY, headers={"X-Request-ID": "r2"})
    assert response.status_code == 500
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "INTERNAL", "requestId": "r2"}
    assert "KeyError" not in response.text
    details, line = web.log.lines
    assert (line["status"], line["request_id"]) == (500, "r2")
    assert details["request_id"] == "r2"
    (cause,) = details["exception"]
    assert cause["type"] == "builtins.KeyError"
    assert cause["frames"][-1].startswith("tests/service/test_context.py:")
    assert "张三" not in json.dumps(web.log.lines, ensure_ascii=False)


async def test_exceptions_outside_graphql_are_internal_errors_too(web: Web) -> None:
    response = await web.client.get("/crash")
    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "张三" not in response.text + json.dumps(web.log.lines, ensure_ascii=False)
    assert len(web.log.lines) == 2


async def test_a_database_that_is_gone_is_503(web: Web) -> None:
    web.service.engine = Failing(ServiceUnavailable("no route"))
    response = await web.client.post("/graphql", json=QUERY)
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert response.headers["retry-after"] == "1"


async def test_unknown_paths_are_404_with_a_request_id(web: Web) -> None:
    response = await web.client.get("/nothing")
    assert response.status_code == 404
    assert response.headers["x-request-id"]


def test_a_line_of_text_tells_an_exceptions_type_too(capfd: pytest.CaptureFixture[str]) -> None:
    before, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        configure(Settings(log_format="text"))
        try:
            raise ValueError("a name")
        except ValueError as error:
            log().error("internal error", **describe(error, texts=False))
    finally:
        structlog.configure(**before)
        root.handlers = handlers
        root.setLevel(level)
    line = capfd.readouterr().err
    assert "internal error" in line
    assert "builtins.ValueError" in line
    assert "a name" not in line
