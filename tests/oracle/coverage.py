"""Coverage, counted by hand: which places of a kind are covered on a day, and which are not."""

from collections.abc import Collection
from datetime import date
from typing import Any

from tests.oracle.world import Row, Tables, World

# Kinds of places from the top down, as groups may be asked for.
LEVELS = ("PROVINCE", "CITY", "DISTRICT", "SUBDISTRICT", "COMMUNITY", "LANE", "GRID",
          "MICRO_GRID", "COMPOUND", "BUILDING", "BUILDING_UNIT")  # fmt: skip


def coverage(
    tables: Tables, of: str, by: Collection[str] | None, within: str | None, day: date
) -> dict[str, Any]:
    """Coverage of the places of one kind at or below a place, all places where it is None.

    A place is covered when the area of an organization in office holds this very place on
    the day; by: the kinds of organizations that count, any where None.

    total: the number of places. covered, uncovered: their codes, sorted.
    groups: kind → place code → (total, covered) for every place of the kind in the scope or
        above it; what has no place of the kind above it counts under the next one above.
    gaps: uncovered code → (members, full members) living at or below it.
    """
    world = World(tables, day)
    places = [p for p in tables.rows["places"] if p["kind"] == of and _in(world, p, within)]
    covered = {p.code for p in places if _covered(world, p, by)}
    groups: dict[str, dict[str, tuple[int, int]]] = {}
    for kind in LEVELS:
        tops = [p for p in tables.rows["places"] if p["kind"] == kind]
        groups[kind] = {p.code: (0, 0) for p in tops if _in(world, p, within)}
        if within is not None:
            groups[kind] |= {p.code: (0, 0) for p in tops if _in_reverse(world, p, within)}
        for place in places:
            top = _group(world, place, kind)
            if top is not None:
                total, inside = groups[kind].get(top.code, (0, 0))
                groups[kind][top.code] = (total + 1, inside + (place.code in covered))
    return {
        "total": len(places),
        "covered": sorted(covered),
        "uncovered": sorted(p.code for p in places if p.code not in covered),
        "groups": groups,
        "gaps": {p.code: living(world, p) for p in places if p.code not in covered},
    }


def _group(world: World, place: Row, kind: str) -> Row | None:
    """The place of a kind that a place lies in, or the next above that kind."""
    level = LEVELS.index(kind)
    above = list(world.above(place))
    of_kind = next((p for p in above if p["kind"] == kind), None)
    return of_kind or next((p for p in above if LEVELS.index(p["kind"]) < level), None)


def living(world: World, place: Row) -> tuple[int, int]:
    """The members, and the full members, who live at or below a place."""
    members = full = 0
    for home in world.below(place):
        for person in world.tables.referring("people", "residence_code", home.code):
            if person["category"] is not None:
                members += 1
                full += person["full_member_on"] is not None and (
                    person["full_member_on"] <= world.day
                )
    return members, full


def _in(world: World, place: Row, within: str | None) -> bool:
    return within is None or any(p.code == within for p in world.above(place))


def _in_reverse(world: World, top: Row, within: str) -> bool:
    """Whether a place holds the scope's place."""
    return any(p.code == top.code for p in world.above(world.place(within)))


def _covered(world: World, place: Row, by: Collection[str] | None) -> bool:
    return any(by is None or o["kind"] in by for o in world.covering(place))
