"""Larger scales: the district's rows again and again under other codes and names.

Ten districts make a city, cities stand under one province. Only one district is held in
memory; the rows of the others are rewritten as they are read. Every figure of the district
holds in each of them, so at scale N it holds N times over.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.messages import msg

from .institutions import credit_code
from .people import PHONE_BLOCK
from .state import DISTRICT, Cell, Row

PROVINCE, PROVINCE_NAME = "140000", "山西省"
CITY, CITY_NAME = "140900", "忻州市"
DISTRICT_NAME = "忻府区"
DISTRICTS_PER_CITY = 10
LARGEST_SCALE = 590

_NUMERALS = "〇一二三四五六七八九"
_NAME_STEP = 7_717
"""How far the list of names is turned from one district to the next."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One district of a larger scale: its place among the others, its codes and its name."""

    index: int
    code: str
    name: str
    city: str


def numeral(number: int) -> str:
    """A number below 100 as a place name counts: 一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones or not tens else "")


def copies(scale: int) -> list[Copy]:
    """The real district and `scale` - 1 invented ones, under codes no real place has.

    Raises ValueError when `scale` is below 1 or above LARGEST_SCALE.
    """
    if not 1 <= scale <= LARGEST_SCALE:
        raise ValueError(
            msg(
                "scale is {scale}; give a number from 1 to {most}.", scale=scale, most=LARGEST_SCALE
            )
        )
    found = [Copy(0, DISTRICT, DISTRICT_NAME, CITY)]
    for index in range(1, scale):
        city, place = divmod(index, DISTRICTS_PER_CITY)
        if city == 0:
            stem, town, number = CITY[:4], "", place
        else:
            stem, town, number = f"14{40 + city}", f"演示{numeral(city)}市", place + 1
        name = f"{town}演示{numeral(number)}区"
        found.append(Copy(index, f"{stem}{50 + number}", name, f"{stem}00"))
    return found


def rows_above(scale: int) -> Iterator[Row]:
    """The province and its cities; none at scale 1."""
    if scale == 1:
        return
    empty: Row = (None,) * 13
    yield (PROVINCE, PROVINCE_NAME, "PROVINCE", None, *empty)
    for place in copies(scale)[::DISTRICTS_PER_CITY]:
        number = place.index // DISTRICTS_PER_CITY
        name = CITY_NAME if number == 0 else f"演示{numeral(number)}市"
        yield (place.city, name, "CITY", PROVINCE, *empty)


class Rewriter:
    """Rewrites rows of the first district for another one.

    `names` are all people's names in order: each district turns them by another step.
    """

    def __init__(self, names: list[str], companies: int) -> None:
        self._names = names
        self._companies = companies

    def rewrite(
        self, table: str, columns: tuple[str, ...], rows: list[Row], copy: Copy, scale: int
    ) -> Iterator[Row]:
        """The table's rows as `copy` has them; service items are the same everywhere."""
        if copy.index == 0:
            yield from _under_city(rows) if table == "places" and scale > 1 else rows
            return
        if table == "service_items":
            return
        credit = {
            credit_code(DISTRICT, number): credit_code(copy.code, number)
            for number in range(1, self._companies + 1)
        }
        codes = [
            i for i, column in enumerate(columns) if column == "code" or column.endswith("_code")
        ]
        named = columns.index("name") if table in _NAMED else None
        for number, row in enumerate(rows):
            cells = list(row)
            for i in codes:
                cell = cells[i]
                if isinstance(cell, str):
                    cells[i] = credit.get(cell) or cell.replace(DISTRICT, copy.code, 1)
            if table == "people":
                turned = (number + copy.index * _NAME_STEP) % len(self._names)
                cells[1] = self._names[turned]
                cells[2] = _phone(cells[2], copy.index)
            elif named is not None:
                cells[named] = _renamed(cells[named], copy.name)
            if table == "places" and number == 0:
                cells[3] = copy.city
            yield tuple(cells)


_NAMED = {"places", "organizations", "companies", "units"}


def _under_city(rows: list[Row]) -> Iterator[Row]:
    first = rows[0]
    yield (*first[:3], CITY, *first[4:])
    yield from rows[1:]


def _renamed(name: Cell, district: str) -> Cell:
    if not isinstance(name, str):
        return name
    return name.replace(DISTRICT_NAME, district, 1).replace(CITY_NAME, district, 1)


def _phone(phone: Cell, index: int) -> Cell:
    return f"{PHONE_BLOCK}{index:03}{phone[6:]}" if isinstance(phone, str) else phone
