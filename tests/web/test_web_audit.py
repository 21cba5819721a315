"""The audit and the cross-appointments: counts, findings, evidence, terms, both sides."""

import re
from collections import defaultdict
from datetime import date, timedelta
from urllib.parse import unquote

from playwright.async_api import Browser, Page, expect
from web_browser import rows_of, view_of
from web_service import Running, token

XIURONG = "140902001"


async def test_rules_and_findings_are_what_graphql_finds(
    browser: Browser, town: Running, today: str
) -> None:
    query = """query A($day: Date!, $within: String!) @asOf(date: $day) {
      auditSummary(within: $within) { count rule { titleZh severity } }
    }"""
    answer = await town.ask(query, {"day": today, "within": XIURONG})
    found = [entry for entry in answer["auditSummary"] if entry["count"] > 0]
    total = sum(entry["count"] for entry in found)
    address = f"/audit?place={XIURONG}&day={today}&with=off"
    async with view_of(browser, town, address) as page:
        rules = page.get_by_test_id("rules")
        await expect(rules.locator("a").first).to_contain_text(f"{total:,}")
        await expect(rules.locator("a")).to_have_count(len(found) + 1)
        assert await rows_of(page, "排查结果") == total
        most = max(found, key=lambda entry: entry["count"])
        await rules.get_by_role("link", name=most["rule"]["titleZh"]).click()
        await expect(page.locator(".findings .total")).to_contain_text(f"{most['count']:,}")
        assert await rows_of(page, "排查结果") == most["count"]


# The headings that are drawn: the place's name, and how many findings of which severity are there.
HEADINGS = """() => [...document.querySelectorAll('.findings th[scope=rowgroup]')].map((th) => [
  th.querySelector('a, span').textContent,
  Object.fromEntries([...th.querySelectorAll('[data-found]')].map((found) =>
    [found.dataset.found, Number(found.lastChild.textContent)])),
])"""
SEVERITIES = ("ERROR", "WARN", "INFO")
Headings = list[tuple[str, dict[str, int]]]


async def by_place(town: Running, day: str, within: str | None) -> Headings:
    """What the headings have to say, in their order: most errors first, what lies nowhere last."""
    query = """query P($day: Date!, $within: String) @asOf(date: $day) {
      auditSummary(within: $within, by: COMMUNITY) {
        count place { name } rule { severity }
      }
    }"""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for entry in (await town.ask(query, {"day": day, "within": within}))["auditSummary"]:
        name = "未归入社区" if entry["place"] is None else entry["place"]["name"]
        severity = entry["rule"]["severity"]
        counts[name][severity] = counts[name].get(severity, 0) + entry["count"]

    def grave(name: str) -> tuple[bool, list[int]]:
        return name == "未归入社区", [-counts[name].get(s, 0) for s in SEVERITIES]

    return [(name, counts[name]) for name in sorted(counts, key=grave)]


async def headings_of(page: Page) -> Headings:
    return [(name, found) for name, found in await page.evaluate(HEADINGS)]


async def paper(page: Page, event: str) -> None:
    await page.evaluate(f"window.dispatchEvent(new Event('{event}print'))")


async def test_findings_stand_under_their_places_with_the_counts_of_graphql(
    browser: Browser, town: Running, today: str
) -> None:
    expected = await by_place(town, today, XIURONG)
    assert len(expected) > 3
    address = f"/audit?place={XIURONG}&day={today}&sort=subject.desc"
    async with view_of(browser, town, address) as page:
        total = await rows_of(page, "排查结果")
        await expect(page.locator(".findings .total")).to_contain_text("各组之内排序")
        await paper(page, "before")
        rows = page.locator(".findings tbody tr.selectable")
        await expect(rows).to_have_count(total)
        assert await headings_of(page) == expected
        # Under each heading stand as many as it says, in the order that was asked for.
        for body, (name, found) in zip(
            await page.locator(".findings tbody").all(), expected, strict=True
        ):
            assert await body.locator("tr.selectable").count() == sum(found.values()), name
        at = await page.locator(".findings tr[aria-rowindex]").evaluate_all(
            "(rows) => rows.map((row) => row.ariaRowIndex)"
        )
        assert at == [str(index) for index in range(1, total + len(expected) + 2)]
        await paper(page, "after")
        assert await page.locator(".findings tr.selectable").count() < total
        # A page that begins within a group says so, and counts all of the group.
        await page.locator(".pager select").select_option("20")
        await page.get_by_role("button", name="下一页").click()
        name, found = expected[0]
        assert sum(found.values()) > 40, "the second page begins within the first group"
        head = page.locator(".findings th[scope=rowgroup]")
        await expect(head).to_contain_text("接上页")
        assert await headings_of(page) == expected[:1]
        await page.reload()
        await expect(head).to_contain_text("接上页")
        await expect(rows).to_have_count(20)
        # As a list it is in one order, and its column is back; so it is for whoever is sent it.
        await page.get_by_role("radio", name="列表").click()
        community = page.get_by_role("columnheader", name="社区")
        await expect(community).to_be_visible()
        await expect(head).to_have_count(0)
        await page.reload()
        await expect(community).to_be_visible()
        await expect(head).to_have_count(0)
        assert "grouped=list" in page.url
        assert await rows_of(page, "排查结果") == total
        await page.get_by_role("radio", name="按地点").click()
        await expect(head.first).to_be_visible()
        await expect(community).to_have_count(0)
        assert "grouped" not in page.url
        await head.first.get_by_role("link", name=name).click()
        await expect(page).to_have_url(re.compile("/explorer/Community"))


async def test_a_place_stays_named_above_its_findings_however_far_one_scrolls(
    browser: Browser, town: Running, today: str
) -> None:
    expected = await by_place(town, today, None)
    starts = [0]
    for _, found in expected:
        starts.append(starts[-1] + sum(found.values()) + 1)
    async with view_of(browser, town, f"/audit?day={today}&with=off") as page:
        assert await rows_of(page, "排查结果") == starts[-1] - len(expected)
        scroll = page.locator(".findings .scroll")
        row = await page.locator(".findings tr.selectable").first.evaluate(
            "(row) => row.getBoundingClientRect().height"
        )
        # Within a group in the middle, further than what is drawn above what is in sight.
        alike = [found for _, found in expected]
        nth = next(
            n for n, f in enumerate(alike) if n > 3 and sum(f.values()) > 30 and alike.count(f) == 1
        )
        await scroll.evaluate(
            "(scroll, top) => { scroll.scrollTop = top }", (starts[nth] + 20) * row
        )
        name = expected[nth][0]
        head = page.locator(".findings th[scope=rowgroup]", has_text=name)
        await expect(head).to_be_in_viewport()
        # Just below the headings of the columns.
        top = """() => {
          const box = document.querySelector('.findings thead th').getBoundingClientRect();
          const found = document.elementFromPoint(box.left + 20, box.bottom + 10);
          return found.closest('th')?.textContent ?? found.outerHTML;
        }"""
        assert name in await page.evaluate(top)
        assert await page.locator(".findings tr.selectable").count() < 80


async def test_a_finding_shows_its_evidence_and_its_source(
    browser: Browser, town: Running, today: str
) -> None:
    query = """query A($day: Date!, $within: String!) @asOf(date: $day) {
      audit(within: $within, severities: [ERROR]) {
        nodes { id subjectName messageZh rule { source } evidence { id } }
      }
    }"""
    answer = await town.ask(query, {"day": today, "within": XIURONG})
    finding = next(node for node in answer["audit"]["nodes"] if node["evidence"])
    address = f"/audit?place={XIURONG}&day={today}&with=off&severity=ERROR&selected={finding['id']}"
    async with view_of(browser, town, address) as page:
        side = page.locator("aside.side")
        await expect(side).to_contain_text(finding["messageZh"])
        await expect(side).to_contain_text(finding["rule"]["source"])
        await expect(side.get_by_test_id("evidence").locator("a")).to_have_count(
            len({node["id"] for node in finding["evidence"]})
        )
        since = await side.get_by_test_id("since").inner_text()
    day = date.fromisoformat(since[:10])
    stood = "query S($day: Date!, $id: ID!) @asOf(date: $day) { node(id: $id) { id } }"
    on_it = await town.ask(stood, {"day": str(day), "id": finding["id"]})
    before = await town.ask(stood, {"day": str(day - timedelta(days=1)), "id": finding["id"]})
    assert on_it["node"] is not None
    assert before["node"] is None or "之前" in since


async def test_overdue_terms_are_as_many_as_the_overview_says(
    browser: Browser, town: Running, today: str
) -> None:
    query = """query T($day: Date!) @asOf(date: $day) {
      partyOrganizations(where: { termEndsOn: { lt: $day } }) { totalCount }
    }"""
    overdue = (await town.ask(query, {"day": today}))["partyOrganizations"]["totalCount"]
    async with view_of(browser, town, f"/?day={today}") as page:
        door = page.get_by_role("link", name="逾期未换届的党组织")
        await expect(door).to_contain_text(str(overdue))
        await door.click()
        assert await rows_of(page, "任期逾期") == overdue
        await expect(page.locator(".timeline .late")).to_have_count(min(overdue, 40))


async def test_the_two_sides_are_the_pairs_of_graphql(
    browser: Browser, town: Running, today: str
) -> None:
    query = """query X($day: Date!, $within: String!) @asOf(date: $day) {
      crossAppointments(within: $within) {
        nodes { status community { name } company { name } appointments { person { name } } }
      }
    }"""
    pairs = (await town.ask(query, {"day": today, "within": XIURONG}))["crossAppointments"]["nodes"]
    mutual = [pair for pair in pairs if pair["status"] == "MUTUAL"]
    async with view_of(browser, town, f"/cross-appointments?place={XIURONG}&day={today}") as page:
        await expect(page.locator(".band-line")).to_have_count(len(pairs))
        assert await rows_of(page, "社区与物业的对应") == len(pairs)
        await page.get_by_role("button", name="双向任职").first.click()
        await expect(page.locator(".band-line")).to_have_count(len(mutual))
        await page.locator(".band-line").first.press("Enter")
        side = page.locator("aside.side")
        for appointment in mutual[0]["appointments"]:
            await expect(side).to_contain_text(appointment["person"]["name"])


async def test_a_finding_leads_to_a_change_that_is_tried_and_back(
    browser: Browser, town: Running, today: str
) -> None:
    asked = """query F($day: Date!, $within: String, $rule: ID!) @asOf(date: $day) {
      audit(rules: [$rule], within: $within, first: 1) { nodes { id subjectName subject { id } } }
    }"""
    rule = "group-leader-missing"
    answer = await town.ask(asked, {"day": today, "within": XIURONG, "rule": rule})
    finding = answer["audit"]["nodes"][0]
    code = finding["subject"]["id"].partition(":")[2]
    changes = [{"dissolve": {"code": code, "on": today}}]
    tried = """query T($day: Date!, $within: String, $changes: [Change!]!) @asOf(date: $day) {
      audit(within: $within) { nodes { id } }
      whatIf(changes: $changes) { audit(within: $within) { nodes { id } } }
    }"""
    outcome = await town.ask(tried, {"day": today, "within": XIURONG, "changes": changes})
    before = {node["id"] for node in outcome["audit"]["nodes"]}
    after = {node["id"] for node in outcome["whatIf"]["audit"]["nodes"]}
    assert finding["id"] in before - after
    address = f"/audit?place={XIURONG}&day={today}&rule={rule}&selected={finding['id']}"
    async with view_of(browser, town, address) as page:
        await page.locator("aside.side a", has_text="撤销").first.click()
        field = page.locator(".change-form input").first
        await expect(field).to_have_value(code)
        # By its name the same one is found, in place of the code.
        await field.fill(finding["subjectName"])
        await page.locator(".change-found button", has_text=code).click()
        await expect(field).to_have_value(code)
        await expect(page.locator(".change-named")).to_have_text(finding["subjectName"])
        # The session ends meanwhile: signed in again, what was filled in is there still.
        day = page.locator(".change-form input[type=date]").first
        await day.fill("2026-10-31")
        await page.evaluate(f"location.hash = 'token={token('analyst', seconds=-60)}'")
        await page.get_by_role("button", name="重新登录").first.click()
        await page.fill("#token", token("analyst"))
        await page.press("#token", "Enter")
        await expect(day).to_have_value("2026-10-31")
        await expect(field).to_have_value(code)
        await day.fill(today)
        await page.get_by_role("button", name="试一试").click()
        assert await rows_of(page, "排查结果的变化") == len(before ^ after)
        await page.get_by_role("link", name="回到排查结果").click()
        await expect(page.locator("tr[data-chosen]")).to_have_count(1)
        assert f"selected={finding['id']}" in unquote(page.url)
