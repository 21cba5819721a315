"""Pieces of Cypher that rules share: validity, places, residents, rows.

Every statement takes `$day`; a relation holds while `since` <= day < `until`. What is put
together here are fixed texts: values go in as parameters only.
"""

from functools import partial

from graph.audit.rule import Lies, Query, Row, Subjects
from graph.model import terms

DAY = "$day"

dated = partial(terms.dated, day=DAY)
in_office = partial(terms.in_office, day=DAY)
member = partial(terms.member, day=DAY)
full_member = partial(terms.full_member, day=DAY)
probationary = partial(terms.probationary, day=DAY)
"""The glossary's terms as of the statement's day."""


def query(subjects: Subjects, body: str) -> Query:
    """A query about subjects that goes on from them, for a rule that shares nothing with others."""
    return Query(f"{subjects.everywhere}\n{body}", f"{subjects.within}\n{body}", subjects.subject)


def places(variable: str, label: str) -> Subjects:
    """The places with a label."""
    return Subjects(
        variable,
        label,
        f"MATCH ({variable}:{label})",
        f"MATCH ({variable}:{label}) WHERE {variable}.path STARTS WITH $within",
    )


def covered_by(place: str, having: str = "true") -> str:
    """That an organization in office (`by`) covers the very place on the day."""
    return (
        f"EXISTS {{ MATCH ({place})<-[area:COVERS]-(by) "
        f"WHERE {dated('area')} AND {in_office('by')} AND {having} }}"
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


def residents_of(place: str, having: str = "true") -> str:
    """A MATCH of the people (`m`) who live in a place or anywhere within it."""
    return f"MATCH ({place})<-[:WITHIN*0..4]-()<-[:RESIDES_IN]-(m) WHERE {having}"


def number(match: str) -> str:
    """How many different people a MATCH of `residents_of` finds."""
    return f"COUNT {{ {match} }}"


def codes(match: str) -> str:
    """The codes of the people whom such a MATCH finds."""
    return f"COLLECT {{ {match} RETURN m.code }}"


def person_ids(listed: str) -> str:
    """Ids of the people of a list of codes, as evidence."""
    return f"[code IN {listed} | 'Person:' + code]"


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
