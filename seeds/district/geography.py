"""Territory, first half: communities, compounds, buildings, stairwells and lanes."""

from collections.abc import Iterable
from csv import DictReader
from pathlib import Path
from random import Random

from .state import Building, Community, Compound, District, Lane, Subdistrict, Unit
from .vocabulary.places import brand_names, compound_name, lane_names

DIVISIONS = Path(__file__).parent.parent / "divisions" / "xinfu.csv"

COMPOUNDS = 766
BUILDINGS = 3_212
UNITS = 3_965
STANDINGS = {"general": 27, "single": 337, "grouped": 70, "bare": 42, "empty": 65}
CLUSTERS = [7, 6, 6, 6] + [4] * 15 + [3] * 28 + [2] * 28
"""Sizes of the 75 joint branches in compounds; they add up to 225."""

_SMALL_TOWN = {"140902101001": 6, "140902107001": 8}
_RESETTLED = ("惠民", "安康", "康宁", "和谐", "暖泉", "忻定农牧场", "民心")
_MIXED = ("紫檀街", "迎宾街", "龙翔西街", "栖霞西街", "汾源", "百合", "光明西街", "新建路")
_OLD = ("东大街", "古钟", "小南区", "南关", "胜利", "北关", "气象巷", "和平东街", "和平西街")


def lay_out(district: District) -> None:
    """Fill in subdistricts, communities, compounds, buildings, units and lanes."""
    rng = district.rng("geography")
    _read_divisions(district, rng)
    _place_compounds(district.communities, rng)
    _build(district.compounds(), rng)
    _add_units(district.buildings(), rng)
    for community in district.communities:
        community.scattered_households = rng.randrange(0, 220)
        for i, name in enumerate(lane_names(rng, rng.randrange(2, 5)), 1):
            community.lanes.append(Lane(f"{community.code}-L{i:02}", name, community))


def _read_divisions(district: District, rng: Random) -> None:
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        rows = list(DictReader(file))
    for row in rows:
        if row["kind"] in ("SUBDISTRICT", "TOWN", "TOWNSHIP"):
            district.subdistricts.append(Subdistrict(row["code"], row["name"], row["kind"]))
    found = [row for row in rows if row["kind"] == "COMMUNITY"]
    stems = [row["name"].removesuffix("居民委员会").removesuffix("居委会") for row in found]
    brands = brand_names(rng, [stem.removesuffix("社区") for stem in stems])
    for row, name, brand in zip(found, stems, brands, strict=True):
        kind = _community_kind(name.removesuffix("社区"))
        district.communities.append(Community(row["code"], name, row["parent_code"], kind, brand))


def _community_kind(stem: str) -> str:
    if stem in _RESETTLED:
        return "RESETTLEMENT"
    if stem in _MIXED:
        return "MIXED"
    return "OLD_HOUSING" if stem in _OLD else "ESTABLISHED"


def _shares(rng: Random, communities: list[Community]) -> list[int]:
    """How many compounds each community gets; the sum is COMPOUNDS."""
    fixed = [_SMALL_TOWN.get(community.code) for community in communities]
    weights = [0.0 if size else 0.75 + rng.random() * 0.5 for size in fixed]
    free = COMPOUNDS - sum(size or 0 for size in fixed)
    total = sum(weights)
    counts = [size or int(free * w / total) for size, w in zip(fixed, weights, strict=True)]
    open_places = [i for i, size in enumerate(fixed) if not size]
    for i in rng.sample(open_places, COMPOUNDS - sum(counts)):
        counts[i] += 1
    return counts


def _place_compounds(communities: list[Community], rng: Random) -> None:
    """Deal the standings out: joint ones as clusters inside one community, the rest mixed."""
    left = _shares(rng, communities)
    blocks: list[list[list[str]]] = [[] for _ in communities]
    big = [i for i, count in enumerate(left) if count > 9]
    for i in rng.sample(big, STANDINGS["general"]):
        blocks[i].append(["general"])
        left[i] -= 1
    for size in CLUSTERS:
        i = max(rng.sample(range(len(left)), 6), key=lambda place: left[place])
        blocks[i].append(["joint"] * size)
        left[i] -= size
    rest = [name for name in STANDINGS if name != "general" for _ in range(STANDINGS[name])]
    rng.shuffle(rest)
    for i, count in enumerate(left):
        blocks[i].extend([[name] for name in rest[:count]])
        del rest[:count]
    for community, found in zip(communities, blocks, strict=True):
        rng.shuffle(found)
        _name_compounds(community, found, rng)


def _name_compounds(community: Community, blocks: list[list[str]], rng: Random) -> None:
    used: set[str] = set()
    for cluster, block in enumerate(blocks):
        for standing in block:
            kind = _compound_kind(community.kind, standing, rng)
            name = compound_name(rng, kind)
            while name in used:
                name = compound_name(rng, kind)
            used.add(name)
            code = f"{community.code}-X{len(community.compounds) + 1:02}"
            joint = cluster if standing == "joint" else None
            community.compounds.append(Compound(code, name, standing, community, joint, kind))


_KINDS = ("BENEFIT", "QUALITY", "SETTLED", "INCLUSIVE")
_KIND_WEIGHTS = {
    "OLD_HOUSING": (80, 8, 0, 12),
    "ESTABLISHED": (38, 48, 2, 12),
    "RESETTLEMENT": (16, 14, 62, 8),
    "MIXED": (28, 30, 4, 38),
}


def _compound_kind(community_kind: str, standing: str, rng: Random) -> str:
    if standing == "joint" and community_kind != "RESETTLEMENT":
        return "BENEFIT" if rng.random() < 0.85 else "INCLUSIVE"
    return rng.choices(_KINDS, _KIND_WEIGHTS[community_kind])[0]


def _build(compounds: list[Compound], rng: Random) -> None:
    sizes: list[int] = []
    for compound in compounds:
        if compound.standing == "general":
            sizes.append(rng.randrange(15, 27))
        elif compound.standing == "single":
            sizes.append(min(rng.randrange(3, 14), rng.randrange(3, 14)))
        else:
            sizes.append(2 if rng.random() < 0.14 else 1)
    singles = [i for i, compound in enumerate(compounds) if compound.standing == "single"]
    while sum(sizes) != BUILDINGS:
        step = 1 if sum(sizes) < BUILDINGS else -1
        i = rng.choice(singles)
        if 3 <= sizes[i] + step <= 13:
            sizes[i] += step
    for compound, size in zip(compounds, sizes, strict=True):
        for number in range(1, size + 1):
            code = f"{compound.code}-{number:02}"
            compound.buildings.append(Building(code, number, compound, _floors(compound, rng)))


def _floors(compound: Compound, rng: Random) -> int:
    if compound.kind == "BENEFIT":
        return rng.choice((3, 4, 5, 5, 6, 6))
    if compound.kind == "SETTLED":
        return rng.choice((6, 6, 11, 18))
    return rng.choice((6, 11, 11, 17, 18, 24, 26))


def _add_units(buildings: Iterable[Building], rng: Random) -> None:
    """A stairwell for every building, then more in large compounds up to UNITS."""
    buildings = list(buildings)
    counts = [1] * len(buildings)
    roomy = [i for i, b in enumerate(buildings) if b.compound.standing in ("general", "single")]
    extra = UNITS - len(buildings)
    while extra:
        i = rng.choice(roomy)
        if counts[i] < 4:
            counts[i] += 1
            extra -= 1
    for building, count in zip(buildings, counts, strict=True):
        doors = 2 if building.floors < 12 else rng.choice((2, 2, 3))
        for number in range(1, count + 1):
            households = max(4, building.floors * doors - rng.randrange(0, 3))
            building.units.append(Unit(f"{building.code}-{number}", building, households))
