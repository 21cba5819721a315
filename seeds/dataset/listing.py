"""What the sheet of problems says, in front of a marked copy."""

from seeds.dataset.errors import CATALOGUE
from seeds.dataset.problems import Problem
from seeds.dataset.sheets import LISTS

LINK = 1
"""The column with the links to the cells."""

MOST_LINKS = 60_000
"""A worksheet may have 65,530 links."""

_HEADINGS = (
    (
        ("表", 14), ("单元格", 9), ("列", 16), ("内容", 20), ("问题", 18), ("说明", 70),
        ("English", 70),
    ),
    (
        ("sheet", 14), ("cell", 9), ("column", 16), ("value", 20), ("problem", 26),
        ("explanation", 70), ("中文", 70),
    ),
)  # fmt: skip


def list_name(chinese: bool) -> str:
    """What the sheet of problems is called."""
    return LISTS[0] if chinese else LISTS[1]


def list_headings(chinese: bool) -> tuple[tuple[str, int], ...]:
    """Its headings, with the columns' widths in characters."""
    return _HEADINGS[0] if chinese else _HEADINGS[1]


def list_cells(problem: Problem) -> tuple[str, ...]:
    """A row of it."""
    kind = CATALOGUE[problem.kind]
    return (
        problem.sheet,
        problem.cell,
        problem.heading,
        problem.value or "",
        kind.titles[0] if problem.chinese else kind.titles[1],
        *problem.sentences,
    )


def more_cells(chinese: bool, more: int) -> tuple[str, ...]:
    """The row below the last problem when only the first of them are listed."""
    zh = f"另有 {more:,} 个问题，只计数，未列出：请先改正以上各处，再次导入。"
    en = f"{more:,} more problems are only counted: correct these, and load the file again."
    return ("", "", "", "", "…", *((zh, en) if chinese else (en, zh)))


def link_to(sheet: str, problem: Problem) -> str:
    """The address of a problem's cell within the workbook."""
    quoted = sheet.replace("'", "''")
    return f"internal:'{quoted}'!{problem.cell}"
