"""`/graphql` as an event stream: what goes over the wire, when it ends, how many there may be."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import orjson
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graph.bolt import Graph
from graph.caller import Role
from resolvers.limits import default_limits
from schema.api import create_engine
from service.auth import Authenticator, SecretKeys
from service.compress import Compression
from service.context import RequestContext
from service.http import GraphQLEndpoint, Rules
from service.state import Service
from service.tokens import make_token
from tests.service.conftest import Lines
from tests.tools.served import serving

SECRET = "a secret of the tests, 32 bytes or more"
QUERY = "subscription { changes { id } }"
APPEND = """
MERGE (h:LogHead {name: 'log'}) ON CREATE SET h.seq = 0 SET h.seq = h.seq + 1
CREATE (:LogEntry {seq: h.seq, at: '2026-01-01T00:00:00+00:00', by: 'other', role: 'admin',
  operation: 'import', subjects: [], places: ['C1/'], content: '{}', hash: '', previous: '',
  secrets: '{}'})
RETURN h.seq
"""


@dataclass
class Served:
    """A service over a graph to which entries are appended as another process would."""

    url: str
    state: Service
    graph: Graph
    log: Lines

    async def commit(self) -> int:
        return int((await self.graph.write(APPEND))[0][0])


def bearer(seconds: int = 600, role: Role = Role.ANALYST, scope: str = "*") -> dict[str, str]:
    token = make_token(SECRET, role, scope, subject="somebody", seconds=seconds)
    return {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}


@pytest.fixture
async def served(blank: Graph) -> AsyncGenerator[Served]:
    state, log = Service(), Lines()
    state.graph, state.engine = blank, create_engine(blank)
    limits = default_limits()
    limits[Role.ANALYST] = {**limits[Role.ANALYST], "streams": 3}
    endpoint = GraphQLEndpoint(
        state, Authenticator(SecretKeys(SECRET, None, None, 0)), log, Rules(10_000, limits)
    )
    app = Starlette(
        routes=[Route("/graphql", endpoint)],
        middleware=[
            Middleware(RequestContext, log=log, share=1.0, texts=False),
            Middleware(Compression),
        ],
    )
    async with serving(app) as url:
        yield Served(f"{url}/graphql", state, blank, log)


class Reading:
    """An open stream, read message by message."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def message(self) -> dict[str, str]:
        """The next message; {} where the stream has ended."""
        found: dict[str, str] = {}
        async with asyncio.timeout(20):
            async for line in self._lines:
                if not line and found:
                    return found
                if line:
                    name, _, value = line.partition(":")
                    found[name or "comment"] = value.removeprefix(" ")
        return {}


@asynccontextmanager
async def reading(
    served: Served, headers: dict[str, str] | None = None, query: str = QUERY
) -> AsyncGenerator[Reading]:
    async with (
        httpx.AsyncClient(timeout=30) as client,
        client.stream(
            "POST", served.url, json={"query": query}, headers=headers or bearer()
        ) as response,
    ):
        yield Reading(response)


async def test_events_are_the_protocol_s(served: Served) -> None:
    async with reading(served) as stream:
        assert stream.response.headers["content-type"].startswith("text/event-stream")
        assert (await stream.message())["id"] == "0"
        number = await served.commit()
        assert await stream.message() == {
            "id": str(number),
            "event": "next",
            "data": f'{{"data":{{"changes":{{"id":"{number}"}}}}}}',
        }


async def test_a_stream_goes_on_after_the_last_event(served: Served) -> None:
    await served.commit()
    second = await served.commit()
    async with reading(served, {**bearer(), "Last-Event-ID": "1"}) as stream:
        assert (await stream.message())["id"] == "1"
        assert (await stream.message())["id"] == str(second)


@pytest.mark.parametrize(
    ("query", "more", "code"),
    [
        ("subscription { changed { id } }", {}, "VALIDATION"),
        ("subscription { changes { id ", {}, "SYNTAX"),
        (QUERY, {"Last-Event-ID": "99"}, "UNKNOWN_EVENT"),
    ],
)
async def test_errors_come_as_an_event(
    served: Served, query: str, more: dict[str, str], code: str
) -> None:
    async with reading(served, {**bearer(), **more}, query) as stream:
        assert stream.response.status_code == 200
        message = await stream.message()
        assert message["event"] == "next"
        assert orjson.loads(message["data"])["errors"][0]["extensions"]["code"] == code
        assert await stream.message() == {"event": "complete", "data": ""}
        assert await stream.message() == {}


async def test_a_query_is_answered_once_where_only_events_are_accepted(served: Served) -> None:
    async with reading(served, query="{ buildings { totalCount } }") as stream:
        data = (await stream.message())["data"]
        assert orjson.loads(data) == {"data": {"buildings": {"totalCount": 0}}}
        assert (await stream.message())["event"] == "complete"


async def test_without_a_token_there_is_no_stream(served: Served) -> None:
    async with reading(served, {"Accept": "text/event-stream"}) as stream:
        assert stream.response.status_code == 401


async def test_a_token_that_expires_ends_the_stream(served: Served) -> None:
    async with reading(served, bearer(seconds=2)) as stream:
        await stream.message()
        message = await stream.message()
        (error,) = orjson.loads(message["data"])["errors"]
        assert error["extensions"]["code"] == "UNAUTHENTICATED"
        assert (await stream.message())["event"] == "complete"


async def test_a_stop_ends_streams_so_that_they_are_opened_anew(served: Served) -> None:
    async with reading(served) as stream:
        await stream.message()
        served.state.ending.set()
        # No `complete`: the subscription goes on elsewhere.
        assert await stream.message() == {}
    await asyncio.sleep(0.1)
    assert served.log.lines[-1]["ended"] == "stopping"


async def test_streams_of_a_caller_are_counted(served: Served) -> None:
    async with contextlib.AsyncExitStack() as opened:
        for _ in range(3):
            stream = await opened.enter_async_context(reading(served))
            assert stream.response.status_code == 200
        async with reading(served) as one_more:
            assert one_more.response.status_code == 429
    await asyncio.sleep(0.2)
    async with reading(served) as stream:
        assert stream.response.status_code == 200
