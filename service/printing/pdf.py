"""PDF of a page, printed by a Chromium that is there already."""

import asyncio
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.messages import msg

_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
    "microsoft-edge",
)  # fmt: skip
_SECONDS = 120


class NoPrinterError(RuntimeError):
    """There is nothing to make a PDF with, or it failed; the text says what to do."""


def printer() -> str:
    """The Chromium that prints. Raises NoPrinterError."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise NoPrinterError(
            msg(
                "A PDF is printed by Chromium, Chrome or Edge, and none is installed: install one "
                "(on Debian the package chromium), or write .html and print it from a browser."
            )
        )
    return found


async def write_pdf(html: str, path: Path) -> None:
    """Print a page to `path`. Raises NoPrinterError."""
    program = printer()
    with TemporaryDirectory(prefix="orggraph-") as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        words = [
            program, "--headless", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri(),
        ]  # fmt: skip
        # Chromium refuses to sandbox itself for root, as in most containers.
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            words.insert(1, "--no-sandbox")
        process = await asyncio.create_subprocess_exec(
            *words, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            await asyncio.wait_for(process.wait(), _SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
        if process.returncode != 0 or not made.is_file():
            raise NoPrinterError(
                msg(
                    "{program} did not print the page (exit code {returncode}): write "
                    ".html and print "
                    "it from a browser.",
                    program=program,
                    returncode=process.returncode,
                )
            )
        shutil.move(made, path)
