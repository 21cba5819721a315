"""How fast the page is in a real Chromium: `python -m bench.page`, against a running service.

The service shows the demonstration district (it offers personas then), and its page is built. What
is measured: the first view, in a browser that has nothing of it yet, and the JavaScript that it
loads, without the drawings that come after it; and on a table of 10,000 rows or more, each of the
things done to it, from the press to the frame that shows its outcome. Each figure stands beside its
goal. Exit codes: 0 all within their goals, 1 not all.
"""

import argparse
import asyncio
import gzip
import json
import shutil
import statistics
import sys
from collections.abc import Awaitable, Callable

import httpx
from playwright.async_api import Browser, Page, Response, async_playwright

FIRST_VIEW_MS = 1_500
INTERACTION_MS = 100
INITIAL_BYTES = 300_000
LAZY = "Icicle-"
"""What is loaded after the first figures, by what its file's name begins with."""
ROWS = 10_000
TABLE = "/explorer/list/members"
"""A list with as many rows as there are members: 25,000 in the demonstration."""

# From an action to the frame after the one in which what it changes has changed. `seen` tells by a
# text what is shown; the frame that is asked for then is the one that draws it.
_TIMED = """
(act, seen) => new Promise((told, failed) => {
  const before = seen();
  const start = performance.now();
  act();
  const look = () => {
    if (seen() !== before) requestAnimationFrame(() => told(performance.now() - start));
    else if (performance.now() - start > 10000) failed(new Error('nothing changed'));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
"""
_FIRST = "(document.querySelector('tbody tr:not(.gap)')?.textContent ?? '')"
_SORTED = "[...document.querySelectorAll('th')].map((th) => th.ariaSort).join() + " + _FIRST
_NARROWED = "document.querySelector('.total').textContent + " + _FIRST
# From the end of the table it goes on at its beginning, however few rows there are.
_SCROLLED = """
const box = document.querySelector('.scroll');
box.scrollTop = 68000 * %d %% (box.scrollHeight - box.clientHeight);
"""
_TYPED = """
const field = document.querySelector('.find input');
const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
set.call(field, 'P' + %d %% 3);
field.dispatchEvent(new Event('input', { bubbles: true }));
"""
# Each with what is done in the run of a number, and what is seen to change by it.
_ACTS = {
    "sort by a heading": (
        "document.querySelectorAll('thead th button')[%d %% 3].click()", _SORTED,
    ),
    "scroll by 2,000 rows": (_SCROLLED, _FIRST),
    "narrow by a letter": (_TYPED, _NARROWED),
}  # fmt: skip


async def initial_javascript(browser: Browser, url: str, token: str) -> int:
    """Bytes of the JavaScript of the overview, compressed, without what is loaded after it."""
    loaded: list[Response] = []

    def note(response: Response) -> None:
        loaded.append(response)

    page = await browser.new_page()
    page.on("response", note)
    await page.goto(f"{url}/#token={token}")
    await page.wait_for_selector(".icicle rect", timeout=60_000)
    names = {response: response.url.rsplit("/", 1)[1] for response in loaded}
    initial = [r for r, name in names.items() if name.endswith(".js") and LAZY not in name]
    weights = [len(gzip.compress(await response.body(), 9)) for response in initial]
    await page.close()
    return sum(weights)


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
    for name, (act, seen) in _ACTS.items():
        found[name] = []
        for run in range(1, runs + 1):
            # As one script: the page's policy allows none made of texts.
            script = f"({_TIMED})(() => {{ {act % run} }}, () => {seen})"
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


def _tell(name: str, values: list[float], most: int) -> bool:
    """Print the figures of something beside its goal; whether it is met by the middle one."""
    middle = statistics.median(values)
    sign = "within" if middle <= most else "MORE THAN"
    figures = f"median {middle:7.0f} ms   most {max(values):7.0f} ms"
    print(f"{name:<34} {figures}   {sign} {most:,} ms")
    return middle <= most


async def main(url: str, token: str | None, runs: int) -> bool:
    """Measure and print; whether all goals are met."""
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
        met = [_tell("first view of the overview", times, FIRST_VIEW_MS)]
        weight = await initial_javascript(browser, url, token)
        met.append(weight <= INITIAL_BYTES)
        sign = "within" if met[-1] else "MORE THAN"
        print(
            f"{'initial JavaScript, compressed':<34} {weight / 1000:7.0f} kB"
            f"   {sign} {INITIAL_BYTES / 1000:.0f} kB"
        )
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        await page.goto(f"{url}{TABLE}#token={token}")
        await page.wait_for_selector("tbody tr", timeout=120_000)
        rows = int(await page.locator("table").get_attribute("aria-rowcount") or "0") - 1
        print(f"a table of {rows:,} rows{'' if rows >= ROWS else ' (FEWER THAN WANTED)'}:")
        met.append(rows >= ROWS)
        for name, values in (await interactions(page, runs)).items():
            met.append(_tell(f"  {name}", values, INTERACTION_MS))
        await browser.close()
        return all(met)


async def repeated(runs: int, measure: Callable[[], Awaitable[float]]) -> list[float]:
    """One measurement after another."""
    return [await measure() for _ in range(runs)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="of the running service")
    parser.add_argument("--token", help="an administrator's; default: the persona's")
    parser.add_argument("--runs", type=int, default=7, help="of each measurement")
    asked = parser.parse_args()
    within = asyncio.run(main(asked.url.rstrip("/"), asked.token, asked.runs))
    sys.exit(0 if within else 1)
