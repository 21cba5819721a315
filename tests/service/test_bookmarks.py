"""`X-Orggraph-Bookmark`: a request reads what was written up to a bookmark, or is told why not."""

import base64
from collections.abc import AsyncGenerator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graph.bolt import Graph
from graph.caller import Role
from schema.api import create_engine
from service import bookmarks
from service.auth import Authenticator, SecretKeys
from service.context import RequestContext
from service.http import GraphQLEndpoint, Rules
from service.state import Service
from tests.audit.town import Town
from tests.service.conftest import SECRET, Lines, bearer

SAVE = """mutation($n: String!) { savePerson(input: {code: "P9", name: $n}) {
  problems { message } bookmark } }"""
READ = '{ person(code: "P9") { name } }'


@pytest.fixture
async def client(blank: Graph) -> AsyncGenerator[httpx.AsyncClient]:
    await Town().load(blank)
    service, log = Service(), Lines()
    service.graph, service.engine = blank, create_engine(blank)
    endpoint = GraphQLEndpoint(
        service, Authenticator(SecretKeys(SECRET)), log, Rules(max_body=10_000)
    )
    app = Starlette(
        routes=[Route("/graphql", endpoint)],
        middleware=[Middleware(RequestContext, log=log, share=1.0, texts=False)],
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://service", headers=bearer(Role.ADMIN)
    ) as client:
        yield client


async def ask(client: httpx.AsyncClient, bookmark: str | None = None) -> httpx.Response:
    headers = {} if bookmark is None else {"X-Orggraph-Bookmark": bookmark}
    return await client.post("/graphql", json={"query": READ}, headers=headers)


def later(bookmark: str) -> str:
    """A bookmark of the same database that is far from being reached."""
    # A packed list: the database, of 16 bytes, and the number of the transaction.
    packed = base64.b64decode(bookmark.removeprefix("FB:"))
    return "FB:" + base64.b64encode(packed[:19] + b"\xca\x7f\xff\xff\x00\x90").decode()


async def test_a_request_reads_what_was_written_up_to_a_bookmark(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await client.post("/graphql", json={"query": SAVE, "variables": {"n": "李新"}})
    bookmark = made.json()["data"]["savePerson"]["bookmark"]
    answer = await ask(client, bookmark)
    assert answer.json() == {"data": {"person": {"name": "李新"}}}
    for wrong in ("", "?", "nothing of the kind", "FB:abc", "x" * 2_000, bookmark[:-4] + "!!!!"):
        answer = await ask(client, wrong)
        assert answer.status_code == 400, (wrong, answer.text)
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"] == "BAD_BOOKMARK"
    monkeypatch.setattr(bookmarks, "SECONDS", 0.3)
    answer = await ask(client, later(bookmark))
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BOOKMARK_NOT_REACHED"
    assert (await ask(client)).json() == {"data": {"person": {"name": "李新"}}}
