"""Finds the tables among the sheets, and the columns among the headings, in either language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from graph.tables import Table
from seeds.dataset.frame import Frame
from seeds.dataset.notes import Note, repeated_column, unknown_column, unknown_sheet
from seeds.dataset.sheets import Cell, Sheet, SourceError, is_blank


@dataclass(frozen=True, slots=True)
class Matched:
    """The tables found, in the source's order, and what was ignored."""

    frames: list[Frame]
    notes: list[Note]


def match(sheets: Sequence[Sheet], tables: Sequence[Table]) -> Matched:
    """Sheets as tables. Raises SourceError as `tables_of` does."""
    frames: list[Frame] = []
    notes: list[Note] = []
    for sheet, table in zip(sheets, tables_of(sheets, tables), strict=True):
        if table is None:
            notes.append(unknown_sheet(sheet.name))
        else:
            frames.append(_frame(sheet, table, notes))
    return Matched(frames, notes)


def tables_of(sheets: Iterable[Sheet], tables: Sequence[Table]) -> list[Table | None]:
    """Which table each sheet is, by its name.

    Raises SourceError when no sheet is a table, or two are the same one.
    """
    by_name = {_folded(name): table for table in tables for name in (table.name, table.zh)}
    found: list[Table | None] = []
    sheet_of: dict[str, str] = {}
    for sheet in sheets:
        table = by_name.get(_folded(sheet.name))
        if table is not None and table.name in sheet_of:
            raise SourceError(
                f"“{sheet_of[table.name]}” and “{sheet.name}” are both the table "
                f"{table.name} ({table.zh}): put their rows into one sheet."
            )
        if table is not None:
            sheet_of[table.name] = sheet.name
        found.append(table)
    if not sheet_of:
        names = ", ".join(f"{t.name} ({t.zh})" for t in tables)
        raise SourceError(f"The source holds none of the dataset's tables: {names}.")
    return found


def _folded(text: str) -> str:
    return text.strip().casefold()


def _frame(sheet: Sheet, table: Table, notes: list[Note]) -> Frame:
    header = next((i for i, row in enumerate(sheet.rows) if not is_blank(row)), None)
    if header is None:
        return Frame(table, sheet.name, 1, {}, (), {})
    by_heading = {_folded(h): c.name for c in table.columns for h in (c.name, c.zh)}
    places: dict[str, int] = {}
    headings: dict[str, str] = {}
    for place, cell in enumerate(sheet.rows[header]):
        text = "" if cell is None else str(cell).strip()
        column = by_heading.get(_folded(text))
        if column is None:
            if text:
                notes.append(unknown_column(sheet.name, text))
        elif column in places:
            notes.append(repeated_column(sheet.name, text))
        else:
            places[column] = place
            headings[column] = text
    kept = [
        (number, row)
        for number, row in enumerate(sheet.rows[header + 1 :], header + 2)
        if not is_blank(row)
    ]
    # A column that is empty in every row may be missing from all of them.
    across: list[tuple[Cell, ...]] = list(zip_longest(*(row for _, row in kept)))
    nothing: Sequence[Cell] = (None,) * len(kept)
    raw: dict[str, Sequence[Cell]] = {
        c: across[p] if p < len(across) else nothing for c, p in places.items()
    }
    return Frame(table, sheet.name, header + 1, headings, [n for n, _ in kept], raw)
