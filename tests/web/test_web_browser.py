"""The pages in a real browser, against a small service; another test drives the real one."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, Request, expect
from web_serving import Built, Service, serving
from web_stub import Stub, make_service, token

from web import Assets, AssetsUnavailable, Progress, WebPages

# The first load of the editor takes seconds on a busy machine.
expect.set_options(timeout=20_000)

DESKTOP = (1280, 900)
PHONE = (390, 844)


@asynccontextmanager
async def page_of(
    browser: Browser, url: str, size: tuple[int, int] = DESKTOP
) -> AsyncGenerator[Page]:
    """A fresh visitor's page. At the end no request may have left ``url``, and the browser may
    have complained of nothing but refused questions."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = await context.new_page()
    elsewhere: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((f"{url}/", "data:", "blob:")):
            elsewhere.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        refused = re.search(r"status of (401|503)", message.text)
        if message.type == "error" and refused is None:
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


async def _overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


async def _execute(page: Page) -> None:
    """Presses GraphiQL's button, which does nothing before both editors are there."""
    for part in (".graphiql-query-editor", ".graphiql-response"):
        await expect(page.locator(f"{part} .monaco-editor .view-line").first).to_be_attached()
    await page.click(".graphiql-execute-button")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_the_three_questions_answer_in_place(
    browser: Browser, service: Service, size: tuple[int, int]
) -> None:
    async with page_of(browser, service.url, size) as page:
        await page.goto(f"{service.url}/#token={token('admin')}")
        await expect(page.locator("#who")).to_have_text("以管理员身份提问 · 全部范围")
        await expect(page.locator("#state")).to_have_text("服务就绪")
        assert page.url == f"{service.url}/"

        await page.click("#analyst button")
        headline = page.locator("#analyst .headline")
        await expect(headline).to_contain_text("4 栋楼没有党小组")
        captions = page.locator("#analyst caption")
        await expect(captions).to_have_text(["松涛街道 · 2 栋", "听泉街道 · 2 栋"])
        first = page.locator("#analyst tbody tr").first.locator("td")
        await expect(first).to_have_text(["2号楼", "云杉苑", "云杉社区", "42", "S1C1-02"])

        await page.click("#frontend button")
        kinds = page.locator("#frontend table").nth(1).locator("tbody td:first-child")
        await expect(kinds).to_have_text(["党小组", "党支部", "党委", "党工委"])

        await page.click("#admin button")
        vacant = page.locator("#admin tbody tr")
        await expect(vacant).to_have_count(2)
        await expect(vacant.first.locator("td")).to_have_text(
            ["云杉苑党支部", "党支部", "云杉社区党委", "柏青", "B1"]
        )
        assert await _overflow(page) == 0


async def test_a_building_is_asked_for_by_its_code(browser: Browser, service: Service) -> None:
    async with page_of(browser, service.url) as page:
        await page.goto(f"{service.url}/#token={token('frontend')}")
        await page.fill("#building-code", " S2C1-02 ")
        await page.press("#building-code", "Enter")
        headline = page.locator("#frontend .headline")
        await expect(headline).to_contain_text("2号楼没有直接覆盖它的党组织")
        await page.fill("#building-code", "<b>none</b>")
        await page.click("#frontend button")
        await expect(headline).to_contain_text("没有找到这栋楼")


async def test_without_a_token_the_page_says_how_to_get_one(
    browser: Browser, service: Service
) -> None:
    async with page_of(browser, service.url) as page:
        await page.goto(service.url)
        await expect(page.locator("#who")).to_have_text("还没有令牌。")
        await page.click("#admin button")
        trouble = page.locator("#admin .trouble")
        await expect(trouble).to_contain_text("提问需要令牌")
        await expect(trouble).to_contain_text("uv run server.py token --role admin")

        await page.fill("#token", f"Bearer {token('analyst', '140902001')}")
        await page.press("#token", "Enter")
        await expect(page.locator("#who")).to_have_text("以分析员身份提问 · 范围 140902001")
        await page.click("#admin button")
        await expect(page.locator("#admin tbody tr")).to_have_count(2)

        await page.reload()
        await expect(page.locator("#who")).to_contain_text("以分析员身份提问")
        await page.click("#forget")
        await page.reload()
        await expect(page.locator("#who")).to_have_text("还没有令牌。")


async def test_a_refused_and_an_expired_token_are_told_apart(
    browser: Browser, service: Service
) -> None:
    async with page_of(browser, service.url) as page:
        await page.goto(f"{service.url}/#token=nonsense")
        await expect(page.locator("#who")).to_contain_text("不像 JWT")
        await page.click("#analyst button")
        await expect(page.locator("#analyst .trouble")).to_contain_text("服务不接受这个令牌")
        # The same page, another link: only the fragment changes.
        await page.goto(f"{service.url}/#token={token('analyst', exp=1_600_000_000)}")
        await expect(page.locator("#who")).to_contain_text("已过期")
        await expect(page.locator("#analyst .trouble")).to_have_count(0)


async def test_what_one_role_was_answered_goes_with_its_token(
    browser: Browser, service: Service
) -> None:
    async with page_of(browser, service.url) as page:
        await page.goto(f"{service.url}/#token={token('admin')}")
        await page.click("#analyst button")
        await expect(page.locator("#analyst table")).to_have_count(2)
        await page.fill("#token", token("frontend"))
        await page.click("#token-form button[type=submit]")
        await expect(page.locator("#who")).to_contain_text("以前端身份提问")
        await expect(page.locator("#analyst table")).to_have_count(0)
        await page.click("#analyst button")
        await expect(page.locator("#analyst table")).to_have_count(2)
        await page.click("#forget")
        await expect(page.locator("#analyst table")).to_have_count(0)


async def test_a_service_that_is_starting_is_waited_for(browser: Browser, service: Service) -> None:
    service.stub.ready = False
    async with page_of(browser, service.url) as page:
        await page.goto(f"{service.url}/#token={token('analyst')}")
        await expect(page.locator("#state")).to_have_text("正在启动…")
        await page.click("#analyst button")
        await expect(page.locator("#analyst .trouble")).to_contain_text("服务还没有就绪")
        service.stub.ready = True
        await expect(page.locator("#state")).to_have_text("服务就绪")
        await page.click("#analyst button")
        await expect(page.locator("#analyst table")).to_have_count(2)


async def test_a_service_that_went_away_is_named(browser: Browser, built: Built) -> None:
    pages = WebPages(built.cache_dir)
    pages.status = built.assets
    context = await browser.new_context()
    page = await context.new_page()
    async with serving(make_service(pages, Stub())) as url:
        await page.goto(f"{url}/#token={token('analyst')}")
        await expect(page.locator("#state")).to_have_text("服务就绪")
        # Kept connections would hold up the end of the service.
        await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
        await page.click("#analyst button")
        await expect(page.locator("#analyst .trouble")).to_contain_text("连接不到服务")
        await context.close()


async def test_the_language_is_switched_and_remembered(browser: Browser, service: Service) -> None:
    async with page_of(browser, service.url) as page:
        await page.goto(f"{service.url}/#token={token('analyst')}")
        await page.click("#analyst button")
        await expect(page.locator("#analyst .headline")).to_contain_text("4 栋楼没有党小组")
        await page.click("#language")
        await expect(page.locator("#analyst .headline")).to_contain_text("4 buildings lack")
        await expect(page.locator("#who")).to_have_text("Asking as analyst · everything")
        await expect(page.locator("h1 .zh")).to_be_hidden()
        await page.reload()
        await expect(page.locator("#language")).to_have_text("中文")
        assert await page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_graphiql_asks_the_first_question_with_the_token_of_the_link(
    browser: Browser, service: Service, size: tuple[int, int]
) -> None:
    async with page_of(browser, service.url, size) as page:
        await page.goto(f"{service.url}/graphiql#token={token('analyst')}")
        await expect(page.locator(".graphiql-tab-button")).to_have_text(
            "BuildingsWithoutPartyGroup"
        )
        await expect(page.locator(".token-bar .who")).to_contain_text("以分析员身份提问")
        assert page.url == f"{service.url}/graphiql"
        await _execute(page)
        answer = page.locator(".graphiql-response")
        await expect(answer).to_contain_text('"totalCount": 4')
        await expect(answer).to_contain_text("松涛街道")
        for part in (".graphiql-query-editor", ".graphiql-response"):
            box = await page.locator(part).bounding_box()
            assert box is not None
            assert box["width"] > 250, part
            assert box["height"] > 150, part
        assert await _overflow(page) == 0


async def test_graphiql_knows_the_schema_by_its_workers(browser: Browser, service: Service) -> None:
    async with page_of(browser, service.url) as page:
        question = quote("query Mistake { buildings(first: 1) { nodez { code } } }")
        await page.goto(f"{service.url}/graphiql#token={token('analyst')}&query={question}")
        await expect(page.locator(".graphiql-tab-button")).to_have_text("Mistake")
        # The GraphQL worker marks the field the schema does not have.
        await expect(page.locator(".graphiql-query-editor .squiggly-error")).to_have_count(1)
        assert len(page.workers) >= 1
        await page.click('.graphiql-sidebar button[aria-label="Show Documentation Explorer"]')
        await expect(page.locator(".graphiql-plugin")).to_contain_text("Query")


async def test_graphiql_without_a_token_says_how_to_get_one_and_takes_it(
    browser: Browser, service: Service
) -> None:
    async with page_of(browser, service.url) as page:
        await page.goto(f"{service.url}/graphiql")
        trouble = page.locator(".token-bar .trouble")
        await expect(trouble).to_contain_text("uv run server.py token --role analyst")
        await page.fill("#token", token("admin"))
        await page.press("#token", "Enter")
        await expect(page.locator(".token-bar .who")).to_contain_text("以管理员身份提问")
        await expect(trouble).to_have_count(0)
        await _execute(page)
        await expect(page.locator(".graphiql-response")).to_contain_text('"totalCount": 4')


async def test_a_question_is_opened_in_graphiql_with_its_variables(
    browser: Browser, service: Service
) -> None:
    async with page_of(browser, service.url) as page:
        await page.goto(f"{service.url}/#token={token('frontend')}")
        await page.fill("#building-code", "S2C1-03")
        await page.click("#frontend form a")
        await expect(page.locator(".graphiql-tab-button")).to_have_text("BuildingChain")
        await _execute(page)
        answer = page.locator(".graphiql-response")
        await expect(answer).to_contain_text('"code": "S2C1-03"')
        await expect(page.locator(".graphiql-editor-tool").first).to_contain_text('"eq": "S2C1-03"')


async def test_the_page_shown_during_the_build_becomes_the_built_one(
    browser: Browser, built: Built, tmp_path: Path
) -> None:
    done = asyncio.Event()

    async def ensure(cache_dir: Path, progress: Progress) -> Assets | AssetsUnavailable:
        progress.start("Bundling GraphiQL and the start page")
        await done.wait()
        return built.assets

    pages = WebPages(tmp_path, ensure=ensure)
    async with (
        pages.running(),
        serving(make_service(pages, Stub())) as url,
        page_of(browser, url) as page,
    ):
        await page.goto(f"{url}/#token={token('analyst')}")
        await expect(page.locator("h1")).to_contain_text("页面正在构建")
        await expect(page.locator("body")).to_contain_text("打包 GraphiQL 与起步页")
        done.set()
        # The token is in the fragment, which no request carries: the reload must keep it.
        await expect(page.locator("#who")).to_contain_text("以分析员身份提问")


async def test_the_questions_sent_are_the_questions_shown(
    browser: Browser, service: Service
) -> None:
    async with page_of(browser, service.url) as page:
        await page.goto(f"{service.url}/#token={token('analyst')}")
        await page.click("#analyst summary")
        shown = await page.locator("#analyst pre.query").inner_text()
        async with page.expect_request("**/graphql") as asked:
            await page.click("#analyst button")
        request = await asked.value
        body = json.loads(request.post_data or "")
        assert body["query"].strip() == shown.strip()
        await expect(page.locator("#analyst table")).to_have_count(2)
        assert service.stub.queries == [body["query"]]
