"""One real build of the pages for all tests here, a service to serve them, and a browser."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import Browser, async_playwright
from starlette.applications import Starlette

from web import Assets, WebPages, ensure_assets

from .stub_service import Stub, make_service

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(slots=True)
class Recorder:
    """A ``Progress`` that remembers what it was told."""

    steps: list[str] = field(default_factory=list[str])
    advanced: int = 0
    finished: list[str] = field(default_factory=list[str])

    def start(self, text: str, total: int | None = None) -> None:
        self.steps.append(text)

    def advance(self, amount: int = 1) -> None:
        self.advanced += amount

    def finish(self, text: str) -> None:
        self.finished.append(text)


@dataclass(frozen=True, slots=True)
class Built:
    cache_dir: Path
    assets: Assets
    told: Recorder


@pytest.fixture(scope="session")
async def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The pages, built for real by npm and Vite, once for the whole run."""
    cache_dir = tmp_path_factory.mktemp("cache")
    told = Recorder()
    assets = await ensure_assets(cache_dir, told)
    assert isinstance(assets, Assets), assets
    return Built(cache_dir, assets, told)


@asynccontextmanager
async def serving(app: Starlette) -> AsyncGenerator[str]:
    """The address of ``app`` on a free port of the loopback interface."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(20):
        while not server.started:
            await asyncio.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


@dataclass(frozen=True, slots=True)
class Service:
    url: str
    stub: Stub


@pytest.fixture
async def service(built: Built) -> AsyncGenerator[Service]:
    """A running service with the built pages."""
    pages, stub = WebPages(built.cache_dir), Stub()
    pages.status = built.assets
    async with serving(make_service(pages, stub)) as url:
        yield Service(url, stub)


@pytest.fixture(scope="session")
async def browser() -> AsyncGenerator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is missing; install Debian's package chromium.")
        pytest.skip(f"{CHROMIUM} is missing: install Debian's package chromium for this test")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS
        )
        yield browser
        await browser.close()
