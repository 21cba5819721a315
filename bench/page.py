"""How fast the page is in a real Chromium: `python -m bench.page`, against a running service.

The service shows the demonstration district (it offers personas then), and its page is built. What
is measured: the first view, in a browser that has nothing of it yet; and on a table of 10,000 rows
or more, each of the things done to it, from the press to the frame that shows it.
"""

import argparse
import asyncio
import json
import shutil
import statistics
import sys
from collections.abc import Awaitable, Callable

import httpx
from playwright.async_api import Browser, Page, async_playwright

FIRST_VIEW_MS = 1_500
INTERACTION_MS = 100
ROWS = 10_000
TABLE = "/explorer/list/members"
"""A list with as many rows as there are members: 25,000 in the demonstration."""

# From an action to the second frame after it, when its outcome has been drawn.
_TIMED = """
(act) => new Promise((told) => {
  const start = performance.now();
  act();
  requestAnimationFrame(() => requestAnimationFrame(() => told(performance.now() - start)));
})
"""
_ACTS = {
    "sort by a heading": "() => document.querySelectorAll('thead th button')[%d %% 3].click()",
    "scroll by 2,000 rows": (
        "() => { document.querySelector('.scroll').scrollTop = 68000 * (1 + %d %% 8); }"
    ),
    "narrow by a letter": """() => {
      const field = document.querySelector('.find input');
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
      set.call(field, '%d');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }""",
}


async def first_view(browser: Browser, url: str, token: str) -> float:
    """Milliseconds until the overview shows its figures, to a browser that is new to it."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = await context.new_page()
        await page.goto(f"{url}/#token={token}", wait_until="commit")
        await page.wait_for_selector(".tile .figure", timeout=60_000)
        return float(await page.evaluate("performance.now()"))
    finally:
        await context.close()


async def interactions(page: Page, runs: int) -> dict[str, list[float]]:
    """Milliseconds of each thing done to the table that the page shows."""
    found: dict[str, list[float]] = {}
    for name, act in _ACTS.items():
        found[name] = []
        for run in range(1, runs + 1):
            script = f"({_TIMED})({act % run})"
            found[name].append(float(await page.evaluate(script)))
            await page.wait_for_timeout(200)
    return found


async def _token(url: str) -> str:
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{url}/personas/admin", content="{}", headers={"content-type": "application/json"}
        )
    if answer.is_error:
        sys.exit(f"{url} offers no personas: start it with the demonstration, or give --token.")
    return json.loads(answer.text)["token"]


def _line(name: str, values: list[float], most: int) -> str:
    middle = statistics.median(values)
    sign = "within" if middle <= most else "MORE THAN"
    return f"{name:<34} median {middle:7.0f} ms   most {max(values):7.0f} ms   {sign} {most:,} ms"


async def main(url: str, token: str | None, runs: int) -> None:
    """Measure and print."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("There is no Chromium: install it (on Debian the package chromium).")
    token = token or await _token(url)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        await first_view(browser, url, token)
        times = await repeated(runs, lambda: first_view(browser, url, token))
        print(_line("first view of the overview", times, FIRST_VIEW_MS))
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        await page.goto(f"{url}{TABLE}#token={token}")
        await page.wait_for_selector("tbody tr", timeout=120_000)
        rows = int(await page.locator("table").get_attribute("aria-rowcount") or "0") - 1
        print(f"a table of {rows:,} rows{'' if rows >= ROWS else ' (FEWER THAN WANTED)'}:")
        for name, values in (await interactions(page, runs)).items():
            print("  " + _line(name, values, INTERACTION_MS))
        await browser.close()


async def repeated(runs: int, measure: Callable[[], Awaitable[float]]) -> list[float]:
    """One measurement after another."""
    return [await measure() for _ in range(runs)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="of the running service")
    parser.add_argument("--token", help="an administrator's; default: the persona's")
    parser.add_argument("--runs", type=int, default=7, help="of each measurement")
    asked = parser.parse_args()
    asyncio.run(main(asked.url.rstrip("/"), asked.token, asked.runs))
