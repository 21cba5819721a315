"""The glossary's definitions that decide answers, each written once.

Every function gives a Cypher condition over variables that are bound where it is put. `day` is
what stands for the day: `{day}` in the declarations' templates, a parameter in a statement.
A condition is true or false, never null. The names that conditions bind inside themselves (`area`,
`committee`, `formal`, `its`, `own`) must not be bound around them.
"""

DAY = "{day}"
"""What the declarations' templates say for the operation's day."""


def between(since: str, until: str, day: str = DAY) -> str:
    """That a day lies from one date on and before another; an unknown date is no bound."""
    # An unknown end leaves null, unless the other one says no. Said without OR, and as one
    # condition: Neo4j plans that in a fraction of the time.
    return f"coalesce({since} <= {day} AND {day} < {until}, true)"


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


def is_committee(committee: str, community: str, day: str = DAY) -> str:
    """That an organization is the community's committee on the day."""
    return (
        f"({committee}.kind = 'COMMITTEE' AND {in_office(committee, day)} AND EXISTS {{ "
        f"MATCH ({committee})-[area:COVERS]->({community}) WHERE {dated('area', day)} }})"
    )


def of_committee(holder: str, is_one: str, day: str = DAY) -> str:
    """That a person is of a committee: formally affiliated with it, or with a post in it.

    is_one: the condition that `committee` is the committee meant.
    """
    return (
        f"(EXISTS {{ MATCH ({holder})-[formal:AFFILIATED]->(committee:PartyOrganization) "
        f"WHERE {_formal('formal', day)} AND {is_one} }} OR "
        f"EXISTS {{ MATCH ({holder})<-[:HELD_BY]-(own:Post)-[:IN_ORGANIZATION]->"
        f"(committee:PartyOrganization) WHERE {dated('own', day)} AND {is_one} }})"
    )


def of_company(holder: str, company: str, day: str = DAY) -> str:
    """That a person is of a company: employed by it, or formally with its organization."""
    return (
        f"(EXISTS {{ ({holder})-[:EMPLOYED_BY]->({company}) }} OR EXISTS {{ MATCH "
        f"({holder})-[formal:AFFILIATED]->(its:PartyOrganization)-[:HOSTED_BY]->({company}) "
        f"WHERE {_formal('formal', day)} AND {in_office('its', day)} }})"
    )


def _formal(affiliation: str, day: str) -> str:
    return f"{affiliation}.kind = 'FORMAL' AND {dated(affiliation, day)}"


def cross_appointment(post: str) -> str:
    """That a post is a cross-appointment of some pair on the day."""
    pair = "(company:PropertyCompany)-[runs:MANAGES]->(:Compound)-[:WITHIN]->(community:Community)"
    held = f"({post})-[:HELD_BY]->(holder:Person)"
    to_company = (
        f"EXISTS {{ MATCH ({post})-[:IN_ORGANIZATION]->(o:PartyOrganization)-[:HOSTED_BY]->{pair}, "
        f"{held} WHERE {manages('runs')} AND {in_office('o')} "
        f"AND {of_committee('holder', is_committee('committee', 'community'))} }}"
    )
    to_community = (
        f"EXISTS {{ MATCH ({post})-[:IN_ORGANIZATION]->(o:PartyOrganization)-[:COVERS]->"
        f"(community:Community), {pair}, {held} WHERE {manages('runs')} "
        f"AND {is_committee('o', 'community')} AND {of_company('holder', 'company')} }}"
    )
    return f"({dated(post)} AND ({to_company} OR {to_community}))"
