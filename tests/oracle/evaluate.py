"""Filters, counts, aggregates and groups, evaluated over the tables one row at a time.

Logic has two values: a comparison with a missing value does not hold, `ne` and `notIn`
included, and `not` holds exactly where its part does not. A null, or nothing, says nothing;
but `eq` and `ne` of null ask whether a value is missing or there.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tests.oracle.institutions import INSTITUTIONS
from tests.oracle.kinds import Kind
from tests.oracle.organizations import ORGANIZATIONS
from tests.oracle.places import PLACES
from tests.oracle.world import Row, World

KINDS: Mapping[str, Kind] = {**PLACES, **ORGANIZATIONS, **INSTITUTIONS}

Where = Mapping[str, Any]

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "in": lambda a, b: a in b,
    "notIn": lambda a, b: a not in b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "contains": lambda a, b: b in a,
    "startsWith": lambda a, b: a.startswith(b),
    "endsWith": lambda a, b: a.endswith(b),
}


# --- rows ---


def _places(kind: str) -> Callable[[World], list[Row]]:
    return lambda world: [p for p in world.tables.rows["places"] if p["kind"] == kind]


def _table(name: str) -> Callable[[World], list[Row]]:
    return lambda world: world.tables.rows[name]


# Root lists: the type of their rows, and the rows there are on the day.
ROOTS: Mapping[str, tuple[str, Callable[[World], list[Row]]]] = {
    "places": ("Place", _table("places")),
    "districts": ("District", _places("DISTRICT")),
    "subdistricts": ("Subdistrict", _places("SUBDISTRICT")),
    "communities": ("Community", _places("COMMUNITY")),
    "grids": ("Grid", _places("GRID")),
    "microGrids": ("MicroGrid", _places("MICRO_GRID")),
    "compounds": ("Compound", _places("COMPOUND")),
    "buildings": ("Building", _places("BUILDING")),
    "buildingUnits": ("BuildingUnit", _places("BUILDING_UNIT")),
    "partyOrganizations": (
        "PartyOrganization",
        lambda world: [o for o in world.tables.rows["organizations"] if world.in_office(o)],
    ),
    "people": ("Person", _table("people")),
    "members": (
        "Person",
        lambda world: [p for p in world.tables.rows["people"] if world.member(p)],
    ),
    "posts": ("Post", lambda world: [p for p in world.tables.rows["posts"] if world.held_post(p)]),
    "propertyCompanies": ("PropertyCompany", _table("companies")),
    "liaisonUnits": ("LiaisonUnit", _table("units")),
    "facilities": ("Facility", _table("facilities")),
    "activities": ("Activity", _table("activities")),
}


def matching(world: World, kind: str, rows: Sequence[Row], where: Where | None) -> list[Row]:
    """The rows of a type that a filter keeps, in their order."""
    return [row for row in rows if fulfils(world, kind, row, where or {})]


# --- filters ---


def fulfils(world: World, kind: str, row: Row, where: Where) -> bool:
    """Whether a row of a type fulfils all entries of an `XWhere`, in its JSON form."""
    return all(_entry(world, kind, row, name, value) for name, value in where.items())


def _entry(world: World, kind: str, row: Row, name: str, value: Any) -> bool:
    told = KINDS[kind]
    if value is None:
        return True
    if name == "and":
        return all(fulfils(world, kind, row, part) for part in value)
    if name == "or":
        return any(fulfils(world, kind, row, part) for part in value)
    if name == "not":
        return not fulfils(world, kind, row, value)
    if name == "within":
        assert told.within is not None
        return any(p.code == value for place in told.within(world, row) for p in world.above(place))
    if name in told.scalars:
        item = told.scalars[name]
        return holds(item.value(world, row), value, dates=item.kind == "Date")
    if name in told.ones:
        target, follow = told.ones[name]
        return _one(world, target, follow(world, row), value)
    target, many = {**told.manys, **told.listed}[name]
    return _many(world, target, many(world, row), value)


def holds(found: Any, operators: Mapping[str, Any], dates: bool = False) -> bool:
    """Whether a value, or None where it is missing, fulfils all operators of a filter.

    dates: the value is a date; operands may be text.
    """
    for name, operand in operators.items():
        if name == "isNull":
            if operand is not None and (found is None) != operand:
                return False
        elif operand is None:
            if (found is None) != (name == "eq"):
                return False
        elif found is None or not OPERATORS[name](found, _dates(operand) if dates else operand):
            return False
    return True


def _dates(operand: Any) -> Any:
    if isinstance(operand, list):
        return [_dates(item) for item in operand]  # pyright: ignore[reportUnknownVariableType]
    return date.fromisoformat(operand) if isinstance(operand, str) else operand


def _one(world: World, kind: str, found: Row | None, where: Where) -> bool:
    given = {name: value for name, value in where.items() if value is not None}
    inner = {name: value for name, value in given.items() if name != "isNull"}
    if "isNull" in given and (found is None) != given["isNull"]:
        return False
    return not inner or (found is not None and fulfils(world, kind, found, inner))


def _many(world: World, kind: str, found: list[Row], where: Where) -> bool:
    for quantifier, inner in where.items():
        if inner is None:
            continue
        if quantifier == "count":
            operators = {name: value for name, value in inner.items() if name != "where"}
            if not holds(len(matching(world, kind, found, inner.get("where"))), operators):
                return False
            continue
        number = len(matching(world, kind, found, inner))
        quantified = {
            "some": number > 0,
            "none": number == 0,
            "every": number == len(found),
            "single": number == 1,
        }
        if not quantified[quantifier]:
            return False
    return True


# --- aggregates and groups ---


def summed(kind: str) -> list[str]:
    """The fields of a type that aggregates sum up."""
    return [name for name, item in KINDS[kind].scalars.items() if item.kind in ("Int", "Date")]


def aggregate(world: World, kind: str, rows: Sequence[Row], raw: bool = False) -> dict[str, Any]:
    """The value of `aggregate` in its JSON form; averages as exact as Python has them.

    raw: dates are left dates.
    """
    found: dict[str, Any] = {"count": len(rows)}
    for name in summed(kind):
        item = KINDS[kind].scalars[name]
        values = [v for row in rows if (v := item.value(world, row)) is not None]
        least, most = min(values, default=None), max(values, default=None)
        ends = (least, most) if raw else (shown(least), shown(most))
        found[name] = {"count": len(values), "min": ends[0], "max": ends[1]}
        if item.kind == "Int":
            found[name] |= {
                "sum": sum(values),
                "avg": sum(values) / len(values) if values else None,
            }
    return found


def groups(
    world: World, kind: str, rows: Sequence[Row], field: str, cut: str | None = None
) -> dict[str | None, int]:
    """The value of `groupBy` by one field: key → number of rows.

    field: a value, a to-one relative (its code), or `in:KIND`, the places of a kind in whose
    scope a row is: one row may be in several groups.
    """
    found: Counter[str | None] = Counter()
    for row in rows:
        found.update(set(_keys(world, KINDS[kind], row, field, cut)))
    return dict(found)


def _keys(world: World, kind: Kind, row: Row, field: str, cut: str | None) -> list[str | None]:
    if field.startswith("in:"):
        assert kind.within is not None
        above = [p for place in kind.within(world, row) for p in world.above(place)]
        return [p.code for p in above if p["kind"] == field[3:]] or [None]
    if field in kind.ones:
        other = kind.ones[field][1](world, row)
        return [None if other is None else other.code]
    value = shown(kind.scalars[field].value(world, row))
    if isinstance(value, bool):
        return [str(value).lower()]
    if value is None:
        return [None]
    text = str(value)
    if cut == "MONTH":
        return [text[:7]]
    if cut == "QUARTER":
        return [f"{text[:4]}-Q{(int(text[5:7]) + 2) // 3}"]
    return [text[:4] if cut == "YEAR" else text]


def shown(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value
