"""What is served before, without and after the build, and how long browsers keep it."""

import asyncio
import base64
import hashlib
import logging
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from web_serving import Built, Recorder

from web import Assets, AssetsUnavailable, Progress, WebPages, routes
from web.pages import Building


@asynccontextmanager
async def client_of(pages: WebPages) -> AsyncGenerator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=routes(pages)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
def pages(built: Built) -> WebPages:
    pages = WebPages(built.cache_dir)
    pages.status = built.assets
    return pages


@pytest.mark.parametrize(
    "path", ["/", "/coverage", "/elevation/1-X01", "/explorer/list/buildings", "/graphiql"]
)
async def test_a_page_is_asked_for_anew_and_runs_only_what_is_served_here(
    pages: WebPages, path: str
) -> None:
    async with client_of(pages) as client:
        response = await client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["x-content-type-options"] == "nosniff"
    policy = _directives(response.headers["content-security-policy"])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert ("'unsafe-inline'" in policy["style-src"]) is (path == "/graphiql")
    assert re.findall(r"<script(?![^>]* src=)[^>]*>", response.text) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', response.text) == []


async def test_what_a_page_names_is_served_and_kept_forever(pages: WebPages) -> None:
    async with client_of(pages) as client:
        for page in ("/", "/graphiql"):
            text = (await client.get(page)).text
            named = set(re.findall(r'"(/assets/[^"]+)"', text))
            assert len(named) >= 3
            for path in named:
                response = await client.get(path)
                assert response.status_code == 200, path
                assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
                assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/assets/none.js", "/assets/", "/assets/%2e%2e/index.html"])
async def test_nothing_else_is_served(pages: WebPages, path: str) -> None:
    async with client_of(pages) as client:
        response = await client.get(path)
    assert response.status_code == 404
    assert "cache-control" not in response.headers


async def test_the_pages_say_where_the_build_stands_and_how_it_ended(tmp_path: Path) -> None:
    go_on = asyncio.Event()

    async def ensure(cache_dir: Path, progress: Progress) -> Assets | AssetsUnavailable:
        progress.start("Installing the packages of the page", 113)
        progress.advance(40)
        await go_on.wait()
        progress.finish("It broke.")
        return AssetsUnavailable("It broke <badly>; fix it.")

    told = Recorder()
    pages = WebPages(tmp_path, told, ensure)
    async with pages.running(), client_of(pages) as client:
        await asyncio.sleep(0)
        assert pages.status == Building("Installing the packages of the page", 40, 113)
        building = await client.get("/graphiql")
        assert building.status_code == 503
        assert building.headers["retry-after"] == "2"
        assert "安装页面的软件包" in building.text
        assert "40/113" in building.text
        assert (await client.get("/assets/any.js")).status_code == 404

        go_on.set()
        await asyncio.sleep(0.05)
        for path in ("/", "/graphiql"):
            failed = await client.get(path)
            assert failed.status_code == 503
            assert failed.headers["cache-control"] == "no-store"
            assert "It broke &lt;badly&gt;; fix it." in failed.text
            assert "curl http://127.0.0.1:8000/graphql" in failed.text
            assert "uv run server.py token --role analyst" in failed.text
    assert told.steps == ["Installing the packages of the page"]
    assert told.advanced == 40
    assert told.finished == ["It broke."]


async def test_a_page_without_build_allows_exactly_its_own_script_and_style(
    tmp_path: Path,
) -> None:
    pages = WebPages(tmp_path)
    async with client_of(pages) as client:
        response = await client.get("/")
    policy = _directives(response.headers["content-security-policy"])
    for element, directive in (("script", "script-src"), ("style", "style-src")):
        inline = re.findall(rf"<{element}>(.*?)</{element}>", response.text, re.DOTALL)
        assert [_hash_source(text) for text in inline] == [policy[directive]]


async def test_an_unexpected_error_is_told_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def ensure(cache_dir: Path, progress: Progress) -> Assets | AssetsUnavailable:
        raise RuntimeError("a mistake of ours")

    pages = WebPages(tmp_path, ensure=ensure)
    with caplog.at_level(logging.ERROR):
        async with pages.running(), client_of(pages) as client:
            await asyncio.sleep(0.05)
            text = (await client.get("/")).text
    assert "RuntimeError: a mistake of ours" in text
    assert "building the pages ended unexpectedly" in caplog.text


async def test_the_end_of_the_service_ends_the_build(tmp_path: Path) -> None:
    ended: list[str] = []

    async def ensure(cache_dir: Path, progress: Progress) -> Assets | AssetsUnavailable:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")
        return AssetsUnavailable("never reached")

    async with WebPages(tmp_path, ensure=ensure).running():
        await asyncio.sleep(0)
    assert ended == ["cancelled"]


async def test_a_cache_removed_while_serving_is_a_sentence(tmp_path: Path) -> None:
    pages = WebPages(tmp_path)
    pages.status = Assets(tmp_path / "gone")
    async with client_of(pages) as client:
        response = await client.get("/graphiql")
        assert (await client.get("/assets/any.js")).status_code == 404
    assert response.status_code == 503
    assert "are no longer in" in response.text


def _directives(policy: str) -> dict[str, str]:
    pairs = (directive.strip().partition(" ") for directive in policy.split(";"))
    return {name: value for name, _, value in pairs}


def _hash_source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
