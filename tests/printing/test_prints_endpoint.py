"""`GET /notices`, `GET /report`: what is printed is what the caller may see."""

import re
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.limits import default_limits
from schema.api import create_engine
from seeds.dataset import load_tables
from service.auth import Authenticator, SecretKeys, UnauthorizedError
from service.prints import routes
from service.state import Service
from service.traffic import Traffic
from tests.dataset.small import small
from tests.service.conftest import SECRET

CALLERS = {
    b"all": Caller("root", Role.ADMIN),
    b"C2": Caller("c2", Role.ADMIN, ("C2",)),
    b"reader": Caller("reader", Role.ANALYST),
    b"seldom": Caller("seldom", Role.FRONTEND),
}


class Callers(Authenticator):
    """Takes a word for a token."""

    async def check(self, header: bytes | None) -> Caller:
        if header not in CALLERS:
            raise UnauthorizedError("no", given=False)
        return CALLERS[header]


@pytest.fixture
async def web(blank: Graph, tmp_path: Path) -> AsyncGenerator[httpx.AsyncClient]:
    await load_tables(blank, small().values())
    service = Service()
    service.graph, service.engine = blank, create_engine(blank)
    limits = default_limits()
    limits[Role.FRONTEND] = {**limits[Role.FRONTEND], "per_minute": 1}
    callers = Callers(SecretKeys(SECRET))
    app = Starlette(routes=routes(service, callers, tmp_path, Traffic(limits)))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as found:
        yield found


async def got(
    web: httpx.AsyncClient, path: str, who: str = "all", /, **asked: str
) -> httpx.Response:
    """The answer to one request."""
    return await web.get(path, params=asked, headers={"authorization": who})


async def test_notices_are_a_file_with_the_names_that_the_role_may_see(
    web: httpx.AsyncClient,
) -> None:
    answer = await got(web, "/notices", within="C1", on="2026-11-01")
    assert (answer.status_code, answer.headers["content-type"]) == (
        200,
        "text/html; charset=utf-8",
    )
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["cache-control"] == "no-store"
    assert "*" not in text_of(answer)
    masked = await got(web, "/notices", "reader", within="C1", on="2026-11-01")
    assert masked.status_code == 200
    names = re.findall(r"[\u4e00-\u9fff]\*+", text_of(masked))
    assert names != []


async def test_a_report_counts_what_the_scope_holds(web: httpx.AsyncClient) -> None:
    answer = await got(web, "/report", within="C1", month="2026-10")
    assert answer.status_code == 200
    assert "2026年10月" in answer.text
    elsewhere = await got(web, "/report", "C2", within="C1", month="2026-10")
    assert elsewhere.status_code in (403, 404)
    assert "C1" not in elsewhere.text.replace("'C1'", "")


async def test_a_district_s_own_template_is_used_from_the_next_request_on(
    web: httpx.AsyncClient, tmp_path: Path
) -> None:
    assert "滨河" not in (await got(web, "/notices", within="C1")).text
    own = tmp_path / "notice.html.j2"
    own.write_text("滨河区公示：{% for u in units %}{{ u.code }}{% endfor %}", encoding="utf-8")
    assert (await got(web, "/notices", within="C1")).text == "滨河区公示：U1"
    assert "滨河" not in (await got(web, "/report", within="C1", month="2026-10")).text
    own.write_text("一\n{{ units.nothing.at_all }}", encoding="utf-8")
    refused = await got(web, "/notices", within="C1")
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["extensions"]["code"]) == (503, "UNAVAILABLE")
    assert "notice.html.j2" in error["message"]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="a PDF is printed by Chromium")
async def test_a_report_is_printed(web: httpx.AsyncClient) -> None:
    answer = await got(web, "/report", within="C1", month="2026-10", format="pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("path", "asked", "status", "code"),
    [
        ("/notices", {}, 400, "PARAMETER"),
        ("/notices", {"within": "C1", "format": "doc"}, 400, "PARAMETER"),
        ("/notices", {"within": "C1", "on": "yesterday"}, 400, "PARAMETER"),
        ("/notices", {"within": "C1", "month": "2026-10"}, 400, "PARAMETER"),
        ("/notices", {"within": "nowhere"}, 404, None),
        ("/report", {"within": "C1", "month": "2026-13"}, 400, "PARAMETER"),
        ("/report", {"within": "nowhere", "month": "2026-10"}, 404, None),
    ],
)
async def test_what_cannot_be_made_is_refused(
    web: httpx.AsyncClient, path: str, asked: dict[str, str], status: int, code: str | None
) -> None:
    answer = await got(web, path, **asked)
    found = answer.json()["errors"][0]
    assert answer.status_code == status, found
    assert code in (None, found["extensions"]["code"])


async def test_prints_count_as_operations(web: httpx.AsyncClient) -> None:
    first = await got(web, "/report", "seldom", within="C1", month="2026-10")
    second = await got(web, "/report", "seldom", within="C1", month="2026-10")
    assert (first.status_code, second.status_code) == (200, 429), first.text
    assert second.json()["errors"][0]["extensions"]["limit"] == "per_minute"


async def test_only_with_a_token_and_only_by_get(web: httpx.AsyncClient) -> None:
    assert (await got(web, "/notices", "nobody", within="C1")).status_code == 401
    answer = await web.post("/notices", headers={"authorization": "all"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def text_of(answer: httpx.Response) -> str:
    """The words of a page, without its style sheet."""
    return re.sub(r"<style>.*?</style>", "", answer.text, flags=re.DOTALL)
