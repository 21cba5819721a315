"""Reads the rows of places, organizations, people and companies off the finished district."""

from collections.abc import Iterator
from typing import TypedDict, Unpack

from .state import DISTRICT, Cell, Compound, District, Row
from .vocabulary.places import MECHANISMS


class _Cells(TypedDict, total=False):
    """Cells that some kinds of places have."""

    households: int | None
    floors: int | None
    community_kind: str | None
    chat_group: str | None
    notice_posted: bool | None
    brand: str | None
    mechanism: str | None


def _place(
    code: str,
    name: str,
    kind: str,
    parent: str | None,
    compound: Compound | None = None,
    **cells: Unpack[_Cells],
) -> Row:
    of_compound: tuple[Cell, ...] = (None,) * 6
    if compound:
        of_compound = (compound.kind, compound.mode, *compound.haves)
    before = [cells.get(name) for name in ("households", "floors", "community_kind")]
    after = [cells.get(name) for name in ("chat_group", "notice_posted", "brand", "mechanism")]
    return (code, name, kind, parent, *before, *of_compound, *after)


def place_rows(district: District) -> Iterator[Row]:
    """From the district down, a parent always before its children."""
    rng = district.rng("mechanisms")
    yield _place(DISTRICT, "忻府区", "DISTRICT", None)
    for place in district.subdistricts:
        yield _place(place.code, place.name, place.kind, DISTRICT)
    for community in district.communities:
        yield _place(
            community.code,
            community.name,
            "COMMUNITY",
            community.subdistrict,
            households=community.households,
            community_kind=community.kind,
            brand=community.brand,
        )
        for lane in community.lanes:
            yield _place(lane.code, lane.name, "LANE", community.code)
        for grid in community.grids:
            name = f"{community.name}第{grid.number}网格"
            yield _place(grid.code, name, "GRID", community.code, households=grid.households)
            for micro in grid.micro_grids:
                yield _place(
                    micro.code,
                    f"第{grid.number}网格第{micro.number}微网格",
                    "MICRO_GRID",
                    grid.code,
                    households=sum(unit.households for unit in micro.units),
                    chat_group=micro.chat_group,
                )
        for compound in community.compounds:
            yield _place(
                compound.code,
                compound.name,
                "COMPOUND",
                community.code,
                compound=compound,
                mechanism=rng.choice(MECHANISMS) if compound.organization else None,
            )
            for building in compound.buildings:
                name = f"{compound.name}{building.number}号楼"
                yield _place(building.code, name, "BUILDING", compound.code, floors=building.floors)
                for number, unit in enumerate(building.units, 1):
                    yield _place(
                        unit.code,
                        f"{name}{number}单元",
                        "BUILDING_UNIT",
                        building.code,
                        notice_posted=unit.notice_posted,
                    )


def grid_area_rows(district: District) -> Iterator[Row]:
    """Which grid or micro-grid holds what."""
    for grid in district.grids():
        for code in grid.areas:
            yield grid.code, code
        for micro in grid.micro_grids:
            for code in micro.areas:
                yield micro.code, code


def organization_rows(district: District) -> Iterator[Row]:
    """The Party organizations."""
    for o in district.organizations:
        parent = o.parent.code if o.parent else None
        yield (
            o.code,
            o.name,
            o.kind,
            o.establishment,
            o.joint,
            o.expanded,
            parent,
            o.host,
            o.established,
            o.dissolved,
            o.term_started,
            o.term_years,
        )


def organization_area_rows(district: District) -> Iterator[Row]:
    """Which organization covers what, from when until when."""
    for organization in district.organizations:
        for code, since, until in organization.areas:
            yield organization.code, code, since, until


def people_rows(district: District) -> Iterator[Row]:
    """The people."""
    for p in district.people:
        phone = p.phone
        yield (
            p.code,
            p.name,
            phone,
            p.veteran,
            p.residence,
            p.employer,
            p.category,
            p.joined,
            p.full,
        )


def company_rows(district: District) -> Iterator[Row]:
    """The property companies."""
    for company in district.companies:
        yield company.code, company.name


def unit_rows(district: District) -> Iterator[Row]:
    """The liaison units."""
    for unit in district.institutions:
        yield unit.code, unit.name
