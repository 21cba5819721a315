"""Importing by dropping a file: tried, looked at, loaded, stopped, undone."""

import asyncio
import csv
import io
import re
from zipfile import ZipFile

import httpx
from playwright.async_api import Browser, Page, expect
from web_browser import rows_of, view_of
from web_service import Running, token, undo_what_is_left

COMPOUND = "140902001002-X01"
BUILDING = f"{COMPOUND}-02"
RENAMED = "剧团生活区东2号楼"
HISTORY = "query H($id: ID!) { node(id: $id) { ... on Building { history { totalCount } } } }"
NAMED = "query N($code: String!) { place(code: $code) { name } }"


async def table_of(town: Running, name: str) -> list[list[str]]:
    """The rows of a table of a compound as they are exported, its headings first."""
    async with httpx.AsyncClient(timeout=60) as client:
        answer = await client.get(
            f"{town.url}/exports",
            params={"format": "zip", "within": COMPOUND, "language": "zh"},
            headers={"Authorization": f"Bearer {token('admin')}"},
        )
    with ZipFile(io.BytesIO(answer.content)) as archive:
        return list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def text_of(rows: list[list[str]]) -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


async def file_of(town: Running) -> bytes:
    """The places of a compound, with one renamed and one without a code."""
    rows = await table_of(town, "地点.csv")
    code, name = rows[0].index("编码"), rows[0].index("名称")
    for row in rows:
        if row[code] == BUILDING:
            row[name] = RENAMED
    rows.append(["" if place == code else cell for place, cell in enumerate(rows[-1])])
    return text_of(rows)


async def drop(page: Page, name: str, body: bytes, where: str = ".drop", times: int = 1) -> None:
    """Drop a file on the page, as from a folder; or the same several times at once."""
    handle = await page.evaluate_handle(
        "([name, text, times]) => { const data = new DataTransfer();"
        " for (; times > 0; times -= 1) data.items.add(new File([text], name)); return data; }",
        [name, body.decode(), times],
    )
    await page.locator(where).dispatch_event("dragover", {"dataTransfer": handle})
    await page.locator(where).dispatch_event("drop", {"dataTransfer": handle})


async def name_of(town: Running) -> str:
    return (await town.ask(NAMED, {"code": BUILDING}))["place"]["name"]


async def test_a_dropped_file_is_tried_loaded_and_undone(
    browser: Browser, town: Running, today: str
) -> None:
    before = await name_of(town)
    try:
        async with view_of(browser, town, f"/data?day={today}", role="admin") as page:
            await drop(page, "地点.csv", await file_of(town))
            await expect(page.locator(".import-outcome")).to_contain_text("更改 1")
            assert await name_of(town) == before
            assert await rows_of(page, "问题") == 1
            wrong = page.get_by_role("table", name="问题", exact=True)
            await expect(wrong).to_contain_text("“编码”不能为空")
            changed = page.get_by_role("table", name="差异", exact=True)
            await expect(changed).to_contain_text(before)
            await expect(changed).to_contain_text(RENAMED)
            # The address has it: reloaded, it is there again.
            assert re.search(r"[?&]import=[0-9a-f]+", page.url)
            await page.reload()
            await expect(page.locator(".import-outcome")).to_contain_text("尚未写入")
            async with page.expect_download() as waiting:
                await page.get_by_role("button", name="下载标注副本").click()
            file = await (await waiting.value).path()
            assert "xl/workbook.xml" in await asyncio.to_thread(lambda: ZipFile(file).namelist())
            await page.get_by_role("button", name="载入这 1 行…").click()
            await page.get_by_role("button", name="确认载入 1 行").click()
            await expect(page.locator(".import-outcome")).to_contain_text("已载入")
            assert await name_of(town) == RENAMED
            newest = (
                page.get_by_role("table", name="变更日志", exact=True).locator("tbody tr").first
            )
            await expect(newest).to_contain_text("import")
            await newest.get_by_role("button", name="撤销…").click()
            await newest.get_by_role("button", name="确认撤销").click()
            await expect(newest).to_contain_text("undo")
            assert await name_of(town) == before
            await page.get_by_role("button", name="删除上传的文件").click()
            await expect(page.locator(".import")).to_have_count(0)
            assert "import=" not in page.url
            # Both stand in the building's own history, with the name as it was and became.
            await page.goto(f"{town.url}/explorer/Building:{BUILDING}?day={today}")
            told = (await town.ask(HISTORY, {"id": f"Building:{BUILDING}"}, "admin"))["node"]
            assert await rows_of(page, "变更历史") == told["history"]["totalCount"] == 2
            history = page.get_by_role("table", name="变更历史", exact=True).locator("tbody tr")
            await expect(history.first).to_contain_text(f"{RENAMED} → {before}")
            await expect(history.last).to_contain_text(f"{before} → {RENAMED}")
    finally:
        if await name_of(town) != before:
            await undo_what_is_left(town)


async def test_what_a_file_no_longer_has_is_listed_and_ended_once_confirmed(
    browser: Browser, town: Running, today: str
) -> None:
    rows = await table_of(town, "任职.csv")
    until, place = rows[0].index("止"), rows[0].index("地点编码")
    gone = next(row for row in rows[1:] if not row[until] and row[place].startswith(COMPOUND))
    # Those without an end; one that ends today may be held today still.
    asked = """query P($w: String!) {
      posts(where: { place: { within: $w }, until: { isNull: true } }) { totalCount }
    }"""
    before = await town.ask(asked, {"w": COMPOUND}, role="admin")
    rest = text_of([row for row in rows if row is not gone])
    try:
        address = f"/data?place={COMPOUND}&day={today}"
        async with view_of(browser, town, address, role="admin") as page:
            await drop(page, "任职.csv", rest)
            await page.get_by_text("文件中没有的也要结束…").click()
            await page.get_by_role("checkbox", name="任职").check()
            await page.get_by_role("button", name="列出文件中没有的").click()
            await expect(page.locator(".import-outcome")).to_contain_text("结束 1，移除 0，保留 0")
            left = page.get_by_role("table", name="文件中没有的", exact=True)
            await expect(left).to_contain_text("止于 ")
            await expect(left).to_contain_text(gone[place])
            assert await town.ask(asked, {"w": COMPOUND}, role="admin") == before
            await page.get_by_role("button", name="载入这 1 行…").click()
            await page.get_by_role("button", name="确认载入 1 行").click()
            await expect(page.locator(".import-outcome")).to_contain_text("已载入")
        after = await town.ask(asked, {"w": COMPOUND}, role="admin")
        assert after["posts"]["totalCount"] == before["posts"]["totalCount"] - 1
    finally:
        if await town.ask(asked, {"w": COMPOUND}, role="admin") != before:
            await undo_what_is_left(town)


async def test_a_load_is_stopped_before_it_writes(
    browser: Browser, town: Running, today: str
) -> None:
    before, engine = await name_of(town), town.state.engine
    async with view_of(browser, town, f"/data?day={today}", role="admin") as page:
        # It missed its place, and is taken all the same.
        await drop(page, "地点.csv", await file_of(town), "h1")
        # A double click asks, and is not its own answer.
        await page.get_by_role("button", name="载入这 1 行…").dblclick()
        await expect(page.get_by_role("button", name="确认载入 1 行")).to_be_visible()
        await expect(page.locator('.import[data-state="done"]')).to_be_visible()
        # A service that is not ready lets it wait.
        town.state.engine = None
        try:
            await page.get_by_role("button", name="确认载入 1 行").click()
            await expect(page.locator('.import[data-state="waiting"]')).to_be_visible()
            # Gone elsewhere and come back, it goes on.
            await page.locator(".rail").get_by_role("link", name="档案").click()
            await expect(page).to_have_url(re.compile("/explorer"))
            await page.go_back()
            await expect(page.locator('.import[data-state="waiting"]')).to_be_visible()
            await page.get_by_role("button", name="停止").click()
            await expect(page.locator('.import[data-state="cancelled"]')).to_be_visible()
        finally:
            town.state.engine = engine
    assert await name_of(town) == before


async def test_a_file_that_is_none_is_said_and_what_is_gone_too(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/data?day={today}", role="admin") as page:
        await drop(page, "notes.docx", b"nothing")
        await expect(page.get_by_role("alert")).to_be_visible()
        await drop(page, "地点.csv", b"nothing", times=2)
        await expect(page.get_by_text("一次一个文件")).to_be_visible()
        await drop(page, "地点.xlsx", b"no workbook")
        await expect(page.locator('.import[data-state="failed"]')).to_be_visible()
        await expect(page.locator(".import .trouble")).not_to_be_empty()
        await page.goto(f"{town.url}/data?import=00000000&day={today}")
        await expect(page.get_by_role("alert")).to_be_visible()
        await expect(page.locator(".drop")).to_be_visible()
