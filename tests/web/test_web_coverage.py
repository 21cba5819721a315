"""Coverage and its elevation: sums, drill-down, gaps, what was gained, and addresses that last."""

import re
from typing import Any

from playwright.async_api import Browser, expect
from web_browser import rows_of, view_of
from web_service import Running

XIURONG = "140902001"
COVERAGE = """
query C($day: Date!, $within: String, $level: PlaceKind!) @asOf(date: $day) {
  coverage(of: BUILDING, by: [GROUP], within: $within) {
    total covered uncovered
    groups(by: $level) { total covered place { name } }
  }
}
"""
CHANGE = """
query Change($from: Date!, $to: Date!) {
  coverageChange(of: BUILDING, by: [GROUP], from: $from, to: $to) {
    gained { totalCount }
    lost { totalCount }
  }
}
"""


async def test_the_matrix_says_what_graphql_counts_and_leads_down(
    browser: Browser, town: Running, today: str
) -> None:
    answer = await town.ask(COVERAGE, {"day": today, "level": "SUBDISTRICT"})
    below = await town.ask(COVERAGE, {"day": today, "level": "COMMUNITY", "within": XIURONG})
    async with view_of(browser, town, f"/coverage?day={today}&with=off&by=GROUP") as page:
        matrix = page.locator(".matrix")
        await expect(matrix.locator("tbody tr")).to_have_count(len(answer["coverage"]["groups"]))
        for group in answer["coverage"]["groups"]:
            row = matrix.locator("tbody tr", has_text=group["place"]["name"]).first
            await expect(row.locator("td").nth(1)).to_have_text(f"{group['total']:,}")
            await expect(row.locator("td").nth(2)).to_have_text(f"{group['covered']:,}")
        assert await rows_of(page, "没有党组织的楼栋") == answer["coverage"]["uncovered"]
        await matrix.get_by_role("link", name="秀容街道").click()
        await expect(matrix.locator("tbody tr")).to_have_count(len(below["coverage"]["groups"]))
        await expect(page.locator(".place-picker")).to_contain_text("秀容街道")
        await page.go_back()
        await expect(matrix.locator("tbody tr")).to_have_count(len(answer["coverage"]["groups"]))
        # What happened on the way of the line opens as many places as it says.
        mark = page.locator(".line .mark-up").last
        label = await mark.get_attribute("aria-label") or ""
        found = re.search(r"新覆盖 (\d+)", label)
        assert found is not None, label
        await mark.click()
        assert await rows_of(page, "新覆盖") == int(found[1])
        # Another comparison leaves the view as it is.
        await page.get_by_label("对比").select_option("month")
        await expect(page).to_have_url(re.compile("by=GROUP.*show=gained"))


async def test_an_address_restores_what_it_was_copied_from(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/coverage?day={today}&place={XIURONG}&by=GROUP") as page:
        await page.get_by_role("button", name="正式党员", exact=True).click()
        await page.locator("tr.selectable").nth(2).click()
        chosen = await page.locator("tr[data-chosen] td").nth(1).inner_text()
        await expect(page.locator("aside.side h3").first).to_contain_text(chosen)
        address = page.url
        assert "gapSort=full.desc" in address
        await page.reload()
        await expect(page.locator("aside.side h3").first).to_contain_text(chosen)
        await expect(page.locator("th[aria-sort=descending]")).to_have_count(2)
        assert page.url == address


async def test_what_was_gained_and_lost_has_as_many_rows(
    browser: Browser, town: Running, today: str
) -> None:
    since = "2025-11-01"
    answer = (await town.ask(CHANGE, {"from": since, "to": today}))["coverageChange"]
    address = f"/coverage?day={today}&with={since}&by=GROUP&show="
    assert answer["gained"]["totalCount"] > 0
    async with view_of(browser, town, f"{address}gained") as page:
        assert await rows_of(page, "新覆盖") == answer["gained"]["totalCount"]
        await page.get_by_role("radio", name="失去覆盖").click()
        lost = answer["lost"]["totalCount"]
        if lost == 0:
            await expect(page.get_by_text("两天之间没有变化。")).to_be_visible()
        else:
            assert await rows_of(page, "失去覆盖") == lost


async def test_a_compound_stands_with_all_its_buildings(
    browser: Browser, town: Running, today: str
) -> None:
    code = "140902001002-X01"
    query = """query B($day: Date!, $code: String!) @asOf(date: $day) {
      buildings(where: { within: $code }) { nodes { code units { totalCount } } }
      coverage(of: BUILDING, by: [GROUP], within: $code) {
        gaps { nodes { place { code name } fullMembers } }
      }
    }"""
    answer = await town.ask(query, {"day": today, "code": code})
    async with view_of(browser, town, f"/elevation/{code}?day={today}") as page:
        houses = page.locator(".house")
        await expect(houses).to_have_count(len(answer["buildings"]["nodes"]))
        units = sum(node["units"]["totalCount"] for node in answer["buildings"]["nodes"])
        await expect(page.locator(".house circle")).to_have_count(units)
        gaps = answer["coverage"]["gaps"]["nodes"]
        urgent = [gap for gap in gaps if gap["fullMembers"] >= 3]
        await expect(page.locator(".house[data-state=urgent]")).to_have_count(len(urgent))
        await expect(page.locator(".house[data-state=gap]")).to_have_count(len(gaps) - len(urgent))
        await page.locator(".house[data-state=urgent]").first.press("Enter")
        await expect(page.locator("aside.side")).to_contain_text(urgent[0]["place"]["name"])
        assert f"selected={urgent[0]['place']['code']}" in page.url
        await page.keyboard.press("Escape")
        await expect(page.locator("aside.side")).to_have_count(0)


async def test_codes_in_an_address_stay_the_strings_they_are(
    browser: Browser, town: Running, today: str
) -> None:
    async with view_of(browser, town, f"/coverage?place={XIURONG}&day={today}") as page:
        await expect(page.locator(".place-picker")).to_contain_text("秀容街道")
        await page.get_by_role("link", name="总览").click()
        await expect(page).to_have_url(re.compile(rf"\?place={XIURONG}&day={today}$"))


async def test_the_total_of_an_area_opens_as_many_places(
    browser: Browser, town: Running, today: str
) -> None:
    address = f"/coverage?place={XIURONG}&day={today}&with=off&of=COMPOUND"
    async with view_of(browser, town, address) as page:
        total = page.locator(".matrix tbody tr").first.locator("td").nth(1)
        count = int((await total.inner_text()).replace(",", ""))
        assert count > 0
        await total.get_by_role("link").click()
        assert await rows_of(page, "小区") == count


async def test_a_plan_says_what_if_and_stands_in_its_address(
    browser: Browser, town: Running, today: str
) -> None:
    asked = """query P($day: Date!, $within: String, $changes: [Change!]!) @asOf(date: $day) {
      coverage(of: BUILDING, by: [GROUP], within: $within) {
        covered total
        gaps(orderBy: MEMBERS_DESC, first: 2) { nodes { nearest { code } place { code name } } }
      }
      audit(within: $within) { nodes { id } }
      whatIf(changes: $changes) {
        coverage(of: BUILDING, by: [GROUP], within: $within) { covered total }
        audit(within: $within) { nodes { id } }
      }
    }"""
    variables: dict[str, Any] = {"day": today, "within": XIURONG, "changes": []}
    gaps = (await town.ask(asked, variables))["coverage"]["gaps"]["nodes"]
    async with view_of(
        browser, town, f"/coverage?place={XIURONG}&day={today}&with=off&by=GROUP"
    ) as page:
        for gap in gaps:
            await page.get_by_role(
                "checkbox", name=f"把{gap['place']['name']}列入计划"
            ).first.check()
        await expect(page.locator(".plan tbody").first.locator("tr")).to_have_count(2)
        codes = await page.locator(".plan tbody .code").all_inner_texts()
        variables["changes"] = [
            {
                "establish": {
                    "code": code,
                    "name": f"{gap['place']['name']}党小组",
                    "kind": "GROUP",
                    "parentCode": gap["nearest"]["code"],
                    "placeCodes": [gap["place"]["code"]],
                    "on": today,
                }
            }
            for gap, code in zip(gaps, codes[1::2], strict=True)
        ]
        answer = await town.ask(asked, variables)
        then = answer["whatIf"]["coverage"]
        assert then["covered"] == answer["coverage"]["covered"] + 2
        outcome = page.locator(".plan-outcome")
        await expect(outcome).to_contain_text(f"{then['covered']:,} / {then['total']:,}")
        before = {node["id"] for node in answer["audit"]["nodes"]}
        after = {node["id"] for node in answer["whatIf"]["audit"]["nodes"]}
        assert await rows_of(page, "排查结果的变化") == len(before ^ after)
        address = page.url
        assert "&plan=" in address
        await page.reload()
        await expect(outcome).to_contain_text(f"{then['covered']:,} / {then['total']:,}")
        assert page.url == address
        await page.get_by_role("button", name="清空计划").click()
        await expect(outcome).to_have_count(0)
