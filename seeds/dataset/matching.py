"""Finds the tables among a source's sheets, by name, in either language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.messages import msg
from graph.tables import Table
from seeds.dataset.errors import REPEATED_SHEET, UNKNOWN_SHEET, ErrorKind
from seeds.dataset.frame import Frame
from seeds.dataset.headings import columns_by_heading, frame_of, header_of
from seeds.dataset.names import meant, nearest, plain, told_apart
from seeds.dataset.notes import Note, unknown_sheet
from seeds.dataset.sheets import LISTS, Sheet, SourceError


@dataclass(frozen=True, slots=True)
class LostSheet:
    """A sheet whose rows are not loaded, though they are likely meant to be.

    table: the one that is meant. row: the number of the sheet's first row with something in it.
    """

    sheet: str
    row: int
    table: Table
    kind: ErrorKind
    details: dict[str, str]


@dataclass(frozen=True, slots=True)
class Matched:
    """The tables found, in the source's order, what was ignored, and what was lost."""

    frames: list[Frame]
    notes: list[Note]
    lost: list[LostSheet]


def match(sheets: Sequence[Sheet], tables: Sequence[Table]) -> Matched:
    """Sheets as tables. Raises SourceError as `tables_of` does."""
    found = Matched([], [], [])
    of_sheets = tables_of(sheets, tables)
    names = {t.name: s.name for s, t in zip(sheets, of_sheets, strict=True) if t is not None}
    for sheet, table in zip(sheets, of_sheets, strict=True):
        if table is not None:
            frame = frame_of(sheet, table)
            found.frames.append(frame)
            found.notes.extend(frame.notes)
            continue
        if sheet.name in LISTS:
            continue
        lost = _lost(sheet, tables, names)
        if lost is None:
            found.notes.append(unknown_sheet(sheet.name))
        else:
            found.lost.append(lost)
    return found


def tables_of(sheets: Iterable[Sheet], tables: Sequence[Table]) -> list[Table | None]:
    """Which table each sheet is, by its name.

    Raises SourceError when no sheet is a table, or two are the same one.
    """
    given = list(sheets)
    names = [sheet.name for sheet in given]
    known = _by_name(tables)
    found = told_apart(names, known)
    exact = {plain(name): table for name, table in known.items()}
    for place, name in enumerate(names):
        table = exact.get(plain(name))
        if table is not None and place not in found:
            first = next(names[p] for p, other in found.items() if other is table)
            raise SourceError(
                msg(
                    "“{first}” and “{name}” are both the table {name2} ({zh}): put their "
                    "rows into one "
                    "sheet.",
                    first=first,
                    name=name,
                    name2=table.name,
                    zh=table.zh,
                )
            )
    if not found:
        raise SourceError(_none_of(given, tables))
    return [found.get(place) for place in range(len(names))]


def table_named(name: str, tables: Sequence[Table]) -> Table | None:
    """The table that a sheet of this name is, if it is one."""
    return meant(name, _by_name(tables))


def _by_name(tables: Sequence[Table]) -> dict[str, Table]:
    return {name: table for table in tables for name in (table.name, table.zh)}


def _none_of(sheets: Sequence[Sheet], tables: Sequence[Table]) -> str:
    known = ", ".join(f"{t.name} ({t.zh})" for t in tables)
    likely = "".join(_likely(sheet, tables) for sheet in sheets)
    return msg(
        "The source holds none of the dataset's tables: {known}.{likely}",
        known=known,
        likely=likely,
    )


def _likely(sheet: Sheet, tables: Sequence[Table]) -> str:
    """A sentence about what a sheet may be, with a space in front; empty for no guess."""
    like = nearest(sheet.name, _by_name(tables))
    if like is not None:
        return msg(" Is “{name}” meant to be “{like}”?", name=sheet.name, like=like)
    header = header_of(sheet)
    table = None if header is None else _with_headings(sheet, header, tables)
    if table is None:
        return ""
    return msg(
        " By its headings “{name}” is the table {table} ({zh}): give it that name.",
        name=sheet.name,
        table=table.name,
        zh=table.zh,
    )


def _lost(sheet: Sheet, tables: Sequence[Table], names: dict[str, str]) -> LostSheet | None:
    """What a sheet is likely meant to be, by its name or its headings; names: of those found."""
    header = header_of(sheet)
    if header is None:
        return None
    same = table_named(sheet.name, tables)
    if same is not None and same.name in names:
        details = {"first": names[same.name]}
        return LostSheet(sheet.name, header + 1, same, REPEATED_SHEET, details)
    free = [table for table in tables if table.name not in names]
    known = _by_name(free)
    near = nearest(sheet.name, known)
    table = _with_headings(sheet, header, tables) if near is None else known[near]
    if table is None:
        return None
    details = {"meant_zh": table.zh, "meant": table.name}
    return LostSheet(sheet.name, header + 1, table, UNKNOWN_SHEET, details)


def _with_headings(sheet: Sheet, header: int, tables: Sequence[Table]) -> Table | None:
    """The table most of whose columns the sheet has, the needed ones of its key among them."""
    texts = [str(cell) for cell in sheet.rows[header] if cell is not None]
    best: tuple[int, Table | None] = (1, None)
    for table in tables:
        columns = set(told_apart(texts, columns_by_heading(table)).values())
        key = {column.name for column in table.key if column.needed}
        if key <= columns and len(columns) > best[0]:
            best = (len(columns), table)
    return best[1]
