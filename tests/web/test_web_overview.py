"""The overview in a real browser, its figures against what GraphQL answers."""

import re

from playwright.async_api import Browser, expect
from web_browser import page_of
from web_service import Running, token

STANDING = """
query Standing($day: Date!) @asOf(date: $day) {
  compounds: coverage(of: COMPOUND) { total covered }
  buildings: coverage(of: BUILDING, by: [GROUP]) { total covered uncovered }
  units: buildingUnits { totalCount }
  led: buildingUnits(where: { leader: { isNull: false } }) { totalCount }
  audit(severities: [ERROR], first: 1) { totalCount }
}
"""


async def test_the_tiles_say_what_graphql_counts(
    browser: Browser, town: Running, today: str
) -> None:
    answer = await town.ask(STANDING, {"day": today})
    async with page_of(browser, town.url) as page:
        await page.goto(f"{town.url}/?day={today}#token={token('analyst')}")
        assert "token" not in page.url
        for tile, part, whole in (
            ("compounds", answer["compounds"]["covered"], answer["compounds"]["total"]),
            ("buildings", answer["buildings"]["covered"], answer["buildings"]["total"]),
            ("units", answer["led"]["totalCount"], answer["units"]["totalCount"]),
        ):
            figure = page.locator(f"#{tile} .tile-figure .figure")
            await expect(figure).to_contain_text(f"{part:,} / {whole:,}")
            await expect(page.locator(f"#{tile} .gap-link")).to_contain_text(f"{whole - part:,}")
        errors = f"{answer['audit']['totalCount']:,}"
        await expect(page.locator("#errors .tile-figure .figure")).to_contain_text(errors)
        await expect(page.locator(".icicle rect").first).to_be_visible()
        uncovered = f"{answer['buildings']['uncovered']:,}"
        await expect(page.get_by_role("link", name=re.compile("没有党小组的楼栋"))).to_contain_text(
            uncovered
        )
