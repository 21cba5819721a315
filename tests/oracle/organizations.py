"""Party organizations, people, their affiliations and posts."""

from calendar import isleap
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
    if not world.in_office(organization):
        return []  # nobody's parent any more
    found = world.tables.referring("organizations", "parent_code", organization.code)
    return [o for o in found if world.in_office(o)]


def _members(world: World, organization: Row) -> list[Row]:
    found = world.affiliations("organization_code", organization, formal=True)
    people = distinct(world.person(a["person_code"]) for a in found)
    return [person for person in people if world.member(person)]


def _home(world: World, person: Row) -> Row | None:
    """Where the formal membership is."""
    found = world.affiliations("person_code", person, formal=True)
    return first(distinct(world.organization(a["organization_code"]) for a in found))


def _residence(world: World, person: Row) -> list[Row]:
    return distinct([world.place(person["residence_code"])])


def _registrations(world: World, person: Row) -> list[Row]:
    return world.tables.referring("dual_registrations", "person_code", person.code)


def _ancestors(world: World, organization: Row) -> list[Row]:
    """The organizations above, nearest first, as far as they are in office."""
    found: list[Row] = []
    above = world.organization(organization["parent_code"])
    while above is not None and above not in found:
        found.append(above)
        above = world.organization(above["parent_code"])
    return found


def _term_ends(world: World, organization: Row) -> Any:
    """Five years for a committee and for what covers, or covered, a community; else three."""
    start, years = organization["term_started_on"], organization["term_years"]
    if start is None:
        return None
    if years is None:
        areas = world.tables.referring("organization_areas", "organization_code", organization.code)
        places = distinct(world.place(area["place_code"]) for area in areas)
        community = any(place["kind"] == "COMMUNITY" for place in places)
        years = 5 if organization["kind"] == "COMMITTEE" or community else 3
    # The 29th of February becomes the 28th where there is none.
    leap = (start.month, start.day) == (2, 29) and not isleap(start.year + years)
    return start.replace(year=start.year + years, day=28 if leap else start.day)


def _stored(world: World, row: Row) -> Row | None:
    """The organization of a tenure, in office or not."""
    return world.tables.one("organizations", row["organization_code"])


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
            "termEndsOn": Scalar("Date", _term_ends),
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
        listed={"ancestors": ("PartyOrganization", _ancestors)},
    ),
    "Person": Kind(
        {
            "id": given_id("Person"),
            **cells(
                code="String",
                name="String",
                phone="String",
                isVeteran="Boolean",
                joinedOn="Date",
                fullMemberOn="Date",
            ),
            "category": Scalar(
                "MemberCategory", lambda w, p: p["category"] if w.member(p) else None
            ),
            "isMember": Scalar("Boolean", lambda w, p: w.member(p)),
            "isFullMember": Scalar("Boolean", lambda w, p: w.full_member(p)),
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
        {
            "id": given_id("Affiliation"),
            **cells(kind="AffiliationKind", since="Date", until="Date"),
        },
        {
            "person": ("Person", lambda w, a: w.person(a["person_code"])),
            "organization": ("PartyOrganization", _stored),
        },
        order=("kind", "since"),
    ),
    "Post": Kind(
        {
            "id": given_id("Post"),
            **cells(
                role="PostRole",
                since="Date",
                until="Date",
                selectedBy="SelectionMethod",
                background="SecretaryBackground",
            ),
            "isCrossAppointment": Scalar(
                "Boolean", lambda w, p: any(a.post is p for a in w.appointments())
            ),
        },
        {
            "holder": ("Person", lambda w, p: w.person(p["person_code"])),
            "organization": ("PartyOrganization", _stored),
            "place": ("Place", lambda w, p: w.place(p["place_code"])),
        },
        order=("since",),
    ),
}
