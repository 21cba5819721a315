"""The explorer: search, lists, an entity's own page, its notice and what stands around it."""

import re

import httpx
import pytest
from playwright.async_api import Browser, expect
from web_browser import rows_of, view_of
from web_service import Running, token

XIURONG = "140902001"
UNIT = "BuildingUnit:140902001002-X01-01-1"


async def test_search_finds_and_opens_without_keeping_what_was_typed(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/explorer?day={today}") as page:
        await expect(page.locator("h1")).to_contain_text("档案")
        await page.keyboard.press("/")
        await page.get_by_role("dialog").get_by_role("searchbox").fill("剧团生活区")
        await page.get_by_role("option", name=re.compile("^剧团生活区 ")).first.click()
        await expect(page.locator("h1")).to_contain_text("剧团生活区")
        assert "%E5%89%A7" not in page.url
        stored = await page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
        assert "剧团" not in stored
        await page.keyboard.press("Control+k")
        await expect(page.get_by_role("dialog")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "field"),
    [("小区", "compounds"), ("单元", "buildingUnits"), ("微网格", "microGrids")],
)
async def test_a_list_has_as_many_rows_as_its_figure(
    browser: Browser, town: Running, today: str, name: str, field: str
) -> None:
    query = f"query N($day: Date!) @asOf(date: $day) {{ {field} {{ totalCount }} }}"
    count = (await town.ask(query, {"day": today}))[field]["totalCount"]
    async with view_of(browser, town, f"/explorer?day={today}") as page:
        door = page.locator(".doors a", has=page.get_by_text(name, exact=True))
        await expect(door).to_contain_text(f"{count:,}")
        await door.click()
        assert await rows_of(page, name) == count


async def test_a_stairwell_has_its_chain_and_its_notice(
    browser: Browser, town: Running, today: str
) -> None:
    query = """query U($day: Date!, $id: ID!) @asOf(date: $day) {
      node(id: $id) { ... on BuildingUnit {
        leader { name }
        microGrid { leader { name } grid { policeOfficer { name } } }
        building { partyGroup { id name establishedOn } }
        ancestors { name }
      } }
    }"""
    node = (await town.ask(query, {"day": today, "id": UNIT}))["node"]
    async with view_of(browser, town, f"/explorer/{UNIT}?day={today}") as page:
        notice = page.locator(".notice")
        for name in (
            node["leader"]["name"],
            node["microGrid"]["leader"]["name"],
            node["microGrid"]["grid"]["policeOfficer"]["name"],
            node["building"]["partyGroup"]["name"],
        ):
            await expect(notice).to_contain_text(name)
        for place in node["ancestors"]:
            await expect(page.locator(".chain")).to_contain_text(place["name"])
        group = node["building"]["partyGroup"]
        sentence = page.locator(".sentence")
        await expect(sentence).to_contain_text(f"负责人{node['leader']['name']}")
        await expect(sentence).to_contain_text(f"由{group['name']}覆盖。")
        # Its group's page says since when it is, in a sentence and in days.
        await page.locator(".chain").get_by_role("link", name=group["name"]).click()
        await expect(sentence).to_contain_text(f"{group['establishedOn']} 成立")
        happened = page.locator(".happened li")
        founded = happened.filter(has_text="成立")
        await expect(founded.first).to_contain_text(group["establishedOn"])
        days = await happened.locator("time").all_inner_texts()
        assert days == sorted(days, reverse=True)


async def test_personal_data_is_shown_to_the_administrator_alone(
    browser: Browser, town: Running, today: str
) -> None:
    address = f"/explorer/{UNIT}?day={today}"
    async with view_of(browser, town, address) as page:
        await expect(page.locator(".notice")).to_contain_text("*")
        await page.evaluate(f"location.hash = 'token={token('admin')}'")
        await expect(page.locator("#who")).to_have_text("管理员")
        await expect(page.locator(".notice dd").first).to_be_visible()
        await expect(page.locator(".notice")).not_to_contain_text("*")


async def test_the_neighbourhood_opens_and_closes_by_hand_and_by_key(
    browser: Browser, town: Running, today: str
) -> None:
    address = f"/explorer/Building:140902001002-X01-01?day={today}"
    async with view_of(browser, town, address) as page:
        spots = page.locator(".spot")
        await expect(spots.first).to_be_visible()
        await expect(page.get_by_role("table", name="变更历史")).to_have_count(0)
        before = await spots.count()
        where = await spots.first.locator("..").get_attribute("transform")
        await page.locator(".spot", has_text="剧团生活区").last.press("Enter")
        await expect(spots.nth(before)).to_be_attached()
        opened = await spots.count()
        assert before < opened <= 500
        assert await spots.first.locator("..").get_attribute("transform") == where
        await page.locator('.spot[aria-expanded="true"]').last.press("Enter")
        await expect(spots).to_have_count(before)


async def test_a_query_opens_in_graphiql_with_its_variables_and_the_session(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/explorer/list/compounds?day={today}") as page:
        await expect(page.get_by_role("table", name="小区")).to_be_visible()
        async with page.context.expect_page() as opened:
            await page.get_by_role("link", name="查询").click()
        graphiql = await opened.value
        await expect(graphiql.locator(".graphiql-tab-button")).to_have_text("ListCompounds")
        await expect(graphiql.locator(".token-bar .who")).to_contain_text("以分析员身份提问")
        assert graphiql.url == f"{town.url}/graphiql"


async def test_a_link_for_spreadsheets_is_made_told_once_listed_and_ended(
    browser: Browser, town: Running, today: str
) -> None:
    address = f"/explorer/list/compounds?place={XIURONG}&day={today}"
    async with view_of(browser, town, address) as page:
        count = await rows_of(page, "小区")
        await page.get_by_role("button", name="链接", exact=True).click()
        own = page.locator(".own-links li")
        await page.get_by_role("button", name="生成 CSV 链接").click()
        link = await page.get_by_label("地址（只显示这一次）").input_value()
        await expect(own).to_have_count(1)
        await expect(own).to_contain_text("小区 CSV")
        async with httpx.AsyncClient() as client:
            text = (await client.get(link)).text
            assert sum(line.startswith("#") is False for line in text.split("\r\n")) > count
            # Opened anew it is listed, and its address is not told again.
            await page.keyboard.press("Escape")
            await page.get_by_role("button", name="链接", exact=True).click()
            await expect(own).to_have_count(1)
            await expect(page.get_by_label("地址（只显示这一次）")).to_have_count(0)
            await own.get_by_role("button", name="作废").click()
            await expect(own).to_have_count(0)
            assert (await client.get(link)).status_code == 404
