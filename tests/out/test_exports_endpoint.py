"""`GET /exports`: for administrators, within their scope."""

import time
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook  # pyright: ignore[reportMissingModuleSource]
from starlette.applications import Starlette
from starlette.routing import Route

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.limits import default_limits
from seeds.dataset import load, load_tables
from service.auth import Authenticator, SecretKeys, UnauthorizedError
from service.blank import TemplateEndpoint
from service.exports import ExportEndpoint
from service.state import Service
from service.traffic import Traffic
from tests.content import wipe
from tests.dataset.small import small
from tests.service.conftest import SECRET, bearer
from tests.service.tiny import TinyEngine

_CALLERS = {
    b"all": Caller("root", Role.ADMIN),
    b"C2": Caller("c2", Role.ADMIN, ("C2",)),
}


class Callers(Authenticator):
    """Takes a word for a token."""

    async def check(self, header: bytes | None) -> Caller:
        if header not in _CALLERS:
            raise UnauthorizedError("no", given=False)
        return _CALLERS[header]


def client(
    graph: Graph, callers: Authenticator, traffic: Traffic | None = None
) -> httpx.AsyncClient:
    service = Service()
    service.graph, service.engine = graph, TinyEngine()
    app = Starlette(
        routes=[
            Route("/exports", ExportEndpoint(service, callers, traffic)),
            Route("/template", TemplateEndpoint(callers)),
        ]
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service")


@pytest.fixture
async def web(blank: Graph) -> AsyncGenerator[httpx.AsyncClient]:
    await load_tables(blank, small().values())
    async with client(blank, Callers(SecretKeys(SECRET))) as found:
        yield found


async def test_an_admin_gets_a_dataset_that_loads(
    web: httpx.AsyncClient, blank: Graph, tmp_path: Path
) -> None:
    asked = {"format": "zip", "language": "en", "on": "2026-11-01"}
    answer = await web.get("/exports", params=asked, headers={"authorization": "all"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-disposition"].endswith('orggraph-2026-11-01.zip"')
    (tmp_path / "d.zip").write_bytes(answer.content)
    await wipe(blank)
    assert (await load(blank, tmp_path / "d.zip")).problems == []
    assert await blank.read("MATCH (p:Person) RETURN count(p)") == 2


async def test_a_scope_bounds_what_is_exported(
    web: httpx.AsyncClient, blank: Graph, tmp_path: Path
) -> None:
    mine = {"authorization": "C2"}
    answer = await web.get("/exports", params={"format": "zip"}, headers=mine)
    (tmp_path / "d.zip").write_bytes(answer.content)
    for code in ("C1", "nowhere"):
        refused = await web.get("/exports", params={"within": code}, headers=mine)
        assert refused.status_code == 403
    await wipe(blank)
    await load(blank, tmp_path / "d.zip")
    assert sorted(await blank.read("MATCH (p:Place) RETURN collect(p.code)")) == ["C2", "D1", "S1"]
    assert await blank.read("MATCH (p:Person) RETURN count(p)") == 0


async def test_exports_count_against_the_limits_of_their_caller(
    web: httpx.AsyncClient, blank: Graph
) -> None:
    limits = default_limits()
    limits[Role.ADMIN] = {**limits[Role.ADMIN], "per_minute": 1}
    async with client(blank, Callers(SecretKeys(SECRET)), Traffic(limits)) as bounded:
        mine = {"authorization": "C2"}
        asked = {"format": "zip"}
        assert (await bounded.get("/exports", params=asked, headers=mine)).status_code == 200
        refused = await bounded.get("/exports", params=asked, headers=mine)
    assert refused.status_code == 429
    assert "per_minute" in refused.text
    assert int(refused.headers["retry-after"]) >= 1


async def test_cve_2025_62727_many_ranges_are_answered_at_once(web: httpx.AsyncClient) -> None:
    ranges = "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 20_000, 2))
    asked = {"authorization": "all", "range": ranges}
    plain = {"authorization": "all"}
    took: list[float] = []
    for headers in (plain, asked):
        started = time.process_time()
        answer = await web.get("/exports", params={"format": "zip"}, headers=headers)
        took.append(time.process_time() - started)
        assert answer.status_code in (200, 206, 400, 416)
    assert took[1] < took[0] + 0.1


async def test_others_and_wrong_parameters_are_refused(
    web: httpx.AsyncClient, blank: Graph
) -> None:
    assert (await web.get("/exports")).status_code == 401
    everything = {"authorization": "all"}
    for asked, status in (
        ({"format": "csv"}, 400), ({"on": "1.2.3"}, 400), ({"withn": "C1"}, 400),
        ({"within": "C9"}, 404),
    ):  # fmt: skip
        answer = await web.get("/exports", params=asked, headers=everything)
        assert (answer.status_code, "errors" in answer.json()) == (status, True)
    assert (await web.post("/exports", headers=everything)).status_code == 405
    async with client(blank, Authenticator(SecretKeys(SECRET))) as real:
        for role in (Role.ANALYST, Role.FRONTEND):
            assert (await real.get("/exports", headers=bearer(role))).status_code == 403


async def test_a_blank_workbook_is_had_by_every_role(
    web: httpx.AsyncClient, tmp_path: Path
) -> None:
    asked = {"language": "en", "tables": "places, 人员"}
    answer = await web.get("/template", params=asked, headers={"authorization": "C2"})
    assert answer.headers["content-disposition"] == 'attachment; filename="orggraph-template.xlsx"'
    (tmp_path / "t.xlsx").write_bytes(answer.content)
    assert load_workbook(tmp_path / "t.xlsx").sheetnames == ["instructions", "places", "people"]
    for wrong, status in (
        ({"tables": "peeple"}, 400), ({"language": "fr"}, 400), ({"table": "people"}, 400),
    ):  # fmt: skip
        refused = await web.get("/template", params=wrong, headers={"authorization": "C2"})
        assert (refused.status_code, "errors" in refused.json()) == (status, True)
    assert (await web.get("/template")).status_code == 401
    assert (await web.post("/template", headers={"authorization": "C2"})).status_code == 405
