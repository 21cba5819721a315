"""The data view: for administrators alone, and what it downloads."""

import asyncio
import re
from zipfile import ZipFile

import pytest
from playwright.async_api import Browser, expect
from web_browser import view_of
from web_service import Running, undo_what_is_left

SUBDISTRICT = "140902001"
COMPOUND = "140902001002-X01"


async def test_an_administrator_downloads_the_chosen_places_records(
    browser: Browser, town: Running, today: str
) -> None:
    address = f"/data?place={COMPOUND}&day={today}"
    async with view_of(browser, town, address, role="admin") as page:
        await expect(page.locator(".rail [aria-current=page]")).to_have_text("数据")
        await page.get_by_role("radio", name="CSV 压缩包").click()
        async with page.expect_download(timeout=120_000) as waiting:
            await page.get_by_role("button", name="下载", exact=True).click()
        download = await waiting.value
        assert download.suggested_filename == f"orggraph-{today}.zip"
        file = await download.path()
        names = await asyncio.to_thread(lambda: ZipFile(file).namelist())
        assert "地点.csv" in names
        await expect(page.get_by_text("已下载。")).to_be_visible()
        async with page.expect_download() as waiting:
            await page.get_by_role("button", name="下载模板").click()
        template = await waiting.value
        assert template.suggested_filename == "orggraph-template.xlsx"
        assert (await template.path()).read_bytes().startswith(b"PK")


async def test_to_other_roles_the_data_view_is_absent_and_says_why(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/data?day={today}") as page:
        await expect(page.locator(".trouble[data-kind=forbidden]")).to_contain_text("管理员")
        await expect(page.locator(".rail")).to_contain_text("档案")
        await expect(page.locator(".rail")).not_to_contain_text("数据")


async def test_a_plan_is_carried_out_logged_and_undone(
    browser: Browser, town: Running, today: str
) -> None:
    asked = """query C($day: Date!, $within: String!) @asOf(date: $day) {
      coverage(of: BUILDING, by: [GROUP], within: $within) {
        covered gaps(orderBy: MEMBERS_DESC, first: 1) { nodes { place { code name } } } } }"""
    variables = {"day": today, "within": SUBDISTRICT}
    before = (await town.ask(asked, variables))["coverage"]
    place = before["gaps"]["nodes"][0]["place"]
    address = f"/coverage?place={SUBDISTRICT}&day={today}&with=off&by=GROUP"
    try:
        async with view_of(browser, town, address, role="admin") as page:
            await page.get_by_role("checkbox", name=f"把{place['name']}列入计划").first.check()
            await page.get_by_role("button", name="执行这 1 项变更").click()
            await page.get_by_role("button", name="确认执行 1 项").click()
            await expect(page).not_to_have_url(re.compile("[?&]plan="), timeout=60_000)
            assert (await town.ask(asked, variables))["coverage"]["covered"] == before[
                "covered"
            ] + 1
            await page.goto(f"{town.url}/data?place={SUBDISTRICT}&day={today}")
            row = page.get_by_role("row").filter(has_text="applyChanges").first
            await expect(row).to_contain_text(f"{place['name']}党小组")
            await row.get_by_role("button", name="撤销…").click()
            await row.get_by_role("button", name="确认撤销").click()
            await expect(row).to_contain_text("已撤销", timeout=60_000)
            newest = (
                page.get_by_role("table", name="变更日志", exact=True).locator("tbody tr").first
            )
            await expect(newest).to_contain_text("undo")
    finally:
        await undo_what_is_left(town)
    assert (await town.ask(asked, variables))["coverage"] == before


@pytest.mark.parametrize("form", ["PDF", "HTML"])
async def test_notices_and_the_report_are_made_for_the_chosen_place(
    browser: Browser, town: Running, today: str, form: str
) -> None:
    async with view_of(browser, town, f"/data?day={today}", role="admin") as page:
        await expect(page.get_by_text("请先在上方选择一个地点")).to_be_visible()
        await page.goto(f"{town.url}/data?place={COMPOUND}&day={today}")
        for paper, name in (("楼道公示", "notices"), ("月报", "report")):
            row = page.locator(".papers .fact").filter(has_text=paper)
            async with page.expect_download(timeout=120_000) as waiting:
                await row.get_by_role("button", name=form).click()
            download = await waiting.value
            assert download.suggested_filename.startswith(f"{name}-{COMPOUND}-{today[:7]}")
            assert (await download.path()).stat().st_size > 1_000


async def test_what_is_printed_for_other_roles_is_masked(
    browser: Browser, town: Running, today: str
) -> None:
    unit = f"/explorer/BuildingUnit:{COMPOUND}-01-1?day={today}"
    async with view_of(browser, town, unit) as page:
        row = page.locator(".papers .fact").filter(has_text="楼道公示")
        async with page.expect_download(timeout=120_000) as waiting:
            await row.get_by_role("button", name="HTML").click()
        text = await asyncio.to_thread((await (await waiting.value).path()).read_text, "utf-8")
        leader = await page.locator(".notice dd b, .notice dd").first.inner_text()
        assert "*" in leader
        assert leader.split("\n")[0] in text
