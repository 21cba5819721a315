"""What a load would change, or has changed: values before and after, bounded in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graph.declare import IDENTIFYING
from graph.tables import Column
from seeds.dataset.frame import Frame, Value
from seeds.dataset.layout import Field, Layout
from seeds.dataset.problems import MASK

MAX_KEPT = 10_000
"""Changed values kept; the others are only counted."""

ENDS = ("until", "dissolvedOn")
"""The properties that end a row when they are filled."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of a stored row that the source says otherwise.

    table: English name. row: as the person sees it in the sheet. key: the row's key cells.
    column, heading: the column's English name, and its heading in the source. old, new: masked
    when they are personal data, None where there is none.
    """

    table: str
    sheet: str
    row: int
    key: str
    column: str
    heading: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        return f"{self.sheet} {self.key} {self.heading}: {self.old or '–'} → {self.new or '–'}"

    def as_json(self) -> dict[str, Any]:
        """All of it as a JSON object."""
        return asdict(self)


def differences(
    frame: Frame,
    layout: Layout,
    changed: Sequence[tuple[Value, ...]],
    stored: Mapping[str, tuple[Value, ...]],
    rows: Mapping[str, int],
    limit: int,
) -> Iterable[Difference]:
    """The values that differ, at most `limit`. rows: stored key → index of the frame's row."""
    found = 0
    for after in changed:
        before = stored[str(after[0])]
        row = rows[str(after[0])]
        for place, field in enumerate(layout.fields, layout.offset):
            column = field.column
            if column is None or not field.given or before[place] == after[place]:
                continue
            if found == limit:
                return
            found += 1
            old, new = _shown(column, before[place]), _shown(column, after[place])
            yield Difference(
                frame.table.name,
                frame.sheet,
                frame.numbers[row],
                _key(frame, row),
                column.name,
                frame.heading(column.name),
                old,
                new,
            )


def ends(layout: Layout, after: tuple[Value, ...], before: tuple[Value, ...]) -> bool:
    """Whether a changed row got an end that it had not."""
    return any(
        field.name in ENDS and before[place] is None and after[place] is not None
        for place, field in enumerate(layout.fields, layout.offset)
        if _dated(field)
    )


def _dated(field: Field) -> bool:
    return field.date and field.given


def _key(frame: Frame, row: int) -> str:
    cells = (frame.values[column.name][row] for column in frame.table.key)
    return " ".join(str(cell) for cell in cells if cell is not None)


def _shown(column: Column, value: Value) -> str | None:
    if value is None:
        return None
    return MASK if column.personal in IDENTIFYING else str(value)
