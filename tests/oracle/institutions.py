"""Property companies, units and their liaisons; registrations, facilities and activities."""

from tests.oracle.kinds import Kind, Many, One, cells, first, given_id
from tests.oracle.world import Row, World, distinct


def _own(world: World, institution: Row) -> Row | None:
    """The institution's Party organization."""
    found = world.tables.referring("organizations", "host_code", institution.code)
    return first([o for o in found if world.in_office(o)])


def _employees(world: World, institution: Row) -> list[Row]:
    return world.tables.referring("people", "employer_code", institution.code)


def _communities(world: World, company: Row) -> list[Row]:
    return distinct(world.parent(c, "COMMUNITY") for c in world.managed(company))


def _liaisons(world: World, unit: Row) -> list[Row]:
    found = world.tables.referring("liaisons", "unit_code", unit.code)
    return [row for row in found if world.lasts(row)]


def _service_items(world: World, facility: Row) -> list[Row]:
    found = world.tables.referring("facility_services", "facility_code", facility.code)
    return distinct(world.tables.one("service_items", f["service_code"]) for f in found)


def _rooms(world: World, facility: Row) -> list[Row]:
    """Basic ones first, by name."""
    found = world.tables.referring("rooms", "facility_code", facility.code)
    return sorted(found, key=lambda room: (room["extended"], room["name"]))


def _at(column: str) -> One:
    return lambda world, row: world.place(row[column])


def _in(column: str) -> Many:
    return lambda world, row: distinct([world.place(row[column])])


def _unit(world: World, row: Row) -> Row | None:
    return world.tables.one("units", row["unit_code"])


def _person(world: World, row: Row) -> Row | None:
    return world.person(row["person_code"])


_NAMED = cells(code="String", name="String")
_PARTY = {"partyOrganization": ("PartyOrganization", _own)}

INSTITUTIONS = {
    "Institution": Kind(_NAMED, _PARTY),
    "PropertyCompany": Kind(
        {"id": given_id("PropertyCompany"), **_NAMED},
        _PARTY,
        {
            "compounds": ("Compound", lambda w, c: w.managed(c)),
            "communities": ("Community", _communities),
            "employees": ("Person", _employees),
        },
        within=lambda w, c: w.managed(c),
    ),
    "LiaisonUnit": Kind(
        {"id": given_id("LiaisonUnit"), **_NAMED},
        _PARTY,
        {"liaisons": ("Liaison", _liaisons), "employees": ("Person", _employees)},
    ),
    "Liaison": Kind(
        {
            "id": given_id("Liaison"),
            **cells(role="LiaisonRole", since="Date", until="Date", duties="String"),
        },
        {
            "community": ("Community", _at("community_code")),
            "officer": ("Person", _person),
            "unit": ("LiaisonUnit", _unit),
        },
        within=_in("community_code"),
        order=("role",),
    ),
    "DualRegistration": Kind(
        {"id": given_id("DualRegistration"), **cells(registeredOn="Date", claimedPost="String")},
        {
            "community": ("Community", _at("community_code")),
            "person": ("Person", _person),
            "unit": ("LiaisonUnit", _unit),
        },
        within=_in("community_code"),
        order=("registeredOn",),
    ),
    "Facility": Kind(
        {"id": given_id("Facility"), **_NAMED, **cells(kind="FacilityKind")},
        {"place": ("Place", _at("place_code"))},
        {"serviceItems": ("ServiceItem", _service_items)},
        within=_in("place_code"),
        listed={"rooms": ("FunctionRoom", _rooms)},
    ),
    "FunctionRoom": Kind(
        cells(name="String", extended="Boolean"),
        {"facility": ("Facility", lambda w, r: w.tables.one("facilities", r["facility_code"]))},
        order=("extended", "name"),
    ),
    "ServiceItem": Kind(
        {"id": given_id("ServiceItem"), **_NAMED, **cells(category="String", assisted="Boolean")}
    ),
    "VolunteerTeam": Kind(
        {"id": given_id("VolunteerTeam"), **_NAMED},
        {"compound": ("Compound", _at("compound_code"))},
        {
            "activities": (
                "Activity",
                lambda w, t: w.tables.referring("activities", "team_code", t.code),
            )
        },
        within=_in("compound_code"),
    ),
    "Activity": Kind(
        {
            "id": given_id("Activity"),
            **cells(
                code="String",
                kind="ActivityKind",
                title="String",
                heldOn="Date",
                served="Int",
                materials="Int",
                resolved="Int",
                feedback="Int",
            ),
        },
        {
            "place": ("Place", _at("place_code")),
            "team": ("VolunteerTeam", lambda w, a: w.tables.one("teams", a["team_code"])),
        },
        within=_in("place_code"),
    ),
}
