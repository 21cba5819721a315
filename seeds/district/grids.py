"""Territory, second half: grids over and under compounds, and micro-grids by 1+1+N."""

from itertools import pairwise
from random import Random

from .state import Building, Community, Compound, District, Grid, MicroGrid, Unit

MICRO_GRIDS = 3_636
WITHOUT_CHAT_GROUP = 22
"""3,614 micro-grids have a chat group."""

_FULL_GRID = 400
_LARGEST = 520


def draw_grids(district: District) -> None:
    """Give every building a grid, every stairwell a micro-grid."""
    rng = district.rng("grids")
    for community in district.communities:
        _cut_community(community)
    _straddle(district.communities, rng)
    for grid in district.grids():
        grid.areas = _areas(grid)
    _draw_micro_grids(district, rng)


def _open_grid(community: Community) -> Grid:
    number = len(community.grids) + 1
    grid = Grid(f"{community.code}-G{number:02}", number, community)
    community.grids.append(grid)
    return grid


def _hold(grid: Grid, buildings: list[Building]) -> None:
    for building in buildings:
        grid.buildings.append(building)
        building.grid = grid


def _cut_community(community: Community) -> None:
    """Small compounds share a grid, middling ones are one, large ones are cut up.

    What is left over of a large compound shares a grid with its neighbours, so that all of
    contains, equals, within and overlaps occur.
    """
    shared: list[Building] = []
    for compound in community.compounds:
        if compound.households > _LARGEST:
            shared.extend(_cut_compound(compound))
        elif compound.households >= 300:
            _hold(_open_grid(community), compound.buildings)
        else:
            shared.extend(compound.buildings)
    _share_out(community, shared)


def _cut_compound(compound: Compound) -> list[Building]:
    """Grids of about _FULL_GRID households inside the compound; the rest is handed back."""
    held: list[Building] = []
    for building in compound.buildings:
        if held and sum(b.households for b in held) + building.households > _FULL_GRID:
            _hold(_open_grid(compound.community), held)
            held = []
        held.append(building)
    return held


def _share_out(community: Community, buildings: list[Building]) -> None:
    held: list[Building] = []
    total = 0
    for building in buildings:
        if held and total + building.households > _FULL_GRID:
            _hold(_open_grid(community), held)
            held, total = [], 0
        held.append(building)
        total += building.households
    if held and total < 150 and community.grids:
        _hold(community.grids[-1], held)
    elif held:
        _hold(_open_grid(community), held)


def _straddle(communities: list[Community], rng: Random) -> None:
    """Two grids reach into the neighbouring community: a mistake for the audit to find."""
    pairs = [
        (left, right)
        for left, right in pairwise(communities)
        if left.subdistrict == right.subdistrict
    ]
    done = 0
    for left, right in rng.sample(pairs, len(pairs)):
        found = [b for c in right.compounds if c.standing == "empty" for b in c.buildings]
        found = [b for b in found if b.grid is not None and len(b.grid.buildings) > 3]
        if found and done < 2:
            building = found[0]
            if building.grid is not None:
                building.grid.buildings.remove(building)
            _hold(left.grids[-1], [building])
            done += 1


def _areas(grid: Grid) -> list[str]:
    """Codes the grid holds: whole compounds by their code, parts by their buildings."""
    codes: list[str] = []
    held = set(grid.buildings)
    for building in grid.buildings:
        compound = building.compound
        if all(other in held for other in compound.buildings):
            if compound.code not in codes:
                codes.append(compound.code)
        else:
            codes.append(building.code)
    return codes


def _draw_micro_grids(district: District, rng: Random) -> None:
    """One micro-grid per stairwell, less as many mergers as bring the number to MICRO_GRIDS."""
    buildings = district.buildings()
    spare = sum(len(building.units) for building in buildings) - MICRO_GRIDS
    whole: set[str] = set()
    joined: set[str] = set()
    several = [building for building in buildings if len(building.units) > 1]
    for building in rng.sample(several, len(several)):
        if len(building.units) - 1 <= spare - 40:
            whole.add(building.code)
            spare -= len(building.units) - 1
    for left, right in _small_neighbours(buildings):
        if spare and left.code not in joined and right.code not in joined:
            joined.update((left.code, right.code))
            spare -= 1
            whole.add(f"{left.code}+")
    if spare:
        raise ValueError(f"{spare} micro-grids too many: too few small buildings to join.")
    for grid in district.grids():
        _cut_grid(grid, whole)
    found = [micro for grid in district.grids() for micro in grid.micro_grids]
    quiet = set(rng.sample(range(len(found)), WITHOUT_CHAT_GROUP))
    for i, micro in enumerate(found):
        if i not in quiet:
            stem = micro.grid.community.name
            micro.chat_group = f"{stem}{micro.grid.number}-{micro.number}微网格邻里群"


def _small_neighbours(buildings: list[Building]) -> list[tuple[Building, Building]]:
    return [
        (left, right)
        for left, right in pairwise(buildings)
        if left.compound is right.compound
        and left.grid is right.grid
        and len(left.units) == len(right.units) == 1
        and left.households + right.households <= 26
    ]


def _cut_grid(grid: Grid, whole: set[str]) -> None:
    def add(units: list[Unit], areas: list[str]) -> None:
        number = len(grid.micro_grids) + 1
        code = f"{grid.code}-{number:02}"
        grid.micro_grids.append(MicroGrid(code, grid, number, units, areas))

    skip = False
    for i, building in enumerate(grid.buildings):
        if skip:
            skip = False
        elif f"{building.code}+" in whole:
            other = grid.buildings[i + 1]
            add(building.units + other.units, [building.code, other.code])
            skip = True
        elif len(building.units) == 1 or building.code in whole:
            add(list(building.units), [building.code])
        else:
            for unit in building.units:
                add([unit], [unit.code])


def relation(grid: Grid, compound: Compound) -> str | None:
    """The grid against the compound by shared buildings, as the service derives it."""
    shared = len(set(grid.buildings) & set(compound.buildings))
    if not shared:
        return None
    all_of_compound = shared == len(compound.buildings)
    all_of_grid = shared == len(grid.buildings)
    if all_of_compound and all_of_grid:
        return "EQUALS"
    if all_of_compound:
        return "CONTAINS"
    return "WITHIN" if all_of_grid else "OVERLAPS"
