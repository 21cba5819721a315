"""Answers as tables by `Accept`, and links that a spreadsheet program refreshes."""

import csv
import io
import json
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from openpyxl import load_workbook  # pyright: ignore[reportMissingModuleSource]
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graph.access import revoke
from graph.bolt import Graph
from graph.caller import Role
from schema.api import create_engine
from seeds.dataset import load_tables
from service.access import Access, changed
from service.auth import Authenticator, SecretKeys
from service.context import RequestContext
from service.http import GraphQLEndpoint, Rules
from service.links import LinkEndpoint, Links
from service.state import Service
from service.tokens import make_token
from tests.dataset.small import small
from tests.service.conftest import SECRET, Lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PEOPLE = '{ people(where: { name: { contains: "张" } }) { totalCount nodes { code name phone } } }'
SECONDS = 600
"""What tokens are good for."""
BUILDINGS = "query B($n: Int) { buildings(first: $n) { nodes { code name } } }"


@dataclass
class Web:
    """A client of the service, and what it logs."""

    client: httpx.AsyncClient
    log: Lines

    async def ask(
        self,
        path: str,
        query: str,
        accept: str,
        role: Role = Role.ADMIN,
        scope: str = "*",
        **more: Any,
    ) -> httpx.Response:
        """Send an operation."""
        return await self.client.post(
            path,
            json={"query": query, **more},
            headers={**bearer(role, scope), "accept": accept},
        )

    async def link(
        self,
        query: str,
        role: Role = Role.ADMIN,
        scope: str = "*",
        asked: str = "format=csv",
        **more: Any,
    ) -> str:
        """The address of a new link."""
        made = await self.ask(f"/links?{asked}", query, "*/*", role, scope, **more)
        assert made.status_code == 201, made.text
        return made.json()["path"]


def bearer(role: Role, scope: str) -> dict[str, str]:
    token = make_token(SECRET, role, scope, subject="somebody", seconds=SECONDS)
    return {"authorization": f"Bearer {token}"}


@pytest.fixture
async def web(blank: Graph, tmp_path: Path) -> AsyncGenerator[Web]:
    await load_tables(blank, small().values())
    service, log = Service(), Lines()
    service.graph, service.engine = blank, create_engine(blank)
    callers = Authenticator(SecretKeys(SECRET), access=Access(service, tmp_path))
    graphql = GraphQLEndpoint(service, callers, log, Rules(max_body=10_000))
    links = LinkEndpoint(Links(tmp_path), graphql, callers)
    app = Starlette(
        routes=[
            Route("/graphql", graphql),
            Route("/links", links),
            Route("/links/{token}", links),
        ],
        middleware=[Middleware(RequestContext, log=log, share=1.0, texts=False)],
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://service", timeout=60
    ) as client:
        yield Web(client, log)


def rows_of(text: str) -> list[list[str]]:
    """The rows of a .csv answer below its facts."""
    return [row for row in csv.reader(io.StringIO(text[1:])) if not row[0].startswith("# ")]


async def test_accept_asks_for_a_table(web: Web) -> None:
    answer = await web.ask("/graphql", BUILDINGS, "text/csv")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["content-disposition"] == 'attachment; filename="orggraph.csv"'
    assert rows_of(answer.text) == [["编码", "名称"], ["B1", "Building"]]
    english = await web.client.post(
        "/graphql",
        json={"query": BUILDINGS},
        headers={**bearer(Role.ADMIN, "*"), "accept": "text/csv", "accept-language": "en-GB"},
    )
    assert rows_of(english.text)[0] == ["code", "name"]
    book: Any = load_workbook(io.BytesIO((await web.ask("/graphql", BUILDINGS, XLSX)).content))
    assert book.sheetnames == ["说明", "buildings.nodes"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/csv, application/json;q=0.5", "text/csv"),
        (f"text/csv;q=0.4, {XLSX};q=0.6", XLSX),
        ("text/csv;q=0, application/json;q=0.1", "application/json"),
    ],
)
async def test_the_preferred_type_is_given(web: Web, accept: str, kind: str) -> None:
    answer = await web.ask("/graphql", BUILDINGS, accept)
    assert answer.headers["content-type"].startswith(kind)


async def test_what_is_no_table_says_so(web: Web) -> None:
    two = "{ buildings { nodes { code } } compounds { nodes { code } } }"
    answer = await web.ask("/graphql", two, "text/csv")
    assert (answer.status_code, "several lists" in answer.text) == (406, True)
    answer = await web.ask("/graphql", "{ nothing }", XLSX)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (
        400, "VALIDATION",
    )  # fmt: skip
    assert (await web.client.post("/graphql", headers={"accept": XLSX})).status_code == 401


async def test_a_link_answers_the_one_operation_anew(web: Web, blank: Graph) -> None:
    path = await web.link(BUILDINGS, asked="format=xlsx&language=en", variables={"n": 5})
    first = await web.client.get(path)
    assert (first.status_code, first.headers["content-type"]) == (200, XLSX)
    await blank.write("MATCH (b:Building {code: 'B1'}) SET b.name = 'Other'")
    page: Any = load_workbook(io.BytesIO((await web.client.get(path)).content))["buildings.nodes"]
    assert [cell.value for cell in page[1]] == ["code", "name"]
    assert page["B2"].value == "Other"
    assert (await web.client.get(path.replace(".xlsx", ".csv"))).status_code == 404
    assert (await web.client.post(path)).status_code == 405


async def test_a_link_has_its_makers_rights(web: Web) -> None:
    admin = rows_of((await web.client.get(await web.link(PEOPLE))).text)
    holders = "{ posts(first: 1) { nodes { holder { code name phone } } } }"
    masked = rows_of((await web.client.get(await web.link(holders, Role.ANALYST))).text)
    whole = rows_of((await web.client.get(await web.link(holders))).text)
    outside = rows_of((await web.client.get(await web.link(PEOPLE, scope="C2"))).text)
    assert admin[1] == ["P1", "张三", "13900000001"]
    assert len(outside) == 1
    code, name, phone = whole[1]
    assert name
    assert phone
    assert (masked[1][0], name in str(masked), phone in str(masked)) == (code, False, False)


async def test_addresses_and_the_log_tell_nothing(web: Web) -> None:
    path = await web.link(PEOPLE)
    claims = jwt.decode(  # pyright: ignore[reportUnknownMemberType]
        path.split("/")[-1].removesuffix(".csv"), options={"verify_signature": False}
    )
    assert set(claims) == {"id", "exp", "aud"}
    await web.client.get(path)
    said = json.dumps(web.log.lines, ensure_ascii=False)
    assert ("张" in said, path in said, "/links/…" in said) == (False, False, True)


async def test_links_end(web: Web, blank: Graph, tmp_path: Path) -> None:
    path = await web.link(BUILDINGS)
    token = path.split("/")[-1].removesuffix(".csv")
    head, body, sign = token.split(".")
    for wrong in (
        f"{head}.{body}.{sign[:-2]}xx", f"{head}.{body}.", "..", "x", "../x",
        jwt.encode({"id": "0" * 32, "exp": 9e9, "aud": "links"}, "another secret" * 4),
    ):  # fmt: skip
        assert (await web.client.get(f"/links/{wrong}.csv")).status_code == 404
    (kept,) = (tmp_path / "links").glob("*.json")
    assert kept.stat().st_mode & 0o077 == 0
    whole = kept.read_text("utf-8")
    kept.write_text(json.dumps({**json.loads(whole), "ends": 1.0}), "utf-8")
    assert (await web.client.get(path)).status_code == 404
    kept.write_text(whole, "utf-8")
    assert (await web.client.get(path)).status_code == 200
    await revoke(blank, "subject", "somebody", 2_000_000_000)
    changed(tmp_path)
    assert (await web.client.get(path)).status_code == 401


async def test_a_link_ends_no_later_than_the_token_it_was_made_with(
    web: Web, tmp_path: Path
) -> None:
    made = await web.ask("/links?format=csv&minutes=1440", BUILDINGS, "*/*")
    (kept,) = (tmp_path / "links").glob("*.json")
    ends = json.loads(kept.read_text("utf-8"))["ends"]
    assert time.time() < ends <= time.time() + SECONDS
    told = datetime.fromisoformat(made.json()["expiresAt"])
    assert told.timestamp() == int(ends)
    sooner = await web.ask("/links?format=csv&minutes=5", BUILDINGS, "*/*")
    assert sooner.json()["expiresAt"] < made.json()["expiresAt"]


async def test_many_links_of_one_leave_those_of_others(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.links._MOST", 3)
    path = await web.link(BUILDINGS)
    other = make_token(SECRET, Role.FRONTEND, "*", subject="another", seconds=600)
    for _ in range(5):
        made = await web.client.post(
            "/links?format=csv",
            json={"query": BUILDINGS},
            headers={"authorization": f"Bearer {other}"},
        )
        assert made.status_code == 201, made.text
    assert len(list((tmp_path / "links").glob("*.json"))) == 1 + 3
    assert (await web.client.get(path)).status_code == 200


async def test_links_that_could_not_answer_are_not_made(web: Web, tmp_path: Path) -> None:
    for asked, query, status in (
        ("format=pdf", BUILDINGS, 400), ("minutes=0", BUILDINGS, 400),
        ("minutes=1441", BUILDINGS, 400), ("langage=en", BUILDINGS, 400),
        ("language=fr", BUILDINGS, 400), ("format=csv", "{ nothing }", 400),
        (f"name={'a' * 81}", BUILDINGS, 400), ("name=%07", BUILDINGS, 400),
        ("format=csv", "{ buildings { nodes { code } } compounds { nodes { code } } }", 406),
        ("format=csv", 'mutation { undo(entry: "LogEntry:1") { problems { message } } }', 400),
    ):  # fmt: skip
        made = await web.ask(f"/links?{asked}", query, "*/*")
        assert (made.status_code, "errors" in made.json()) == (status, True), made.text
    assert (await web.client.post("/links", json={"query": BUILDINGS})).status_code == 401
    assert (await web.client.put("/links")).status_code == 405
    assert not (tmp_path / "links").exists()


async def test_makers_list_and_end_their_own_links(web: Web) -> None:
    first = await web.link(BUILDINGS, asked="format=csv&name=楼栋")
    second = await web.link(BUILDINGS, Role.ANALYST)
    mine, others = bearer(Role.ADMIN, "*"), bearer(Role.ANALYST, "*")
    (link,) = (await web.client.get("/links", headers=mine)).json()["links"]
    assert (link["name"], link["operationName"], link["format"]) == ("楼栋", None, "csv")
    assert link["madeAt"] < link["expiresAt"]
    # Who may list them is not told their addresses; who made none of them ends none.
    assert "path" not in link
    ends = f"/links/{link['id']}"
    for headers, status in ((others, 404), ({}, 401), (bearer(Role.ADMIN, "C1"), 404), (mine, 204)):
        assert (await web.client.delete(ends, headers=headers)).status_code == status
    assert (await web.client.delete(ends, headers=mine)).status_code == 404
    assert (await web.client.delete("/links/../links.secret", headers=mine)).status_code == 404
    assert (await web.client.get(first)).status_code == 404
    assert (await web.client.get(second)).status_code == 200
    assert (await web.client.get("/links", headers=mine)).json() == {"links": []}
    assert (await web.client.get("/links?of=all", headers=mine)).status_code == 400
    assert (await web.client.get("/links")).status_code == 401
