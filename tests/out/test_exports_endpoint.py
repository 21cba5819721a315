"""`GET /exports`: for administrators, within their scope."""

from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from graph.bolt import Graph
from graph.caller import Caller, Role
from seeds.dataset import load, load_tables
from service.auth import Authenticator, SecretKeys, UnauthorizedError
from service.exports import ExportEndpoint
from service.state import Service
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


def client(graph: Graph, callers: Authenticator) -> httpx.AsyncClient:
    service = Service()
    service.graph, service.engine = graph, TinyEngine()
    app = Starlette(routes=[Route("/exports", ExportEndpoint(service, callers))])
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
