"""Every kind of error over HTTP: its code, its place, and its message in both languages."""

import re
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graph.caller import Role
from graph.limits import limit_of
from graph.messages import speaking
from resolvers.limits import default_limits
from service.auth import Authenticator, SecretKeys
from service.codes import CODES
from service.context import RequestContext
from service.errors import internal_error
from service.http import GraphQLEndpoint, Rules
from service.language import Languages
from service.logs import log
from service.state import Service
from service.stored import Stored
from service.tokens import make_token
from tests.live.conftest import Asked

SECRET = "a secret of the errors' tests, 32 bytes or more"
# Three English words in a row that are not quoted: a sentence that was not translated.
UNTRANSLATED = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")
QUOTED = re.compile(r"“[^”]*”|`[^`]*`|'[^']*'")


@pytest.fixture
async def http(asked: Asked) -> AsyncGenerator[httpx.AsyncClient]:
    """`/graphql` over the town, and `/starting` of a service without a graph."""
    state = Service()
    state.graph, state.engine, state.activity = asked.graph, asked.engine, "ready"
    keys = Authenticator(SecretKeys(SECRET))
    bounds = default_limits()
    rules = Rules(2_000, bounds, Stored({}, frozenset({Role.FRONTEND})))
    app = Starlette(
        routes=[
            Route("/graphql", GraphQLEndpoint(state, keys, log(), rules)),
            Route("/starting", GraphQLEndpoint(Service(), keys, log(), rules)),
        ],
        middleware=[
            Middleware(RequestContext, log=log(), share=0.0, texts=False),
            Middleware(Languages),
        ],
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


def bearer(role: Role = Role.ADMIN, scope: str = "*") -> str:
    return f"Bearer {make_token(SECRET, role, scope, subject='test', seconds=600)}"


def ask(query: str, **more: Any) -> dict[str, Any]:
    return {"json": {"query": query, **more}}


BUILDINGS = "buildings { totalCount }"
DOCUMENTS: dict[str, list[dict[str, Any]]] = {
    "SYNTAX": [ask("{ buildings {"), ask("{ a: }"), ask("｛ buildings ｝"), ask('{ a(b: "x) }')],
    "VALIDATION": [
        ask("{ nothing }"),
        ask("{ buildings { name } }"),
        ask("{ buildings }"),
        ask("{ building { name } }"),
        ask('{ building(code: "B1", of: 1) { name } }'),
        ask("{ buildings(first: many) { totalCount } }"),
        ask("{ coverage(of: HOUSE) { total } }"),
        ask("{ buildings(where: { nme: { eq: 1 } }) { totalCount } }"),
        ask("query ($n: Int) { buildings { totalCount } }"),
        ask("{ buildings(first: $n) { totalCount } }"),
        ask("query ($n: String) { buildings(first: $n) { totalCount } }"),
        ask("{ ...a }"),
        ask(f"fragment a on Query {{ {BUILDINGS} }} {{ {BUILDINGS} }}"),
        ask("{ a: buildings { totalCount } a: compounds { totalCount } }"),
        ask(f'query @asOf(date: "2026-02-30") {{ {BUILDINGS} }}'),
        ask(f"query @asOf {{ {BUILDINGS} }}"),
        ask("{ buildings @nothing { totalCount } }"),
        ask("{ node(id: {}) { id } }"),
    ],
    "VARIABLES": [
        ask("query ($n: Int!) { buildings(first: $n) { totalCount } }"),
        ask("query ($n: Int!) { buildings(first: $n) { totalCount } }", variables={"n": "x"}),
        ask(
            "query ($w: BuildingWhere) { buildings(where: $w) { totalCount } }",
            variables={"w": {"nme": 1}},
        ),
        ask("query ($o: PlaceKind!) { coverage(of: $o) { total } }", variables={"o": "HOUSE"}),
        ask(f"query ($d: Date!) @asOf(date: $d) {{ {BUILDINGS} }}", variables={"d": "yesterday"}),
    ],
    "BAD_INPUT": [
        ask("{ buildings(first: -1) { totalCount } }"),
        ask("{ buildings(first: 1, last: 1) { totalCount } }"),
        ask("{ buildings(where: { partyGroup: null }) { totalCount } }"),
        ask("{ coverage(of: BUILDING, by: []) { total } }"),
        ask("{ coverage(of: BUILDING) { groups(by: BUILDING_UNIT) { total } } }"),
        ask('{ auditChange(from: "2026-02-01", to: "2026-01-01") { gone { id } } }'),
        ask('{ audit(rules: ["term-overdu"]) { totalCount } }'),
    ],
    "BAD_CURSOR": [ask('{ buildings(first: 1, after: "x") { nodes { id } } }')],
    "UNKNOWN_CODE": [ask('{ coverage(of: BUILDING, within: "C9") { total } }')],
}
OTHERS: dict[str, list[dict[str, Any]]] = {
    "OPERATION": [ask("query A { a: __typename } query B { b: __typename }"),
                  ask("{ __typename }", operationName="C")],
    "LIMIT_EXCEEDED": [ask("{ " + " ".join(f"a{n}: __typename" for n in range(101)) + " }")],
    "BAD_JSON": [{"content": b"{", "headers": {"content-type": "application/json"}}],
    "BAD_PARAMETERS": [
        {"json": []}, {"json": {"query": 1}}, {"json": {"query": "", "variables": 1}},
    ],
    "UNKNOWN_OPERATION": [{"json": {"documentId": "0" * 64}}],
    "MEDIA_TYPE": [{"content": b"{}", "headers": {"content-type": "text/plain"}}],
    "NOT_ACCEPTABLE": [{**ask("{ __typename }"), "headers": {"accept": "text/html"}}],
    "TOO_LONG": [{"json": {"query": "x" * 3_000}}],
    "BAD_ENCODING": [
        {"content": b"x",
         "headers": {"content-type": "application/json", "content-encoding": "gzip"}},
    ],
    "UNAUTHENTICATED": [
        {**ask("{ __typename }"), "headers": {"authorization": "Basic x"}},
        {**ask("{ __typename }"), "headers": {"authorization": "Bearer x"}},
    ],
    "NOT_STORED": [{**ask("{ __typename }"), "headers": {"authorization": bearer(Role.FRONTEND)}}],
    "METHOD": [{"method": "PUT"}],
    "NOT_READ_ONLY": [
        {"method": "GET", "params": {"query": 'mutation { undo(entry: "x") { bookmark } }'}}
    ],
    "BAD_URL": [{"method": "GET", "url": "/graphql?query=%ff"}],
    "NOT_READY": [{**ask("{ __typename }"), "url": "/starting"}],
    "FORBIDDEN": [
        {
            **ask('{ people(where: { phone: { eq: "1" } }) { totalCount } }'),
            "headers": {"authorization": bearer(Role.ANALYST)},
        }
    ],
    "UNKNOWN_SCOPE": [
        {**ask(f"{{ {BUILDINGS} }}"), "headers": {"authorization": bearer(Role.ADMIN, "C9")}}
    ],
}  # fmt: skip
CASES = [(code, one) for code, several in {**DOCUMENTS, **OTHERS}.items() for one in several]


def is_chinese(message: str) -> bool:
    return re.search("[\u4e00-\u9fff]", message) is not None


async def complaint(http: httpx.AsyncClient, code: str, request: dict[str, Any]) -> str | None:
    """What is wrong with how a request is refused, if anything."""
    told: list[str] = []
    for language in ("en", "zh"):
        given: dict[str, Any] = {"method": "POST", "url": "/graphql", **request}
        headers = {"authorization": bearer(), "accept-language": language}
        given["headers"] = {**headers, **given.get("headers", {})}
        error: dict[str, Any] = (await http.request(**given)).json()["errors"][0]
        if error["extensions"]["code"] != code:
            return f"the code is {error}"
        if code in DOCUMENTS and error["locations"][0]["line"] != 1:
            return f"no place: {error}"
        told.append(error["message"])
    if is_chinese(told[0].replace("｛", "").replace("｝", "")) or not is_chinese(told[1]):
        return f"not in its language: {told}"
    if UNTRANSLATED.search(QUOTED.sub("", told[1])) is not None:
        return f"not translated: {told[1]}"
    return None


async def test_an_error_has_its_code_its_place_and_both_languages(http: httpx.AsyncClient) -> None:
    wrong = [(c, r, w) for c, r in CASES if (w := await complaint(http, c, r)) is not None]
    assert len(CASES) > 50
    assert wrong == []


async def test_what_the_graph_holds_wrongly_is_told_in_both_languages(asked: Asked) -> None:
    await asked.graph.rows("MATCH (o:PartyOrganization {code: 'G1'}) SET o.kind = 'CASTLE'")
    query = '{ partyOrganization(code: "G1") { kind } }'
    found = await asked.answer(query)
    assert found["errors"][0]["extensions"]["code"] == "BAD_DATA"
    assert found["errors"][0]["path"] == ["partyOrganization", "kind"]
    with speaking("zh"):
        assert "枚举词" in (await asked.answer(query))["errors"][0]["message"]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("Neo.ClientError.Transaction.TransactionTimedOut", "TIMEOUT"),
        ("Neo.ClientError.General.TransactionOutOfMemoryError", "TOO_MUCH_MEMORY"),
        ("Neo.TransientError.General.StackOverFlowError", "TOO_DEEP"),
        ("Neo.TransientError.General.OutOfMemoryError", "BUSY"),
    ],
)
def test_limits_of_the_database_are_told_in_both_languages(status: str, code: str) -> None:
    english = limit_of(status, "")
    assert english is not None
    assert (english.word, str(english).isascii()) == (code, True)
    with speaking("zh"):
        assert is_chinese(str(limit_of(status, "")))


def test_internal_errors_are_told_in_both_languages() -> None:
    assert b"Internal error" in internal_error("1").body
    with speaking("zh"):
        assert "内部错误".encode() in internal_error("1").body


def test_the_kinds_asked_here_are_of_the_list() -> None:
    asked_here = {*DOCUMENTS, *OTHERS}
    assert asked_here <= set(CODES)
    assert len(asked_here) >= 22
