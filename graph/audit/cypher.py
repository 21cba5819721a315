"""Pieces of Cypher that rules share: validity, scope, members, posts.

Every statement takes `$day`; a relation holds while `since` <= day < `until`. What is put
together here are fixed texts: values go in as parameters only.
"""

from graph.audit.rule import Query, Row
from graph.model import common

EVIDENCE = 50
"""A finding names at most so many nodes as its evidence."""


def dated(variable: str) -> str:
    """That a dated relationship or tenure holds on the day."""
    return f"({common.dated(variable).format(day='$day')})"


def in_office(variable: str) -> str:
    """That an organization is in office on the day."""
    return f"({common.in_office(variable).format(day='$day')})"


def full_member(variable: str) -> str:
    """That a person is a full member on the day."""
    return f"{variable}.fullMemberOn <= $day"


def member(variable: str) -> str:
    """That a person is a member on the day, full or probationary."""
    return (
        f"({variable}.category IS NOT NULL "
        f"AND ({variable}.joinedOn IS NULL OR {variable}.joinedOn <= $day))"
    )


def probationary(variable: str) -> str:
    """That a person is a member, and not a full one, on the day."""
    return (
        f"({member(variable)} "
        f"AND ({variable}.fullMemberOn IS NULL OR $day < {variable}.fullMemberOn))"
    )


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


def place_of(organization: str) -> str:
    """The code of the place an organization covers, the highest first; null where none."""
    return (
        f"head(COLLECT {{ MATCH ({organization})-[area:COVERS]->(place:Place) WHERE "
        f"{dated('area')} RETURN place.code ORDER BY size(place.path), place.code LIMIT 1 }})"
    )


def home_of(person: str) -> str:
    """The code of the place a person lives in; null where unknown."""
    return f"head(COLLECT {{ MATCH ({person})-[:RESIDES_IN]->(home:Place) RETURN home.code }})"


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
        place=place_of(variable),
        evidence=evidence,
        facts=tuple(facts.items()),
    )


def of_person(variable: str, evidence: str, second: str = "null", **facts: str) -> Row:
    """A finding about a person."""
    return Row(
        subject=f"'Person:' + {variable}.code",
        name=f"{variable}.name",
        place=home_of(variable),
        evidence=evidence,
        facts=tuple(facts.items()),
        second=second,
    )
