"""The overview in a real browser: figures against GraphQL, each one the door to its list."""

import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect
from web_browser import rows_of, view_of
from web_service import Running

STANDING = """
query Standing($day: Date!, $within: String) @asOf(date: $day) {
  compounds: coverage(of: COMPOUND, within: $within) { total covered }
  buildings: coverage(of: BUILDING, by: [GROUP], within: $within) { total covered uncovered }
  units: buildingUnits(where: { within: $within }) { totalCount }
  led: buildingUnits(where: { within: $within, leader: { isNull: false } }) { totalCount }
  audit(severities: [ERROR], within: $within, first: 1) { totalCount }
}
"""
XIURONG = "140902001"


async def shows(page: Page, answer: Any) -> None:
    """The four tiles say what the service answered past the page."""
    for tile, part, whole in (
        ("compounds", answer["compounds"]["covered"], answer["compounds"]["total"]),
        ("buildings", answer["buildings"]["covered"], answer["buildings"]["total"]),
        ("units", answer["led"]["totalCount"], answer["units"]["totalCount"]),
    ):
        figure = page.locator(f"#{tile} .tile-figure .figure")
        await expect(figure).to_contain_text(f"{part:,} / {whole:,}")
        await expect(page.locator(f"#{tile} .gap-link")).to_contain_text(f"{whole - part:,}")
    errors = page.locator("#errors .tile-figure .figure")
    await expect(errors).to_contain_text(f"{answer['audit']['totalCount']:,}")


async def test_the_tiles_say_what_graphql_counts(
    browser: Browser, town: Running, today: str
) -> None:
    answer = await town.ask(STANDING, {"day": today})
    async with view_of(browser, town, f"/?day={today}") as page:
        await shows(page, answer)
        await expect(page.locator(".icicle rect").first).to_be_visible()
        gaps = page.get_by_role("link", name=re.compile("没有党小组的楼栋"))
        await expect(gaps).to_contain_text(f"{answer['buildings']['uncovered']:,}")
        assert "token" not in page.url


async def test_the_tiles_follow_the_place_and_the_day(browser: Browser, town: Running) -> None:
    day = "2025-03-01"
    answer = await town.ask(STANDING, {"day": day, "within": XIURONG})
    async with view_of(browser, town, f"/?place={XIURONG}&day={day}&with=off") as page:
        await expect(page.locator(".place-picker")).to_contain_text("秀容街道")
        await expect(page.locator(".band")).to_have_text("以下为2025年3月1日的情况")
        await shows(page, answer)
        # The line of the errors costs twelve audits, and ends in the number above it.
        await page.locator("#errors button.link").click()
        line = page.locator("#errors .spark[role=img]")
        await expect(line).to_have_accessible_name(
            re.compile(rf"{day[:7]} {answer['audit']['totalCount']:,}$")
        )


@pytest.mark.parametrize(
    ("door", "table"),
    [
        ("#buildings .tile-figure a", "有党组织的楼栋"),
        ("#buildings .gap-link", "没有党组织的楼栋"),
        ("#compounds .gap-link", "没有党组织的小区"),
        ("#units .gap-link", "单元"),
    ],
)
async def test_a_figure_opens_the_list_that_it_counts(
    browser: Browser, town: Running, today: str, door: str, table: str
) -> None:
    async with view_of(browser, town, f"/?place={XIURONG}&day={today}&with=off") as page:
        link = page.locator(door)
        text = (await link.inner_text()).split("/")[0].replace(",", "")
        figure = int(re.sub(r"\D", "", text))
        assert figure > 0
        await link.click()
        assert await rows_of(page, table) == figure


async def test_the_errors_open_as_many_findings(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/?place={XIURONG}&day={today}&with=off") as page:
        figure = page.locator("#errors .tile-figure b")
        count = int((await figure.inner_text()).replace(",", ""))
        await figure.click()
        await expect(page).to_have_url(re.compile("/audit.*severity=ERROR"))
        assert await rows_of(page, "排查结果") == count
