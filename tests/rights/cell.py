"""One way to ask, and several of them asked in one operation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CURSOR = "%cursor%"
_PLACE = "%s"
_PLAIN = 40
_NESTED = 4
"""How many fields are asked for at once, with a selection of their own or without: what Neo4j takes
to plan them grows faster than they do."""


@dataclass(frozen=True)
class Cell:
    """One way to ask. field: what is asked about, `Type.name`. path: how.

    source: an operation that gives a cursor to somebody who sees everything; it takes the place
    of `CURSOR` in the text. forged: with other values in it. around, selection: of what is shown,
    the operation but for the field, and the field. parts: the cells that it asks at once.
    """

    field: str
    path: str
    text: str
    source: str = ""
    forged: bool = False
    around: str = ""
    selection: str = ""
    parts: tuple["Cell", ...] = ()

    @property
    def alone(self) -> tuple["Cell", ...]:
        """What is asked, one by one."""
        return self.parts or (self,)


def in_place(field: str, path: str, around: str, selection: str) -> Cell:
    """A field in the place for it in an operation."""
    text = around.replace(_PLACE, selection)
    return Cell(field, path, text, around=around, selection=selection)


def together(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Fewer cells that ask the same: fields of one type that are shown by one way, at once."""
    ways: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        if cell.selection:
            kind = cell.field.partition(".")[0]
            ways.setdefault((kind, cell.around), []).append(cell)
        else:
            yield cell
    for way in ways.values():
        plain = [cell for cell in way if "{" not in cell.selection]
        nested = [cell for cell in way if "{" in cell.selection]
        for fields, most in ((plain, _PLAIN), (nested, _NESTED)):
            for start in range(0, len(fields), most):
                yield _at_once(tuple(fields[start : start + most]))


def _at_once(some: tuple[Cell, ...]) -> Cell:
    if len(some) == 1:
        return some[0]
    fields = ", ".join(cell.field for cell in some)
    selection = " ".join(cell.selection for cell in some)
    text = some[0].around.replace(_PLACE, selection)
    return Cell(fields, some[0].path, text, parts=some)
