"""Rows of formal affiliation and participation, with what came before each."""

from datetime import date, timedelta
from random import Random

from .groups import branch_of
from .members import Settlement
from .state import (
    HORIZON,
    REFERENCE_DAY,
    Building,
    District,
    Organization,
    Person,
    day_between,
)

TWO_AT_ONCE = 9
PARTICIPATING = 0.7
"""The share of members formally elsewhere who take part where they live."""


def write_affiliations(district: District, settlement: Settlement) -> None:
    """One formal affiliation open for everybody but the few the audit is to find."""
    rng = district.rng("affiliations")
    branches = [
        o
        for o in district.organizations
        if o.kind == "BRANCH" and o.establishment == "FORMAL" and o.established < HORIZON
    ]
    for organization in district.organizations:
        for person in organization.members:
            _write(district, person, organization, branches, rng)
    for person in settlement.unplaced[: len(settlement.unplaced) // 2]:
        branch = rng.choice(branches)
        since = max(branch.established, person.joined or branch.established)
        end = day_between(rng, max(since, date(2025, 1, 1)), date(2026, 8, 31))
        district.add("affiliations", person.code, branch.code, "FORMAL", since, end)
    joint = [o for o in district.organizations if o.kind == "GROUP" and len(o.members) > 4]
    for group in rng.sample(joint, TWO_AT_ONCE):
        person, branch = group.members[0], rng.choice(branches)
        since = max(branch.established, person.joined or branch.established)
        district.add("affiliations", person.code, branch.code, "FORMAL", since, None)
    _remember_former_groups(district, rng)
    _take_part(district, rng)


def _write(
    district: District,
    person: Person,
    organization: Organization,
    branches: list[Organization],
    rng: Random,
) -> None:
    joined = person.joined or HORIZON
    since = max(joined, organization.established)
    before: Organization | None = None
    if organization.established > max(joined, HORIZON):
        before = _before(organization, max(joined, HORIZON))
    elif joined < date(2021, 1, 1) and rng.random() < 0.06:
        before = rng.choice(branches)
        since = day_between(rng, max(since, HORIZON), REFERENCE_DAY - timedelta(days=15))
    if before and before is not organization:
        first = max(joined, before.established)
        if first < since:
            district.add("affiliations", person.code, before.code, "FORMAL", first, since)
    district.add("affiliations", person.code, organization.code, "FORMAL", since, None)


def _before(organization: Organization, day: date) -> Organization | None:
    """The nearest organization above that was there on the day."""
    above = organization.parent
    while above and above.established > day:
        above = above.parent
    return above


def _remember_former_groups(district: District, rng: Random) -> None:
    """Members of groups since dissolved; they now belong to the branch or the new group.

    Participation, not formal: the branch held their formal affiliation all the while.
    """
    by_code = {building.code: building for building in district.buildings()}
    for group in district.organizations:
        if group.kind == "GROUP" and group.dissolved:
            there = by_code[group.areas[0][0]].residents
            there = [p for p in there if p.joined and p.joined < group.established]
            for person in rng.sample(there, min(5, len(there))):
                district.add(
                    "affiliations",
                    person.code,
                    group.code,
                    "PARTICIPATION",
                    group.established,
                    group.dissolved,
                )


def _take_part(district: District, rng: Random) -> None:
    formal = {person: o for o in district.organizations for person in o.members}
    for building in district.buildings():
        for person in building.residents:
            home = _home_organization(building)
            elsewhere = formal.get(person)
            if home and elsewhere and elsewhere.host and rng.random() < PARTICIPATING:
                first = max(home.established, person.joined or HORIZON, date(2021, 6, 1))
                since = day_between(rng, first, max(first, date(2026, 9, 30)))
                district.add("affiliations", person.code, home.code, "PARTICIPATION", since, None)
    for community in district.communities:
        places = {community.code, *(lane.code for lane in community.lanes)}
        near = [p for c in community.compounds for b in c.buildings for p in b.residents]
        near = [p for p in near if p.joined and p.joined.year < 2024]
        for organization in district.organizations:
            if organization.establishment != "FORMAL" and organization.areas[0][0] in places:
                for person in rng.sample(near, rng.randrange(8, 24)):
                    since = day_between(rng, organization.established, date(2026, 9, 30))
                    district.add(
                        "affiliations", person.code, organization.code, "PARTICIPATION", since, None
                    )


def _home_organization(building: Building) -> Organization | None:
    if building.group:
        return building.group
    return branch_of(building) if building.compound.branches else None
