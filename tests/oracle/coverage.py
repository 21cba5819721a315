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
    groups: kind → place code → (total, covered) for every place of the kind, in the scope or
        above it, with places of the asked kind at or below it.
    gaps: uncovered code → (members, full members) living at or below it.
    """
    world = World(tables, day)
    places = [p for p in tables.rows["places"] if p["kind"] == of and _in(world, p, within)]
    covered = {p.code for p in places if _covered(world, p, by)}
    groups: dict[str, dict[str, tuple[int, int]]] = {kind: {} for kind in LEVELS}
    for place in places:
        for top in world.above(place):
            group = groups[top["kind"]]
            total, inside = group.get(top.code, (0, 0))
            group[top.code] = (total + 1, inside + (place.code in covered))
    return {
        "total": len(places),
        "covered": sorted(covered),
        "uncovered": sorted(p.code for p in places if p.code not in covered),
        "groups": groups,
        "gaps": {p.code: living(world, p) for p in places if p.code not in covered},
    }


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


def _covered(world: World, place: Row, by: Collection[str] | None) -> bool:
    return any(by is None or o["kind"] in by for o in world.covering(place))
