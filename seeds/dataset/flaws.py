"""Finds a worksheet's cells that are not empty and that the reader gives as empty.

The reader gives an empty text for a cell that shows an error, and for a formula that was saved
without a value, as programs do that write formulas and calculate none. They are found in the
sheet's XML, which is read in pieces; sheets without formulas and errors are only searched.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import ZipFile

from graph.messages import msg
from seeds.dataset.sheets import Flaw, Flawed, SourceError

Flaws = dict[tuple[int, int], Flawed]
"""Row and column index, from 0 on → what stands there."""

READABLE_ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA")
)
"""The errors that the reader knows; others end its reading."""

_CHUNK = 1024**2
_OVERLAP = 64
# How a formula begins, and what the type of an error is: texts are found faster than patterns.
_SUSPECT = (
    *(
        start + b"f" + end
        for start in (b"<", b":")
        for end in (b">", b" ", b"/", b"\n", b"\t", b"\r")
    ),
    b'"e"',
    b"'e'",
)
REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_SHOWN = 200


def flaws_of(archive: ZipFile) -> Iterator[tuple[str, Flaws]]:
    """Each worksheet's name and flawed cells, where it has some.

    Raises SourceError for XML that cannot be parsed, and what `zipfile` raises for a damaged
    archive.
    """
    try:
        for sheet, entry in sheet_entries(archive):
            if _suspect(archive, entry):
                found = _scanned(archive, entry)
                if found:
                    yield sheet, found
    except (ElementTree.ParseError, expat.ExpatError) as error:
        # The reader is less strict, and would go on with these cells as empty ones.
        raise damaged(error) from error


def damaged(error: Exception) -> SourceError:
    """What is said of a workbook whose XML cannot be read."""
    return SourceError(
        msg(
            "A sheet's XML is damaged ({error}). Open the workbook in a spreadsheet program, "
            "save it as .xlsx, and try again.",
            error=error,
        )
    )


def entries_of(archive: ZipFile) -> dict[str, str]:
    """The entries' names in small letters → as they are: programs do not agree in them."""
    return {name.lower(): name for name in archive.namelist()}


def sheet_entries(archive: ZipFile) -> list[tuple[str, str]]:
    """Each worksheet's name and its entry, in the workbook's order.

    Raises ElementTree.ParseError, and what `zipfile` raises for a damaged archive.
    """
    entries = entries_of(archive)
    places = _places(archive, entries).items()
    return [(name, entries[place.lower()]) for name, place in places if place.lower() in entries]


def _places(archive: ZipFile, entries: dict[str, str]) -> dict[str, str]:
    """Sheet name → entry of the archive."""
    if BOOK not in entries or _LINKS not in entries:
        return {}
    links = {
        link.get("Id"): link.get("Target", "")
        for link in ElementTree.fromstring(archive.read(entries[_LINKS]))
        if link.get("Type", "").endswith("/worksheet")
    }
    places: dict[str, str] = {}
    for node in ElementTree.fromstring(archive.read(entries[BOOK])).iter():
        if node.tag.rpartition("}")[2] != "sheet":
            continue
        link = next((v for k, v in node.attrib.items() if k.endswith("}id")), None)
        target = links.get(link)
        if target is None:
            continue
        # Either from the archive's root or from the folder of the workbook's own part.
        place = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if target.startswith("xl/"):
            place = target
        places[node.get("name", "")] = str(PurePosixPath(place))
    return places


def _suspect(archive: ZipFile, entry: str) -> bool:
    tail = b""
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            piece = tail + chunk
            if any(mark in piece for mark in _SUSPECT):
                return True
            tail = chunk[-_OVERLAP:]
    return False


def _scanned(archive: ZipFile, entry: str) -> Flaws:
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return scan.found


class _Scan:
    """Follows the elements of a sheet: `row`, `c` (cell), `f` (formula), `v` (value)."""

    def __init__(self) -> None:
        self.found: Flaws = {}
        self._row = self._column = -1
        self._type: str | None = None
        self._parts: dict[str, str] = {}
        self._inside: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name[name.rfind(":") + 1 :]
        if tag == "c":
            self._enter(attributes.get("r"))
            self._type = attributes.get("t")
            self._parts = {}
        elif tag in ("f", "v", "is"):
            self._parts[tag] = ""
            self._inside = tag
        elif tag == "row":
            given = attributes.get("r", "")
            self._row = int(given) - 1 if given.isdecimal() else self._row + 1
            self._column = -1

    def text(self, text: str) -> None:
        if self._inside is not None and len(self._parts[self._inside]) < _SHOWN:
            self._parts[self._inside] += text

    def end(self, name: str) -> None:
        tag = name[name.rfind(":") + 1 :]
        if tag == self._inside:
            self._inside = None
        elif tag == "c":
            parts = self._parts
            bad = flawed(self._type, parts.get("v"), parts.get("f"), "is" in parts)
            if bad is not None:
                self.found[self._row, self._column] = bad

    def _enter(self, reference: str | None) -> None:
        match = REFERENCE.fullmatch(reference or "")
        if match is None:
            self._column += 1
            return
        self._row = int(match[2]) - 1
        self._column = column_index(match[1])


def flawed(kind: str | None, value: str | None, formula: str | None, inline: bool) -> Flawed | None:
    """What is wrong with a cell that has no value; None for one that has, and for an empty one.

    kind: its type. inline: whether a text stands in the cell itself.
    """
    if kind == "e":
        return Flawed(Flaw.ERROR, (value or "").strip() or "#N/A")
    # A formula may well end in an empty text; that one says so by its type.
    if formula is None or value or inline:
        return None
    if kind == "str" and value is not None:
        return None
    return Flawed(Flaw.FORMULA, f"={formula}"[:_SHOWN])


def column_index(letters: str) -> int:
    """`A` → 0, `AA` → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(index: int) -> str:
    """0 → `A`, 26 → `AA`."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
