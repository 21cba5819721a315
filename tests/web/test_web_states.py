"""What the page shows when there is nothing to show: each case says so, and what to do."""

from playwright.async_api import Browser, Route, expect
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route as Served
from web_browser import page_of, view_of
from web_service import Running, running, token
from web_serving import Built
from web_views import Views, with_more

from graph.bolt import Graph


def at(view: str, day: str) -> str:
    """The view on a day."""
    return with_more(view, day=day)


def of_frame(route: Route) -> bool:
    """Whether place and day are asked for, without which no view is opened."""
    return '"operationName":"Frame"' in (route.request.post_data or "")


async def test_an_empty_graph_says_how_to_import(
    browser: Browser, blank: Graph, built: Built, some_views: Views
) -> None:
    async with (
        running(blank, built) as service,
        view_of(browser, service, "/", role="admin") as page,
    ):
        for view in some_views:
            await page.goto(f"{service.url}{view}")
            await expect(page.locator(".empty h2")).to_have_text("还没有数据")
            await expect(page.locator(".empty pre")).to_contain_text("server.py import")
            await expect(page.locator(".tile, table")).to_have_count(0)


async def test_without_a_token_the_page_asks_for_one_and_goes_on_where_it_was(
    browser: Browser, town: Running, today: str
) -> None:
    async with page_of(browser, town.url) as page:
        await page.goto(f"{town.url}/explorer?day={today}")
        await expect(page.locator("h1")).to_have_text("组织图谱")
        await page.fill("#token", token("analyst"))
        await page.press("#token", "Enter")
        await expect(page.locator("#who")).to_have_text("分析员")
        await expect(page.locator("h1")).to_contain_text("档案")
        await page.get_by_role("button", name="退出").click()
        await expect(page.locator("#token")).to_be_visible()
        assert await page.evaluate("sessionStorage.getItem('orggraph.token')") is None


async def test_an_expired_token_leads_to_signing_in_again_in_every_view(
    browser: Browser, town: Running, some_views: Views
) -> None:
    expired = token("admin", seconds=-60)
    async with page_of(browser, town.url) as page:
        for view in some_views:
            await page.goto(f"{town.url}{view}#token={expired}")
            await page.reload()
            trouble = page.locator('.trouble[data-kind="unauthorized"]').first
            await expect(trouble).to_contain_text("登录已失效")
        await page.get_by_role("button", name="重新登录").first.click()
        await expect(page.locator("#token")).to_be_visible()


async def test_a_service_that_went_away_is_named_and_asked_again(
    browser: Browser, town: Running, today: str, some_views: Views
) -> None:
    async with page_of(browser, town.url, refused=r"\d+") as page:
        await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
        for view in some_views:
            await page.goto(f"{town.url}{at(view, today)}#token={token('admin')}")
            await page.reload()
            trouble = page.locator('.trouble[data-kind="unreachable"]').first
            await expect(trouble).to_contain_text("连接不到服务")
        await page.unroute("**/graphql")
        await page.get_by_role("button", name="再试一次").first.click()
        await expect(page.locator(".trouble, .skeleton")).to_have_count(0)
        await expect(page.locator("h1")).not_to_be_empty()


async def test_every_view_shows_its_form_while_it_is_asked_for(
    browser: Browser, town: Running, today: str, some_views: Views
) -> None:
    async with view_of(browser, town, f"/explorer?day={today}", role="admin") as page:
        await expect(page.locator(".doors a").first).to_be_visible()

        async def hold(route: Route) -> None:
            if of_frame(route):
                await route.continue_()

        await page.route("**/graphql", hold)
        for view in some_views:
            await page.goto(f"{town.url}{at(view, today)}")
            await expect(page.locator("main .skeleton[role=status]").first).to_be_visible()
            await expect(page.locator(".trouble")).to_have_count(0)


async def test_a_view_that_the_service_refuses_says_why_in_its_place(
    browser: Browser, town: Running, today: str, some_views: Views
) -> None:
    refusal = {"errors": [{"message": "too dear", "extensions": {"code": "COST"}}]}
    async with view_of(browser, town, f"/explorer?day={today}", role="admin") as page:
        await expect(page.locator(".doors a").first).to_be_visible()

        async def refuse(route: Route) -> None:
            if of_frame(route):
                await route.continue_()
            else:
                await route.fulfill(json=refusal)

        await page.route("**/graphql", refuse)
        for view in some_views:
            await page.goto(f"{town.url}{at(view, today)}")
            trouble = page.locator('main .trouble[data-kind="refused"]').first
            await expect(trouble).to_contain_text("too dear")


async def test_a_place_outside_the_scope_is_refused_in_every_view(
    browser: Browser, town: Running, today: str, some_views: Views
) -> None:
    elsewhere = token("admin", scope="140902002")
    async with page_of(browser, town.url) as page:
        await page.goto(f"{town.url}/explorer?day={today}#token={elsewhere}")
        await expect(page.locator(".doors a").first).to_be_visible()
        for view in some_views:
            await page.goto(f"{town.url}{at(view, today)}&place=140902001")
            await expect(page.get_by_role("alert").first).to_contain_text("140902001")


async def test_what_a_role_may_not_do_is_not_offered_to_it(
    browser: Browser, town: Running, today: str
) -> None:
    finding = f"/audit?severity=ERROR&place=140902001&day={today}"
    async with view_of(browser, town, finding, role="frontend") as page:
        await page.locator(".findings tbody tr.selectable").first.click()
        await expect(page.locator("aside")).to_be_visible()
        await expect(page.locator('a[href^="/change"]')).to_have_count(0)
        await page.goto(f"{town.url}/change?kind=appoint&day={today}")
        await expect(page.locator(".trouble[data-kind=forbidden]")).to_contain_text("分析员")


async def test_an_analyst_is_offered_no_change_to_people_and_told_so_of_its_address(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/change?kind=appoint&day={today}") as page:
        await expect(page.locator(".trouble[data-kind=forbidden]")).to_contain_text("仅供管理员")
        await expect(page.locator(".change-form")).to_have_count(0)
        kinds = page.locator(".doors button")
        await expect(kinds.filter(has_text="任职")).to_have_text(["结束任职"])
        await kinds.filter(has_text="包联").first.click()
        fields = page.locator(".change-form label")
        await expect(fields.filter(has_text="单位")).to_have_count(1)
        await expect(fields.filter(has_text="人员")).to_have_count(0)
        await page.goto(f"{town.url}/change?kind=appoint&day={today}#token={token('admin')}")
        await expect(fields.filter(has_text="人员")).to_have_count(1)


async def test_a_service_that_is_starting_is_waited_for(
    browser: Browser, town: Running, today: str
) -> None:
    engine, town.state.engine = town.state.engine, None
    try:
        async with view_of(browser, town, f"/explorer?day={today}") as page:
            trouble = page.locator('.trouble[data-kind="notReady"]')
            await expect(trouble).to_contain_text("服务还没有就绪")
            town.state.engine = engine
            await expect(page.locator(".doors a").first).to_be_visible()
    finally:
        town.state.engine = engine


async def test_what_an_address_names_in_vain_is_said(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/coverage?place=999&day={today}") as page:
        await expect(page.get_by_role("alert").first).to_contain_text("没有编码为 999 的地点")
        await page.goto(f"{town.url}/explorer/Building:nowhere?day={today}")
        await expect(page.get_by_role("alert")).to_contain_text("没有这个条目")
        await page.goto(f"{town.url}/explorer/list/nothing?day={today}")
        await expect(page.locator(".nothing")).to_contain_text("没有这个页面")
        # Nonsense is taken as what it stands in place of.
        await page.goto(f"{town.url}/coverage?of=NONSENSE&day=2026-99-99&sort=%3Cb%3E&with=x")
        await expect(page.get_by_role("radio", name="楼栋")).to_be_checked()


async def test_the_three_personas_are_offered_where_the_service_has_them(
    browser: Browser, built: Built, district: Graph
) -> None:
    async def offered(request: Request) -> JSONResponse:
        return JSONResponse(["analyst", "frontend", "admin"])

    async def given(request: Request) -> JSONResponse:
        return JSONResponse({"token": token(str(request.path_params["role"]))})

    routes = (
        Served("/personas", offered),
        Served("/personas/{role}", given, methods=["POST"]),
    )
    async with running(district, built, routes) as service, page_of(browser, service.url) as page:
        await page.goto(service.url)
        await expect(page.locator(".persona")).to_have_count(3)
        await page.locator('.persona[data-role="admin"]').click()
        await expect(page.locator("#who")).to_have_text("管理员")
