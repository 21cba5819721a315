"""GraphiQL beside the page: the token of a link, the schema's workers, a way in without a token."""

from urllib.parse import quote

import pytest
from playwright.async_api import Browser, Page, expect
from web_browser import DESKTOP, PHONE, overflow, page_of
from web_service import Running, token


async def _execute(page: Page) -> None:
    """Presses GraphiQL's button, which does nothing before both editors are there."""
    for part in (".graphiql-query-editor", ".graphiql-response"):
        await expect(page.locator(f"{part} .monaco-editor .view-line").first).to_be_attached()
    await page.click(".graphiql-execute-button")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_graphiql_asks_the_first_question_with_the_token_of_the_link(
    browser: Browser, town: Running, size: tuple[int, int]
) -> None:
    async with page_of(browser, town.url, size) as page:
        await page.goto(f"{town.url}/graphiql#token={token('analyst')}")
        await expect(page.locator(".graphiql-tab-button")).to_have_text(
            "BuildingsWithoutPartyGroup"
        )
        await expect(page.locator(".token-bar .who")).to_contain_text("以分析员身份提问")
        assert page.url == f"{town.url}/graphiql"
        await _execute(page)
        await expect(page.locator(".graphiql-response")).to_contain_text('"totalCount"')
        for part in (".graphiql-query-editor", ".graphiql-response"):
            box = await page.locator(part).bounding_box()
            assert box is not None
            assert box["width"] > 250, part
            assert box["height"] > 150, part
        assert await overflow(page) == 0


async def test_graphiql_knows_the_schema_by_its_workers(browser: Browser, town: Running) -> None:
    async with page_of(browser, town.url) as page:
        question = quote("query Mistake { buildings(first: 1) { nodez { code } } }")
        await page.goto(f"{town.url}/graphiql#token={token('analyst')}&query={question}")
        await expect(page.locator(".graphiql-tab-button")).to_have_text("Mistake")
        # The GraphQL worker marks the field the schema does not have.
        await expect(page.locator(".graphiql-query-editor .squiggly-error").first).to_be_attached()
        assert len(page.workers) >= 1
        await page.click('.graphiql-sidebar button[aria-label="Show Documentation Explorer"]')
        await expect(page.locator(".graphiql-plugin")).to_contain_text("Query")


async def test_graphiql_without_a_token_says_how_to_get_one_and_takes_it(
    browser: Browser, town: Running
) -> None:
    async with page_of(browser, town.url) as page:
        await page.goto(f"{town.url}/graphiql")
        trouble = page.locator(".token-bar .trouble")
        await expect(trouble).to_contain_text("uv run server.py token --role analyst")
        await page.fill("#token", token("admin"))
        await page.press("#token", "Enter")
        await expect(page.locator(".token-bar .who")).to_contain_text("以管理员身份提问")
        await expect(trouble).to_have_count(0)
        await _execute(page)
        await expect(page.locator(".graphiql-response")).to_contain_text('"totalCount"')


async def test_graphiql_builds_questions_by_ticking_fields_and_offers_each_users(
    browser: Browser, town: Running
) -> None:
    async with page_of(browser, town.url) as page:
        question = quote("query Ticked { __typename }")
        await page.goto(f"{town.url}/graphiql#token={token('analyst')}&query={question}")
        await page.click('.graphiql-sidebar button[aria-label="Show GraphiQL Explorer"]')
        buildings = page.locator(".graphiql-explorer-buildings .graphiql-explorer-field-view").first
        await expect(buildings).to_be_visible()
        await buildings.click()
        await expect(page.locator(".graphiql-query-editor")).to_contain_text("buildings")
        # Open, the tree would log that it cannot draw the list in the next question's orderBy.
        await page.click('.graphiql-sidebar button[aria-label="Hide GraphiQL Explorer"]')
        await page.locator(".uses").select_option("单元公示")
        await expect(page.locator(".graphiql-tab-button").last).to_have_text("UnitNotice")
