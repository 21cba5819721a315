"""The five linked levels: subdistrict, community, grid, compound, building."""

from datetime import date, timedelta
from random import Random

from .state import (
    HORIZON,
    Community,
    Compound,
    District,
    Grid,
    Organization,
    day_between,
)

GENERAL_BRANCHES_OF_GRIDS = 18
"""With the 27 compounds that have a general branch: 45."""

THREE_BRANCHES = 12
"""General branches of compounds with three branches; the other 15 have two: 66 together."""

GRIDS_WITHOUT_ORGANIZATION = 8
SKIPPING_THE_GRID = 12
OVERDUE = 16
SOON_OVER = 14


def organization_code(place_code: str) -> str:
    """The code of a place's organization."""
    return f"DZZ-{place_code}"


def found_organizations(district: District) -> None:
    """Committees, grid, compound and lane organizations; groups are founded after them."""
    rng = district.rng("organizations")
    by_code = {place.code: place for place in district.subdistricts}
    for place in district.subdistricts:
        town = place.kind != "SUBDISTRICT"
        committee = Organization(
            organization_code(place.code),
            f"中共忻府区{place.name}{'委员会' if town else '工作委员会'}",
            "COMMITTEE" if town else "WORKING_COMMITTEE",
            day_between(rng, date(2001, 5, 1), date(2006, 9, 30)),
        )
        place.committee = _found(district, place.code, committee)
        place.committee.expanded = True
    for community in district.communities:
        parent = by_code[community.subdistrict].committee
        founded = day_between(rng, date(2009, 4, 1), date(2018, 6, 30))
        name = f"{community.name}党委"
        committee = _found(
            district,
            community.code,
            Organization(organization_code(community.code), name, "COMMITTEE", founded, parent),
        )
        committee.expanded = True
        community.committee = committee
    _found_in_grids(district, rng)
    _found_in_compounds(district, rng)
    for community in district.communities:
        _found_beside(district, community, rng)


def _found(district: District, place_code: str, organization: Organization) -> Organization:
    organization.areas.append((place_code, organization.established, None))
    district.organizations.append(organization)
    return organization


def _found_in_grids(district: District, rng: Random) -> None:
    grids = district.grids()
    plain = [g for g in grids if not any(b.compound.standing == "grouped" for b in g.buildings)]
    without = set(rng.sample([grid.code for grid in plain], GRIDS_WITHOUT_ORGANIZATION))
    busy = [g for g in grids if len({b.compound.code for b in g.buildings}) > 3]
    busy = [grid for grid in busy if grid.code not in without]
    general = {grid.code for grid in rng.sample(busy, GENERAL_BRANCHES_OF_GRIDS)}
    for grid in grids:
        if grid.code in without:
            continue
        kind = "GENERAL_BRANCH" if grid.code in general else "BRANCH"
        word = "党总支" if kind == "GENERAL_BRANCH" else "党支部"
        founded = day_between(rng, date(2019, 3, 1), date(2021, 6, 30))
        name = f"{grid.community.name}第{grid.number}网格{word}"
        parent = grid.community.committee
        grid.organization = _found(
            district,
            grid.code,
            Organization(organization_code(grid.code), name, kind, founded, parent),
        )


def _founding(rng: Random, parent: Organization | None) -> date:
    """Nearly half before the horizon, the rest over the years since, most of them early."""
    first = parent.established if parent else date(2019, 3, 1)
    first = max(first + timedelta(days=30), date(2019, 6, 1))
    if rng.random() < 0.45:
        return day_between(rng, first, HORIZON - timedelta(days=20))
    late = min(rng.random(), rng.random())
    return HORIZON + timedelta(days=int(late * 1500))


def _main_grid(compound: Compound) -> Grid:
    grid = compound.buildings[0].grid
    if grid is None:
        raise ValueError(f"Compound {compound.code} has no grid: draw the grids first.")
    return grid


def _found_in_compounds(district: District, rng: Random) -> None:
    compounds = [c for c in district.compounds() if c.standing in ("general", "single")]
    linked = [c for c in compounds if _main_grid(c).organization is not None]
    skipping = {c.code for c in rng.sample(linked, SKIPPING_THE_GRID)}
    generals = [c.code for c in compounds if c.standing == "general"]
    three = set(rng.sample(generals, THREE_BRANCHES))
    for compound in compounds:
        parent = _main_grid(compound).organization
        if parent is None or compound.code in skipping:
            parent = compound.community.committee
        founded = _founding(rng, parent)
        if compound.standing == "single":
            name = f"{compound.community.name}{compound.name}党支部"
            branch = _found(
                district,
                compound.code,
                Organization(organization_code(compound.code), name, "BRANCH", founded, parent),
            )
            compound.organization = branch
            compound.branches.append(branch)
            continue
        name = f"{compound.community.name}{compound.name}党总支"
        general = _found(
            district,
            compound.code,
            Organization(organization_code(compound.code), name, "GENERAL_BRANCH", founded, parent),
        )
        compound.organization = general
        for number in range(3 if compound.code in three else 2):
            name = f"{compound.name}第{'一二三'[number]}党支部"
            start = day_between(rng, founded, founded + timedelta(days=40))
            compound.branches.append(
                _found(
                    district,
                    compound.code,
                    Organization(
                        organization_code(compound.code) + f"-Z{number + 1}",
                        name,
                        "BRANCH",
                        start,
                        general,
                    ),
                )
            )
    for community in district.communities:
        _found_joint(district, community, rng)


def _found_joint(district: District, community: Community, rng: Random) -> None:
    clusters: dict[int, list[Compound]] = {}
    for compound in community.compounds:
        if compound.cluster is not None:
            clusters.setdefault(compound.cluster, []).append(compound)
    for number, compounds in enumerate(clusters.values(), 1):
        parent = _main_grid(compounds[0]).organization or community.committee
        name = f"{community.name}{compounds[0].name}等{len(compounds)}小区联合党支部"
        branch = Organization(
            f"{organization_code(community.code)}-LH{number:02}",
            name,
            "BRANCH",
            _founding(rng, parent),
            parent,
            joint=True,
        )
        district.organizations.append(branch)
        for compound in compounds:
            joined = branch.established
            if compound is compounds[-1] and len(compounds) > 3:
                joined = day_between(rng, joined, min(joined + timedelta(700), date(2026, 8, 1)))
            branch.areas.append((compound.code, joined, None))
            compound.organization = branch
            compound.branches.append(branch)


def _found_beside(district: District, community: Community, rng: Random) -> None:
    """Branches of lanes; functional branches of communities, temporary ones of lanes."""
    parent = community.committee
    for lane in community.lanes[:1] if rng.random() < 0.6 else []:
        founded = _founding(rng, parent)
        name = f"{community.name}{lane.name}党支部"
        _found(
            district,
            lane.code,
            Organization(organization_code(lane.code), name, "BRANCH", founded, parent),
        )
    if rng.random() < 0.3:
        founded = day_between(rng, date(2022, 11, 1), date(2025, 10, 1))
        what = rng.choice(["新就业群体", "红色物业", "老党员志愿服务", "文艺宣传", "退役军人"])
        name = f"{community.name}{what}功能型党支部"
        branch = _found(
            district,
            community.code,
            Organization(
                organization_code(community.code) + "-GN01", name, "BRANCH", founded, parent
            ),
        )
        branch.establishment = "FUNCTIONAL"
    if rng.random() < 0.2:
        lane = community.lanes[-1]
        founded = day_between(rng, date(2025, 3, 1), date(2026, 8, 1))
        name = f"{community.name}{lane.name}改造项目临时党支部"
        branch = _found(
            district,
            lane.code,
            Organization(organization_code(lane.code) + "-LS01", name, "BRANCH", founded, parent),
        )
        branch.establishment = "TEMPORARY"


def set_terms(district: District) -> None:
    """When each organization last elected its committee; some long overdue, some soon."""
    rng = district.rng("terms")
    standing = [
        o
        for o in district.organizations
        if o.kind != "GROUP" and o.establishment == "FORMAL" and o.dissolved is None
    ]
    old = [o for o in standing if o.established < date(2020, 6, 1)]
    picked = rng.sample(old, OVERDUE + SOON_OVER)
    late, soon = set(picked[:OVERDUE]), set(picked[OVERDUE:])
    for organization in standing:
        first = organization.established
        if organization in late:
            day = day_between(rng, max(first, date(2019, 9, 1)), date(2021, 5, 31))
        elif organization in soon:
            day = day_between(rng, date(2021, 12, 20), date(2022, 4, 20))
            organization.term_years = 5
        else:
            day = day_between(rng, max(first, date(2024, 3, 1)), date(2026, 9, 30))
        organization.term_started = day
