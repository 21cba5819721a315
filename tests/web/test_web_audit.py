"""The audit and the cross-appointments: counts, findings, evidence, terms, both sides."""

from datetime import date, timedelta
from urllib.parse import unquote

from playwright.async_api import Browser, expect
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
