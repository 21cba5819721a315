"""The wrong rows of a source, bounded in memory, with what a person needs to correct them."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from seeds.dataset.frame import WHOLE_TABLE, Finding, Frame
from seeds.dataset.sheets import Cell

MAX_KEPT = 10_000
"""Problems kept with all their words; the others are only counted."""
MASK = "***"
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that makes a row wrong.

    table, column: English names. sheet, heading: as they stand in the source.
    row: as the person sees it in the sheet. value: the cell as given, masked when it is
    personal data, None when it is empty. zh, en: the sentence.
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

    def as_json(self) -> dict[str, Any]:
        """All of it as a JSON object."""
        return asdict(self)


class Problems:
    """Collects findings as problems: the first MAX_KEPT in full, all of them in number."""

    def __init__(self, limit: int = MAX_KEPT) -> None:
        self.by_kind: Counter[str] = Counter()
        self._kept: list[Problem] = []
        self._limit = limit

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
        self.by_kind[finding.kind.name] += 1
        if len(self._kept) < self._limit:
            self._kept.append(_problem(frame, finding))


def _problem(frame: Frame, finding: Finding) -> Problem:
    column = frame.table.column(finding.column)
    heading = frame.heading(column.name)
    if finding.row == WHOLE_TABLE:
        row, value = frame.header, None
    else:
        row = frame.numbers[finding.row]
        cells = frame.raw.get(column.name)
        value = None if cells is None else _shown(cells[finding.row])
        if column.personal is not None and value is not None:
            value = MASK
    details = {"heading": heading, "value": value or "", **finding.details}
    return Problem(
        table=frame.table.name,
        sheet=frame.sheet,
        row=row,
        column=column.name,
        heading=heading,
        value=value,
        kind=finding.kind.name,
        zh=finding.kind.zh.format(**details),
        en=finding.kind.en.format(**details),
    )


def _shown(cell: Cell) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    return (text if len(text) <= _SHOWN else text[:_SHOWN] + "…") or None
