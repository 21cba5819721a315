"""Party groups of buildings: alone, shared by neighbours, dissolved, and where there is none."""

from datetime import date, timedelta
from random import Random

from .organizations import organization_code
from .state import Building, Compound, District, Organization, day_between

GROUPS = 2_559
UNGROUPED = 146
"""Buildings of compounds with a branch, left without a group."""

NEW_THIS_QUARTER = 34
DISSOLVED_FOR_GOOD = 18
DISSOLVED_AND_REFOUNDED = 18
UNDER_A_COMMITTEE = 3
PAST_THE_COMPOUND = 6


def found_groups(district: District) -> None:
    """Found exactly GROUPS groups that are in office, and a few that no longer are."""
    rng = district.rng("groups")
    roomy = [b for b in district.buildings() if b.compound.standing in ("general", "single")]
    small = [b for b in district.buildings() if b.compound.standing == "grouped"]
    ungrouped = set(rng.sample(roomy, UNGROUPED))
    grouped = [b for b in roomy if b not in ungrouped] + small
    shared = _pair_up(grouped, len(grouped) - GROUPS, rng)
    founded: list[Organization] = []
    taken: set[Building] = set()
    for building in grouped:
        if building not in taken:
            sharing = shared.get(building, [building])
            taken.update(sharing)
            founded.append(_found(district, sharing, rng))
    for group in rng.sample(founded, NEW_THIS_QUARTER):
        _move_founding(group, day_between(rng, date(2026, 7, 1), date(2026, 10, 25)))
    _dissolve(district, sorted(ungrouped, key=lambda b: b.code), founded, rng)
    _misplace(district, rng)


def _pair_up(
    buildings: list[Building], mergers: int, rng: Random
) -> dict[Building, list[Building]]:
    """Neighbours in one compound that share a group, two or three, by their first building."""
    shared: dict[Building, list[Building]] = {}
    taken: set[Building] = set()
    starts = list(range(len(buildings) - 2))
    rng.shuffle(starts)
    for start in starts:
        wanted = 3 if mergers >= 2 and rng.random() < 0.12 else 2
        sharing = buildings[start : start + wanted]
        same = all(b.compound is sharing[0].compound for b in sharing)
        if same and mergers and taken.isdisjoint(sharing):
            shared[sharing[0]] = sharing
            taken.update(sharing)
            mergers -= len(sharing) - 1
    return shared


def branch_of(building: Building) -> Organization:
    """The branch a building's group belongs to."""
    compound = building.compound
    if compound.branches:
        share = len(compound.branches) * (building.number - 1) // len(compound.buildings)
        return compound.branches[share]
    grid = building.grid
    if grid is None or grid.organization is None:
        raise ValueError(f"No branch for a group in building {building.code}.")
    return grid.organization


def _name(sharing: list[Building]) -> str:
    numbers = "、".join(str(building.number) for building in sharing)
    return f"{sharing[0].compound.name}{numbers}号楼党小组"


def _found(district: District, sharing: list[Building], rng: Random) -> Organization:
    first = sharing[0]
    parent = branch_of(first)
    spread = (date(2026, 6, 20) - parent.established).days
    early = min(rng.random(), rng.random())
    day = parent.established + timedelta(days=int(early * early * spread))
    group = Organization(organization_code(first.code), _name(sharing), "GROUP", day, parent)
    for i, building in enumerate(sharing):
        since = (
            day if i == 0 else day_between(rng, day, min(day + timedelta(400), date(2026, 9, 1)))
        )
        group.areas.append((building.code, since, None))
        building.group = group
    district.organizations.append(group)
    return group


def _move_founding(group: Organization, day: date) -> None:
    group.established = day
    group.areas = [(code, day, None) for code, _, _ in group.areas]


def _dissolve(
    district: District, ungrouped: list[Building], founded: list[Organization], rng: Random
) -> None:
    """Former groups: of buildings that have none now, and predecessors of present groups."""
    for i, building in enumerate(rng.sample(ungrouped, DISSOLVED_FOR_GOOD)):
        first = branch_of(building).established
        recent = i < DISSOLVED_FOR_GOOD // 2
        end = day_between(
            rng,
            max(first + timedelta(60), date(2026, 7, 5) if recent else date(2023, 3, 1)),
            date(2026, 9, 12) if recent else date(2026, 5, 30),
        )
        _former(district, building, day_between(rng, first, end - timedelta(50)), end)
    by_code = {building.code: building for building in district.buildings()}
    later = [g for g in founded if (g.established - _parent(g).established).days > 500]
    for group in rng.sample(later, DISSOLVED_AND_REFOUNDED):
        building = by_code[group.areas[0][0]]
        first = _parent(group).established
        end = group.established - timedelta(days=rng.randrange(0, 90))
        _former(district, building, day_between(rng, first, end - timedelta(200)), end)


def _parent(group: Organization) -> Organization:
    if group.parent is None:
        raise ValueError(f"Group {group.code} has no parent.")
    return group.parent


def _former(district: District, building: Building, start: date, end: date) -> None:
    code = f"{organization_code(building.code)}-{start.year}"
    group = Organization(code, _name([building]), "GROUP", start, branch_of(building))
    group.dissolved = end
    group.areas.append((building.code, start, end))
    district.organizations.append(group)


def _misplace(district: District, rng: Random) -> None:
    """A few groups hang in the wrong place of the chain, for the audit to find."""
    candidates = [
        building.group
        for compound in district.compounds()
        if compound.standing == "single" and len(compound.buildings) > 4
        for building in compound.buildings[:1]
        if building.group is not None and _grid_organization(compound) is not None
    ]
    homes: dict[str, Compound] = {c.code: c for c in district.compounds()}
    picked = rng.sample(candidates, UNDER_A_COMMITTEE + PAST_THE_COMPOUND)
    for i, group in enumerate(picked):
        compound = homes[group.areas[0][0].rsplit("-", 1)[0]]
        if i < UNDER_A_COMMITTEE:
            group.parent = compound.community.committee
        else:
            group.parent = _grid_organization(compound)


def _grid_organization(compound: Compound) -> Organization | None:
    grid = compound.buildings[0].grid
    return grid.organization if grid else None
