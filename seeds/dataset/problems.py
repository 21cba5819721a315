"""What is wrong with a source, bounded in memory, with what a person needs to correct it."""

from collections import Counter
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any

from graph.declare import IDENTIFYING
from seeds.dataset.flaws import column_letters
from seeds.dataset.frame import HEADINGS, WHOLE_TABLE, Finding, Frame
from seeds.dataset.matching import LostSheet
from seeds.dataset.sheets import Cell

MAX_KEPT = 10_000
"""Problems kept with all their words; the others are only counted."""
MASK = "***"
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that makes a row wrong, or a heading or a sheet that is not understood.

    table, column: English names, "" for what is none of the table's columns. sheet, heading:
    as they stand in the source. row: as the person sees it in the sheet. value: the cell as
    given, masked when it is personal data, None when it is empty. zh, en: the sentence.
    place: the cell's index in its row, 0 where there is no such cell.
    """

    table: str
    sheet: str
    row: int
    column: str
    heading: str
    value: str | None
    kind: str
    zh: str
    en: str
    place: int = 0

    @property
    def chinese(self) -> bool:
        """Whether the person who wrote the source reads Chinese first."""
        return any("\u4e00" <= c <= "\u9fff" for c in self.sheet + self.heading)

    @property
    def cell(self) -> str:
        """Where it is, as a spreadsheet program says it: `C12`."""
        return f"{column_letters(self.place)}{self.row}"

    @property
    def sentences(self) -> tuple[str, str]:
        """Both sentences, first the one in the language of the source."""
        return (self.zh, self.en) if self.chinese else (self.en, self.zh)

    def as_json(self) -> dict[str, Any]:
        """All of it but the place as a JSON object."""
        found = asdict(self)
        del found["place"]
        return found


class Problems:
    """Collects findings as problems: the first MAX_KEPT in full, all of them in number.

    Tables are looked at side by side, in threads.
    """

    def __init__(self, limit: int = MAX_KEPT) -> None:
        self.by_kind: Counter[str] = Counter()
        self._kept: list[Problem] = []
        self._limit = limit
        self._lock = Lock()

    @property
    def total(self) -> int:
        """How many there are, kept or not."""
        return self.by_kind.total()

    @property
    def kept(self) -> list[Problem]:
        """The problems kept, in the order they were found."""
        return self._kept

    def add(self, frame: Frame, finding: Finding) -> None:
        """Count a finding, and keep it while there is room."""
        with self._lock:
            self.by_kind[finding.kind.name] += 1
            if len(self._kept) < self._limit:
                self._kept.append(_problem(frame, finding))

    def add_sheet(self, lost: LostSheet) -> None:
        """Count a sheet that is lost, and keep it while there is room."""
        self.by_kind[lost.kind.name] += 1
        if len(self._kept) < self._limit:
            details = {"sheet": lost.sheet, **lost.details}
            zh, en = lost.kind.zh.format(**details), lost.kind.en.format(**details)
            name = lost.table.name
            self._kept.append(
                Problem(name, lost.sheet, lost.row, "", "", None, lost.kind.name, zh, en)
            )


def _problem(frame: Frame, finding: Finding) -> Problem:
    heading = finding.details.get("heading", "")
    if finding.column:
        heading = frame.heading(finding.column)
    row, value = frame.header, None
    if finding.row not in (WHOLE_TABLE, HEADINGS):
        row, value = frame.numbers[finding.row], _value(frame, finding)
    details = {"heading": heading, "value": value or "", **finding.details}
    place = frame.places.get(finding.column, 0) if finding.place is None else finding.place
    return Problem(
        table=frame.table.name,
        sheet=frame.sheet,
        row=row,
        column=finding.column,
        heading=heading,
        value=value,
        kind=finding.kind.name,
        zh=finding.kind.zh.format(**details),
        en=finding.kind.en.format(**details),
        place=place,
    )


def _value(frame: Frame, finding: Finding) -> str | None:
    cells = frame.raw.get(finding.column)
    value = None if cells is None else _shown(cells[finding.row])
    if value is not None and frame.table.column(finding.column).personal in IDENTIFYING:
        return MASK
    return value


def _shown(cell: Cell) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    return (text if len(text) <= _SHOWN else text[:_SHOWN] + "…") or None
