"""Secretaries, deputies, committee members and group leaders of every organization."""

from datetime import date, timedelta
from random import Random

from .members import Settlement
from .posts import SELECTIONS, available, seniority, tenure
from .state import District, How, Organization, Person, day_between

NO_COMMITTEE = 15
SHORT_COMMITTEES = 6
LONG_COMMITTEES = 2
NO_GROUP_LEADER = 25
SEVERAL_SECRETARIES = 3
INELIGIBLE = 3
VACANT_ELSEWHERE = 8
"""Grid and unit organizations whose secretary left more than a month ago."""

_FORMER_BACKGROUNDS = ("RETIRED", "RETIRED", "OTHER", "OTHER", "IN_SERVICE", "VETERAN")


class Leadership:
    """The posts in organizations, and who held them before."""

    def __init__(self, district: District, settlement: Settlement) -> None:
        self.district = district
        self.settlement = settlement
        self.rng: Random = district.rng("leadership")
        self.children: dict[Organization, list[Organization]] = {}
        for organization in district.organizations:
            if organization.parent and organization.dissolved is None:
                self.children.setdefault(organization.parent, []).append(organization)
        self.vacant: set[Organization] = set()
        self.formers: set[tuple[Organization, Person]] = set()

    def appoint_all(self) -> None:
        """Appoint all there are."""
        self._compound_secretaries()
        self._other_secretaries()
        self._committees()
        self._part_time()
        self._group_leaders()

    def _within(self, organization: Organization) -> list[Person]:
        """Its own members, then those of its groups, or of its branches."""
        people = list(organization.members)
        for child in self.children.get(organization, []):
            if child.kind == "GROUP" or organization.kind == "GENERAL_BRANCH":
                people.extend(child.members)
        return people

    def _compound_secretaries(self) -> None:
        for organization, background in self.settlement.backgrounds.items():
            if background == "":
                self.vacant.add(organization)
                self._vacate(organization)
                continue
            person = self.settlement.secretaries.get(organization)
            person = person or self._pick(organization, background)
            self._install(organization, person, background)

    def _pick(self, organization: Organization, background: str) -> Person:
        """Somebody who fits the background, or is made to fit it."""
        free = [p for p in available(self._within(organization), 1) if p.category != "MOBILE"]
        if background == "RETIRED":
            found = [p for p in free if p.category == "RETIRED" and not p.veteran] or free
            found[0].category, found[0].veteran = "RETIRED", False
        else:
            found = [p for p in free if p.category == "RESIDENT"] or free
            found[0].category, found[0].veteran = "RESIDENT", background == "VETERAN"
        return found[0]

    def _install(
        self, organization: Organization, person: Person, background: str | None = None
    ) -> None:
        since, before = tenure(self.rng, organization, person)
        method = self.rng.choices(SELECTIONS, (5, 2, 4))[0] if background else None
        how = How(selected_by=method, background=background)
        self.district.appoint(person, "SECRETARY", organization, since, **how)
        if before:
            former = self._former(organization, person, before)
            if former:
                word = self.rng.choice(_FORMER_BACKGROUNDS) if background else None
                method = self.rng.choice(SELECTIONS) if background else None
                how = How(selected_by=method, background=word)
                self.district.appoint(former, "SECRETARY", organization, before, since, **how)

    def _former(self, organization: Organization, holder: Person, day: date) -> Person | None:
        people = [p for p in self._within(organization) if p is not holder and p.is_full]
        people = [p for p in people if (organization, p) not in self.formers]
        people = [p for p in people if p.full and p.full <= day] or people
        if not people:
            return None
        former = self.rng.choice(people)
        self.formers.add((organization, former))
        return former

    def _vacate(self, organization: Organization) -> None:
        """The last secretary left two months to a year ago and has no successor."""
        people = available(self._within(organization))
        if not people:
            return
        end = day_between(self.rng, date(2025, 11, 1), date(2026, 8, 31))
        start = min(organization.established, end - timedelta(days=30))
        compound = organization in self.settlement.backgrounds
        word = self.rng.choice(_FORMER_BACKGROUNDS) if compound else None
        method = self.rng.choice(SELECTIONS) if compound else None
        how = How(selected_by=method, background=word)
        self.district.appoint(people[-1], "SECRETARY", organization, start, end, **how)

    def _other_secretaries(self) -> None:
        offices = {p.committee: p.office for p in self.district.subdistricts if p.committee}
        work = next(o for o in self.district.organizations if o.code.endswith("-JG"))
        rest = [
            o
            for o in self.district.organizations
            if o.kind != "GROUP" and o not in self.settlement.backgrounds
        ]
        small = [o for o in rest if o.kind == "BRANCH" and o.members and not _by_company(o)]
        small = [o for o in small if len(o.members) > 3]
        picked = self.rng.sample(small, VACANT_ELSEWHERE + SEVERAL_SECRETARIES)
        self.vacant.update(picked[:VACANT_ELSEWHERE])
        for organization in rest:
            if organization in self.vacant:
                self._vacate(organization)
                continue
            office = offices.get(organization)
            people = office.staff if office else self._within(organization)
            if organization is work:
                people = self.district.institutions[0].staff
            if organization.establishment != "FORMAL" and organization.parent:
                people = organization.parent.members
            free = available(people)
            if not free:
                raise ValueError(f"Nobody to be secretary of {organization.code}.")
            self._install(organization, min(free, key=lambda p: p.load))
        for organization in picked[VACANT_ELSEWHERE:]:
            person = available(organization.members, 1)[-1]
            since = day_between(self.rng, date(2026, 3, 1), date(2026, 9, 1))
            self.district.appoint(person, "SECRETARY", organization, since)

    def _committees(self) -> None:
        """Deputies and members: in committees, and in branches of seven full members or more."""
        offices = {p.committee: p.office for p in self.district.subdistricts if p.committee}
        large: list[Organization] = []
        for organization in self.district.organizations:
            if organization.kind == "GROUP" or organization.establishment != "FORMAL":
                continue
            office = offices.get(organization)
            if organization.code.endswith("-JG"):
                self._committee(organization, self.district.institutions[1].staff, 3)
            elif office:
                self._committee(organization, office.staff, 6)
            elif organization.kind == "COMMITTEE":
                self._committee(
                    organization, organization.members, 5 if organization.expanded else 4
                )
            elif organization.kind == "GENERAL_BRANCH":
                self._committee(organization, self._within(organization), 4)
            elif sum(p.is_full for p in self._within(organization)) >= 7:
                large.append(organization)
            elif organization.code[-3:-2] == "G" and len(organization.members) > 3:
                self._committee(organization, organization.members, 2)
        odd = self.rng.sample(large, NO_COMMITTEE + SHORT_COMMITTEES + LONG_COMMITTEES)
        long = NO_COMMITTEE + SHORT_COMMITTEES
        for organization in large:
            place = odd.index(organization) if organization in odd else -1
            if 0 <= place < NO_COMMITTEE:
                continue
            size = self.rng.choice((2, 2, 3, 4))
            if place >= 0:
                size = 1 if place < long else 8
            self._committee(organization, self._within(organization), size)
        fresh = [o for o in large if any(not p.is_full for p in o.members) and o not in odd]
        for organization in self.rng.sample(fresh, INELIGIBLE):
            person = next(p for p in organization.members if not p.is_full)
            since = day_between(self.rng, date(2026, 7, 1), date(2026, 9, 25))
            self.district.appoint(person, "COMMITTEE_MEMBER", organization, since)

    def _committee(self, organization: Organization, people: list[Person], size: int) -> None:
        free = available(people, 1)[:size] or available(people, 2)[:size]
        deputies = 2 if size > 4 else 1 if size > 2 else 0
        for i, person in enumerate(free):
            role = "DEPUTY_SECRETARY" if i < deputies else "COMMITTEE_MEMBER"
            since, before = tenure(self.rng, organization, person)
            self.district.appoint(person, role, organization, since)
            if before and self.rng.random() < 0.6:
                former = self._former(organization, person, before)
                if former and former not in free:
                    self.district.appoint(former, role, organization, before, since)

    def _part_time(self) -> None:
        """Part-time members of the expanded committees, sent by units of the district."""
        units = [u for u in self.district.institutions if len(u.staff) > 20]
        for organization in self.district.organizations:
            if not organization.expanded:
                continue
            for unit in self.rng.sample(units, self.rng.randrange(3, 6)):
                free = available(unit.staff, 1)
                if free:
                    person = self.rng.choice(free)
                    first = seniority(person, max(organization.established, date(2020, 6, 1)))
                    since = day_between(self.rng, first, date(2026, 6, 30))
                    role = "PART_TIME_COMMITTEE_MEMBER"
                    self.district.appoint(person, role, organization, since)
                    if self.rng.random() < 0.3 and since > date(2022, 6, 1):
                        former = self.rng.choice(unit.staff)
                        if former is not person:
                            start = day_between(self.rng, date(2020, 6, 1), date(2021, 9, 1))
                            self.district.appoint(former, role, organization, start, since)

    def _group_leaders(self) -> None:
        groups = [o for o in self.district.organizations if o.kind == "GROUP"]
        groups = [o for o in groups if o.dissolved is None]
        without = set(self.rng.sample([o.code for o in groups], NO_GROUP_LEADER))
        for group in groups:
            free = available(group.members)
            if not free:
                continue
            leader = min(free, key=lambda p: p.load)
            since = seniority(leader, group.established + timedelta(days=3))
            if group.code in without:
                if since < date(2025, 1, 1):
                    end = day_between(self.rng, date(2025, 6, 1), date(2026, 8, 20))
                    self.district.appoint(leader, "GROUP_LEADER", group, since, end)
                continue
            if len(free) > 2 and since < date(2024, 1, 1) and self.rng.random() < 0.18:
                change = day_between(
                    self.rng, max(since + timedelta(200), date(2022, 1, 1)), date(2026, 9, 30)
                )
                other = next(p for p in free if p is not leader)
                self.district.appoint(other, "GROUP_LEADER", group, since, change)
                since = change
            self.district.appoint(leader, "GROUP_LEADER", group, since)


def _by_company(organization: Organization) -> bool:
    return organization.host is not None and organization.host.startswith("91")
