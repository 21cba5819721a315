"""One real build of the pages for all tests here, a service to serve them, and a browser."""

import json
import os
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright
from web_browser import MEASURED
from web_service import Running, running
from web_serving import Built, Recorder, succeeds
from web_views import VIEWS, Views

from graph.bolt import Graph
from tests.lanes import drawn, whole
from web import Assets, ensure_assets
from web.assets import SOURCES, copy_sources
from web.node import find_toolchain

SHARE = 4
"""Views that each test of all views goes through in a run of all tests."""
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the tests of the page measured."""
    for line in MEASURED:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
async def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The pages, built for real by npm and Vite, once for the whole run."""
    cache_dir = tmp_path_factory.mktemp("cache")
    told = Recorder()
    assets = await ensure_assets(cache_dir, told)
    assert isinstance(assets, Assets), assets
    return Built(cache_dir, assets, told)


@pytest.fixture(scope="session")
async def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of the pages with all packages, those for their checks included."""
    folder = tmp_path_factory.mktemp("workshop")
    copy_sources(SOURCES, folder)
    package = json.loads((SOURCES / "package.json").read_text("utf-8"))
    toolchain = await find_toolchain(package["engines"]["node"])
    flags = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
    await succeeds(folder, *toolchain.npm, "ci", *flags)
    await succeeds(folder, str(toolchain.node), "codegen.js")
    return folder


@pytest.fixture(scope="session")
async def town(built: Built, district: Graph) -> AsyncGenerator[Running]:
    """The real service of the demonstration district, with the built pages."""
    async with running(district, built) as service:
        yield service


@pytest.fixture
def some_views(request: pytest.FixtureRequest) -> Views:
    """The views that a test goes through: of a run of all tests a share, drawn by its seed.

    Whoever names the file has all of them.
    """
    config = request.config
    if not whole(config):
        return VIEWS
    seed = f"{config.getoption('hypothesis_seed')}/{request.node.nodeid}"
    return {view: VIEWS[view] for view in drawn([*VIEWS], SHARE, seed)}


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Debian's Chromium; without it the test is skipped, and in CI it fails."""
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is missing; install Debian's package chromium.")
        pytest.skip(f"{CHROMIUM} is missing: install Debian's package chromium for this test")
    return CHROMIUM


@pytest.fixture(scope="session")
async def browser(chromium: Path) -> AsyncGenerator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=CHROMIUM_ARGUMENTS
        )
        yield browser
        await browser.close()
