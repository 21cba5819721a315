"""Makes the pictures of files and pages that go out: `python -m tests.docs.printed`.

Runs the commands on the demonstration district, as a clerk would, in a data directory of its own;
then LibreOffice draws the workbooks and Chromium the pages, and pdftoppm makes pictures of their
first pages, in docs/pictures. Needs Debian's packages libreoffice-calc, chromium, poppler-utils and
fonts-wqy-microhei.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook  # pyright: ignore[reportMissingModuleSource]

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
DAY, MONTH = "2026-11-01", "2026-10"
_DOTS = "64"  # per inch
_PARTS = {
    "audit-workbook": "-r 90 -x 54 -y 57 -W 960 -H 300",
    "marked-list": "-r 100 -x 60 -y 85 -W 1050 -H 100",
}
"""Of wide sheets the upper left part, large enough to be read."""
_WRONG = {"C": "城堡", "D": "140902999", "B": None}
"""Cells of the table of places, by column, that a clerk may have filled so."""


def _run(*words: str, folder: Path, codes: tuple[int, ...] = (0,)) -> None:
    env = {**os.environ, "ORGGRAPH_DATA_DIR": str(folder / "data"), "ORGGRAPH_DEMO": "never"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "server.py"), *words],
        env=env, cwd=folder, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode not in codes:
        sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")


def _places(path: Path) -> list[dict[str, Any]]:
    """The rows of the example's first sheet, by heading."""
    page: Any = load_workbook(path, read_only=True).worksheets[0]
    headings, *rows = page.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def _faulty(example: Path, path: Path) -> None:
    """The example's places, a few of them, filled as they should not be."""
    book: Any = load_workbook(example)
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    page = book.worksheets[0]
    page.delete_rows(26, page.max_row)
    for number, (letters, cell) in enumerate(_WRONG.items()):
        page[f"{letters}{5 + 4 * number}"].value = cell
    book.save(path)


def _picture(pdf: Path, name: str, page: int = 1) -> None:
    whole = pdf.with_name(name)
    part = _PARTS.get(name, f"-r {_DOTS}").split()
    subprocess.run(
        ["pdftoppm", *part, "-png", "-singlefile", "-f", str(page), str(pdf), str(whole)],
        check=True,
    )
    shutil.copy(whole.with_suffix(".png"), PICTURES / f"{name}.png")


def _drawn(book: Path) -> Path:
    """A workbook as LibreOffice prints it."""
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={book.parent.as_uri()}/office",
         "--convert-to", "pdf", "--outdir", str(book.parent), str(book)],
        check=True, capture_output=True,
    )  # fmt: skip
    return book.with_suffix(".pdf")


def main() -> None:
    """Make them all."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _run("template", "--out", "template.xlsx", "--tables", "people,posts", folder=folder)
        _run("seed", "--out", "example.xlsx", folder=folder)
        _run("import", "example.xlsx", folder=folder)
        places = _places(folder / "example.xlsx")
        above = {row["编码"]: row["上级编码"] for row in places}
        kinds = {row["编码"]: row["类型"] for row in places}
        unit = next(code for code, kind in kinds.items() if kind == "单元")
        compound = above[above[unit]]
        subdistrict = next(code for code, kind in kinds.items() if kind == "街道")
        _faulty(folder / "example.xlsx", folder / "district.xlsx")
        _run("import", "district.xlsx", "--dry-run", folder=folder, codes=(1,))
        _run("audit", "--on", DAY, "--format", "xlsx", "--out", "audit.xlsx", folder=folder,
             codes=(0, 1))  # fmt: skip
        _run("notices", "--within", compound, "--on", DAY, "--out", "notice.pdf", folder=folder)
        _run("report", "--within", subdistrict, "--month", MONTH, "--out", "report.pdf",
             folder=folder)  # fmt: skip
        _picture(_drawn(folder / "template.xlsx"), "template")
        _picture(_drawn(folder / "district.marked.xlsx"), "marked-list")
        _picture(folder / "district.marked.pdf", "marked", 2)
        _picture(_drawn(folder / "audit.xlsx"), "audit-workbook", 2)
        _picture(folder / "notice.pdf", "notice")
        _picture(folder / "report.pdf", "report")


if __name__ == "__main__":
    main()
