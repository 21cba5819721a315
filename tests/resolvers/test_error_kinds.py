"""Every kind of error there is: its code, its place, and its message in both languages."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import Any

import httpx
import neo4j
import pytest
from graphql import parse
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.bolt import Graph
from graph.caller import Role
from graph.limits import limit_of
from graph.messages import speaking
from resolvers.answer import failed
from resolvers.limits import default_limits
from schema.api import create_engine
from service import bookmarks
from service.auth import Authenticator, SecretKeys
from service.codes import CODES
from service.context import RequestContext
from service.exports import ExportEndpoint
from service.http import GraphQLEndpoint, Rules
from service.imports import Imports, routes
from service.imports.job import Job
from service.language import Languages
from service.links import LinkEndpoint, Links
from service.settings import Settings
from service.state import Service
from service.stored import Stored
from service.tokens import make_token
from tests.resolvers.conftest import Asked
from tests.service.conftest import Lines
from tests.service.test_bookmarks import later
from tests.service.tiny import TinyEngine

SECRET = "a secret of the errors' tests, 32 bytes or more"
# Three English words in a row that are not quoted: a sentence that was not translated.
UNTRANSLATED = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")
QUOTED = re.compile(r"“[^”]*”|`[^`]*`|'[^']*'")
CHINESE = re.compile("[\u4e00-\u9fff]")

Case = Mapping[str, Any]


def bearer(role: Role = Role.ADMIN, scope: str = "*") -> dict[str, str]:
    # Some are made while tests are collected, which may be long before they are used.
    token = make_token(SECRET, role, scope, subject="test", seconds=86_400)
    return {"authorization": f"Bearer {token}"}


def ask(query: str, **more: Any) -> Case:
    headers = more.pop("headers", {})
    return {"json": {"query": query, **more}, "headers": headers}


def sent(**more: Any) -> Case:
    """A POST of bytes that are said to be JSON."""
    headers = {"content-type": "application/json", **more.pop("headers", {})}
    return {"headers": headers, **more}


def got(url: str, **more: Any) -> Case:
    return {"method": "GET", "url": url, **more}


TOTAL = "buildings { totalCount }"
SAVE = 'mutation($n: String!) { savePerson(input: {code: "P9", name: $n}) { bookmark } }'
CASES: Mapping[str, list[Case]] = {
    "SYNTAX": [ask("{ buildings {"), ask("{ a: }"), ask("｛ buildings ｝"), ask('{ a(b: "x) }'),
               ask("{ buildings（first：1） { totalCount } }"), ask(""), ask("query")],
    "VALIDATION": [
        ask("{ nothing }"),
        ask("{ buildings { name } }"),
        ask("{ buildings }"),
        ask("{ building { name } }"),
        ask('{ building(code: "B1", of: 1) { name } }'),
        ask("{ buildings(first: many) { totalCount } }"),
        ask("{ buildings(first: 99999999999) { totalCount } }"),
        ask("{ coverage(of: HOUSE) { total } }"),
        ask("{ buildings(where: { nme: { eq: 1 } }) { totalCount } }"),
        ask("query ($n: Int) { buildings { totalCount } }"),
        ask("{ buildings(first: $n) { totalCount } }"),
        ask("query ($n: String) { buildings(first: $n) { totalCount } }"),
        ask("{ ...a }"),
        ask(f"fragment a on Query {{ {TOTAL} }} {{ {TOTAL} }}"),
        ask("{ a: buildings { totalCount } a: compounds { totalCount } }"),
        ask(f'query @asOf(date: "2026-02-30") {{ {TOTAL} }}'),
        ask(f'query @asOf(date: "2026-01-01", recorded: "noon") {{ {TOTAL} }}'),
        ask(f"query @asOf {{ {TOTAL} }}"),
        ask("{ buildings @nothing { totalCount } }"),
        ask("{ node(id: {}) { id } }"),
        ask('{ searchMatches(text: "a", types: [HOUSE]) { totalCount } }'),
    ],
    "OPERATION": [ask("query A { a: __typename } query B { b: __typename }"),
                  ask("{ __typename }", operationName="C")],
    "VARIABLES": [
        ask("query ($n: Int!) { buildings(first: $n) { totalCount } }"),
        ask("query ($n: Int!) { buildings(first: $n) { totalCount } }", variables={"n": "x"}),
        ask("query ($w: BuildingWhere) { buildings(where: $w) { totalCount } }",
            variables={"w": {"nme": 1}}),
        ask("query ($o: PlaceKind!) { coverage(of: $o) { total } }", variables={"o": "HOUSE"}),
        ask(f"query ($d: Date!) @asOf(date: $d) {{ {TOTAL} }}", variables={"d": "yesterday"}),
        ask(f"query ($d: Date!) @asOf(date: $d) {{ {TOTAL} }}", variables={"d": "２０２６"}),
    ],
    "BAD_INPUT": [
        ask("{ buildings(first: -1) { totalCount } }"),
        ask("{ buildings(first: 1, last: 1) { totalCount } }"),
        ask("{ buildings(where: { partyGroup: null }) { totalCount } }"),
        ask("{ coverage(of: BUILDING, by: []) { total } }"),
        ask("{ coverage(of: BUILDING) { groups(by: BUILDING_UNIT) { total } } }"),
        ask('{ auditChange(from: "2026-02-01", to: "2026-01-01") { gone { id } } }'),
        ask('{ audit(rules: ["term-overdu"]) { totalCount } }'),
        ask('{ searchMatches(text: "a", types: []) { totalCount } }'),
        ask("{ crossAppointments(status: []) { totalCount } }"),
        ask("{ search(text: \"a\", first: -1) { id } }"),
    ],
    "BAD_CURSOR": [
        ask('{ buildings(first: 1, after: "x") { nodes { id } } }'),
        ask('{ audit(first: 1, after: "x") { nodes { id } } }'),
        ask('{ searchMatches(text: "a", first: 1, before: "WzFd") { nodes { text } } }'),
    ],
    "BAD_BOOKMARK": [ask(f"{{ {TOTAL} }}", headers={"x-orggraph-bookmark": "nonsense"}),
                     ask(f"{{ {TOTAL} }}", headers={"x-orggraph-bookmark": "?"})],
    "BOOKMARK_NOT_REACHED": [{"later": True, **ask(f"{{ {TOTAL} }}")}],
    "UNKNOWN_CODE": [
        ask('{ coverage(of: BUILDING, within: "C9") { total } }'),
        ask('{ buildings(where: { within: "C9" }) { totalCount } }'),
        ask('{ audit(within: "C9") { totalCount } }'),
    ],
    "BAD_DATA": [ask('{ partyOrganization(code: "G1") { kind } }')],
    "FORBIDDEN": [
        ask('{ people(where: { phone: { eq: "1" } }) { totalCount } }',
            headers=bearer(Role.ANALYST)),
        ask("{ auditLog(first: 1) { totalCount } }", headers=bearer(Role.ANALYST)),
    ],
    "OUTSIDE_SCOPE": [got("/exports?within=S1", headers=bearer(scope="X1"))],
    "UNKNOWN_PLACE": [got("/exports?within=C9")],
    "UNKNOWN_IMPORT": [got("/imports/nothing")],
    "UNKNOWN_LINK": [got("/links/nothing.csv")],
    "STATE": [{"url": "/imports/ended/cancel"}, got("/imports/ended/report")],
    "UNKNOWN_SCOPE": [ask(f"{{ {TOTAL} }}", headers=bearer(scope="C9"))],
    "NOT_READ_ONLY": [
        got("/graphql", params={"query": 'mutation { undo(entry: "x") { bookmark } }'})
    ],
    "LIMIT_EXCEEDED": [
        {"placed": True, **ask("{ " + " ".join(f"a{n}: __typename" for n in range(101)) + " }")},
        {"placed": True, **ask("{ buildings(first: 100001) { nodes { id } } }")},
        {"placed": True, **ask("{ place(code: \"X1\") { " + "parent { " * 25 + "id" + " }" * 27)},
    ],
    "TIMEOUT": [{"status": "Neo.ClientError.Transaction.TransactionTimedOut"}],
    "TOO_MUCH_MEMORY": [{"status": "Neo.ClientError.General.TransactionOutOfMemoryError"}],
    "TOO_DEEP": [{"status": "Neo.TransientError.General.StackOverFlowError"}],
    "BUSY": [
        {"status": "Neo.TransientError.General.OutOfMemoryError"},
        {"status": "Neo.TransientError.Transaction.MaximumTransactionLimitReached"},
        {"status": "Neo.TransientError.Transaction.LockAcquisitionTimeout"},
    ],
    "BAD_JSON": [sent(content=b"{"), got("/graphql?query={a}&variables={")],
    "BAD_ENCODING": [sent(content=b"x", headers={"content-encoding": "gzip"})],
    "BAD_PARAMETERS": [
        {"json": []}, {"json": {"query": 1}}, {"json": {"query": "", "variables": 1}},
        {"json": {}}, {"json": {"query": "{a}", "operationName": 1}},
    ],
    "BAD_URL": [got("/graphql?query=%ff")],
    "PARAMETER": [got("/exports?format=doc"), got("/exports?on=31.12.2026"),
                  got("/exports?whithin=C1"), {"url": "/imports", "content": b"x"},
                  {"url": "/links?minutes=0", **ask("{ __typename }")}],
    "NOT_STORED": [ask("{ __typename }", headers=bearer(Role.FRONTEND))],
    "UNKNOWN_EVENT": [
        ask("subscription { changes { entry { id } } }",
            headers={"accept": "text/event-stream", "last-event-id": "99"})
    ],
    "UNKNOWN_OPERATION": [{"json": {"documentId": "0" * 64}}],
    "MEDIA_TYPE": [{"content": b"{}", "headers": {"content-type": "text/plain"}}],
    "NOT_ACCEPTABLE": [ask("{ __typename }", headers={"accept": "text/html"}),
                       ask("subscription { changes { entry { id } } }",
                           headers={"accept": "application/json"})],
    "METHOD": [{"method": "PUT"}, {"method": "PUT", "url": "/exports"},
               {"method": "PUT", "url": "/imports"}],
    "TOO_LONG": [{"json": {"query": "x" * 9_000}}],
    "UNAUTHENTICATED": [
        ask("{ __typename }", headers={"authorization": "Basic x"}),
        ask("{ __typename }", headers={"authorization": "Bearer x"}),
        ask("{ __typename }", headers={"authorization": "令牌".encode().decode("latin-1")}),
    ],
    "NOT_READY": [{"url": "/starting", **ask("{ __typename }")}],
    "UNAVAILABLE": [{"url": "/alone", **ask(f"{{ {TOTAL} }}")}],
    "DISCONNECTED": [sent(gone=True)],
    "INTERNAL": [{"url": "/broken", **ask("query Crash { hello }", operationName="Crash")}],
}  # fmt: skip
"""At least one request for each code of the list."""


class _Leaving:
    """Callers whose request says `x-gone` are gone before their body has come."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def gone() -> Any:
            return {"type": "http.disconnect"}

        leaves = (b"x-gone", b"1") in scope["headers"]
        await self.app(scope, gone if leaves else receive, send)


@pytest.fixture
async def http(asked: Asked, tmp_path: Path) -> AsyncGenerator[httpx.AsyncClient]:
    """All endpoints over the town; `/starting`, `/alone` and `/broken` of services in need."""
    state, alone, broken = Service(), Service(), Service()
    engine = create_engine(asked.graph, limits=default_limits())
    state.graph, state.engine, state.activity = asked.graph, engine, "ready"
    factory: Any = neo4j.AsyncGraphDatabase
    driver = factory.driver("bolt://127.0.0.1:9", auth=("a", "b"))
    alone.engine, broken.engine = create_engine(Graph(driver)), TinyEngine()
    keys = Authenticator(SecretKeys(SECRET))
    rules = Rules(8_000, default_limits(), Stored({}, frozenset({Role.FRONTEND})))
    endpoint = GraphQLEndpoint(state, keys, Lines(), rules)
    settings = Settings(data_dir=tmp_path)
    imports = Imports(state, settings, Lines())
    job = Job(id="ended", name="d.xlsx", bytes=1, by="test", role="admin", scope=None,
              dry_run=True, strict=False, sync=(), within=None, confirm=None)  # fmt: skip
    (tmp_path / "imports" / "ended").mkdir(parents=True)
    imports.add(job)
    imports.cancel(job)
    links = LinkEndpoint(Links(tmp_path), endpoint, keys)
    app = Starlette(
        routes=[
            Route("/graphql", endpoint),
            *(Route(f"/{name}", GraphQLEndpoint(one, keys, Lines(), rules))
              for name, one in (("starting", Service()), ("alone", alone), ("broken", broken))),
            Route("/exports", ExportEndpoint(state, keys)),
            Route("/links", links), Route("/links/{token}", links),
            *routes(imports, state, keys),
        ],
        middleware=[
            Middleware(RequestContext, log=Lines(), share=0.0, texts=False),
            Middleware(Languages),
            Middleware(_Leaving),
        ],
    )  # fmt: skip
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client
    await driver.close()


async def error_of(http: httpx.AsyncClient, case: Case, language: str) -> dict[str, Any]:
    """The first error that a request is answered with in a language."""
    status = case.get("status")
    if status is not None:
        # What the database says in these cases is provoked in tests/embedded.
        with speaking("zh" if language == "zh" else "en"):
            limit = limit_of(status, "")
            assert limit is not None
            operation = parse("{ a }").definitions[0]
            return json.loads(failed(limit, operation).body)["errors"][0]
    sending: dict[str, Any] = {"method": "POST", "url": "/graphql", **case}
    sending.pop("placed", None)
    gone = {"x-gone": "1"} if sending.pop("gone", False) else {}
    own = sending.pop("headers", {})
    if sending.pop("later", False):
        saving = {"query": SAVE, "variables": {"n": language}}
        made = await http.post("/graphql", headers=bearer(), json=saving)
        bookmark = made.json()["data"]["savePerson"]["bookmark"]
        own = {"x-orggraph-bookmark": later(bookmark)}
    told = {**bearer(), "accept-language": language, **gone, **own}
    headers = {name.encode(): value.encode("latin-1") for name, value in told.items()}
    async with asyncio.timeout(30):
        text = (await http.request(headers=headers, **sending)).text
    events = [line for line in text.splitlines() if line.startswith("data: {")]
    answer = json.loads(events[0].removeprefix("data: ") if events else text)
    assert "errors" in answer, (case, answer)
    return answer["errors"][0]


def faults(
    code: str, en: Mapping[str, Any], zh: Mapping[str, Any], placed: bool = False
) -> list[str]:
    """What is wrong with how something is told. placed: it says where, though not all such do."""
    found: list[str] = []
    for error in (en, zh):
        if error["extensions"]["code"] != code:
            found.append(f"the code is {error}")
        place = CODES[code].place
        if (placed or place != "request") and not error.get("locations"):
            found.append(f"no locations: {error}")
        if place == "field" and not error.get("path"):
            found.append(f"no path: {error}")
    said = [re.sub("[｛（：]", "", e["message"]) for e in (en, zh)]
    if CHINESE.search(said[0]) or not CHINESE.search(said[1]):
        found.append(f"not in its language: {said}")
    if UNTRANSLATED.search(QUOTED.sub("", said[1])):
        found.append(f"not translated: {said[1]}")
    return found


async def test_every_kind_of_error_has_its_code_its_place_and_both_languages(
    http: httpx.AsyncClient, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bookmarks, "SECONDS", 0.2)
    await asked.graph.write("MATCH (o:PartyOrganization {code: 'G1'}) SET o.kind = 'CASTLE'")
    wrong: list[str] = []
    for code in CODES:
        if not CASES.get(code):
            wrong.append(f"{code}: no request here is refused with it")
        for case in CASES.get(code, []):
            try:
                en, zh = await error_of(http, case, "en"), await error_of(http, case, "zh")
            except (AssertionError, TimeoutError) as error:
                wrong.append(f"{code}: no error: {error!r} ({case})")
                continue
            wrong += [
                f"{code}: {fault} ({case})"
                for fault in faults(code, en, zh, case.get("placed", False))
            ]
    assert not wrong, "\n".join(wrong)
    assert set(CASES) == set(CODES)


def test_an_error_that_lacks_something_is_told() -> None:
    good = {"message": "No.", "extensions": {"code": "BAD_INPUT"}, "path": ["a"], "locations": [1]}
    assert faults("BAD_INPUT", good, {**good, "message": "不行。"}) == []
    assert faults("BAD_INPUT", good, good) != []
    assert faults("BAD_INPUT", good, {**good, "message": "不行 since it is bad"}) != []
    for name in ("path", "locations"):
        assert faults("BAD_INPUT", good, {**good, "message": "不行。", name: None}) != []
    assert faults("BAD_DATA", good, {**good, "message": "不行。"}) != []
