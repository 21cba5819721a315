"""Whose rows an answer has: what the log of reads says of it.

A shape marks the objects that are people's (`Object.person`). From it a function is made that goes
over a row once more and collects their keys; it is asked only of operations that show what is
personal, and passes by all that holds no people.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from graph.compiler.complete import page
from graph.compiler.given import Input, number_of
from graph.compiler.shape import (
    Apply,
    Fixed,
    Lookup,
    Many,
    Object,
    One,
    RowOf,
    Shape,
    Value,
    Variants,
    Window,
)


@dataclass
class Shown:
    """Of an operation, whose personal data its answer shows as it is stored.

    people: their keys. asked: it was asked by what other roles may not ask by, such as a phone
    number, so that even an answer without people tells something. again: how many an answer
    showed that was kept, and was given once more.
    """

    people: set[str] = field(default_factory=set[str])
    asked: bool = False
    again: int = 0

    @property
    def number(self) -> int:
        """How many people."""
        return len(self.people) + self.again

    @property
    def anything(self) -> bool:
        """Whether there is something to be noted."""
        return self.asked or self.number > 0


Finder: TypeAlias = Callable[[Value, Input, set[str]], None]
"""Adds the keys of the people in a row to a set. The row is as the completer takes it."""

_Columns: TypeAlias = Callable[[Sequence[Value], Input, set[str]], None]


def finder(shape: Shape, width: int) -> Finder | None:
    """What finds the people in a row of so many columns; None where no part of it has any."""
    found = _of(shape)
    if found is None:
        return None
    taken = _taking(found, width)

    def find(row: Value, env: Input, people: set[str]) -> None:
        taken(row, env, people)
        # Whom a row lacks, or may not name.
        people.discard(cast(str, None))

    return find


def _taking(found: _Columns, width: int) -> Finder:
    """What takes a row of so many columns."""

    def find(row: Value, env: Input, people: set[str]) -> None:
        # A row of one column stands for itself.
        columns = row if width > 1 and isinstance(row, list) else [row]
        if len(columns) >= width:
            found(columns, env, people)

    return find


def _of(shape: Shape) -> _Columns | None:
    match shape:
        case Object(fields, person=at):
            return _all(None if at is None else _Person(at), *(_of(part) for _, part in fields))
        case Many(column, row, window):
            return _rows(column, row, window)
        case One(column, row):
            return _rows(column, row, None)
        case Variants(column, cases, widths):
            return _variants(column, [_of(case) for case in cases], widths)
        case Fixed(items):
            return _all(*map(_of, items))
        case Apply(_, parts):
            return _all(*map(_of, parts))
        case Lookup(_, groups):
            return _all(*(_rows(column, row, Window()) for _, column, row, _ in groups))
        case _:
            return None


@dataclass(frozen=True, slots=True)
class _Person:
    """The person whose key stands in a column."""

    at: int

    def __call__(self, columns: Sequence[Value], env: Input, people: set[str]) -> None:
        key = columns[self.at]
        if key is not None:
            people.add(str(key))


def _all(*parts: _Columns | None) -> _Columns | None:
    found = [part for part in parts if part is not None]
    if len(found) < 2:
        return found[0] if found else None

    def find(columns: Sequence[Value], env: Input, people: set[str]) -> None:
        for part in found:
            part(columns, env, people)

    return find


def _rows(column: int, row: RowOf, window: Window | None) -> _Columns | None:
    """The people of the rows in a column; window: of a list, None of a single row."""
    inside = _of(row.shape)
    if inside is None:
        return None
    if isinstance(inside, _Person) and window is not None:
        return _keys(column, inside.at, row.width, window)
    # A row of one column stands for itself.
    each: Any = inside if row.width > 1 else _taking(inside, row.width)

    def find(columns: Sequence[Value], env: Input, people: set[str]) -> None:
        value: Any = columns[column]
        if value is None:
            return
        if window is None:
            each(value, env, people)
        else:
            for item in _shown(value, window, env):
                if item is not None:
                    each(item, env, people)

    return find


def _keys(column: int, at: int, width: int, window: Window) -> _Columns:
    """The people of a list of nothing but people: most are, and some answers have thousands."""

    def find(columns: Sequence[Value], env: Input, people: set[str]) -> None:
        value: Any = columns[column]
        if value:
            rows: Any = _shown(value, window, env)
            people.update(rows if width == 1 else [row[at] for row in rows if row])

    return find


def _shown(rows: list[Value], window: Window, env: Input) -> list[Value]:
    """The rows of the page, where one more may have been fetched."""
    if not window.more or window.limit is None:
        return rows
    return page(rows, number_of(env[window.limit]), backward=False)


def _variants(
    column: int, cases: Sequence[_Columns | None], widths: Sequence[int]
) -> _Columns | None:
    if not any(cases):
        return None

    def find(columns: Sequence[Value], env: Input, people: set[str]) -> None:
        value = columns[column]
        if isinstance(value, list) and isinstance(value[0], int):
            case = cases[value[0]]
            if case is not None and widths[value[0]]:
                # The index of the case stands in front of its columns.
                case(value[1:], env, people)

    return find
