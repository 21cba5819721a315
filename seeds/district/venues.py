"""Service centers with rooms, grid service stations, rider stations, and what they offer."""

from random import Random

from .state import District
from .vocabulary.services import (
    BASIC_ROOMS,
    EXTENDED_ROOMS,
    ITEMS,
    RIDER_CATEGORY,
    RIDER_ITEMS,
)

GRID_STATIONS = 128
COMMUNITIES_WITHOUT_STATION = 4
RIDER_STATIONS = 16


def open_venues(district: District) -> None:
    """Fill `service_items`, `facilities`, `rooms` and `facility_services`."""
    rng = district.rng("venues")
    codes: list[str] = []
    for i, (category, items) in enumerate(ITEMS.items(), 1):
        for j, item in enumerate(items, 1):
            code = f"FW-{i:02}{j:02}"
            codes.append(code)
            assisted = item.endswith("*")
            district.add("service_items", code, item.removesuffix("*"), category, assisted)
    rider: list[str] = []
    for j, item in enumerate(RIDER_ITEMS, 1):
        rider.append(f"FW-XG{j:02}")
        district.add("service_items", rider[-1], item, RIDER_CATEGORY, False)
    _open_centers(district, rng)
    _open_stations(district, codes, rng)
    for i, community in enumerate(rng.sample(district.communities, RIDER_STATIONS), 1):
        code = f"{community.code}-F02"
        name = f"{community.name}“小哥驿站”"
        district.add("facilities", code, name, "RIDER_STATION", community.code)
        for service in rider if i < RIDER_STATIONS - 2 else rider[: 12 - i // 4]:
            district.add("facility_services", code, service)


def _open_centers(district: District, rng: Random) -> None:
    for place in (*district.subdistricts, *district.communities):
        code = f"{place.code}-F01"
        district.add("facilities", code, f"{place.name}党群服务中心", "SERVICE_CENTER", place.code)
        for room in BASIC_ROOMS:
            district.add("rooms", code, room, False)
        for room in rng.sample(EXTENDED_ROOMS, rng.randrange(2, 6)):
            district.add("rooms", code, room, True)


def _open_stations(district: District, codes: list[str], rng: Random) -> None:
    """Stations in the busiest grids, of all communities but a few."""
    without = {c.code for c in rng.sample(district.communities, COMMUNITIES_WITHOUT_STATION)}
    grids = [g for g in district.grids() if g.community.code not in without]
    first = [g for g in grids if g.number == 1]
    rest = [g for g in grids if g.number > 1]
    picked = first + rng.sample(rest, GRID_STATIONS - len(first))
    for i, grid in enumerate(sorted(picked, key=lambda g: g.code)):
        code = f"{grid.code}-F01"
        name = f"{grid.community.name}第{grid.number}网格服务站"
        district.add("facilities", code, name, "GRID_SERVICE_STATION", grid.code)
        offered = codes if i % 3 else sorted(rng.sample(codes, rng.randrange(28, 47)))
        for service in offered:
            district.add("facility_services", code, service)
