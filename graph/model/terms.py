"""The glossary's definitions that decide answers, each written once.

Every function gives a Cypher condition over variables that are bound where it is put. `day` is
what stands for the day: `{day}` in the declarations' templates, a parameter in a statement.
A condition is true or false, never null. The names that conditions bind inside themselves (`area`,
`committee`, `formal`, `its`, `own`) must not be bound around them.
"""

from graph.validity import between

DAY = "{day}"
"""What the declarations' templates say for the operation's day."""


def dated(variable: str, day: str = DAY) -> str:
    """That a dated relationship or tenure holds on the day."""
    return between(f"{variable}.since", f"{variable}.until", day)


def in_office(variable: str, day: str = DAY) -> str:
    """That an organization is in office on the day."""
    return between(f"{variable}.establishedOn", f"{variable}.dissolvedOn", day)


# --- members ---------------------------------------------------------------------------------


def admitted(variable: str, day: str = DAY) -> str:
    """That a person, if ever a member, had been admitted by the day."""
    return f"coalesce({variable}.joinedOn <= {day}, true)"


def member(variable: str, day: str = DAY) -> str:
    """That a person is a member on the day, full or probationary.

    The category says that the person is one, the date of admission since when.
    """
    return f"({variable}.category IS NOT NULL AND {admitted(variable, day)})"


def members_in_all(day: str = DAY) -> str:
    """How many members there are on the day: those of a category but for those admitted later.

    The same as counting who is a `member`, in a third of the time: both indexes are counted, and
    no person is read.
    """
    known = "p.category IS NOT NULL"
    return (
        f"(COUNT {{ MATCH (p:Person) WHERE {known} }} - "
        f"COUNT {{ MATCH (p:Person) WHERE p.joinedOn > {day} AND {known} }})"
    )


def full_member(variable: str, day: str = DAY) -> str:
    """That a person is a full member on the day."""
    return f"(coalesce({variable}.fullMemberOn <= {day}, false) AND {member(variable, day)})"


def probationary(variable: str, day: str = DAY) -> str:
    """That a person is a member on the day, and not yet a full one."""
    dates = between(f"{variable}.joinedOn", f"{variable}.fullMemberOn", day)
    return f"({variable}.category IS NOT NULL AND {dates})"


# --- terms of office -------------------------------------------------------------------------


def of_community(organization: str) -> str:
    """That an organization covers a community, or ever did."""
    return f"EXISTS {{ ({organization})-[:COVERS]->(:Community) }}"


def term_years(organization: str, community: str, committee: str, other: str) -> str:
    """The years of an organization's term: its own, or the rule's.

    community: the condition that it is a community's; committee, other: the rule's years for
    committees and organizations of a community, and for all others.
    """
    return (
        f"coalesce({organization}.termYears, CASE WHEN {organization}.kind = 'COMMITTEE' "
        f"OR {community} THEN {committee} ELSE {other} END)"
    )


# --- cross-appointments ------------------------------------------------------------------------
#
# A pair is a community and a company that manages a compound in it on the day. Somebody of the
# community's committee who holds a post in the company's Party organization is an appointment
# from the community; somebody of the company who holds one in the committee, one from the company.


def manages(relationship: str, day: str = DAY) -> str:
    """That a company's management of a compound makes a pair with the compound's community."""
    return dated(relationship, day)


def is_committee(organization: str, area: str, day: str = DAY) -> str:
    """That an organization is the committee of the community to which its area `COVERS` leads."""
    office = f"{dated(area, day)} AND {in_office(organization, day)}"
    return f"{organization}.kind = 'COMMITTEE' AND {office}"


def of_committee_covering(holder: str, community: str, day: str = DAY) -> str:
    """That a person is of the committee of a community."""
    covering = f"-[area:COVERS]->({community})"
    return of_committee(holder, covering, is_committee("committee", "area", day), day)


def of_committee(holder: str, beyond: str, is_one: str, day: str = DAY) -> str:
    """That a person is of a committee: formally affiliated with it, or with a post in it.

    beyond: the pattern that goes on from `committee`; is_one: the condition that it is the one
    meant.
    """
    return (
        f"(EXISTS {{ MATCH ({holder})-[formal:AFFILIATED]->(committee){beyond} "
        f"WHERE {_formal('formal', day)} AND {is_one} }} OR "
        f"EXISTS {{ MATCH ({holder})<-[:HELD_BY]-(own)-[:IN_ORGANIZATION]->(committee){beyond} "
        f"WHERE {dated('own', day)} AND {is_one} }})"
    )


def of_company(holder: str, company: str, day: str = DAY) -> str:
    """That a person is of a company: employed by it, or formally with its organization."""
    return (
        f"(EXISTS {{ ({holder})-[:EMPLOYED_BY]->({company}) }} OR EXISTS {{ MATCH "
        f"({holder})-[formal:AFFILIATED]->(its)-[:HOSTED_BY]->({company}) "
        f"WHERE {_formal('formal', day)} AND {in_office('its', day)} }})"
    )


def _formal(affiliation: str, day: str) -> str:
    return f"{affiliation}.kind = 'FORMAL' AND {dated(affiliation, day)}"


def cross_appointment(post: str) -> str:
    """That a post is a cross-appointment of some pair on the day.

    Each MATCH is one path, without labels that its relationships imply: planned sooner.
    """
    held = f"(holder)<-[:HELD_BY]-({post})-[:IN_ORGANIZATION]->(o)"
    to_company = (
        f"EXISTS {{ MATCH {held}-[:HOSTED_BY]->(company)-[runs:MANAGES]->()-[:WITHIN]->(community) "
        f"WHERE {manages('runs')} AND {in_office('o')} "
        f"AND {of_committee_covering('holder', 'community')} }}"
    )
    to_community = (
        f"EXISTS {{ MATCH {held}-[covers:COVERS]->(community)<-[:WITHIN]-()"
        f"<-[runs:MANAGES]-(company) WHERE {manages('runs')} AND {is_committee('o', 'covers')} "
        f"AND {of_company('holder', 'company')} }}"
    )
    return f"({dated(post)} AND ({to_company} OR {to_community}))"
