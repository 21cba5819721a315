"""`/mcp` as the protocol's own client sees it."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graph.bolt import Graph
from graph.caller import Role
from resolvers.limits import default_limits
from schema.api import create_engine, graphql_schema
from service.assistants.endpoint import Assistants
from service.assistants.questions import questions
from service.auth import Authenticator, SecretKeys
from service.context import RequestContext
from service.http import GraphQLEndpoint, Rules
from service.language import Languages
from service.logs import log
from service.state import Service
from service.tokens import make_token
from tests.district.questions import questions as documented
from tests.tools.served import serving

SECRET = "a secret of the assistants' tests, 32 bytes or more"


@pytest.fixture
async def url(district: Graph) -> AsyncGenerator[str]:
    """The address of `/mcp` over the demonstration district."""
    state = Service()
    engine = create_engine(district, limits=default_limits())
    state.graph, state.engine, state.activity = district, engine, "ready"
    keys = Authenticator(SecretKeys(SECRET))
    graphql = GraphQLEndpoint(state, keys, log(), Rules(max_body=1_000_000))
    assistants = Assistants(graphql, keys, graphql_schema())
    app = Starlette(
        routes=[Route("/graphql", graphql), Route("/mcp", assistants)],
        middleware=[
            Middleware(RequestContext, log=log(), share=0.0, texts=False),
            Middleware(Languages),
        ],
    )
    ready, stop = asyncio.Event(), asyncio.Event()

    async def run() -> None:
        # In a task of its own: what the SDK opens must be closed by the task that opened it.
        async with assistants.running():
            ready.set()
            await stop.wait()

    task = asyncio.create_task(run())
    await ready.wait()
    async with serving(app) as address:
        yield f"{address}/mcp"
    stop.set()
    await task


@asynccontextmanager
async def client(
    url: str, role: Role = Role.ANALYST, scope: str = "*", language: str = "en"
) -> AsyncGenerator[Client]:
    """The SDK's client with a token of a role."""
    token = make_token(SECRET, role, scope, subject="test", seconds=600)
    headers = {"authorization": f"Bearer {token}", "accept-language": language}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=120) as http,
        Client(streamable_http_client(url, http_client=http)) as found,
    ):
        yield found


async def told(
    asked: Client, name: str, arguments: dict[str, Any] | None = None
) -> tuple[str, bool]:
    """What a tool says, and whether it is an error."""
    result: Any = await asked.call_tool(name, arguments or {})
    (content,) = result.content
    return content.text, bool(result.is_error)


def test_every_documented_question_is_a_tool_with_typed_and_described_arguments() -> None:
    found = questions(graphql_schema())
    assert [question.name for question in found] == [q.name for q in documented()]
    for question in found:
        zh, between, en = question.about.partition(" — ")
        assert (between, zh.isascii(), en.isascii()) == (" — ", False, True)
        assert question.arguments, question.name
        for argument in question.arguments:
            assert " — " in argument.schema["description"], argument
            assert argument.schema["type"] in ("string", "integer", "boolean", "array", "object")
    (stairwell,) = (q for q in found if q.name == "StairwellNotice")
    assert [argument.name for argument in stairwell.arguments] == ["on", "code"]
    assert stairwell.arguments[0].schema["format"] == "date"


async def test_the_client_lists_the_tools_and_asks_a_question(url: str) -> None:
    async with client(url) as asked:
        tools = {tool.name: tool for tool in (await asked.list_tools()).tools}
        assert {"schema", "query", "BuildingsWithoutGroup"} <= set(tools)
        text, wrong = await told(
            asked, "BuildingsWithoutGroup", {"on": "2026-11-01", "within": "140902003"}
        )
        assert not wrong
        assert json.loads(text)["data"]["buildings"]["totalCount"] == 110
        everywhere, _ = await told(asked, "BuildingsWithoutGroup", {"on": "2026-11-01"})
        assert json.loads(everywhere)["data"]["buildings"]["totalCount"] > 110


async def test_names_are_looked_up_and_any_query_asked(url: str) -> None:
    async with client(url) as asked:
        text, wrong = await told(asked, "schema", {"name": "Query.building"})
        assert (wrong, "Query.building: Building" in text) == (False, True)
        text, wrong = await told(asked, "schema", {"name": "Bulding"})
        assert (wrong, "Building" in text) == (True, True)
        asking = {"query": "query ($n: Int) { places(first: $n) { nodes { code } } }"}
        text, wrong = await told(asked, "query", {**asking, "variables": {"n": 2}})
        assert (wrong, len(json.loads(text)["data"]["places"]["nodes"])) == (False, 2)


async def test_nothing_is_changed_and_rights_scope_and_limits_are_the_callers(url: str) -> None:
    mutation = 'mutation { dissolveOrganization(code: "X", on: "2026-01-01") { bookmark } }'
    async with client(url, Role.ADMIN) as asked:
        text, wrong = await told(asked, "query", {"query": mutation})
        assert (wrong, "NOT_READ_ONLY" in text) == (True, True)
    async with client(url, Role.FRONTEND) as asked:
        text, wrong = await told(asked, "schema", {"name": "Building"})
        assert (wrong, "may not read the schema" in text) == (True, True)
        text, wrong = await told(
            asked, "query", {"query": "{ people(first: 5) { nodes { phone } } }"}
        )
        assert "138" not in text
        deep = "{ places " + "{ nodes { ... on Building { compound { buildings " * 9
        text, wrong = await told(
            asked, "query", {"query": f"{deep}{{ totalCount }}" + "}}}}" * 9 + "}"}
        )
        assert (wrong, "LIMIT_EXCEEDED" in text) == (True, True)
    async with client(url, scope="140902001002", language="zh") as asked:
        text, _ = await told(asked, "query", {"query": "{ communities { totalCount } }"})
        assert json.loads(text)["data"]["communities"]["totalCount"] == 1
        text, wrong = await told(asked, "query", {"query": "{ buildigs { totalCount } }"})
        assert (wrong, "没有字段" in text) == (True, True)


async def test_wrong_tools_and_arguments_are_told(url: str) -> None:
    async with client(url) as asked:
        for name, arguments in (("nothing", {}), ("query", {}), ("schema", {"name": 1})):
            text, wrong = await told(asked, name, arguments)
            assert (wrong, name in text) == (True, True)
        text, wrong = await told(asked, "BuildingsWithoutGroup", {"on": "yesterday"})
        assert (wrong, "YYYY-MM-DD" in text or "date" in text) == (True, True)


@pytest.mark.parametrize(("method", "status"), [("POST", 401), ("GET", 405), ("DELETE", 405)])
async def test_without_a_token_there_is_nothing(url: str, method: str, status: int) -> None:
    async with httpx.AsyncClient() as plain:
        response = await plain.request(method, url, json={} if method == "POST" else None)
    assert response.status_code == status
    assert response.json()["errors"][0]["extensions"]["code"] in ("UNAUTHENTICATED", "METHOD")
