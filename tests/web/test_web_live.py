"""What is shown follows the graph by itself, and nobody loses their place."""

from typing import Any

from playwright.async_api import Browser, expect
from web_browser import rows_of, view_of
from web_service import Running, undo_what_is_left

TABLE = "没有党组织的楼栋"
GAPS = """query G($day: Date!, $within: String) @asOf(date: $day) {
  coverage(of: BUILDING, by: [GROUP], within: $within) {
    uncovered
    gaps(orderBy: MEMBERS_DESC, first: 1) { nodes { nearest { code } place { code name } } }
  }
}"""
APPLY = """mutation A($changes: [Change!]!) {
  applyChanges(changes: $changes) { problems { message } entry { id } }
}"""
SEEN = """(state) => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


async def test_a_change_is_shown_by_itself_and_scroll_selection_and_words_stay(
    browser: Browser, town: Running, today: str
) -> None:
    before = (await town.ask(GAPS, {"day": today}))["coverage"]
    gap: Any = before["gaps"]["nodes"][0]
    group = {
        "code": f"{gap['place']['code']}-NEW",
        "name": f"{gap['place']['name']}党小组",
        "kind": "GROUP",
        "parentCode": gap["nearest"]["code"],
        "placeCodes": [gap["place"]["code"]],
        "on": today,
    }
    address = f"/coverage?day={today}&by=GROUP&with=off&gapSort=members.desc"
    async with view_of(browser, town, address) as page:
        assert await rows_of(page, TABLE) == before["uncovered"]
        table = page.get_by_role("table", name=TABLE, exact=True)
        scroll = page.locator(".scroll", has=table)
        await scroll.evaluate("(element) => { element.scrollTop = 34 * 60; }")
        row = table.locator("tr[aria-rowindex='70']")
        await row.click(position={"x": 4, "y": 4})
        side = page.locator("aside.side h3").first
        chosen = await side.inner_text()
        await expect(page.locator(".heard")).to_have_attribute("data-live", "true")
        done = await town.ask(APPLY, {"changes": [{"establish": group}]}, role="admin")
        assert done["applyChanges"]["problems"] == []
        try:
            await expect(table).to_have_attribute("aria-rowcount", str(before["uncovered"]))
            await expect(page.locator(".heard")).to_contain_text("数据有变化")
            assert await scroll.evaluate("(element) => element.scrollTop") == 34 * 60
            await expect(side).to_have_text(chosen, use_inner_text=True)
            # A tab that is not seen does not listen, and goes on from there when it is.
            await page.evaluate(SEEN, "hidden")
            await expect(page.locator(".heard")).not_to_have_attribute("data-live", "true")
        finally:
            await undo_what_is_left(town)
        await page.evaluate(SEEN, "visible")
        await expect(table).to_have_attribute("aria-rowcount", str(before["uncovered"] + 1))
        await expect(side).to_have_text(chosen, use_inner_text=True)
        assert await scroll.evaluate("(element) => element.scrollTop") == 34 * 60
