"""Finds the columns among a sheet's headings, in either language."""

from collections.abc import Iterator, Sequence
from itertools import islice

from graph.tables import Table
from seeds.dataset.apart import Below, notes_on, set_apart
from seeds.dataset.columns import Columns
from seeds.dataset.errors import (
    MISSING_HEADING,
    REPEATED_COLUMN,
    SURPLUS_FIELD,
    UNKNOWN_COLUMN,
    ErrorKind,
)
from seeds.dataset.flaws import column_letters
from seeds.dataset.frame import HEADINGS, Finding, Frame
from seeds.dataset.names import bare, meant, nearest, told_apart
from seeds.dataset.notes import ignored_column
from seeds.dataset.sheets import Cell, Sheet, is_blank, is_empty

NUMBERING = frozenset(("序号", "序", "行号", "no", "sn"))
"""Headings, `bare`, of columns that number the rows of a form, where they are no table's column."""

ABOVE = 20
"""Rows that may stand above the headings, such as a title."""


def header_of(sheet: Sheet, table: Table | None = None) -> int | None:
    """The index of the row of headings; None for a sheet with nothing in it.

    That is the first row with the key of the table, or among the first rows the one with most of
    its headings; without any, and without a table, the first row that is not blank.
    """
    filled = (i for i, row in enumerate(sheet.rows) if not is_blank(row))
    rows = [*islice(filled, 1 if table is None else ABOVE + 1)]
    if table is None or not rows:
        return rows[0] if rows else None
    key = {column.name for column in table.key if column.needed}
    known = columns_by_heading(table)
    best, most = rows[0], 0
    for row in rows:
        found = set(told_apart(_texts(sheet.rows[row]), known).values())
        if key <= found:
            return row
        if len(found) > most:
            best, most = row, len(found)
    return best


def _texts(row: Sequence[Cell]) -> list[str]:
    return ["" if is_empty(cell) else str(cell).strip() for cell in row]


def columns_by_heading(table: Table) -> dict[str, str]:
    """The headings that a table's columns may have → English column name."""
    return {heading: c.name for c in table.columns for heading in (c.name, c.zh)}


def frame_of(sheet: Sheet, table: Table) -> Frame:
    """A sheet as the rows of a table, not yet checked; `findings` has what its headings lack."""
    header = header_of(sheet, table)
    if header is None:
        return Frame(table, sheet.name, 1, {}, (), {})
    texts = _texts(sheet.rows[header])
    columns = told_apart(texts, columns_by_heading(table))
    rows = Columns.of(sheet.rows)
    numbering = [i for i, text in enumerate(texts) if bare(text) in NUMBERING and i not in columns]
    # Forms are numbered in advance: what has its number alone is blank.
    kept = rows.filled(header + 1, numbering)
    apart = set_apart(Below(rows, kept, texts, columns), table)
    if apart:
        kept = [row for row in kept if row not in apart]
    return Frame(
        table,
        sheet.name,
        header + 1,
        headings={column: texts[place] for place, column in columns.items()},
        numbers=range(kept.start + 1, kept.stop + 1)
        if isinstance(kept, range)
        else [row + 1 for row in kept],
        raw={column: rows.pick(place, kept) for place, column in columns.items()},
        places={column: place for place, column in columns.items()},
        findings=[
            *_unused(texts, columns, table),
            *_without_heading(texts, rows, kept, sheet.delimited),
            *(_surplus(texts, rows, kept) if sheet.delimited else ()),
        ],
        notes=[
            *(ignored_column(sheet.name, texts[place]) for place in numbering),
            *notes_on(sheet.name, apart),
        ],
    )


def _unused(texts: Sequence[str], columns: dict[int, str], table: Table) -> Iterator[Finding]:
    """Headings that are no column's, or that of a column that is there already."""
    known = columns_by_heading(table)
    free = [name for name, column in known.items() if column not in columns.values()]
    for place, text in enumerate(texts):
        if not text or place in columns or bare(text) in NUMBERING:
            continue
        same = meant(text, known)
        if same is not None:
            first = next(texts[p] for p, column in columns.items() if column == same)
            yield _about(REPEATED_COLUMN, place, heading=text, first=first)
            continue
        near = nearest(text, free)
        yield _about(
            UNKNOWN_COLUMN,
            place,
            heading=text,
            meant_zh=f"是否应为“{near}”？" if near else "",
            meant=f" Is “{near}” meant?" if near else "",
        )


def _without_heading(
    texts: Sequence[str], rows: Columns, kept: Sequence[int], delimited: bool
) -> Iterator[Finding]:
    """Columns that have values and no heading; in lines of fields, those between others."""
    for place in range(_width(texts) if delimited else len(rows.columns)):
        if place < len(texts) and texts[place]:
            continue
        filled = sum(not is_empty(cell) for cell in rows.pick(place, kept))
        if filled:
            letters = column_letters(place)
            yield _about(MISSING_HEADING, place, letters=letters, count=str(filled))


def _surplus(texts: Sequence[str], rows: Columns, kept: Sequence[int]) -> Iterator[Finding]:
    """Rows with something beyond the last heading: what stands before it may be shifted."""
    width = _width(texts)
    for index, row in enumerate(kept):
        if rows.widths[row] <= width:
            continue
        cells = rows[row]
        beyond = next((p for p in range(width, len(cells)) if not is_empty(cells[p])), None)
        if beyond is not None:
            details = {"found": str(len(cells)), "expected": str(width)}
            yield Finding(index, "", SURPLUS_FIELD, details, beyond)


def _width(texts: Sequence[str]) -> int:
    return max((place + 1 for place, text in enumerate(texts) if text), default=0)


def _about(kind: ErrorKind, place: int, **details: str) -> Finding:
    return Finding(HEADINGS, "", kind, details, place)
