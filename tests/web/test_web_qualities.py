"""What holds for every view: accessible in both themes, on a phone, on paper; light; exported."""

import asyncio
import gzip
import json
import os
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import web_views as views
from openpyxl import load_workbook
from playwright.async_api import Browser, Page, Response, expect
from web_browser import MEASURED, PHONE, overflow, rows_of, view_of
from web_service import Running, token

XIURONG = "140902001"
INITIAL_BYTES = 300_000
PICTURE = (1280, 800)


def within(view: str, day: str) -> str:
    """The view of one subdistrict, which is answered sooner than the district."""
    return views.with_more(view, place=XIURONG, day=day)


async def violations(page: Page, axe: str) -> list[Any]:
    """What axe finds that is serious or worse, each with its first places."""
    await page.evaluate(axe)
    found: list[Any] = await page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations"
        ".filter(({ impact }) => impact === 'serious' || impact === 'critical')"
        ".map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html, failureSummary }) =>"
        " html.slice(0, 200) + ' ' + failureSummary)]))"
    )
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_no_view_has_a_serious_accessibility_violation(
    browser: Browser, town: Running, today: str, workshop: Path, some_views: views.Views, dark: bool
) -> None:
    axe = (workshop / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    async with view_of(browser, town, "/explorer", dark=dark) as page:
        for view, answered in some_views.items():
            if view in views.FOR_ADMINISTRATORS:
                continue
            await page.goto(f"{town.url}{within(view, today)}")
            await expect(page.locator(answered).first).to_be_visible()
            await expect(page.locator("[aria-busy=true]")).to_have_count(0)
            assert await violations(page, axe) == [], view
            theme = await page.evaluate("document.documentElement.dataset.theme")
            assert theme == ("dark" if dark else "light")
        await page.goto(f"{town.url}{within('/data', today)}#token={token('admin')}")
        await page.reload()
        for answered in (".drop", ".papers button", ".table-bar"):
            await expect(page.locator(answered).first).to_be_visible()
        assert await violations(page, axe) == [], "/data"


# What stands outside of an A4 sheet's width between its margins, 680 pixels.
CUT_OFF = """() => [...document.querySelectorAll('main :is(td, th, p, li, dd, h1, h2, h3, svg, b)')]
  .filter((element) => element.getClientRects().length > 0)
  .filter((element) => element.closest('.hidden, .timeline-frame') === null)
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .map((element) => element.outerHTML.slice(0, 200))"""
PAPER = (680, 980)


async def prints(page: Page, view: str) -> None:
    """The view as it stands on paper: the view alone, whole, with day and place at its foot."""
    size = page.viewport_size
    assert size is not None
    await page.emulate_media(media="print")
    await page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for part in (".head", ".rail", ".table-bar .tools", ".pager"):
        await expect(page.locator(part).filter(visible=True)).to_have_count(0)
    await expect(page.locator(".print-foot")).to_contain_text("秀容街道")
    assert await page.evaluate(CUT_OFF) == [], view
    assert (await page.pdf(format="A4")).startswith(b"%PDF"), view
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    await page.emulate_media(media="screen")
    await page.set_viewport_size(size)


async def test_every_view_fits_a_phone_and_a_sheet_and_is_named_in_the_title_alone(
    browser: Browser, town: Running, today: str, some_views: views.Views
) -> None:
    async with view_of(browser, town, "/explorer", size=PHONE) as page:
        for view, answered in some_views.items():
            if view in views.FOR_ADMINISTRATORS:
                continue
            address = f"{town.url}{within(view, today)}"
            await page.goto(address)
            await expect(page.locator(answered).first).to_be_visible()
            assert await overflow(page) == 0, view
            # What the address says is what is shown, and stays what it says.
            assert parse_qs(urlsplit(page.url).query) == parse_qs(urlsplit(address).query)
            ordered = page.locator("th[aria-sort=descending]")
            await expect(ordered).to_have_count(view.count(".desc"))
            assert (await page.title()).endswith(" · 组织图谱")
            assert "剧团" not in await page.title()
            await prints(page, view)


async def test_the_lowest_role_has_every_view_in_both_languages_and_nothing_broken_in_it(
    browser: Browser, town: Running, today: str, some_views: views.Views
) -> None:
    async with view_of(browser, town, f"/explorer?day={today}", role="frontend") as page:
        await expect(page.locator("h1")).to_contain_text("档案")
        await page.click("#language")
        await expect(page.locator("h1")).to_contain_text("Explorer")
        assert await page.evaluate("document.documentElement.lang") == "en-GB"
        for view, answered in some_views.items():
            await page.goto(f"{town.url}{within(view, today)}")
            refused = view.partition("?")[0] in views.REFUSED_TO_FRONTENDS
            there = ".trouble[data-kind=forbidden]" if refused else answered
            await expect(page.locator(there).first).to_be_visible()
            await expect(page.locator("[aria-busy=true], .skeleton")).to_have_count(0)
            # What it may not see is not there; nothing is asked for that would be refused.
            await expect(page.locator(".trouble")).to_have_count(1 if refused else 0)
            await expect(page.locator("a[href^='/data'], a[href^='/change']")).to_have_count(0)
            frame = await page.locator(".topbar, .rail, .panel-head h2, th").all_inner_texts()
            own = " ".join(frame).replace("中文", "").replace("秀容街道", "")
            assert [letter for letter in own if "\u4e00" <= letter <= "\u9fff"] == [], view


async def test_the_first_view_loads_little_and_the_drawings_late(
    browser: Browser, town: Running, today: str
) -> None:
    sizes: dict[str, int] = {}

    async def weigh(response: Response) -> None:
        if response.url.endswith(".js"):
            name = response.url.rsplit("/", 1)[1]
            sizes[name] = len(gzip.compress(await response.body(), 9))

    async with view_of(browser, town, "/explorer") as page:
        await expect(page.locator(".doors a").first).to_be_visible()
        page.on("response", weigh)
        await page.goto(f"{town.url}/?place={XIURONG}&day={today}")
        await expect(page.locator(".icicle rect").first).to_be_visible()
    lazily = {name: size for name, size in sizes.items() if name.startswith("Icicle-")}
    initial = sum(sizes.values()) - sum(lazily.values())
    MEASURED.append(f"initial JavaScript of the overview: {initial / 1000:.0f} kB compressed")
    assert len(lazily) == 1
    assert 50_000 < initial <= INITIAL_BYTES, sizes


async def test_a_table_is_exported_whole_with_its_question_and_day(
    browser: Browser, town: Running, today: str
) -> None:
    address = f"/explorer/list/buildings?place={XIURONG}&day={today}&sort=floors.desc"
    async with view_of(browser, town, address) as page:
        count = await rows_of(page, "楼栋")
        async with page.expect_download() as waiting:
            await page.get_by_role("button", name="CSV").click()
        download = await waiting.value
        assert download.suggested_filename == f"楼栋-{today}.csv"
        file = await download.path()
        text = (await asyncio.to_thread(file.read_bytes)).decode("utf-8")
        async with page.expect_download() as waiting:
            await page.get_by_role("button", name="XLSX").click()
        workbook = await waiting.value
        assert workbook.suggested_filename == f"楼栋-{today}.xlsx"
        file = await workbook.path()
        sheet = load_workbook(BytesIO(await asyncio.to_thread(file.read_bytes))).active
        assert sheet is not None
        saved = list(sheet.iter_rows(values_only=True))
    assert text.startswith("\ufeff")
    head, _, table = text.removeprefix("\ufeff").partition("\r\n\r\n")
    preamble = dict(line.split(",", 1) for line in head.split("\r\n"))
    assert preamble["日期"] == today
    assert preamble["地点"] == XIURONG
    assert preamble["查询人"] == "分析员 · *"
    assert preamble["行数"] == str(count)
    lines = table.strip().split("\r\n")
    assert lines[0] == "名称,编码,小区,社区,层数,党小组"
    assert len(lines) == count + 1
    floors = [int(line.split(",")[4] or 0) for line in lines[1:]]
    assert floors == sorted(floors, reverse=True)
    at = next(index for index, row in enumerate(saved) if row[0] == "名称")
    assert [str(row[1]) for row in saved[:at] if row[0] == "行数"] == [str(count)]
    # The same rows, in which numbers are numbers.
    assert [row[4] for row in saved[at + 1 :]] == floors
    assert [row[1] for row in saved[at + 1 :]] == [line.split(",")[1] for line in lines[1:]]


async def test_a_table_is_narrowed_by_counted_facets_and_turned_in_pages(
    browser: Browser, town: Running, today: str
) -> None:
    address = f"/explorer/list/buildings?place={XIURONG}&day={today}"
    async with view_of(browser, town, address) as page:
        await rows_of(page, "楼栋")
        community = page.locator(".facets select").first
        options = await community.locator("option").all_inner_texts()
        label, counted = options[1].removesuffix(")").rsplit(" (", 1)
        await community.select_option(label)
        assert await rows_of(page, "楼栋") == int(counted)
        await page.locator(".pager select").select_option("20")
        drawn = page.locator("tbody tr")
        await expect(drawn).to_have_count(min(20, int(counted)))
        first = await drawn.first.inner_text()
        await page.get_by_role("button", name="下一页").click()
        await expect(drawn.first).not_to_have_text(first)
        assert "size=20&page=2" in page.url
        second = await drawn.first.inner_text()
        await page.reload()
        await expect(drawn.first).to_have_text(second, use_inner_text=True)
        assert await rows_of(page, "楼栋") == int(counted)


async def test_a_long_table_draws_few_rows_and_prints_all(
    browser: Browser, town: Running, today: str
) -> None:
    address = f"/explorer/list/buildings?place={XIURONG}&day={today}"
    async with view_of(browser, town, address) as page:
        count = await rows_of(page, "楼栋")
        drawn = page.locator("tbody tr:not(.gap)")
        assert await drawn.count() < 60 < count
        # Rows further apart are as many: it scrolls as far as they are high.
        height = "(element) => element.scrollHeight"
        dense = await page.locator(".scroll").evaluate(height)
        await page.click("#density")
        wide = await page.locator(".scroll").evaluate(height)
        assert wide - dense == 6 * (count + 1)
        await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        await expect(drawn).to_have_count(count)
        await page.emulate_media(media="print")
        await expect(page.locator(".rail")).to_be_hidden()
        await expect(page.locator(".print-foot")).to_contain_text("秀容街道")
        pages = await page.pdf(format="A4")
        assert pages.startswith(b"%PDF")


async def test_a_table_is_narrowed_by_words_and_says_so(
    browser: Browser, town: Running, today: str
) -> None:
    address = f"/explorer/list/compounds?place={XIURONG}&day={today}"
    async with view_of(browser, town, address) as page:
        count = await rows_of(page, "小区")
        await page.get_by_role("searchbox").fill("东大街 宿舍")
        await expect(page.locator(".total")).to_contain_text(f"共 {count} 条")
        shown = await rows_of(page, "小区")
        assert 0 < shown < count
        for text in await page.locator("tbody tr").all_inner_texts():
            assert "东大街" in text
            assert "宿舍" in text
        address = page.url
        await page.reload()
        await expect(page.get_by_role("searchbox")).to_have_value("东大街 宿舍")
        assert await rows_of(page, "小区") == shown


async def test_every_view_is_reached_by_the_keyboard(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/explorer?day={today}") as page:
        await expect(page.locator("h1")).to_contain_text("档案")
        reached: list[str] = []
        await page.locator("body").press("Tab")
        for _ in range(40):
            text = await page.evaluate("document.activeElement.textContent.trim()")
            reached.append(text)
            if text == "交叉任职":
                break
            await page.keyboard.press("Tab")
        assert reached[0] == "跳到内容"
        await page.keyboard.press("Enter")
        await expect(page.locator(".rail [aria-current=page]")).to_have_text("交叉任职")
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog")).to_contain_text("快捷键")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_nothing_personal_is_stored_or_named_in_an_address(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/explorer/list/grids?place={XIURONG}&day={today}") as page:
        leader = page.locator("tbody tr").first.locator("td").nth(4)
        name = await leader.inner_text()
        await page.get_by_role("searchbox").fill(name)
        await expect(page.locator(".total")).to_contain_text("显示")
        await leader.get_by_role("link").click()
        await expect(page.locator("h1")).to_contain_text(name)
        stored = json.loads(
            await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
        )
        assert set(stored[0]) <= {"orggraph.language", "orggraph.theme", "orggraph.density"}
        assert {key for key in stored[1] if not key.startswith("tsr-")} == {"orggraph.token"}
        assert name not in json.dumps(stored, ensure_ascii=False)
        assert name not in unquote(page.url) + await page.title()


async def test_pictures_for_the_documentation(
    browser: Browser, town: Running, today: str, tmp_path: Path
) -> None:
    """Writes what README and docs show; with UPDATE_PICTURES=1 into the repository."""
    root = Path(__file__).parents[2] / "docs/pictures"
    folder = root if os.environ.get("UPDATE_PICTURES") == "1" else tmp_path
    shown = {
        "overview": ("/", ".icicle rect", False),
        "coverage": (f"/coverage?by=GROUP&place={XIURONG}", ".matrix tbody tr", False),
        "elevation": ("/elevation/140902001002", ".house", True),
    }
    for name, (view, answered, dark) in shown.items():
        joined = f"{view}{'&' if '?' in view else '?'}day={today}"
        async with view_of(browser, town, joined, size=PICTURE, dark=dark) as page:
            await expect(page.locator(answered).first).to_be_visible()
            await expect(page.locator(".skeleton")).to_have_count(0)
            await expect(page.locator("[aria-busy=true]")).to_have_count(0)
            await page.screenshot(path=folder / f"{name}.png")
        assert (folder / f"{name}.png").stat().st_size > 20_000
        assert (root / f"{name}.png").exists()
