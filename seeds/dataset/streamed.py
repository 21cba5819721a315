"""Reads worksheets in pieces, for workbooks that are too large to be read at once.

The reader of ordinary ones keeps a whole sheet in a form of its own beside what it gives. Here a
sheet is never held but as the cells that come of it, of which equal texts are one object, as they
are in the file.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.styles import numbers  # pyright: ignore[reportMissingModuleSource]
from openpyxl.utils import datetime as excel  # pyright: ignore[reportMissingModuleSource]

from seeds.dataset.columns import Columns, Shared
from seeds.dataset.flaws import (
    BOOK,
    REFERENCE,
    column_index,
    column_letters,
    damaged,
    entries_of,
    flawed,
    sheet_entries,
)
from seeds.dataset.sheets import Area, Cell

_CHUNK = 1024**2
_TEXTS = "xl/sharedstrings.xml"
_STYLES = "xl/styles.xml"
# openpyxl's own types say little: Any on purpose.
_excel: Any = excel
# Dates and times by number in Chinese, Japanese and Korean versions of spreadsheet programs.
_EASTERN_DATES = frozenset((*range(27, 37), *range(50, 59)))
_PLAIN, _DATE, _DURATION = 0, 1, 2
_MOST_ROWS = 1_048_576
_LETTERS = {column_letters(place): place for place in range(16_384)}


class _DamagedError(ValueError):
    """The XML contradicts itself; the text says how, in English."""


@dataclass(frozen=True, slots=True)
class StreamedSheet:
    """A worksheet: its name, its cells, and which of them are merged."""

    name: str
    rows: Columns
    merged: Sequence[Area]


@dataclass(frozen=True, slots=True)
class _Look:
    """What the cells of all sheets refer to.

    texts: the shared ones. kinds: by style, whether a number is a date or a duration.
    """

    texts: Sequence[str]
    kinds: Sequence[int]
    epoch: datetime


def streamed(archive: ZipFile) -> Iterator[StreamedSheet]:
    """All worksheets, in the workbook's order.

    Raises SourceError for XML that cannot be read, and what `zipfile` raises.
    """
    try:
        yield from _streamed(archive)
    except (ElementTree.ParseError, expat.ExpatError, LookupError, ValueError) as error:
        raise damaged(error) from error


def _streamed(archive: ZipFile) -> Iterator[StreamedSheet]:
    entries = entries_of(archive)
    texts = _texts(archive, entries[_TEXTS]) if _TEXTS in entries else []
    kinds = _kinds(archive.read(entries[_STYLES])) if _STYLES in entries else b""
    look = _Look(texts, kinds, _epoch(archive.read(entries[BOOK])))
    for name, entry in sheet_entries(archive):
        cells = _Cells(look)
        rows = Columns(_rows(archive, entry, cells))
        yield StreamedSheet(name, rows, cells.merged)


def _parsed(archive: ZipFile, entry: str, parser: expat.XMLParserType) -> Iterator[None]:
    """Parse an entry piece by piece."""
    parser.buffer_text = True
    parser.buffer_size = 65_536
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
            yield
    parser.Parse(b"", True)
    yield


def _texts(archive: ZipFile, entry: str) -> list[str]:
    reading = _Texts()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    for _ in _parsed(archive, entry, parser):
        pass
    return reading.found


class _Texts:
    """Follows the shared texts: `si` (a text), `t` (a part of it), `rPh` (how it is spoken)."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._inside = False
        self._spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name[name.rfind(":") + 1 :]
        if tag == "t":
            self._inside = not self._spoken
        elif tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._spoken = True

    def text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)

    def end(self, name: str) -> None:
        tag = name[name.rfind(":") + 1 :]
        if tag == "t":
            self._inside = False
        elif tag == "si":
            self.found.append("".join(self._parts))
        elif tag == "rPh":
            self._spoken = False


def _kinds(styles: bytes) -> Sequence[int]:
    """By the number of a style, what a number in it is."""
    formats = dict(numbers.BUILTIN_FORMATS)
    kinds = array("b")
    root = ElementTree.fromstring(styles)
    for node in root.iter():
        if node.tag.rpartition("}")[2] == "numFmt":
            formats[int(node.get("numFmtId", "0"))] = node.get("formatCode", "")
    for block in root:
        if block.tag.rpartition("}")[2] == "cellXfs":
            for style in block:
                kinds.append(_kind(int(style.get("numFmtId", "0")), formats))
    return kinds


def _kind(number: int, formats: dict[int, str]) -> int:
    code = formats.get(number)
    if numbers.is_timedelta_format(code):
        return _DURATION
    return _DATE if numbers.is_date_format(code) or number in _EASTERN_DATES else _PLAIN


def _epoch(book: bytes) -> datetime:
    for node in ElementTree.fromstring(book).iter():
        if node.tag.rpartition("}")[2] == "workbookPr":
            return (
                _excel.MAC_EPOCH if node.get("date1904") in ("1", "true") else _excel.WINDOWS_EPOCH
            )
    return _excel.WINDOWS_EPOCH


def _rows(archive: ZipFile, entry: str, cells: "_Cells") -> Iterator[list[Cell]]:
    """The rows of a sheet, as they come."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    for _ in _parsed(archive, entry, parser):
        ready, cells.ready = cells.ready, []
        yield from ready


@dataclass(slots=True)
class _Cells:
    """Follows the elements of a sheet: `row`, `c` (cell), `f` (formula), `v` (value), `is` (text).

    ready: rows that are whole and not taken yet.
    """

    look: _Look
    ready: list[list[Cell]] = field(default_factory=list[list[Cell]])
    merged: list[Area] = field(default_factory=list[Area])
    shared: Shared = field(default_factory=Shared)
    row: list[Cell] = field(default_factory=list[Cell])
    number: int = 0
    column: int = -1
    type: str | None = None
    style: int = 0
    value: str | None = None
    formula: str | None = None
    inline: str | None = None
    inside: str | None = None
    spoken: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = name[name.rfind(":") + 1 :]
        if tag == "c":
            self._place(attributes.get("r"))
            self.type = attributes.get("t")
            style = attributes.get("s", "0")
            self.style = int(style) if style.isdecimal() else 0
            self.value = self.formula = self.inline = None
        elif tag == "v" or tag == "f":
            self.inside = tag
            if tag == "v":
                self.value = ""
            else:
                self.formula = ""
        elif tag == "t":
            self.inside = None if self.spoken else "t"
            self.inline = self.inline or ""
        elif tag == "row":
            self._begin(attributes.get("r", ""))
        elif tag == "rPh":
            self.spoken = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        """Text within an element."""
        if self.inside == "v":
            self.value = (self.value or "") + text
        elif self.inside == "t":
            self.inline = (self.inline or "") + text
        elif self.inside == "f":
            self.formula = (self.formula or "") + text

    def end(self, name: str) -> None:
        """An element ends."""
        tag = name[name.rfind(":") + 1 :]
        if tag == "c":
            cell = self._cell()
            if cell is not None:
                missing = self.column - len(self.row)
                if missing > 0:
                    self.row.extend([None] * missing)
                if missing >= 0:
                    self.row.append(cell)
                else:
                    self.row[self.column] = cell
        elif tag == "row":
            self.ready.append(self.row)
        elif tag == "rPh":
            self.spoken = False
        else:
            self.inside = None

    def _begin(self, given: str) -> None:
        number = int(given) if given.isdecimal() else self.number + 1
        if number > _MOST_ROWS:
            raise _DamagedError(f"row {number} is more than a sheet can have")
        if number <= self.number:
            raise _DamagedError(f"row {number} comes after row {self.number}")
        self.ready += [[] for _ in range(number - self.number - 1)]
        self.row, self.number, self.column = [], number, -1

    def _place(self, reference: str | None) -> None:
        letters = "" if reference is None else reference.rstrip("0123456789")
        self.column = self.column + 1 if letters not in _LETTERS else _LETTERS[letters]

    def _merge(self, reference: str) -> None:
        ends = [REFERENCE.fullmatch(end) for end in reference.split(":")]
        cells = [(int(end[2]) - 1, column_index(end[1])) for end in ends if end is not None]
        if len(cells) == len(ends) == 2:
            self.merged.append((cells[0], cells[1]))

    def _cell(self) -> Cell:
        value, look = self.value, self.look
        if self.type == "s" and value:
            return look.texts[int(value)]
        bad = flawed(self.type, value, self.formula, self.inline is not None)
        if bad is not None:
            return bad
        if self.type == "inlineStr" or self.type == "str":
            text = self.inline if self.type == "inlineStr" else value
            return None if text is None else self.shared[text]
        if not value:
            return None
        if self.type == "b":
            return value.strip() == "1"
        if self.type == "d":
            return _excel.from_ISO8601(value)
        return self._number(float(value))

    def _number(self, number: float) -> Cell:
        kinds = self.look.kinds
        kind = kinds[self.style] if self.style < len(kinds) else _PLAIN
        if kind == _PLAIN:
            return number
        try:
            found = _excel.from_excel(number, self.look.epoch, kind == _DURATION)
        except OverflowError:
            return number
        midnight = isinstance(found, datetime) and not (found.hour or found.minute or found.second)
        return found.date() if midnight and not found.microsecond else found
