"""The address is the state: reloaded, gone back to and sent to a colleague it shows the same."""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
import web_views as views
from playwright.async_api import Browser, Page, Request, expect
from web_browser import view_of
from web_service import Running

XIURONG = "140902001"
QUIET_SECONDS = 0.5
WITHIN_SECONDS = 60
# All that a view says, with what its fields hold; what hangs on the moment left out.
SAID = """() => [
  document.querySelector('main').innerText,
  ...[...document.querySelectorAll('main input, main select, .topbar select')]
    .map(({ type, checked, value }) => type === 'checkbox' ? checked : value),
  ...[...document.querySelectorAll('[aria-sort], [data-chosen], [aria-pressed=true]')]
    .map((element) => (element.ariaSort ?? '') + element.innerText),
].join('\\n')"""
BUSY = ".skeleton, [aria-busy=true]"


@dataclass
class Asked:
    """The questions of a page that are not answered yet."""

    page: Page
    under_way: set[Request] = field(default_factory=set[Request])

    def __post_init__(self) -> None:
        self.page.on("request", self._begin)
        self.page.on("requestfinished", self._end)
        self.page.on("requestfailed", self._end)

    def _begin(self, request: Request) -> None:
        # The subscription is never finished.
        if request.headers.get("accept") != "text/event-stream":
            self.under_way.add(request)

    def _end(self, request: Request) -> None:
        self.under_way.discard(request)

    async def said(self) -> str:
        """What the page says once all is answered."""
        quiet, before = time.monotonic(), ""
        limit = quiet + WITHIN_SECONDS
        while time.monotonic() < limit:
            now = await self.page.evaluate(SAID) if await self.page.locator("main").count() else ""
            busy = self.under_way or await self.page.locator(BUSY).count()
            if busy or now != before or not now:
                quiet, before = time.monotonic(), now
            elif time.monotonic() - quiet > QUIET_SECONDS:
                return now
            await asyncio.sleep(0.1)
        pytest.fail(f"{self.page.url} never came to rest: {self.under_way}")


@pytest.mark.drawn(2)
@pytest.mark.parametrize("view", views.VIEWS)
async def test_a_view_is_restored_by_its_address(
    browser: Browser, town: Running, today: str, view: str
) -> None:
    role = "admin" if view in views.FOR_ADMINISTRATORS else "analyst"
    address = views.with_more(view, place=XIURONG, day=today, **{"with": "2026-06-01"})
    async with view_of(browser, town, address, role=role) as page:
        asked = Asked(page)
        await expect(page.locator(views.VIEWS[view]).first).to_be_visible()
        first = await asked.said()
        assert len(first) > 100
        here = page.url
        await page.reload()
        assert await asked.said() == first
        # Elsewhere, and back.
        await page.locator(".rail-entry:not([aria-current])").first.click()
        await expect(page).not_to_have_url(here)
        assert await asked.said() != first
        await page.go_back()
        assert await asked.said() == first
        assert page.url == here
    parts = urlsplit(here)
    shared = f"{parts.path}?{parts.query}"
    async with view_of(browser, town, shared, role=role) as page:
        assert await Asked(page).said() == first
