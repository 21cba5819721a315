"""Checks that look at one table alone: cells, required values, intervals, duplicate keys."""

from collections.abc import Iterator, Set

from graph.declare import CREDIT_CODE, Interval
from graph.tables import Column, Reference
from seeds.dataset.cells import coerce, empty
from seeds.dataset.credit_code import is_credit_code
from seeds.dataset.errors import (
    BAD_CHECK_DIGIT,
    DUPLICATE_KEY,
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
    """Fill in `frame.values` and yield what is wrong with single rows."""
    for column in frame.table.columns:
        if column.needed and not frame.given(column) and len(frame):
            yield Finding(WHOLE_TABLE, column.name, MISSING_COLUMN)
    for column in frame.table.columns:
        yield from _fill(frame, column)
    for column in frame.table.columns:
        if frame.given(column):
            yield from _texts(frame, column)
    yield from _one_of(frame)
    yield from _intervals(frame)


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


def interval_of(frame: Frame) -> Interval | None:
    """The properties between which the table's rows are valid, if they are dated."""
    if frame.table.relationship is not None:
        return Interval("since", "until") if frame.table.relationship.dated else None
    return frame.table.nodes[0].valid


def _intervals(frame: Frame) -> Iterator[Finding]:
    interval = interval_of(frame)
    if interval is None:
        return
    by_property = {c.property: c.name for c in frame.table.columns}
    end = by_property[interval.until]
    starts, ends = frame.values[by_property[interval.since]], frame.values[end]
    for row, (since, until) in enumerate(zip(starts, ends, strict=True)):
        if isinstance(since, str) and isinstance(until, str) and until < since:
            yield Finding(row, end, UNTIL_BEFORE_SINCE, {"since": since})


def key_tuples(frame: Frame) -> list[tuple[Value, ...]]:
    """Each row's key cells."""
    return list(zip(*(frame.values[c.name] for c in frame.table.key), strict=True))


def check_duplicates(frame: Frame, unkeyed: Set[int]) -> Iterator[Finding]:
    """Yield the second and later rows of a key. unkeyed: rows whose key cells are wrong."""
    keys = key_tuples(frame)
    if len(set(keys)) == len(keys):
        return
    headings = "”“".join(frame.heading(c.name) for c in frame.table.key)
    first: dict[tuple[Value, ...], int] = {}
    for row, key in enumerate(keys):
        if row in unkeyed:
            continue
        seen = first.setdefault(key, row)
        if seen != row:
            details = {"first": str(frame.numbers[seen]), "key": headings}
            yield Finding(row, frame.table.key[0].name, DUPLICATE_KEY, details)
