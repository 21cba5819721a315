"""Checks that look at one table alone: cells, required values, intervals, duplicate keys."""

from collections.abc import Collection, Iterator, Sequence, Set

from graph.credit_code import is_credit_code
from graph.declare import CREDIT_CODE, Interval
from graph.tables import Column, Reference, Table
from seeds.dataset.cells import coerce, empty
from seeds.dataset.errors import (
    BAD_CHECK_DIGIT,
    DUPLICATE_KEY,
    LOST_ALL,
    MALFORMED_CODE,
    MISSING_COLUMN,
    MISSING_VALUE,
    NOT_EXACTLY_ONE,
    UNTIL_BEFORE_SINCE,
    VALUE_TOO_LONG,
)
from seeds.dataset.frame import WHOLE_TABLE, Finding, Frame, Value

MAX_KEY = 64
"""Characters of a code or another key cell: `path` strings them together in an index."""
MAX_TEXT = 2000
"""Characters of any other text."""


def check_rows(frame: Frame) -> Iterator[Finding]:
    """Fill in `frame.values` and yield what is wrong with the rows, all of them being new."""
    yield from read_cells(frame)
    yield from check_values(frame, ())


def read_cells(frame: Frame) -> Iterator[Finding]:
    """Fill in `frame.values` and yield what is wrong with headings and single cells."""
    yield from frame.findings
    for column in frame.table.columns:
        yield from _fill(frame, column)
    for column in frame.table.columns:
        if frame.given(column):
            yield from _texts(frame, column)


def check_values(frame: Frame, stored: Collection[int]) -> Iterator[Finding]:
    """Yield what single rows lack, and what of their values does not go together.

    stored: the rows that are in the graph, which keep what columns that are missing would say;
    `frame.values` has that already where it matters.
    """
    for column in frame.table.columns:
        if column.needed and not frame.given(column) and len(frame):
            yield from missing_column(frame, column, () if column.key else stored)
    yield from _one_of(frame)
    yield from _intervals(frame)


def missing_column(frame: Frame, column: Column, stored: Collection[int]) -> Iterator[Finding]:
    """Yield that a needed column is missing: once for all rows, or for each that is new."""
    if not stored:
        details = {"lost_zh": LOST_ALL[0], "lost": LOST_ALL[1]}
        yield Finding(WHOLE_TABLE, column.name, MISSING_COLUMN, details)
        return
    for row in range(len(frame)):
        if row not in stored and row not in frame.wrong:
            yield Finding(row, column.name, MISSING_COLUMN, lost_new())


def lost_new() -> dict[str, str]:
    """The details of a finding that a row which is new needs a missing column."""
    return {
        "lost_zh": "新增的行必须填写，本行未导入",
        "lost": "a new row needs it, and was not loaded",
    }


def _fill(frame: Frame, column: Column) -> Iterator[Finding]:
    if not frame.given(column):
        frame.values[column.name] = [empty(column)] * len(frame)
        return
    coerced = coerce(column, frame.raw[column.name])
    frame.values[column.name] = coerced.values
    for name, values in coerced.implied.items():
        frame.implied[name] = values
    yield from coerced.findings
    if column.needed and None in coerced.values:
        malformed = {finding.row for finding in coerced.findings}
        for row, value in enumerate(coerced.values):
            if value is None and row not in malformed:
                yield Finding(row, column.name, MISSING_VALUE)


def _texts(frame: Frame, column: Column) -> Iterator[Finding]:
    values = frame.values[column.name]
    texts = [v for v in values if isinstance(v, str)]
    limit = MAX_KEY if column.key or isinstance(column.type, Reference) else MAX_TEXT
    if max(map(len, texts), default=0) > limit:
        for row, value in enumerate(values):
            if isinstance(value, str) and len(value) > limit:
                details = {"length": str(len(value)), "limit": str(limit)}
                yield Finding(row, column.name, VALUE_TOO_LONG, details)
    if column.check == CREDIT_CODE:
        for row, value in enumerate(values):
            if isinstance(value, str) and not is_credit_code(value):
                yield Finding(row, column.name, BAD_CHECK_DIGIT)
    elif _is_code(frame, column):
        # One look at all of them together: a wrong one is rare.
        together = "".join(texts)
        if "/" in together or len(together.split(maxsplit=1)) > 1 or not together.isprintable():
            for row, value in enumerate(values):
                if isinstance(value, str) and not is_code(value):
                    yield Finding(row, column.name, MALFORMED_CODE)


def is_code(text: str) -> bool:
    """Whether a text may be a code: `path` separates codes by slashes, ids have no spaces."""
    return "/" not in text and text.isprintable() and not any(c.isspace() for c in text)


def _is_code(frame: Frame, column: Column) -> bool:
    return column.key and any(column.property == node.key for node in frame.table.nodes)


def _one_of(frame: Frame) -> Iterator[Finding]:
    for group in frame.table.one_of:
        cells = zip(*(frame.values[name] for name in group), strict=True)
        names = "”“".join(frame.heading(name) for name in group)
        for row, values in enumerate(cells):
            filled = sum(v is not None for v in values)
            if filled != 1:
                details = {"columns": names, "filled": str(filled)}
                yield Finding(row, group[0], NOT_EXACTLY_ONE, details)


def interval_of(table: Table) -> Interval | None:
    """The properties between which a table's rows are valid, if they are dated."""
    if table.relationship is not None:
        return Interval("since", "until") if table.relationship.dated else None
    return table.nodes[0].valid


def _intervals(frame: Frame) -> Iterator[Finding]:
    interval = interval_columns(frame)
    if interval is None:
        return
    start, end = interval
    # Where one of the two is in the source, it is the one to be corrected.
    named = end if frame.given(end) else start
    pairs = zip(frame.values[start.name], frame.values[end.name], strict=True)
    for row, (since, until) in enumerate(pairs):
        if isinstance(since, str) and isinstance(until, str) and until < since:
            details = {"since": since, "value": until}
            yield Finding(row, named.name, UNTIL_BEFORE_SINCE, details)


def interval_columns(frame: Frame) -> tuple[Column, Column] | None:
    """The columns of the first day and of the first day after, if the rows are dated."""
    interval = interval_of(frame.table)
    if interval is None:
        return None
    by_property = {c.property: c for c in frame.table.columns}
    return by_property[interval.since], by_property[interval.until]


def key_tuples(frame: Frame) -> list[tuple[Value, ...]]:
    """Each row's key cells."""
    return list(zip(*(frame.values[c.name] for c in frame.table.key), strict=True))


def check_duplicates(frame: Frame, unkeyed: Set[int]) -> Iterator[Finding]:
    """Yield the second and later rows of a key. unkeyed: rows whose key cells are wrong."""
    parts = [frame.values[column.name] for column in frame.table.key]
    # The cells of a single key are not put into tuples: there may be very many.
    keys: Sequence[object] = parts[0] if len(parts) == 1 else key_tuples(frame)
    if len(set(keys)) == len(keys):
        return
    headings = "”“".join(frame.heading(c.name) for c in frame.table.key)
    first: dict[object, int] = {}
    for row, key in enumerate(keys):
        if row in unkeyed:
            continue
        seen = first.setdefault(key, row)
        if seen != row:
            details = {"first": str(frame.numbers[seen]), "key": headings}
            yield Finding(row, frame.table.key[0].name, DUPLICATE_KEY, details)
