"""A visitor of the pages: a fresh browser context that must not complain or go elsewhere."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, ConsoleMessage, Page, Request, expect
from web_service import Running, token

# A question of the whole district takes seconds on a busy machine.
expect.set_options(timeout=60_000)

DESKTOP = (1440, 900)
# What tests measured, for the end of the run to print.
MEASURED: list[str] = []
PHONE = (390, 844)


@asynccontextmanager
async def page_of(
    browser: Browser,
    url: str,
    size: tuple[int, int] = DESKTOP,
    *,
    dark: bool = False,
    refused: str = "401|403|404|503",
) -> AsyncGenerator[Page]:
    """A fresh visitor's page. At the end no request may have left ``url``, and the browser may
    have complained of nothing but refused questions."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        accept_downloads=True,
    )
    page = await context.new_page()
    elsewhere: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((f"{url}/", "data:", "blob:")):
            elsewhere.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        expected = re.search(rf"status of ({refused})|ERR_CONNECTION_REFUSED", message.text)
        if message.type == "error" and expected is None:
            complaints.append(message.text)

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
    finally:
        await context.close()
    assert elsewhere == []
    assert complaints == []


@asynccontextmanager
async def view_of(
    browser: Browser,
    town: Running,
    address: str,
    *,
    role: str = "analyst",
    size: tuple[int, int] = DESKTOP,
    dark: bool = False,
) -> AsyncGenerator[Page]:
    """A view of the served district, opened by a link with a token as the terminal prints it."""
    async with page_of(browser, town.url, size, dark=dark) as page:
        await page.goto(f"{town.url}{address}#token={token(role)}")
        yield page


async def rows_of(page: Page, table: str) -> int:
    """How many rows a table has, drawn or not, by what it tells assistive technology.

    The headings of groups, which count there, are not among them.
    """
    found = page.get_by_role("table", name=table, exact=True)
    await expect(found).to_be_visible()
    headings = int(await found.get_attribute("data-groups") or "0")
    return int(await found.get_attribute("aria-rowcount") or "0") - 1 - headings


async def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
