"""Files that LibreOffice wrote: `python -m tests.dataset.office` writes them again.

They lie in a folder beside this as they came out of LibreOffice 7.4, so that tests need none. Each
is made of a small workbook of openpyxl that LibreOffice opens and saves in one of its formats.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook  # pyright: ignore[reportMissingModuleSource]
from openpyxl.styles import Font  # pyright: ignore[reportMissingModuleSource]
from openpyxl.worksheet.datavalidation import (  # pyright: ignore[reportMissingModuleSource]
    DataValidation,
)

FOLDER = Path(__file__).parent / "libreoffice"
_TEXT = "Text - txt - csv (StarCalc)"
"""The name of the filter; the numbers behind it: delimiter, quote, character set, first line."""
_CSV = {
    "semicolons.csv": f"csv:{_TEXT}:59,34,76,1",
    "quoted in gbk.csv": f"csv:{_TEXT}:44,34,85,1,,0,true",
    "tabs.tsv": f"csv:{_TEXT}:9,34,76,1",
}


def _units(page: Any) -> None:
    for row in (["编码", "名称"], ["N1", "教育局"], ["N2", "民政局"]):
        page.append(row)


def _formulas(page: Any) -> None:
    """Formulas, whose values LibreOffice works out and stores; one ends in an error."""
    _units(page)
    page["B2"] = '="教育"&"局"'
    page["B3"] = "=1/0"


def _formatted(page: Any) -> None:
    """A title over merged cells, a frozen heading, a hidden row and words to choose from."""
    page.append(["2026年单位登记表"])
    page.append([])
    _units(page)
    page.merge_cells("A1:B1")
    page["A1"].font = Font(size=18, bold=True)
    page.freeze_panes = "A4"
    page.row_dimensions[5].hidden = True
    words: Any = DataValidation(type="list", formula1='"教育局,民政局"')
    page.add_data_validation(words)
    words.add("B4:B20")


def _merged(page: Any) -> None:
    _units(page)
    page["B3"] = None
    page.merge_cells("B2:B3")


def _days(page: Any) -> None:
    """A date in the program's own format, one as text, one as a number of eight digits."""
    page.title = "人员"
    page.append(["编码", "姓名", "党员类别", "入党日期"])
    for number, day in enumerate((date(2011, 7, 1), "2011年7月1日", 20110701, "2011.7")):
        page.append([f"P{number}", "某人", "居民党员", day])
    page["D2"].number_format = "yyyy年m月d日"


def _codes(page: Any) -> None:
    """A number for a code, and one that is longer than a number can be."""
    page.append(["编码", "名称"])
    page.append([1001, "教育局"])
    page.append([140902001001000123, "民政局"])


MADE: dict[str, Callable[[Any], None]] = {
    "saved again.xlsx": _units,
    "formulas.xlsx": _formulas,
    "formatted.xlsx": _formatted,
    "merged.xlsx": _merged,
    "days.xlsx": _days,
    "codes.xlsx": _codes,
    "old.xls": _units,
    "open.ods": _units,
    **dict.fromkeys(_CSV, _units),
}
"""Each file, and what is in the workbook that LibreOffice saves so."""


def main() -> None:
    """Write them all."""
    with tempfile.TemporaryDirectory() as made:
        for name, fill in MADE.items():
            book: Any = Workbook()
            book.active.title = "单位"
            fill(book.active)
            path = Path(made) / "in" / Path(name).with_suffix(".xlsx")
            path.parent.mkdir(exist_ok=True)
            book.save(path)
            suffix = Path(name).suffix[1:]
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation={Path(made).as_uri()}/office",
                 "--convert-to", _CSV.get(name, suffix), "--outdir", f"{made}/out", str(path)],
                check=True, capture_output=True,
            )  # fmt: skip
            (out,) = Path(made, "out").iterdir()
            out.replace(FOLDER / name)


if __name__ == "__main__":
    sys.exit(main())
