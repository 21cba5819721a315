"""Posts held for a place: grid, micro-grid and unit leaders, police officers, households."""

from datetime import date, timedelta
from random import Random

from .people import Census
from .posts import SELECTIONS, available, seniority
from .state import (
    Building,
    Community,
    Compound,
    District,
    Grid,
    MicroGrid,
    Person,
    Unit,
    day_between,
)

UNIT_LEADERS = 3_901
SEVERAL_BUILDINGS = 45
"""People who lead stairwells of two or three buildings."""

GRIDS_WITHOUT_LEADER = 5
GRIDS_PER_OFFICER = 3
CENTRAL_HOUSEHOLDS = 1_450
NOT_POSTED = 0.035
"""The share of stairwells whose notice is not up."""

_BEGUN = date(2022, 3, 1)
"""Micro-grids and stairwells got leaders from then on."""


class Wardens:
    """Those who look after grids, micro-grids and stairwells."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.rng: Random = district.rng("wardens")
        self.census = Census(district, self.rng)
        self.leaders: dict[Unit, Person] = {}

    def appoint_all(self) -> None:
        """Appoint all there are."""
        self._central_households()
        self._unit_leaders()
        for grid in self.district.grids():
            for micro in grid.micro_grids:
                self._micro_grid_leader(micro)
        quiet = set(self.rng.sample([g.code for g in self.district.grids()], GRIDS_WITHOUT_LEADER))
        for community in self.district.communities:
            self._grid_leaders(community, quiet)
        self._police()

    def _resident(self, building: Building) -> Person:
        person = self.census.resident()
        person.residence = building.code
        person.home = building
        return person

    def _hold(
        self, role: str, place: str, person: Person, former: Person | None, odds: float
    ) -> None:
        """The post since it was created, or since its last change."""
        start = _BEGUN + timedelta(days=self.rng.randrange(0, 500))
        since = start
        if former and self.rng.random() < odds:
            since = day_between(self.rng, start + timedelta(days=120), date(2026, 10, 10))
            self.district.appoint(former, role, place, start, since)
        method = None
        if role in ("UNIT_LEADER", "MICRO_GRID_LEADER"):
            method = self.rng.choices(SELECTIONS, (5, 2, 3))[0]
        self.district.appoint(person, role, place, since, selected_by=method)

    def _neighbour(self, building: Building, but: Person) -> Person | None:
        """A resident who may have held the post before: any, their load does not count."""
        people = [p for p in building.residents if p is not but]
        return self.rng.choice(people) if people else None

    def _central_households(self) -> None:
        homes = [b for b in self.district.buildings() if b.group and available(b.residents, 2)]
        for building in self.rng.sample(homes, CENTRAL_HOUSEHOLDS):
            person = available(building.residents, 2)[-1]
            founded = building.group.established if building.group else _BEGUN
            since = seniority(person, max(_BEGUN, founded))
            self.district.appoint(person, "CENTRAL_HOUSEHOLD", building.code, since)

    def _unit_leaders(self) -> None:
        buildings = self.district.buildings()
        units = [unit for building in buildings for unit in building.units]
        vacant = set(self.rng.sample([u.code for u in units], len(units) - UNIT_LEADERS))
        wide = [c for c in self.district.compounds() if len(c.buildings) > 3]
        shared = {
            compound.code: self.rng.randrange(2, 4)
            for compound in self.rng.sample(wide, SEVERAL_BUILDINGS)
        }
        for compound in self.district.compounds():
            self._lead_compound(compound, shared.get(compound.code, 0), vacant)

    def _lead_compound(self, compound: Compound, shared: int, vacant: set[str]) -> None:
        """The first stairwells of the first `shared` buildings go to one person."""
        several: Person | None = None
        for number, building in enumerate(compound.buildings):
            for door, unit in enumerate(building.units):
                unit.notice_posted = self.rng.random() >= NOT_POSTED
                if unit.code in vacant:
                    self._was_led(unit)
                    continue
                free = available(building.residents, 2)
                if number < shared and door == 0:
                    person = several = several or self._resident(building)
                elif free and self.rng.random() < 0.64:
                    person = min(free, key=lambda p: p.load)
                else:
                    person = self._resident(building)
                self.leaders[unit] = person
                former = self._neighbour(building, person)
                self._hold("UNIT_LEADER", unit.code, person, former, 0.13)

    def _was_led(self, unit: Unit) -> None:
        former = self.rng.choice(unit.building.residents) if unit.building.residents else None
        if former and self.rng.random() < 0.6:
            end = day_between(self.rng, date(2025, 3, 1), date(2026, 9, 20))
            self.district.appoint(former, "UNIT_LEADER", unit.code, date(2022, 9, 1), end)

    def _micro_grid_leader(self, micro: MicroGrid) -> None:
        building = micro.units[0].building
        leader = self.leaders.get(micro.units[0])
        free = available(building.residents)
        draw = self.rng.random()
        if leader and leader.load < 3 and draw < 0.5:
            person = leader
        elif free and draw < 0.9:
            person = min(free, key=lambda p: p.load)
        else:
            person = self._resident(building)
        former = self._neighbour(building, person)
        self._hold("MICRO_GRID_LEADER", micro.code, person, former, 0.12)

    def _grid_leaders(self, community: Community, quiet: set[str]) -> None:
        """Community workers: those of the committee with time left, then others."""
        workers = available(community.committee.members, 1) if community.committee else []
        for grid in community.grids:
            worker = workers.pop() if workers else self._resident(_first_home(grid))
            if grid.code in quiet:
                end = day_between(self.rng, date(2026, 3, 1), date(2026, 9, 1))
                self.district.appoint(worker, "GRID_LEADER", grid.code, _BEGUN, end)
            else:
                former = self._neighbour(_first_home(grid), worker)
                self._hold("GRID_LEADER", grid.code, worker, former, 0.2)

    def _police(self) -> None:
        """Officers of the public security branch bureau, each for up to three grids."""
        bureau = next(u for u in self.district.institutions if u.name.endswith("公安分局"))
        officers = available(bureau.staff, 1)
        for community in self.district.communities:
            grids = community.grids
            for i in range(0, len(grids), GRIDS_PER_OFFICER):
                officer = officers.pop() if officers else self._officer(bureau.code)
                former = self.rng.choice(bureau.staff) if self.rng.random() < 0.3 else None
                for grid in grids[i : i + GRIDS_PER_OFFICER]:
                    self._hold("POLICE_OFFICER", grid.code, officer, former, 1.0)

    def _officer(self, employer: str) -> Person:
        person = self.census.resident()
        person.employer = employer
        return person


def _first_home(grid: Grid) -> Building:
    return grid.buildings[0]
