"""Places of every kind."""

from collections.abc import Iterator, Sequence

from tests.oracle.kinds import Computed, Kind, Many, One, Scalar, cells, first, given_id
from tests.oracle.world import Row, World, distinct

_FRAME = cells(code="String", name="String", kind="PlaceKind")


def _path(world: World, place: Row) -> str:
    codes = [p.code for p in world.above(place)]
    return "".join(f"{code}/" for code in reversed(codes))


def _place(
    name: str | None,
    scalars: dict[str, Scalar],
    ones: dict[str, tuple[str, One]] | None = None,
    manys: dict[str, tuple[str, Many]] | None = None,
    computed: dict[str, Computed] | None = None,
) -> Kind:
    ids = {} if name is None else {"id": given_id(name)}
    return Kind(
        {**ids, **_FRAME, "path": Scalar("String", _path), **scalars},
        {"parent": ("Place", lambda w, p: w.place(p["parent_code"])), **(ones or {})},
        {"organizations": ("PartyOrganization", lambda w, p: w.covering(p)), **(manys or {})},
        within=lambda w, p: [p],
        listed={"ancestors": ("Place", lambda w, p: list(w.above(p))[1:])},
        computed=computed or {},
    )


def _parent(kind: str) -> One:
    return lambda world, place: world.parent(place, kind)


def _children(kind: str) -> Many:
    return lambda world, place: world.children(place, kind)


def _holder(role: str) -> One:
    return lambda world, place: first(world.holders("place_code", place, role))


def _at_or_above(world: World, place: Row, kind: str) -> Row | None:
    return next((p for p in world.above(place) if p["kind"] == kind), None)


def _facilities(world: World, community: Row) -> list[Row]:
    return [
        f
        for place in world.below(community)
        for f in world.tables.referring("facilities", "place_code", place.code)
    ]


def _grids(world: World, compound: Row) -> list[Row]:
    inside = list(world.below(compound))
    return distinct(g for place in inside for g in world.holding(place, "GRID"))


def _compounds(world: World, grid: Row) -> list[Row]:
    return distinct(_at_or_above(world, p, "COMPOUND") for p in world.held(grid))


def _units(world: World, micro_grid: Row) -> list[Row]:
    inside = (p for area in world.held(micro_grid) for p in world.below(area))
    return distinct(p for p in inside if p["kind"] == "BUILDING_UNIT")


def _micro_grid(world: World, unit: Row) -> Row | None:
    return first([m for p in world.above(unit) for m in world.holding(p, "MICRO_GRID")])


def _building_and_units(world: World, building: Row) -> Iterator[Row]:
    yield building
    yield from world.children(building, "BUILDING_UNIT")


def _residents(world: World, building: Row) -> list[Row]:
    return [
        person
        for place in _building_and_units(world, building)
        for person in world.tables.referring("people", "residence_code", place.code)
    ]


def _central_households(world: World, building: Row) -> list[Row]:
    return distinct(
        person
        for place in _building_and_units(world, building)
        for person in world.holders("place_code", place, "CENTRAL_HOUSEHOLD")
    )


def _group(world: World, building: Row) -> Row | None:
    return first([o for o in world.covering(building) if o["kind"] == "GROUP"])


def _secretary(world: World, compound: Row) -> Row | None:
    return first(
        [
            person
            for o in world.covering(compound)
            for person in world.holders("organization_code", o, "SECRETARY")
        ]
    )


def _volunteer_teams(world: World, compound: Row) -> list[Row]:
    return world.tables.referring("teams", "compound_code", compound.code)


def _liaisons(world: World, community: Row) -> list[Row]:
    found = world.tables.referring("liaisons", "community_code", community.code)
    return [row for row in found if world.lasts(row)]


def _brand(world: World, community: Row) -> Row | None:
    return world.tables.one("brands", community.code)


_ROLES = ("DISTRICT_LEADER", "SUBDISTRICT_LEADER", "DISTRICT_UNIT", "ORGANIZATION_CADRE")


def _missing_roles(world: World, community: Row) -> list[str]:
    held = {row["role"] for row in _liaisons(world, community)}
    return [role for role in _ROLES if role not in held]


def _buildings(world: World, place: Row) -> set[Row]:
    return {p for p in world.below(place) if p["kind"] == "BUILDING"}


def _grid_buildings(world: World, grid: Row) -> set[Row]:
    """The buildings in a grid: a building unit that it holds does not make its building one."""
    return {b for place in world.held(grid) for b in _buildings(world, place)}


def _compared(mine: set[Row], theirs: set[Row]) -> str | None:
    if not mine & theirs:
        return None
    if mine >= theirs:
        return "EQUALS" if mine == theirs else "CONTAINS"
    return "WITHIN" if mine < theirs else "OVERLAPS"


def _relation_to(world: World, grid: Row, compound: str) -> str | None:
    kind, _, code = compound.partition(":")
    found = world.place(code) if kind == "Compound" else None
    if found is None or found["kind"] != "COMPOUND":
        return None
    return _compared(_grid_buildings(world, grid), _buildings(world, found))


def _compound_relation(world: World, grid: Row) -> str | None:
    """EQUALS or WITHIN the only compound touched; CONTAINS all of it, or of several."""
    touched: Sequence[Row] = _compounds(world, grid)
    found = _compared(
        _grid_buildings(world, grid), {b for c in touched for b in _buildings(world, c)}
    )
    if len(touched) > 1 and found is not None:
        return {"EQUALS": "CONTAINS", "WITHIN": "OVERLAPS"}.get(found, found)
    return found


PLACES = {
    "Place": _place(None, {}),
    "Province": _place("Province", {}, manys={"cities": ("City", _children("CITY"))}),
    "City": _place(
        "City",
        {},
        {"province": ("Province", _parent("PROVINCE"))},
        {"districts": ("District", _children("DISTRICT"))},
    ),
    "District": _place(
        "District",
        {},
        {"city": ("City", _parent("CITY"))},
        {"subdistricts": ("Subdistrict", _children("SUBDISTRICT"))},
    ),
    "Lane": _place("Lane", {}, {"community": ("Community", _parent("COMMUNITY"))}),
    "Subdistrict": _place(
        "Subdistrict",
        cells(subdistrictKind="SubdistrictKind"),
        {"district": ("District", _parent("DISTRICT"))},
        {"communities": ("Community", _children("COMMUNITY"))},
    ),
    "Community": _place(
        "Community",
        cells(communityKind="CommunityKind", households="Int"),
        {"subdistrict": ("Subdistrict", _parent("SUBDISTRICT")), "brand": ("Brand", _brand)},
        {
            "lanes": ("Lane", _children("LANE")),
            "grids": ("Grid", _children("GRID")),
            "compounds": ("Compound", _children("COMPOUND")),
            "facilities": ("Facility", _facilities),
            "liaisons": ("Liaison", _liaisons),
        },
        {"missingLiaisonRoles": _missing_roles},
    ),
    "Brand": Kind(
        {"id": given_id("Brand"), **cells(name="String")},
        {"community": ("Community", lambda w, b: w.place(b.code))},
        within=lambda w, b: distinct([w.place(b.code)]),
    ),
    "Grid": _place(
        "Grid",
        {
            **cells(households="Int"),
            "compoundRelation": Scalar("GridCompoundRelation", _compound_relation),
        },
        {
            "community": ("Community", _parent("COMMUNITY")),
            "leader": ("Person", _holder("GRID_LEADER")),
            "policeOfficer": ("Person", _holder("POLICE_OFFICER")),
        },
        {
            "microGrids": ("MicroGrid", _children("MICRO_GRID")),
            "compounds": ("Compound", _compounds),
        },
        {"relationTo": _relation_to},
    ),
    "MicroGrid": _place(
        "MicroGrid",
        cells(households="Int", chatGroup="String"),
        {
            "grid": ("Grid", _parent("GRID")),
            "leader": ("Person", _holder("MICRO_GRID_LEADER")),
        },
        {"units": ("BuildingUnit", _units)},
    ),
    "Compound": _place(
        "Compound",
        cells(
            compoundKind="CompoundKind",
            noPropertyMode="NoPropertyMode",
            mechanism="String",
            hasOrganization="Boolean",
            hasCleaning="Boolean",
            hasService="Boolean",
            hasSecurity="Boolean",
        ),
        {
            "community": ("Community", _parent("COMMUNITY")),
            "propertyCompany": ("PropertyCompany", lambda w, p: first(w.managing(p))),
            "secretary": ("Person", _secretary),
        },
        {
            "buildings": ("Building", _children("BUILDING")),
            "grids": ("Grid", _grids),
            "volunteerTeams": ("VolunteerTeam", _volunteer_teams),
        },
    ),
    "Building": _place(
        "Building",
        cells(floors="Int"),
        {
            "compound": ("Compound", _parent("COMPOUND")),
            "community": ("Community", lambda w, p: _at_or_above(w, p, "COMMUNITY")),
            "partyGroup": ("PartyOrganization", _group),
        },
        {
            "units": ("BuildingUnit", _children("BUILDING_UNIT")),
            "residents": ("Person", _residents),
            "centralHouseholds": ("Person", _central_households),
        },
    ),
    "BuildingUnit": _place(
        "BuildingUnit",
        cells(noticePosted="Boolean"),
        {
            "building": ("Building", _parent("BUILDING")),
            "microGrid": ("MicroGrid", _micro_grid),
            "leader": ("Person", _holder("UNIT_LEADER")),
        },
    ),
}  # fmt: skip
