"""The endpoint `/mcp`: streamable HTTP without sessions, by the protocol's own SDK.

Every tool but the look-up of names is a query to `/graphql`, sent there with the token and the
language of whoever calls the tool, so that rights and limits are those of any query.
"""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from urllib.parse import urlencode

from graphql import GraphQLSchema
from mcp import types
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.messages import msg
from resolvers.limits import SCHEMA_READERS
from service.assistants.questions import Question, questions
from service.assistants.words import looked_up, unknown
from service.auth import Authenticator, UnauthorizedError
from service.errors import RefusedError, wrong_method

QUERY, SCHEMA = "query", "schema"
_MOST = 4_000_000
_KEPT = frozenset({b"authorization", b"accept-language"})
_ABOUT = (
    "一个区的党组织图：地点、党组织、人员、职务。先用文档中的问题；没有合适的，再用 schema 查名称、"
    "用 query 查询。 — A district's Party organizations as a graph: places, organizations, people, "
    "posts. Take a documented question first; where none fits, look names up with `schema` and ask "
    "with `query`."
)
_TOOLS = (
    types.Tool(
        name=SCHEMA,
        description="查架构：类型或“类型.字段”的说明。 — Looks a name of the schema up: a type, or "
        "`Type.field`, with what it is.",
        input_schema={
            "type": "object",
            "properties": {
                "name": {
                    "type": "string",
                    "description": "名称：如 `Building` 或 `Query.buildings`。 — A name such as "
                    "`Building` or `Query.buildings`.",
                }
            },
            "required": ["name"],
            "additionalProperties": False,
        },
        annotations=types.ToolAnnotations(read_only_hint=True),
    ),
    types.Tool(
        name=QUERY,
        description="查询：任一只读的 GraphQL 操作。 — Asks any GraphQL operation that only reads.",
        input_schema={
            "type": "object",
            "properties": {
                "query": {
                    "type": "string",
                    "description": "文档：一个 GraphQL 查询。 — A document with one query.",
                },
                "variables": {
                    "type": "object",
                    "description": "变量：各变量的值。 — The variables' values.",
                },
            },
            "required": ["query"],
            "additionalProperties": False,
        },
        annotations=types.ToolAnnotations(read_only_hint=True),
    ),
)


class Assistants:
    """The endpoint; `running` is to be open around it.

    graphql: the endpoint that queries are sent to.
    """

    def __init__(
        self, graphql: ASGIApp, authenticator: Authenticator, schema: GraphQLSchema
    ) -> None:
        self._graphql = graphql
        self._authenticator = authenticator
        self._schema = schema
        self._questions = {question.name: question for question in questions(schema)}
        server: Server[Any] = Server(
            "orggraph", instructions=_ABOUT, on_list_tools=self._list, on_call_tool=self._call
        )
        self._manager = StreamableHTTPSessionManager(
            server, json_response=True, stateless=True, max_request_body_size=_MOST
        )

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """While requests are taken."""
        async with self._manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a message of the protocol."""
        try:
            if scope["method"] != "POST":
                # There are no sessions to listen to or to end.
                raise wrong_method("POST")
            await self._check(scope)
        except RefusedError as refusal:
            await refusal.send(send)
            return
        await self._manager.asgi_app(scope, receive, send)

    async def _check(self, scope: Scope) -> None:
        """Raises RefusedError (401) without a valid token."""
        header = next((v for n, v in scope["headers"] if n == b"authorization"), None)
        try:
            await self._authenticator.check(header)
        except UnauthorizedError as error:
            raise RefusedError(
                401,
                "UNAUTHENTICATED",
                str(error),
                headers=((b"www-authenticate", b'Bearer realm="orggraph"'),),
            ) from None

    async def _list(
        self, _: ServerRequestContext[Any], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        asked = [_tool(question) for question in self._questions.values()]
        return types.ListToolsResult(tools=[*_TOOLS, *asked])

    async def _call(
        self, context: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        scope: Scope = context.request.scope  # pyright: ignore[reportOptionalMemberAccess]
        given = dict(params.arguments or {})
        question = self._questions.get(params.name)
        if question is not None:
            return await self._asked(scope, question.operation, _values(question, given))
        if params.name == QUERY and isinstance(given.get("query"), str):
            return await self._asked(scope, given["query"], given.get("variables") or {})
        if params.name == SCHEMA and isinstance(given.get("name"), str):
            return await self._named(scope, given["name"])
        return _result(
            msg("There is no tool {name!r} that takes these arguments.", name=params.name),
            wrong=True,
        )

    async def _named(self, scope: Scope, name: str) -> types.CallToolResult:
        header = next((v for n, v in scope["headers"] if n == b"authorization"), None)
        caller = await self._authenticator.check(header)
        if caller.role not in SCHEMA_READERS:
            return _result(msg("This token's role may not read the schema."), wrong=True)
        found = looked_up(self._schema, name)
        if found is None:
            return _result(unknown(self._schema, name), wrong=True)
        return _result(found)

    async def _asked(
        self, around: Scope, query: str, variables: dict[str, Any]
    ) -> types.CallToolResult:
        """The answer to a query, sent as a GET: nothing but queries is answered there."""
        asked = {"query": query, "variables": json.dumps(variables)}
        headers = [(n, v) for n, v in around["headers"] if n in _KEPT]
        scope: Scope = {
            **around,
            "method": "GET",
            "path": "/graphql",
            "query_string": urlencode(asked).encode("ascii"),
            "headers": [*headers, (b"accept", b"application/json")],
        }
        parts: list[bytes] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            parts.append(message.get("body", b""))

        await self._graphql(scope, receive, send)
        body = b"".join(parts)
        return _result(body.decode(), wrong=body.startswith(b'{"errors"'))


def _tool(question: Question) -> types.Tool:
    return types.Tool(
        name=question.name,
        description=question.about,
        input_schema=question.input_schema,
        annotations=types.ToolAnnotations(read_only_hint=True),
    )


def _values(question: Question, given: dict[str, Any]) -> dict[str, Any]:
    """The variables: those given; a day that is not is today, a place everything."""
    values = dict(given)
    for argument in question.arguments:
        if argument.name not in values and argument.name == "on":
            values["on"] = date.today().isoformat()
        elif argument.name not in values and argument.name == "within":
            values["within"] = None
    return values


def _result(text: str, *, wrong: bool = False) -> types.CallToolResult:
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=str(text))], is_error=wrong
    )
