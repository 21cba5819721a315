"""Who belongs to which organization, where everybody lives and works: MEMBERS in all."""

from random import Random

from .groups import branch_of
from .people import Census
from .state import Building, Community, Compound, District, Institution, Organization, Person

MEMBERS = 25_000
LARGEST_BRANCH = 48
"""Members of a branch with its groups, unless it is one of the oversize ones."""

OVERSIZE_BRANCHES = 4
OVERSIZE_UNIT_BRANCHES = 2
BELOW_MINIMUM_UNITS = 3
THREE_LIVE_HERE = 74
"""Buildings without a group with at least three full members living in them."""

NEEDLESSLY_JOINT = 12
SMALL_GROUPS = 14
UNPLACED = 14
AT_HOME = 28
"""In-service members who belong where they live though their unit has an organization."""

PROBATION_OVERRUN = 9

BACKGROUNDS = {"RETIRED": 271, "VETERAN": 18, "IN_SERVICE": 165, "OTHER": 30, "": 21}
"""Secretaries of the 505 compound organizations; the last have no secretary."""


class Settlement:
    """Fills organizations with members and buildings with residents, in the order below."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.rng: Random = district.rng("members")
        self.census = Census(district, self.rng)
        self.backgrounds: dict[Organization, str] = {}
        self.secretaries: dict[Organization, Person] = {}
        self.unplaced: list[Person] = []
        buildings = district.buildings()
        self.roomy = [
            b for b in buildings if b.compound.standing in ("general", "single", "grouped")
        ]
        self.roomy = [b for b in self.roomy if b.group is not None]
        self._ungrouped = [
            b for b in buildings if b.group is None and b.compound.standing in ("general", "single")
        ]
        self._workers: list[Person] = []

    def settle(self) -> None:
        """Everything; afterwards exactly MEMBERS people have a category."""
        self._staff_units()
        self._choose_backgrounds()
        self._fill_bare()
        self._fill_ungrouped()
        for community in self.district.communities:
            self._fill_joint(community)
        self._house_workers()
        self._staff_companies()
        self._fill_above()
        self._fill_branches()
        self._fill_oversize()
        self._keep_at_home()
        for _ in range(UNPLACED):
            person = self.census.neighbour()
            self._live(person, self.rng.choice(self.roomy))
            self.unplaced.append(person)
        self._fill_groups()
        self._overrun()

    def _live(self, person: Person, building: Building) -> None:
        building.residents.append(person)
        person.home = building
        person.residence = building.code

    def _join(self, organization: Organization, building: Building, *, new: bool = False) -> Person:
        person = self.census.neighbour(probationary=new)
        organization.members.append(person)
        self._live(person, building)
        return person

    # Units and companies

    def _staff_units(self) -> None:
        rng = self.rng
        offices = {place.office for place in self.district.subdistricts}
        units = [u for u in self.district.institutions if u not in offices]
        plain = [u for u in units if u.organization and u.organization.kind == "BRANCH"]
        picked = rng.sample(plain[20:], OVERSIZE_UNIT_BRANCHES + BELOW_MINIMUM_UNITS)
        for unit in self.district.institutions:
            if unit in offices:
                sizes = [rng.randrange(13, 24)]
            elif unit in picked[:OVERSIZE_UNIT_BRANCHES]:
                sizes = [rng.randrange(53, 60)]
            elif unit in picked:
                sizes = [2]
            elif unit in plain:
                sizes = [rng.randrange(26, 49)]
            else:
                sizes = [5] + [rng.randrange(34, 49) for _ in range(3)]
            self._staff(unit, sizes)

    def _staff(self, unit: Institution, sizes: list[int]) -> None:
        head = unit.organization
        branches = [head] + [o for o in self.district.organizations if o.parent is head]
        for organization, size in zip(branches, sizes, strict=False):
            for i in range(size if organization else 0):
                fresh = size > 9 and i > 6 and self.rng.random() < 0.02
                person = self.census.member("IN_SERVICE", fresh)
                person.employer = unit.code
                unit.staff.append(person)
                if organization:
                    organization.members.append(person)
        self._workers.extend(p for p in unit.staff if p.is_full)

    def _staff_companies(self) -> None:
        for company in self.district.companies:
            organization = company.organization
            for _ in range(self.rng.randrange(8, 17) if organization else self.rng.randrange(3, 7)):
                person = self.census.member("IN_SERVICE")
                person.employer = company.code
                company.staff.append(person)
                home = self.rng.choice(self.roomy)
                self._live(person, home)
                (organization or branch_of(home)).members.append(person)
            for _ in range(self.rng.randrange(4, 9)):
                person = self.census.resident()
                person.employer = company.code
                company.staff.append(person)

    # Homes that come before all others, so that the gaps come out as wanted

    def _choose_backgrounds(self) -> None:
        """Which compound organization has which secretary; those in service move in now."""
        organizations = compound_organizations(self.district)
        pool = [word for word, count in BACKGROUNDS.items() for _ in range(count)]
        self.rng.shuffle(pool)
        homes = {
            organization: compound
            for compound in self.district.compounds()
            for organization in (*compound.branches, compound.organization)
            if organization
        }
        self.rng.shuffle(self._workers)
        for organization, background in zip(organizations, pool, strict=True):
            self.backgrounds[organization] = background
            if background == "IN_SERVICE":
                person = self._workers.pop()
                self.secretaries[organization] = person
                self._live(person, self.rng.choice(homes[organization].buildings))

    def _fill_bare(self) -> None:
        """Compounds with members and no organization: one to six members live in each."""
        for compound in self._standing("bare"):
            for _ in range(self.rng.choice((1, 1, 2, 2, 3, 4, 5, 6))):
                building = self.rng.choice(compound.buildings)
                if self.rng.random() < 0.5:
                    self._live(self._workers.pop(), building)
                else:
                    self._join(_nearest(compound), building)

    def _fill_ungrouped(self) -> None:
        for i, building in enumerate(self.rng.sample(self._ungrouped, len(self._ungrouped))):
            wanted = self.rng.choice((0, 0, 1, 1, 2))
            if i < THREE_LIVE_HERE:
                wanted = self.rng.choice((3, 3, 3, 4, 4, 5, 6, 7, 9))
            for _ in range(wanted - len(building.residents)):
                self._join(branch_of(building), building)

    def _fill_joint(self, community: Community) -> None:
        """One or two full members in each compound of a joint branch."""
        for compound in community.compounds:
            if compound.standing == "joint" and compound.organization:
                living = sum(len(building.residents) for building in compound.buildings)
                for _ in range(self.rng.choice((1, 2, 2)) - living):
                    self._join(compound.organization, self.rng.choice(compound.buildings))
        joint = {c.organization for c in community.compounds if c.standing == "joint"}
        for organization in sorted((o for o in joint if o), key=lambda o: o.code):
            if len(organization.members) < 2:
                codes = {code for code, _, _ in organization.areas}
                there = [c for c in community.compounds if c.code in codes]
                compound = min(there, key=_living)
                self._join(organization, compound.buildings[0])

    def _house_workers(self) -> None:
        """Most who work in units live in the larger compounds, some outside the district."""
        for person in self._workers:
            if self.rng.random() < 0.94:
                self._live(person, self.rng.choice(self.roomy))
        for compound in self.rng.sample(self._standing("joint"), NEEDLESSLY_JOINT):
            if compound.organization:
                for _ in range(self.rng.randrange(2, 5)):
                    self._join(compound.organization, self.rng.choice(compound.buildings))

    # Organizations

    def _fill_above(self) -> None:
        """Community committees, grid and lane organizations: their own few members."""
        for community in self.district.communities:
            homes = [b for c in community.compounds for b in c.buildings if b in self._grouped_set]
            if community.committee:
                for _ in range(self.rng.randrange(8, 11)):
                    self._join(community.committee, self.rng.choice(homes))
            for grid in community.grids:
                near = [b for b in grid.buildings if b in self._grouped_set] or homes
                if grid.organization:
                    for _ in range(self.rng.randrange(4, 7)):
                        self._join(grid.organization, self.rng.choice(near))
            lanes = {lane.code for lane in community.lanes}
            for organization in self.district.organizations:
                if organization.areas and organization.areas[0][0] in lanes:
                    self._fill_lane(organization, homes)

    def _fill_lane(self, organization: Organization, homes: list[Building]) -> None:
        if organization.establishment == "FORMAL":
            wanted = 2 if self.rng.random() < 0.1 else self.rng.randrange(4, 9)
            for _ in range(wanted):
                self._join(organization, self.rng.choice(homes))

    @property
    def _grouped_set(self) -> set[Building]:
        if not hasattr(self, "_roomy_set"):
            self._roomy_set = set(self.roomy)
        return self._roomy_set

    def _fill_branches(self) -> None:
        for compound in self._standing("general", "single"):
            homes = [b for b in compound.buildings if b.group] or compound.buildings
            for branch in compound.branches:
                for _ in range(self.rng.randrange(4, 8) - min(len(branch.members), 1)):
                    self._join(branch, self.rng.choice(homes))
                if self.rng.random() < 0.3:
                    self._join(branch, self.rng.choice(homes), new=True)

    def _fill_oversize(self) -> None:
        large = [c for c in self._standing("single") if len(c.buildings) > 7]
        for compound in self.rng.sample(large, OVERSIZE_BRANCHES):
            branch = compound.branches[0]
            homes = [b for b in compound.buildings if b.group]
            while len(branch.members) < self.rng.randrange(52, 58):
                self._join(branch, self.rng.choice(homes))

    def _keep_at_home(self) -> None:
        placed = {p: o for o in self.district.organizations for p in o.members}
        chosen = set(self.secretaries.values())
        movable = [
            p
            for p in self._workers
            if p.home and p.home.group and p not in chosen and len(placed[p].members) > 20
        ]
        for person in self.rng.sample(movable, AT_HOME):
            if person.home and person.home.group:
                placed[person].members.remove(person)
                person.home.group.members.append(person)

    def _fill_groups(self) -> None:
        """Three members and up to each group, until the district has MEMBERS."""
        homes: dict[Organization, list[Building]] = {}
        for building in self.roomy:
            if building.group:
                homes.setdefault(building.group, []).append(building)
        groups = list(homes)
        branches = {group: branch_of(homes[group][0]) for group in groups}
        small = set(self.rng.sample([g.code for g in groups], SMALL_GROUPS))
        room = {branch: LARGEST_BRANCH - len(branch.members) for branch in branches.values()}
        sizes = {group: 2 if group.code in small else 3 for group in groups}
        for group in groups:
            room[branches[group]] -= sizes[group]
        left = MEMBERS - sum(p.category is not None for p in self.district.people)
        left -= sum(sizes.values())
        growing = [g for g in groups if g.code not in small]
        while left > 0:
            growing = [g for g in growing if room[branches[g]] > 0 and sizes[g] < 11]
            if not growing:
                raise ValueError(f"No room in the groups for {left} members: raise LARGEST_BRANCH.")
            for group in self.rng.sample(growing, min(left, (len(growing) + 1) // 2)):
                if room[branches[group]] > 0:
                    sizes[group] += 1
                    room[branches[group]] -= 1
                    left -= 1
        for group in groups:
            for i in range(sizes[group]):
                new = i >= 3 and self.rng.random() < 0.03
                self._join(group, homes[group][i % len(homes[group])], new=new)

    def _overrun(self) -> None:
        """Nine members admitted long ago and never made full members."""
        later = [o for o in self.district.organizations if o.kind == "GROUP" and len(o.members) > 5]
        for group in self.rng.sample(later, PROBATION_OVERRUN):
            group.members[-1].full = None
            if group.members[-1].joined and group.members[-1].joined.year > 2025:
                group.members[-1].joined = group.members[-1].joined.replace(year=2024)

    def _standing(self, *standings: str) -> list[Compound]:
        return [c for c in self.district.compounds() if c.standing in standings]


def _living(compound: Compound) -> int:
    return sum(len(building.residents) for building in compound.buildings)


def _nearest(compound: Compound) -> Organization:
    grid = compound.buildings[0].grid
    found = (grid.organization if grid else None) or compound.community.committee
    if found is None:
        raise ValueError(f"No organization above compound {compound.code}.")
    return found


def compound_organizations(district: District) -> list[Organization]:
    """General branches and branches of compounds, each once, in the order of the compounds."""
    found: dict[Organization, None] = {}
    for compound in district.compounds():
        for organization in (compound.organization, *compound.branches):
            if organization:
                found[organization] = None
    return list(found)
