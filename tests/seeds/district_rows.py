"""Reads the generated tables the way a stranger would: dictionaries by column name."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from seeds.district import DEFAULT_SEED, REFERENCE_DAY, tables

Record = dict[str, str | int | bool | date | None]


@cache
def data(seed: int = DEFAULT_SEED) -> dict[str, list[Record]]:
    """Every table as records, by the dataset's English names."""
    return {
        table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for table in tables(seed)
    }


def text(value: object) -> str:
    assert isinstance(value, str), value
    return value


def number(value: object) -> int:
    return value if isinstance(value, int) else 0


def holds(record: Record, day: date = REFERENCE_DAY) -> bool:
    """Whether the interval of the record contains the day."""
    since, until = record["since"], record["until"]
    begun = since is None or (isinstance(since, date) and since <= day)
    over = isinstance(until, date) and until <= day
    return begun and not over


def in_office(record: Record, day: date = REFERENCE_DAY) -> bool:
    start, end = record["established_on"], record["dissolved_on"]
    begun = start is None or (isinstance(start, date) and start <= day)
    return begun and not (isinstance(end, date) and end <= day)


@cache
def organizations(day: date = REFERENCE_DAY) -> dict[str, Record]:
    """Those in office, by code."""
    return {text(o["code"]): o for o in data()["organizations"] if in_office(o, day)}


@cache
def kinds() -> dict[str, str]:
    """Place kind by place code."""
    return {text(p["code"]): text(p["kind"]) for p in data()["places"]}


@cache
def parents() -> dict[str, str]:
    """Parent place code by place code; the district has none."""
    return {text(p["code"]): text(p["parent_code"]) for p in data()["places"] if p["parent_code"]}


def path(code: str) -> Iterator[str]:
    """The place's code and those above it, nearest first."""
    above = parents()
    while code:
        yield code
        code = above.get(code, "")


@cache
def covering(day: date = REFERENCE_DAY) -> dict[str, set[str]]:
    """Codes of the organizations covering each place on the day."""
    office = organizations(day)
    found: dict[str, set[str]] = {}
    for area in data()["organization_areas"]:
        code = text(area["organization_code"])
        if code in office and holds(area, day):
            found.setdefault(text(area["place_code"]), set()).add(code)
    return found


def places_of(day: date = REFERENCE_DAY) -> dict[str, set[str]]:
    """Codes of the places each organization covers on the day."""
    found: dict[str, set[str]] = {}
    for place, codes in covering(day).items():
        for code in codes:
            found.setdefault(code, set()).add(place)
    return found


def current_posts(role: str, day: date = REFERENCE_DAY) -> list[Record]:
    office = organizations(day)
    return [
        p
        for p in data()["posts"]
        if p["role"] == role
        and holds(p, day)
        and (p["organization_code"] is None or p["organization_code"] in office)
    ]
