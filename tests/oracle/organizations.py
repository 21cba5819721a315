"""Party organizations, people, their affiliations and posts."""

from typing import Any

from tests.oracle.kinds import Kind, Scalar, cells, first, given_id
from tests.oracle.world import Row, World, distinct

_LEVELS = {
    "SUBDISTRICT": "SUBDISTRICT",
    "COMMUNITY": "COMMUNITY",
    "GRID": "GRID",
    "MICRO_GRID": "GRID",
    "COMPOUND": "COMPOUND",
    "BUILDING": "BUILDING",
    "BUILDING_UNIT": "BUILDING",
}


def _level(world: World, organization: Row) -> Any:
    """The linked level of the highest place covered."""
    found = {_LEVELS.get(p["kind"]) for p in world.area(organization)}
    return next((level for level in _LEVELS.values() if level in found), None)


def _children(world: World, organization: Row) -> list[Row]:
    found = world.tables.referring("organizations", "parent_code", organization.code)
    return [o for o in found if world.in_office(o)]


def _members(world: World, organization: Row) -> list[Row]:
    found = world.affiliations("organization_code", organization, formal=True)
    return distinct(world.person(a["person_code"]) for a in found)


def _home(world: World, person: Row) -> Row | None:
    """Where the formal membership is."""
    found = world.affiliations("person_code", person, formal=True)
    return first(distinct(world.organization(a["organization_code"]) for a in found))


def _residence(world: World, person: Row) -> list[Row]:
    return distinct([world.place(person["residence_code"])])


def _registrations(world: World, person: Row) -> list[Row]:
    return world.tables.referring("dual_registrations", "person_code", person.code)


def _company(world: World, organization: Row | None) -> bool:
    """Whether an organization belongs to a property company."""
    return (
        organization is not None
        and world.tables.one("companies", organization["host_code"]) is not None
    )


def _committee(world: World, organization: Row | None) -> bool:
    """Whether an organization is a community's Party committee."""
    return (
        organization is not None
        and organization["kind"] == "COMMITTEE"
        and any(p["kind"] == "COMMUNITY" for p in world.area(organization))
    )


def _cross_appointment(world: World, post: Row) -> bool:
    """Whether a post is held across the community's and the property company's sides."""
    here, person = world.organization(post["organization_code"]), world.person(post["person_code"])
    if here is None or person is None:
        return False
    formal = [
        world.organization(a["organization_code"])
        for a in world.affiliations("person_code", person, formal=True)
    ]
    held = [world.organization(p["organization_code"]) for p in world.posts("person_code", person)]
    if _company(world, here) and any(_committee(world, o) for o in [*formal, *held]):
        return True
    employed = world.tables.one("companies", person["employer_code"]) is not None
    return _committee(world, here) and (employed or any(_company(world, o) for o in formal))


ORGANIZATIONS = {
    "PartyOrganization": Kind(
        {
            "id": given_id("PartyOrganization"),
            **cells(
                code="String",
                name="String",
                kind="OrganizationKind",
                establishment="Establishment",
                joint="Boolean",
                expanded="Boolean",
                establishedOn="Date",
                dissolvedOn="Date",
                termStartedOn="Date",
                termYears="Int",
            ),
            "level": Scalar("LinkageLevel", _level),
        },
        {
            "parent": ("PartyOrganization", lambda w, o: w.organization(o["parent_code"])),
            "host": ("Institution", lambda w, o: w.institution(o["host_code"])),
            "secretary": (
                "Person",
                lambda w, o: first(w.holders("organization_code", o, "SECRETARY")),
            ),
        },
        {
            "children": ("PartyOrganization", _children),
            "places": ("Place", lambda w, o: w.area(o)),
            "members": ("Person", _members),
            "posts": ("Post", lambda w, o: w.posts("organization_code", o)),
        },
        within=lambda w, o: w.area(o),
    ),
    "Person": Kind(
        {
            "id": given_id("Person"),
            **cells(
                code="String",
                name="String",
                phone="String",
                isVeteran="Boolean",
                category="MemberCategory",
                joinedOn="Date",
                fullMemberOn="Date",
            ),
            "isMember": Scalar("Boolean", lambda w, p: p["category"] is not None),
        },
        {
            "organization": ("PartyOrganization", _home),
            "residence": ("Place", lambda w, p: w.place(p["residence_code"])),
            "employer": ("Institution", lambda w, p: w.institution(p["employer_code"])),
        },
        {
            "affiliations": ("Affiliation", lambda w, p: w.affiliations("person_code", p)),
            "posts": ("Post", lambda w, p: w.posts("person_code", p)),
            "dualRegistrations": ("DualRegistration", _registrations),
        },
        within=_residence,
    ),
    "Affiliation": Kind(
        cells(kind="AffiliationKind", since="Date", until="Date"),
        {
            "person": ("Person", lambda w, a: w.person(a["person_code"])),
            "organization": (
                "PartyOrganization",
                lambda w, a: w.organization(a["organization_code"]),
            ),
        },
    ),
    "Post": Kind(
        {
            **cells(
                role="PostRole",
                since="Date",
                until="Date",
                selectedBy="SelectionMethod",
                background="SecretaryBackground",
            ),
            "isCrossAppointment": Scalar("Boolean", _cross_appointment),
        },
        {
            "holder": ("Person", lambda w, p: w.person(p["person_code"])),
            "organization": (
                "PartyOrganization",
                lambda w, p: w.organization(p["organization_code"]),
            ),
            "place": ("Place", lambda w, p: w.place(p["place_code"])),
        },
    ),
}
