"""Pieces of Cypher that rules share: validity, scope, members, posts.

Every statement takes `$day`; a relation holds while `since` <= day < `until`. What is put
together here are fixed texts: values go in as parameters only.
"""

from graph.audit.rule import Lies, Query, Row

EVIDENCE = 50
"""A finding names at most so many nodes as its evidence."""


def dated(variable: str) -> str:
    """That a dated relationship or tenure holds on the day."""
    return _between(f"{variable}.since", f"{variable}.until")


def in_office(variable: str) -> str:
    """That an organization is in office on the day."""
    return _between(f"{variable}.establishedOn", f"{variable}.dissolvedOn")


def _between(since: str, until: str) -> str:
    # Said without OR: Neo4j plans that in a fraction of the time.
    return f"(coalesce({since} <= $day, true) AND coalesce($day < {until}, true))"


def full_member(variable: str) -> str:
    """That a person is a full member on the day."""
    return f"{variable}.fullMemberOn <= $day"


def member(variable: str) -> str:
    """That a person is a member on the day, full or probationary."""
    return f"({variable}.category IS NOT NULL AND coalesce({variable}.joinedOn <= $day, true))"


def probationary(variable: str) -> str:
    """That a person is a member, and not a full one, on the day."""
    return f"({member(variable)} AND coalesce($day < {variable}.fullMemberOn, true))"


def places(variable: str, label: str, body: str, where: str = "true") -> Query:
    """A query over the places with a label: `body` goes on from `variable`."""
    return Query(
        f"MATCH ({variable}:{label}) WHERE {where}\n{body}",
        f"MATCH ({variable}:{label}) WHERE {variable}.path STARTS WITH $within AND {where}\n{body}",
    )


def organizations(variable: str, where: str, body: str) -> Query:
    """A query over organizations in office; they lie where their areas do."""
    alive = f"{in_office(variable)} AND {where}"
    return Query(
        f"MATCH ({variable}:PartyOrganization) WHERE {alive}\n{body}",
        f"MATCH (scope:Place)<-[scoped:COVERS]-({variable}:PartyOrganization)\n"
        f"WHERE scope.path STARTS WITH $within AND {dated('scoped')} AND {alive}\n"
        f"WITH DISTINCT {variable}\n{body}",
    )


def people(variable: str, where: str, body: str) -> Query:
    """A query over people; they lie where they live."""
    return Query(
        f"MATCH ({variable}:Person) WHERE {where}\n{body}",
        f"MATCH (scope:Place)<-[:RESIDES_IN]-({variable}:Person)\n"
        f"WHERE scope.path STARTS WITH $within AND {where}\nWITH {variable}\n{body}",
    )


def posts_in_organizations(variable: str, organization: str, where: str, body: str) -> Query:
    """A query over posts, current or not, in organizations in office; they lie where those do."""
    alive = f"{in_office(organization)} AND {where}"
    pattern = f"({organization}:PartyOrganization)<-[:IN_ORGANIZATION]-({variable}:Post)"
    return Query(
        f"MATCH {pattern} WHERE {alive}\n{body}",
        f"MATCH (scope:Place)<-[scoped:COVERS]-({organization}:PartyOrganization)\n"
        f"WHERE scope.path STARTS WITH $within AND {dated('scoped')}\n"
        f"WITH DISTINCT {organization} MATCH {pattern} WHERE {alive}\n{body}",
    )


def covered_by(place: str, having: str = "true") -> str:
    """That an organization in office (`by`) covers the very place on the day."""
    return (
        f"EXISTS {{ MATCH ({place})<-[area:COVERS]-(by:PartyOrganization) "
        f"WHERE {dated('area')} AND {in_office('by')} AND {having} }}"
    )


def held(organization: str, having: str = "true") -> str:
    """That somebody holds a post (`post`) in an organization, itself in office, on the day."""
    return (
        f"EXISTS {{ MATCH ({organization})<-[:IN_ORGANIZATION]-(post:Post) "
        f"WHERE {having} AND {dated('post')} }}"
    )


def place_id(variable: str) -> str:
    """The id of a place of any kind."""
    return f"head([l IN labels({variable}) WHERE l <> 'Place']) + ':' + {variable}.code"


def of_place(variable: str, label: str, evidence: str, second: str = "null", **facts: str) -> Row:
    """A finding about a place of one kind."""
    return Row(
        subject=f"'{label}:' + {variable}.code",
        name=f"{variable}.name",
        place=f"{variable}.code",
        evidence=evidence,
        facts=tuple(facts.items()),
        second=second,
    )


def of_organization(variable: str, evidence: str, **facts: str) -> Row:
    """A finding about an organization."""
    return Row(
        subject=f"'PartyOrganization:' + {variable}.code",
        name=f"{variable}.name",
        place=f"{variable}.code",
        lies=Lies.ORGANIZATION,
        evidence=evidence,
        facts=tuple(facts.items()),
    )


def of_person(variable: str, evidence: str, second: str = "null", **facts: str) -> Row:
    """A finding about a person."""
    return Row(
        subject=f"'Person:' + {variable}.code",
        name=f"{variable}.name",
        place=f"{variable}.code",
        lies=Lies.PERSON,
        evidence=evidence,
        facts=tuple(facts.items()),
        second=second,
    )


def members_of(organization: str, having: str = "true") -> str:
    """A MATCH of the people (`m`) whose formal affiliation is with an organization."""
    return (
        f"MATCH ({organization})<-[a:AFFILIATED {{kind: 'FORMAL'}}]-(m:Person) "
        f"WHERE {dated('a')} AND {having}"
    )


def members_of_branch(organization: str, having: str = "true") -> str:
    """A MATCH of a branch's members (`m`): its own and those of its Party groups in office.

    A group is a part of its branch, whichever of the two an affiliation was entered for.
    """
    return (
        f"MATCH ({organization})<-[:SUBORDINATE_TO*0..1]-(part:PartyOrganization)"
        f"<-[a:AFFILIATED {{kind: 'FORMAL'}}]-(m:Person) "
        f"WHERE (part = {organization} OR part.kind = 'GROUP') AND {in_office('part')} "
        f"AND {dated('a')} AND {having}"
    )


def residents_of(place: str, having: str = "true") -> str:
    """A MATCH of the people (`m`) who live in a place or anywhere within it."""
    return f"MATCH ({place})<-[:WITHIN*0..4]-(:Place)<-[:RESIDES_IN]-(m:Person) WHERE {having}"


def number(match: str) -> str:
    """How many different people a MATCH of the above finds."""
    return f"COUNT {{ {match} RETURN DISTINCT m }}"


def codes(match: str) -> str:
    """The codes of the people whom a MATCH of the above finds, each once, in order."""
    return f"COLLECT {{ {match} RETURN DISTINCT m.code ORDER BY m.code }}"


def person_ids(listed: str) -> str:
    """Ids of the first people of a list of codes, as evidence."""
    return f"[code IN {listed}[..{EVIDENCE}] | 'Person:' + code]"


def managed(compound: str) -> str:
    """That a property company manages a compound on the day."""
    return (
        f"EXISTS {{ MATCH ({compound})<-[runs:MANAGES]-(:PropertyCompany) WHERE {dated('runs')} }}"
    )


def lives_within(person: str) -> str:
    """That a person lives at or below the place with the path `$within`."""
    return (
        f"EXISTS {{ MATCH ({person})-[:RESIDES_IN]->(home:Place) "
        "WHERE home.path STARTS WITH $within }"
    )


def of_post(variable: str, organization: str, evidence: str, **facts: str) -> Row:
    """A finding about a post in an organization; it goes by the organization's name."""
    return Row(
        subject=f"'Post:' + {variable}.key",
        name=f"{organization}.name",
        place=f"{organization}.code",
        lies=Lies.ORGANIZATION,
        evidence=evidence,
        facts=tuple(facts.items()),
    )
