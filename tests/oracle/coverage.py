"""Coverage, counted by hand: which places of a kind are covered on a day, and which are not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.oracle.kinds import first
from tests.oracle.world import Row, Tables, World, distinct

# Kinds of places from the top down, as groups may be asked for.
LEVELS = ("PROVINCE", "CITY", "DISTRICT", "SUBDISTRICT", "COMMUNITY", "LANE", "GRID",
          "MICRO_GRID", "COMPOUND", "BUILDING", "BUILDING_UNIT")  # fmt: skip

# What a place of a kind may lie directly within.
_ABOVE = {
    "CITY": ("PROVINCE",), "DISTRICT": ("CITY",), "SUBDISTRICT": ("DISTRICT",),
    "COMMUNITY": ("SUBDISTRICT",), "LANE": ("COMMUNITY",), "GRID": ("COMMUNITY",),
    "COMPOUND": ("COMMUNITY",), "MICRO_GRID": ("GRID",), "BUILDING": ("COMPOUND", "COMMUNITY"),
    "BUILDING_UNIT": ("BUILDING",),
}  # fmt: skip

# Kinds of organizations that can have one of a kind directly below them.
_PARENTS = {
    "GROUP": ("BRANCH", "GENERAL_BRANCH"),
    "BRANCH": ("COMMITTEE", "GENERAL_BRANCH", "WORKING_COMMITTEE"),
    "GENERAL_BRANCH": ("COMMITTEE", "WORKING_COMMITTEE"),
    "COMMITTEE": ("COMMITTEE", "WORKING_COMMITTEE"),
    "WORKING_COMMITTEE": ("COMMITTEE", "WORKING_COMMITTEE"),
}
_ENOUGH = 3  # full members from which a building should have a Party group


def path_kinds(kind: str) -> set[str]:
    """The kinds of places that can stand on the path to one of a kind, itself included."""
    return {kind}.union(*(path_kinds(above) for above in _ABOVE.get(kind, ())))


@dataclass(frozen=True)
class Coverage:
    """Places of a kind at or below one, all where it is None, on the world's day.

    A place is covered when the area of an organization in office holds this very place. by:
    the kinds of organizations that count, any where None.
    """

    world: World
    of: str
    by: Collection[str] | None
    scope: Row | None

    @property
    def places(self) -> list[Row]:
        """The places counted, by code."""
        found = [p for p in self.world.tables.rows["places"] if p["kind"] == self.of]
        return sorted((p for p in found if self._in(p)), key=lambda p: p.code)

    def covers(self, place: Row) -> bool:
        return any(self.by is None or o["kind"] in self.by for o in self.world.covering(place))

    def gaps(self) -> list[Row]:
        """The places not covered, by code."""
        return [p for p in self.places if not self.covers(p)]

    def groups(self, kind: str) -> list[tuple[Row, int, int]]:
        """Place, total and covered for every place of a kind in the scope or above it, by code.

        What has no place of the kind above it counts under the next one above.
        """
        tops = [p for p in self.world.tables.rows["places"] if p["kind"] == kind]
        found = {p: (0, 0) for p in tops if self._in(p) or self._around(p)}
        for place in self.places:
            top = self._top(place, kind)
            if top is not None:
                total, inside = found.get(top, (0, 0))
                found[top] = (total + 1, inside + self.covers(place))
        return sorted(((p, *n) for p, n in found.items()), key=lambda row: row[0].code)

    def nearest(self, place: Row) -> tuple[Row, Row] | None:
        """The nearest organization at a place or above it that could have what is missing below
        it, and the place that it covers; of several by kind, then by code."""
        kinds = None if self.by is None else {p for kind in self.by for p in _PARENTS[kind]}
        for above in self.world.above(place):
            found = [o for o in self.world.covering(above) if kinds is None or o["kind"] in kinds]
            if found:
                return min(found, key=lambda o: (o["kind"], o.code)), above
        return None

    def last(self, place: Row) -> tuple[Row, date, bool] | None:
        """The organization that covered a place last, the day that ended, and whether because
        it was dissolved."""
        tables = self.world.tables
        ended: list[tuple[date, Row, bool]] = []
        for area in tables.referring("organization_areas", "place_code", place.code):
            organization = tables.one("organizations", area["organization_code"])
            if organization is None or (
                self.by is not None and organization["kind"] not in self.by
            ):
                continue
            begun = [d for d in (area["since"], organization["established_on"]) if d is not None]
            ends = [d for d in (area["until"], organization["dissolved_on"]) if d is not None]
            if not ends or min(ends) > self.world.day or (begun and max(begun) >= min(ends)):
                continue
            ended.append((min(ends), organization, min(ends) == organization["dissolved_on"]))
        if not ended:
            return None
        latest = max(day for day, _, _ in ended)
        organization = first(distinct(o for day, o, _ in ended if day == latest))
        return next((o, day, how) for day, o, how in ended if day == latest and o is organization)

    def reasons(self, place: Row) -> list[str]:
        """Why a gap is one, in sentences."""
        living = self.world.living(place)
        full = sum(self.world.full_member(p) for p in living)
        missing = " or ".join(_words(k) for k in sorted(set(self.by or ()))) or "organization"
        found = [f"{_people(len(living), full)}; {self._lacking(place, missing)}."]
        last = self.last(place)
        if last is not None:
            organization, day, dissolved = last
            how = "was dissolved" if dissolved else "no longer had it in its area"
            found.append(f"It was covered until {day}, when {organization['name']} {how}.")
        if self.of == "BUILDING" and "GROUP" in (self.by or ()) and full >= _ENOUGH:
            found.append(
                f"A building with {_ENOUGH} or more full members should have a Party group "
                "(rule building-without-group)."
            )
        return found

    def _lacking(self, place: Row, missing: str) -> str:
        nearest = self.nearest(place)
        if nearest is None:
            return f"no organization above could take a {missing} of it"
        organization, above = nearest
        whose = "its own" if above is place else f"the {_words(above['kind'])}'s"
        return f"{whose} {_words(organization['kind'])} has no {missing} for it"

    def _top(self, place: Row, kind: str) -> Row | None:
        """The place of a kind that a place lies in, or the next above that kind."""
        level = LEVELS.index(kind)
        above = list(self.world.above(place))
        of_kind = next((p for p in above if p["kind"] == kind), None)
        return of_kind or next((p for p in above if LEVELS.index(p["kind"]) < level), None)

    def _in(self, place: Row) -> bool:
        return self.scope is None or self.scope in self.world.above(place)

    def _around(self, top: Row) -> bool:
        """Whether a place holds the scope's place."""
        return top in self.world.above(self.scope)


@dataclass(frozen=True)
class Event:
    """By what a place was gained or lost. kind: a `CoverageEventKind`."""

    place: Row
    gained: bool
    kind: str
    on: date | None
    organization: Row


def events(before: Coverage, after: Coverage) -> list[Event]:
    """The event for each place covered on one of two days and not on the other, by code.

    The first to cover it of those that do on the later day gained it; the last to leave of
    those that did on the earlier day lost it.
    """
    found = [_gained(after, p) for p in after.places if after.covers(p) and not before.covers(p)]
    found += [_lost(before, p) for p in before.places if before.covers(p) and not after.covers(p)]
    return sorted(found, key=lambda event: event.place.code)


def _areas(coverage: Coverage, place: Row) -> list[tuple[Row, Row]]:
    """The areas by which a place is covered, and their organizations."""
    world = coverage.world
    areas = world.tables.referring("organization_areas", "place_code", place.code)
    found = [(a, o) for a in areas if world.lasts(a) and (o := _in_office(world, a)) is not None]
    return [(a, o) for a, o in found if coverage.by is None or o["kind"] in coverage.by]


def _in_office(world: World, area: Row) -> Row | None:
    return world.organization(area["organization_code"])


def _gained(coverage: Coverage, place: Row) -> Event:
    found: list[tuple[date, str, str, Row]] = []
    for area, organization in _areas(coverage, place):
        since, established = area["since"], organization["established_on"]
        by_area = since is not None and (established is None or since > established)
        kind = "AREA_ADDED" if by_area else "ESTABLISHED"
        when = (since if by_area else established) or date.max
        found.append((when, organization.code, kind, organization))
    when, _, kind, organization = min(found, key=lambda e: e[:3])
    return Event(place, True, kind, None if when == date.max else when, organization)


def _lost(coverage: Coverage, place: Row) -> Event:
    found: list[tuple[int, str, str, date | None, Row]] = []
    for area, organization in _areas(coverage, place):
        until, dissolved = area["until"], organization["dissolved_on"]
        by_area = until is not None and (dissolved is None or until < dissolved)
        when = until if by_area else dissolved
        kind = "AREA_REMOVED" if by_area else "DISSOLVED"
        latest = -(when or date.max).toordinal()
        found.append((latest, organization.code, kind, when, organization))
    _, _, kind, when, organization = min(found, key=lambda e: e[:3])
    return Event(place, False, kind, when, organization)


def _words(name: str) -> str:
    return name.lower().replace("_", " ")


def _people(members: int, full: int) -> str:
    if members == 0:
        return "No member lives here"
    if members == 1:
        return f"1 member lives here, {'who is full' if full else 'not yet a full one'}"
    return f"{members} members live here, {full or 'none'} of them full"


def coverage(
    tables: Tables, of: str, by: Collection[str] | None, within: str | None, day: date
) -> dict[str, Any]:
    """The coverage of places at or below one, all together.

    total: the number of places. covered, uncovered: their codes, sorted.
    groups: kind → place code → (total, covered). gaps: uncovered code → (members, full
    members) living at or below it.
    """
    world = World(tables, day)
    asked = Coverage(world, of, by, world.place(within))
    gaps = asked.gaps()
    return {
        "total": len(asked.places),
        "covered": [p.code for p in asked.places if asked.covers(p)],
        "uncovered": [p.code for p in gaps],
        "groups": {k: {p.code: (n, m) for p, n, m in asked.groups(k)} for k in LEVELS},
        "gaps": {p.code: living(world, p) for p in gaps},
    }


def living(world: World, place: Row) -> tuple[int, int]:
    """The members, and the full members, who live at or below a place."""
    found = world.living(place)
    return len(found), sum(world.full_member(p) for p in found)
