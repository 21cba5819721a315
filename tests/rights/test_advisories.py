"""What published advisories of this stack describe, tried on this service.

Strawberry's and graphql-core's are about what they do with documents and requests, starlette's
about forms, ranges and addresses; documents of other kinds are in tests/limits/test_hostile.py.
"""

import time
import tracemalloc
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from graph.caller import Caller, Role
from graph.compiler.document import Documents
from resolvers.engine import GraphQLRequest
from resolvers.limits import default_limits, gate_of
from schema.api import create_compiler
from service.auth import Authenticator, SecretKeys
from service.http import GraphQLEndpoint, Rules
from service.state import Service
from tests.compiler.conftest import Small
from tests.service.conftest import SECRET, Lines, Web

_FORMS = ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain")
_LONG = b"--x\r\n" * 200_000


def refused(text: str) -> str:
    """The code or limit for which an analyst's document is refused."""
    bounds = default_limits()[Role.ANALYST]
    prepared = Documents(create_compiler().schema).prepare(text, gate_of(Role.ANALYST, bounds))
    assert prepared.errors, "it was not refused"
    found: dict[str, Any] = prepared.errors[0].extensions or {}
    return str(found.get("limit") or prepared.errors[0].message)


@pytest.mark.parametrize("kind", _FORMS)
async def test_cve_2024_47082_forms_of_other_sites_are_no_requests(web: Web, kind: str) -> None:
    body = b'operations={"query": "mutation { x }"}&map={}'
    answer = await web.client.post("/graphql", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 415


@pytest.mark.parametrize("kind", _FORMS)
async def test_cve_2024_47874_2025_54121_2026_54283_forms_are_not_read(web: Web, kind: str) -> None:
    async def once() -> httpx.Response:
        return await web.client.post("/graphql", content=_LONG, headers={"Content-Type": kind})

    await once()
    started = time.process_time()
    assert (await once()).status_code == 415
    assert time.process_time() - started < 0.1
    tracemalloc.start()
    try:
        await once()
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


async def test_cve_2025_22151_an_id_is_of_its_own_type_only(small: Small) -> None:
    caller = Caller("test", Role.ADMIN)
    codes = await small.graph.rows("MATCH (c:Compound) RETURN c.code ORDER BY c.code LIMIT 1")
    code = codes[0][0]
    ids = [f"{kind}:{code}" for kind in ("Compound", "Community", "Person", "AccessKey", "Place")]
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }"
    answer = await small.compiled.execute(GraphQLRequest(text, {"ids": ids[:4]}), caller)
    shown = f'{{"id":"{ids[0]}","__typename":"Compound"}}'
    assert answer.body.decode() == f'{{"data":{{"nodes":[{shown},null,null,null]}}}}'


@pytest.mark.parametrize("protocol", ["graphql-ws", "graphql-transport-ws"])
async def test_cve_2026_35526_no_socket_is_opened(protocol: str) -> None:
    keys = Authenticator(SecretKeys(SECRET))
    endpoint = GraphQLEndpoint(Service(), keys, Lines(), Rules(max_body=1_000))
    app = Starlette(routes=[Route("/graphql", endpoint)])
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "websocket", "path": "/graphql", "raw_path": b"/graphql", "query_string": b"",
        "headers": [], "subprotocols": [protocol], "root_path": "", "scheme": "ws",
    }  # fmt: skip
    await app(scope, receive, send)
    assert [message["type"] for message in sent] == ["websocket.close"]


def test_cve_2026_47706_fragments_in_a_circle_are_refused() -> None:
    text = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"
    assert "cycle" in refused(text) or "itself" in refused(text)


@pytest.mark.parametrize(("spreads", "limit"), [(5, None), (6, "aliases")])
def test_cve_2026_47707_aliases_count_wherever_their_fragment_is_spread(
    spreads: int, limit: str | None
) -> None:
    fields = " ".join(f"a{n}: code" for n in range(9))
    below = "parent { ...F " * spreads + "code" + " }" * spreads
    text = f"{{ places {{ nodes {{ {below} }} }} }} fragment F on Place {{ {fields} b: name }}"
    if limit is not None:
        assert refused(text) == limit
        return
    bounds = default_limits()[Role.ANALYST]
    prepared = Documents(create_compiler().schema).prepare(text, gate_of(Role.ANALYST, bounds))
    assert not prepared.errors


def test_fields_of_inline_fragments_are_not_compared_pair_by_pair_for_long() -> None:
    inner = "... on Place { code } " * 100
    text = "{ places { nodes { " + f"... on Place {{ {inner} }} " * 40 + "} } }"
    started = time.process_time()
    refused(text)
    assert time.process_time() - started < 0.5, "the schema's making included"


@pytest.mark.parametrize("host", ["x/?", "x/healthz?", "@y", "x#", "a b"])
async def test_cve_2026_48710_a_host_leads_round_no_check(web: Web, host: str) -> None:
    headers = {"Host": host, "Content-Type": "application/json", "Authorization": ""}
    answer = await web.client.post("/graphql", content=b'{"query": "{ hello }"}', headers=headers)
    assert answer.status_code in (400, 401)
    assert b"hello world" not in answer.content


@pytest.mark.parametrize("path", ["/graphql", "/graphql?query=%7Bhello%7D", "/graphql/"])
async def test_cve_2026_45739_no_page_of_strawberry_writes_headers_into_addresses(
    web: Web, path: str
) -> None:
    """The project's own GraphiQL keeps the token out of addresses: tests/web/test_web_graphiql."""
    answer = await web.client.get(path, headers={"Accept": "text/html,*/*;q=0.1"})
    assert "html" not in answer.headers.get("content-type", "")
    assert "graphiql" not in answer.text.lower()
    assert "location" not in answer.headers or "?" not in answer.headers["location"]


def costs(text: str, role: Role) -> tuple[float, int, tuple[str, ...]]:
    """Seconds of the processor, bytes at the most, and the errors of a document of a role."""
    documents = Documents(create_compiler().schema)
    gate = gate_of(role, default_limits()[role])
    documents.prepare("{ places { totalCount } }", gate)
    took: list[float] = []
    for number in range(3):
        started = time.process_time()
        documents.prepare(text + " " * number, gate)
        took.append(time.process_time() - started)
    tracemalloc.start()
    try:
        errors = documents.prepare(text + "\n", gate).errors
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return min(took), most, tuple(error.message for error in errors)


def nested(outer: int, inner: int) -> str:
    """Inline fragments within inline fragments, which no cache of compared pairs knows by name."""
    below = "... on Place { code } " * inner
    return f"{{ places {{ nodes {{ {f'... on Place {{ parent {{ {below} }} }} ' * outer} }} }} }}"


def spread(number: int) -> str:
    """Fragments of one field, each compared with each other."""
    return (
        f"{{ places {{ nodes {{ {' '.join(f'...F{n}' for n in range(number))} }} }} }}"
        + " ".join(f" fragment F{n} on Place {{ code }}" for n in range(number))
    )


def crossed(depth: int) -> str:
    """Pairs of fragments that spread the next pair, whose fields contradict each other."""
    below = " ".join(
        f"fragment {a}{n} on Place {{ a: {field} parent {{ ...F{n + 1} ...G{n + 1} }} }}"
        for n in range(depth)
        for a, field in (("F", "code"), ("G", "name"))
    )
    last = f"fragment F{depth} on Place {{ code }} fragment G{depth} on Place {{ code }}"
    return f"{{ places {{ nodes {{ ...F0 ...G0 }} }} }} {below} {last}"


@pytest.mark.parametrize("role", [Role.FRONTEND, Role.ADMIN])
@pytest.mark.parametrize(
    ("text", "fits"),
    [
        *((nested(a, b), False) for a, b in ((200, 100), (40, 10), (20, 20), (9, 45))),
        *((spread(n), n == 100) for n in (100, 120, 400, 9_000)),
        *((crossed(n), False) for n in (12, 30, 500)),
    ],
    ids=str,
)
def test_cve_2026_75507_fields_are_not_compared_without_end(
    text: str, fits: bool, role: Role
) -> None:
    seconds, most, errors = costs(text, role)
    assert bool(errors) is not fits
    assert seconds < 0.1
    assert most < 20_000_000


@pytest.mark.parametrize("role", [Role.FRONTEND, Role.ADMIN])
@pytest.mark.parametrize(
    ("number", "comment"), [(1_000, "#\n"), (1_001, "#\n"), (490_000, "#\n"), (9, "#" * 99_999)]
)
def test_cve_2026_75508_comments_count(number: int, comment: str, role: Role) -> None:
    seconds, most, errors = costs(comment * number + "\n{ places { totalCount } }", role)
    assert bool(errors) is (number != 1_000)
    assert seconds < 0.1
    assert most < 20_000_000


async def test_cve_2025_62727_many_ranges_of_a_page_are_not_merged_one_by_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.js").write_bytes(b"x" * 500_000)
    app = Starlette(routes=[Mount("/assets", StaticFiles(directory=tmp_path))])
    headers = {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 190_000, 2))}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://service"
    ) as client:
        await client.get("/assets/a.js")
        started = time.process_time()
        answer = await client.get("/assets/a.js", headers=headers)
        assert time.process_time() - started < 0.1
    assert answer.status_code in (200, 400, 416)
