"""Single nodes by id or code: as they are stored, whether they hold on the day or not."""

from collections.abc import Mapping
from typing import Any

from tests.oracle.names import camel
from tests.oracle.world import DEFAULTS, KEYS, Appointment, Row, World

# Tables, and the types of their rows; places have a type for each kind.
_TYPES = {
    "organizations": "PartyOrganization", "people": "Person", "affiliations": "Affiliation",
    "posts": "Post", "companies": "PropertyCompany", "units": "LiaisonUnit",
    "liaisons": "Liaison", "dual_registrations": "DualRegistration", "facilities": "Facility",
    "service_items": "ServiceItem", "teams": "VolunteerTeam", "activities": "Activity",
    "brands": "Brand",
}  # fmt: skip


def type_of(value: Any) -> str:
    """The type of a node: a row, or the entries of a cross-appointment."""
    if not isinstance(value, Row):
        return "CrossAppointment"
    if value.table == "places":
        return "".join(part.title() for part in value["kind"].split("_"))
    return _TYPES[value.table]


def table_of(kind: str) -> str:
    """The table that the rows of a type stand in."""
    return next((table for table, name in _TYPES.items() if name == kind), "places")


def by_code(world: World, kind: str, code: str) -> Row | None:
    """The node of a code, whatever the day."""
    if kind == "Institution":
        return world.institution(code)
    row = world.tables.one(table_of(kind), code)
    return row if row is not None and kind in ("Place", type_of(row)) else None


def by_key(world: World, kind: str, given: Mapping[str, Any]) -> Row | None:
    """The node of a type without codes that its key columns tell, whatever the day.

    given: by the columns in camelCase; what is left out is an empty cell, or its default.
    """
    table = table_of(kind)
    wanted = {column: given.get(camel(column)) for column in KEYS[table]}
    wanted = {n: DEFAULTS.get(table, {}).get(n) if v is None else v for n, v in wanted.items()}
    return next(
        (r for r in world.tables.rows[table] if all(r[n] == v for n, v in wanted.items())), None
    )


def by_id(world: World, given: str) -> Any:
    """The node of an id, whatever the day; a cross-appointment only where it is one that day."""
    kind, _, code = given.partition(":")
    if kind == "CrossAppointment":
        found = (a for a in world.appointments() if appointment_id(a) == given)
        return next((appointment(world, a) for a in found), None)
    return None if kind == "Place" else by_code(world, kind, code)


def appointment_id(found: Appointment) -> str:
    """The id of a cross-appointment."""
    codes = f"{found.community.code}/{found.company.code}/{found.post.code}"
    return f"CrossAppointment:{found.direction}/{codes}"


def appointment(world: World, found: Appointment) -> dict[str, Any]:
    """The fields of a `CrossAppointment`."""
    return {
        "id": appointment_id(found),
        "direction": found.direction,
        "person": world.person(found.post["person_code"]),
        "post": found.post,
        "community": found.community,
        "company": found.company,
        "since": found.post["since"],
        "until": found.post["until"],
    }
