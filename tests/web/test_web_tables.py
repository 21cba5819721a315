"""Every table: as many rows as GraphQL counts; sorted, narrowed, turned, saved, printed."""

import asyncio
import csv
import io
import re
from collections.abc import Callable
from io import BytesIO
from itertools import groupby
from typing import Any

import pytest
import web_views as views
from openpyxl import load_workbook  # pyright: ignore[reportMissingModuleSource]
from playwright.async_api import Browser, Locator, Page, expect
from web_browser import rows_of, view_of
from web_service import Running
from web_tables import PASSING, TABLES, Table, number, question

from web.assets import SOURCES

TURNED_FROM = 20
# What the page calls ordered: nothing first, numbers by their size, words as Chinese has them.
ORDERED = """(values) => {
  const { compare } = new Intl.Collator('zh-CN', { numeric: true });
  const plain = /^[\\x20-\\x7e]*$/;
  const by = (a, b) => a === b ? 0 : a === '' ? -1 : b === '' ? 1
    : plain.test(a) && plain.test(b) && isNaN(a + b) ? (a < b ? -1 : 1) : compare(a, b);
  return values.every((value, at) => at === 0 || by(values[at - 1], value) <= 0);
}"""


def test_no_table_is_forgotten_here() -> None:
    made = {
        str(path.relative_to(SOURCES / "src"))
        for path in (SOURCES / "src").rglob("*.tsx")
        if "<DataTable" in path.read_text("utf-8")
    }
    assert made == {table.file for table in TABLES} | PASSING.keys()


async def saved(page: Page, table: Locator, form: str) -> tuple[dict[str, str], list[list[str]]]:
    """A table's file: what stands before it, and its rows with the headings."""
    async with page.expect_download() as waiting:
        await table.get_by_role("button", name=form, exact=True).click()
    body = await asyncio.to_thread((await (await waiting.value).path()).read_bytes)
    if form == "CSV":
        lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    else:
        sheet = load_workbook(BytesIO(body)).active
        assert sheet is not None
        width = range(sheet.max_column)
        lines = [
            ["" if row[at].value is None else str(row[at].value) for at in width]
            for row in sheet.iter_rows()
        ]
    at = next(at for at, line in enumerate(lines) if not any(line))
    width = len([heading for heading in lines[at + 1] if heading])
    return {line[0]: line[1] for line in lines[:at]}, [line[:width] for line in lines[at + 1 :]]


def unquoted(rows: list[list[str]]) -> list[list[str]]:
    """The cells without what keeps a spreadsheet from running them."""
    return [[re.sub(r"^'(?=[=+\-@])", "", cell) for cell in row] for row in rows]


@pytest.mark.drawn(3)
@pytest.mark.parametrize("asked", TABLES, ids=str)
async def test_a_table_does_what_every_table_does(
    browser: Browser, town: Running, today: str, asked: Table
) -> None:
    counted = await town.ask(question(asked), {"day": today, "within": asked.place}, asked.role)
    count = number(counted["count"])
    address = views.with_more(asked.address, place=asked.place, day=today)
    async with view_of(browser, town, address, role=asked.role) as page:
        assert await rows_of(page, asked.name) == count
        assert count > 0
        one = page.get_by_role("table", name=asked.name, exact=True)
        table = page.locator(".table", has=one)
        await in_order(page, table, asked.grouped)
        rows = await narrowed(page, table, asked, count)
        await turned(page, table, rows, asked.grouped)
        await printed(page, table, one, count)


async def in_order(page: Page, table: Locator, grouped: str | None) -> None:
    """Every heading sorts, up and down; the file has the order that is shown, group after group."""
    for heading in await table.locator("thead th").all():
        ways: set[str | None] = set()
        for _ in range(3):
            await heading.get_by_role("button").click()
            ways.add(await heading.get_attribute("aria-sort"))
        assert {"ascending", "descending"} <= ways
    heading = table.locator("thead th").last
    while await heading.get_attribute("aria-sort") == "none":
        await heading.get_by_role("button").click()
    _, (headings, *rows) = await saved(page, table, "CSV")
    falling = await heading.get_attribute("aria-sort") == "descending"
    groups = [list(group) for _, group in groupby(rows, group_in(headings, grouped))]
    for group in groups:
        values = [row[len(headings) - 1] for row in group]
        if falling:
            values.reverse()
        assert await page.evaluate(ORDERED, values), values
    # Rows that belong together stand together.
    assert len(groups) == len({group_in(headings, grouped)(row) for row in rows})


def group_in(headings: list[str], grouped: str | None) -> Callable[[list[str]], str]:
    """What a row's group is called; the same of all where there are none."""
    return lambda row: "" if grouped is None else row[headings.index(grouped)]


async def narrowed(page: Page, table: Locator, asked: Table, count: int) -> list[list[str]]:
    """A word and a counted value narrow it, and its files say so; all of its rows, at the end."""
    name = asked.name
    _, (headings, *rows) = await saved(page, table, "CSV")
    word = next(cell for cell in reversed(rows[-1]) if cell.strip()).split()[0].split("、")[0]
    field = table.get_by_role("searchbox")
    await field.fill(word[:60])
    matching = [row for row in unquoted(rows) if word.lower() in "\n".join(row).lower()]
    await expect(table.locator(".total")).to_contain_text(f"共 {count:,} 条")
    preamble, (_, *shown) = await saved(page, table, "CSV")
    assert preamble["筛选"] == word[:60]
    assert preamble["行数"] == str(len(shown))
    assert unquoted(shown) == matching
    assert await rows_of(page, name) == len(matching)
    preamble, (_, *whole) = await saved(page, table, "XLSX")
    assert preamble["行数"] == str(len(shown))
    assert [[cell.removesuffix(".0") for cell in row] for row in whole] == matching
    await field.fill("")
    held = table.locator(".facets select").first
    if await held.count():
        options = await held.locator("option").all_inner_texts()
        label, at = options[-1].removesuffix(")").rsplit(" (", 1)
        await held.select_option(index=len(options) - 1)
        assert await rows_of(page, name) == int(at.replace(",", ""))
        preamble, (_, *shown) = await saved(page, table, "CSV")
        assert label in preamble.values()
        assert len(shown) == int(at.replace(",", ""))
        await held.select_option("")
    assert await rows_of(page, name) == count
    drawn = await table.locator("thead th").all_inner_texts()
    assert [re.sub(" [↓↑]$", "", heading) for heading in drawn] == [
        heading for heading in headings if heading != asked.grouped
    ]
    return [headings, *rows]


async def turned(page: Page, table: Locator, saved: list[list[str]], grouped: str | None) -> None:
    """Page after page it shows what follows; reloaded it shows the same page."""
    headings, *rows = saved
    if len(rows) <= TURNED_FROM:
        await expect(table.locator(".pager")).to_have_count(0)
        return
    drawn = table.locator("tbody tr:not(.gap, .group)")
    await table.locator(".pager select").select_option(str(TURNED_FROM))
    await expect(drawn).to_have_count(TURNED_FROM)
    await table.get_by_role("button", name="下一页").click()
    await expect(drawn).to_have_count(min(TURNED_FROM, len(rows) - TURNED_FROM))
    begun = {group_in(headings, grouped)(row) for row in rows[: TURNED_FROM + 1]}
    above = TURNED_FROM + (0 if grouped is None else len(begun))
    assert await drawn.first.get_attribute("aria-rowindex") == str(above + 2)
    said = await drawn.all_inner_texts()
    await page.reload()
    await expect(drawn.last).to_have_text(said[-1], use_inner_text=True)
    assert await drawn.all_inner_texts() == said


async def printed(page: Page, table: Locator, one: Locator, count: int) -> None:
    """On paper it stands whole, whatever page the screen shows."""
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    await expect(one.locator("tbody tr:not(.gap, .group)")).to_have_count(min(count, 3_000))
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    buttons: list[Any] = await table.get_by_role("button", name="打印").all()
    assert len(buttons) == 1
