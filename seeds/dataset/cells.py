"""Coerces a column's cells to what its type stores, each distinct cell once."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from graph.declare import Plain, Scalar, ValueType, Vocabulary
from graph.tables import Column, Reference
from seeds.dataset.errors import (
    AMBIGUOUS_DATE,
    DIGITS_LOST,
    ERROR_VALUE,
    FORMULA_WITHOUT_VALUE,
    MALFORMED_BOOLEAN,
    MALFORMED_DATE,
    MALFORMED_NUMBER,
    MERGED_CELL,
    UNKNOWN_WORD,
    ErrorKind,
)
from seeds.dataset.frame import Finding, Value
from seeds.dataset.sheets import Cell, Flaw, Flawed

_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_MIDNIGHT}",
        r"(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]",
        r"((?:19|20)\d{2})()(\d{2})(\d{2})",
    )
)
# Day or month first, a year of two digits, or no day at all.
_AMBIGUOUS = re.compile(
    r"\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}[-/.]\d{1,2}|\d{4}年(?:\d{1,2}月)?|(?:19|20)\d{2}"
)
# What is invisible, or a wide form of something else, is no part of a code.
_PLAIN_CODE = re.compile(r"[!-~]*")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{2}")
# A long number as a narrow cell shows it; a name of two characters, as wide as one of three.
_SHOWN_SHORT = re.compile(r"\d(?:\.\d+)?E\+\d{2}")
_DRAWN_OUT = re.compile(r"([\u4e00-\u9fff])\s+([\u4e00-\u9fff])")
# What people write where there is nothing.
_NOTHING = re.compile(r"[-–—－/／\\_]+")
_ODD_CODE = re.compile(rf"{_SCIENTIFIC.pattern}|{_NOTHING.pattern}")
_ODD_TEXT = re.compile(
    rf"[{''.join(map(chr, _INVISIBLE))}]|{_SHOWN_SHORT.pattern}|^{_DRAWN_OUT.pattern}$"
    rf"|^{_NOTHING.pattern}$"
)
_WHOLE = re.compile(r"\+?(?:\d{1,10}|\d{1,3}(?:,\d{3})+)(?:\.0+)?")
_MAX_INT = 2**31 - 1
# Spreadsheets keep fifteen significant digits of a number.
_EXACT = 10**15
# What spreadsheet programs show, and write into CSV files and copied texts, in place of a value.
ERRORS = frozenset(
    (
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA",
        "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!",
        *(f"Err:{number}" for number in range(501, 541)),
        # A value that was too wide for its column.
        *("#" * width for width in range(3, 256)),
    )
)  # fmt: skip
_FLAWS = {
    Flaw.ERROR: ERROR_VALUE,
    Flaw.FORMULA: FORMULA_WITHOUT_VALUE,
    Flaw.MERGED: MERGED_CELL,
}
_BOOLEANS = {
    "true": True, "是": True, "1": True, "yes": True, "有": True, "√": True, "✓": True, "✔": True,
    "false": False, "否": False, "0": False, "no": False, "无": False, "×": False, "✗": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coerced:
    """A column's values; None where a cell is empty or wrong.

    implied: property → values that the column's words set beside their own.
    """

    values: list[Value]
    findings: list[Finding] = field(default_factory=list[Finding])
    implied: dict[str, list[Value]] = field(default_factory=dict[str, list[Value]])


class _WrongCellError(ValueError):
    """A cell that cannot be read as the column's type."""

    def __init__(self, kind: ErrorKind, **details: str) -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.details = details


class _Memo(dict[Cell, Value]):
    """Cell → value, converted when first met; what cannot be converted is in `wrong`."""

    def __init__(self, convert: Callable[[Cell], Value]) -> None:
        super().__init__()
        self.wrong: dict[Cell, _WrongCellError] = {}
        self._convert = convert

    def __missing__(self, cell: Cell) -> Value:
        try:
            value = self._convert(cell)
        except _WrongCellError as error:
            self.wrong[cell] = error
            value = None
        self[cell] = value
        return value


def coerce(column: Column, cells: Sequence[Cell]) -> Coerced:
    """The column's values with defaults filled in, and a finding per malformed cell."""
    types = set(map(type, cells))
    if bool in types and column.type is not Scalar.BOOLEAN:
        # In a dictionary, True would pass for 1.
        cells = [str(c).upper() if isinstance(c, bool) else c for c in cells]
    if _is_text(column.type) and types <= {str, type(None)}:
        texts: list[Value] = [c.strip() or None if isinstance(c, str) else None for c in cells]
        odd = _odd_codes if _is_code(column) else _odd_texts
        if ERRORS.isdisjoint(texts) and not odd(texts):
            return Coerced(texts)
    memo = _Memo(_converter(column))
    values = [memo[cell] for cell in cells]
    findings: list[Finding] = []
    if memo.wrong:
        for row, cell in enumerate(cells):
            error = memo.wrong.get(cell)
            if error is not None:
                findings.append(Finding(row, column.name, error.kind, error.details))
    return Coerced(values, findings, _implied(column, cells))


def empty(column: Column) -> Value:
    """What an empty cell of the column stores."""
    return _stored(column.default)


def _stored(value: Plain | Vocabulary | None) -> Value:
    return value.name if isinstance(value, Vocabulary) else value


def _is_text(kind: ValueType | Reference) -> bool:
    return kind in (Scalar.STRING, Scalar.ID) or isinstance(kind, Reference)


def _converter(column: Column) -> Callable[[Cell], Value]:
    """A function from a cell to a stored value; it raises _WrongCellError."""
    kind = column.type
    default = empty(column)

    def filled(convert: Callable[[Cell], Value]) -> Callable[[Cell], Value]:
        def inner(cell: Cell) -> Value:
            if isinstance(cell, Flawed):
                details = {"value": cell.text} if cell.flaw is Flaw.ERROR else {}
                raise _WrongCellError(_FLAWS[cell.flaw], **details)
            text = cell.strip() if isinstance(cell, str) else None
            if cell is None or text == "" or (text and _NOTHING.fullmatch(text)):
                return default
            if text in ERRORS:
                raise _WrongCellError(ERROR_VALUE, value=text)
            return convert(cell)

        return inner

    if isinstance(kind, Reference) or _is_code(column):
        return filled(_code)
    if kind in (Scalar.STRING, Scalar.ID):
        return filled(_text)
    if kind is Scalar.BOOLEAN:
        return filled(_boolean)
    if kind is Scalar.DATE:
        return filled(_date)
    if kind is Scalar.INT:
        return filled(_whole)
    if isinstance(kind, Scalar):
        raise TypeError(f"{column.name}: datasets have no cells of type {kind.value}")
    return filled(_word(column, kind))


def _text(cell: Cell) -> Value:
    if isinstance(cell, str):
        text = cell.translate(_INVISIBLE).strip()
        if _SHOWN_SHORT.fullmatch(text):
            raise _WrongCellError(DIGITS_LOST)
        drawn_out = _DRAWN_OUT.fullmatch(text)
        return "".join(drawn_out.groups()) if drawn_out else text or None
    if isinstance(cell, float):
        if abs(cell) >= _EXACT:
            raise _WrongCellError(DIGITS_LOST)
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time(0):
        cell = cell.date()
    return str(cell).strip()


def _is_code(column: Column) -> bool:
    return isinstance(column.type, Reference) or (column.key and column.name == "code")


def _odd_texts(texts: Sequence[Value]) -> bool:
    """Whether one of the texts is not to be taken as it stands."""
    return any(
        isinstance(text, str) and not text.isalnum() and _ODD_TEXT.search(text) for text in texts
    )


def _odd_codes(texts: Sequence[Value]) -> bool:
    """Whether one of the codes has to be looked at more closely."""
    together = "".join(text for text in texts if isinstance(text, str))
    if not _PLAIN_CODE.fullmatch(together):
        return True
    return any(isinstance(t, str) and _ODD_CODE.fullmatch(t) for t in texts)


def _code(cell: Cell) -> Value:
    """A code in half width, without what cannot be seen."""
    text = cell if isinstance(cell, str) else str(_text(cell))
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip()
    if isinstance(cell, str) and _SCIENTIFIC.fullmatch(text):
        raise _WrongCellError(DIGITS_LOST)
    return text or None


def _boolean(cell: Cell) -> Value:
    if isinstance(cell, float | int) and cell in (0, 1):
        return bool(cell)
    found = _BOOLEANS.get(folded(cell))
    if found is None:
        raise _WrongCellError(MALFORMED_BOOLEAN)
    return found


def _date(cell: Cell) -> Value:
    if isinstance(cell, datetime):
        if cell.time() != time(0):
            raise _WrongCellError(MALFORMED_DATE)
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    match = next((m for m in (p.fullmatch(text) for p in _DATES) if m is not None), None)
    if match is None:
        raise _WrongCellError(AMBIGUOUS_DATE if _AMBIGUOUS.fullmatch(text) else MALFORMED_DATE)
    try:
        return date(int(match[1]), int(match[3]), int(match[4])).isoformat()
    except ValueError as error:
        raise _WrongCellError(MALFORMED_DATE) from error


def _whole(cell: Cell) -> Value:
    number: int | None = None
    if isinstance(cell, float):
        number = int(cell) if cell.is_integer() else None
    elif isinstance(cell, int):
        number = cell
    elif isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip()
        if _WHOLE.fullmatch(text):
            number = int(text.partition(".")[0].replace(",", ""))
    if number is None or not 0 <= number <= _MAX_INT:
        raise _WrongCellError(MALFORMED_NUMBER)
    return number


def words_of(column: Column, kind: type[Vocabulary]) -> dict[str, Vocabulary]:
    """Every accepted word of an enum column, `folded`, with the member it stands for."""
    found = {folded(word): m for m in kind for word in (m.name, *m.words)}
    return found | {folded(i.word): i.member for i in column.implies}


def folded(word: object) -> str:
    """A word without spaces, whatever its letters' case and width."""
    return "".join(unicodedata.normalize("NFKC", str(word)).split()).casefold()


def _word(column: Column, kind: type[Vocabulary]) -> Callable[[Cell], Value]:
    known = words_of(column, kind)
    chinese = dict.fromkeys([w for m in kind for w in m.words] + [i.word for i in column.implies])
    details = {
        "words": "、".join(w for w in chinese if not w.isascii()),
        "names": ", ".join(m.name for m in kind),
    }

    def convert(cell: Cell) -> Value:
        found = known.get(folded(cell))
        if found is None:
            raise _WrongCellError(UNKNOWN_WORD, **details)
        return found.name

    return convert


def _implied(column: Column, cells: Sequence[Cell]) -> dict[str, list[Value]]:
    """For each property that a word of the column can set, its values where one does."""
    found: dict[str, list[Value]] = {}
    for name in dict.fromkeys(i.property for i in column.implies):
        meaning = {folded(i.word): _stored(i.value) for i in column.implies if i.property == name}
        memo = _Memo(lambda cell, meaning=meaning: meaning.get(folded(cell)))
        values = [memo[cell] for cell in cells]
        if any(v is not None for v in values):
            found[name] = values
    return found
