"""Changes to the organization graph, each on a day: the writes behind `whatIf`.

Nothing is deleted: what a change ends gets its last day. Each function writes within an open
transaction and raises ChangeError, with the path of the input that is wrong, before it writes.
Written rows have the keys that the dataset loader would give them, so that importing the same
facts later changes nothing.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from graph.bolt import Transaction
from graph.codes import meant
from graph.keys import row_key

Input: TypeAlias = Mapping[str, Any]


class ChangeError(ValueError):
    """A change that cannot be made; path: the input that is wrong, below the change."""

    def __init__(self, message: str, *path: str) -> None:
        super().__init__(message)
        self.path = path


async def _one(
    transaction: Transaction, label: str, code: str | None, *path: str, what: str
) -> None:
    """Raises ChangeError where a code that was given is of nothing."""
    if code is None:
        return
    found = await transaction.rows(f"MATCH (n:{label} {{code: $code}}) RETURN 1", {"code": code})
    if not found:
        near = await meant(transaction, label, code, names=label != "Person")
        raise ChangeError(f"There is no {what} with the code {code!r}. {near}".strip(), *path)


async def _in_office(transaction: Transaction, code: str, on: date, *path: str) -> None:
    rows = await transaction.rows(
        "MATCH (o:PartyOrganization {code: $code}) RETURN "
        "(o.establishedOn IS NULL OR o.establishedOn <= $on) "
        "AND (o.dissolvedOn IS NULL OR $on < o.dissolvedOn)",
        {"code": code, "on": on},
    )
    if not rows:
        near = await meant(transaction, "PartyOrganization", code)
        raise ChangeError(f"There is no organization with the code {code!r}. {near}".strip(), *path)
    if not rows[0][0]:
        raise ChangeError(f"The organization {code!r} is not in office on {on}.", *path)


def _name(value: Any) -> Any:
    """An enum member by its name, anything else as it is."""
    return getattr(value, "name", value)


async def establish(transaction: Transaction, given: Input) -> None:
    """A new organization with its area, from `on`."""
    code, on = given["code"], given["on"]
    places: Sequence[str] = given["placeCodes"]
    if await transaction.rows("MATCH (n:PartyOrganization {code: $code}) RETURN 1", {"code": code}):
        raise ChangeError(f"There is an organization with the code {code!r} already.", "code")
    if not places:
        raise ChangeError("An organization covers at least one place.", "placeCodes")
    for index, place in enumerate(places):
        await _one(transaction, "Place", place, "placeCodes", str(index), what="place")
    if given.get("parentCode") is not None:
        await _in_office(transaction, given["parentCode"], on, "parentCode")
    host = given.get("hostCode")
    await _one(transaction, "Institution", host, "hostCode", what="institution")
    values = {
        "code": code,
        "name": given["name"],
        "kind": _name(given["kind"]),
        "establishment": _name(given.get("establishment")) or "FORMAL",
        "joint": bool(given.get("joint")),
        "expanded": bool(given.get("expanded")),
        "establishedOn": on,
        "termStartedOn": on,
        "termYears": given.get("termYears"),
    }
    await transaction.rows("CREATE (n:PartyOrganization) SET n = $values", {"values": values})
    await transaction.rows(
        "MATCH (n:PartyOrganization {code: $code}) UNWIND $areas AS a "
        "MATCH (p:Place {code: a[0]}) CREATE (n)-[:COVERS {key: a[1], since: $on}]->(p)",
        {
            "code": code,
            "on": on,
            "areas": [[p, row_key([code, p, str(on)])] for p in dict.fromkeys(places)],
        },
    )
    for reference, kind, label in (
        (given.get("parentCode"), "SUBORDINATE_TO", "PartyOrganization"),
        (host, "HOSTED_BY", "Institution"),
    ):
        if reference is not None:
            await transaction.rows(
                f"MATCH (n:PartyOrganization {{code: $code}}), (o:{label} {{code: $other}}) "
                f"CREATE (n)-[:{kind}]->(o)",
                {"code": code, "other": reference},
            )


async def dissolve(transaction: Transaction, given: Input) -> None:
    """An organization's end on `on`; what depends on it holds no longer either."""
    await _in_office(transaction, given["code"], given["on"], "code")
    await transaction.rows(
        "MATCH (n:PartyOrganization {code: $code}) SET n.dissolvedOn = $on",
        {"code": given["code"], "on": given["on"]},
    )


async def appoint(transaction: Transaction, given: Input) -> None:
    """A post for a person in an organization or at a place, from `since`."""
    person, organization = given["personCode"], given.get("organizationCode")
    place, since, until = given.get("placeCode"), given["since"], given.get("until")
    if (organization is None) == (place is None):
        raise ChangeError("A post is in an organization or at a place: give one of both.")
    if until is not None and until <= since:
        raise ChangeError("'until' is the first day no longer: after 'since'.", "until")
    await _one(transaction, "Person", person, "personCode", what="person")
    await _one(transaction, "Place", place, "placeCode", what="place")
    if organization is not None:
        await _in_office(transaction, organization, since, "organizationCode")
    role = _name(given["role"])
    key = row_key([person, role, organization, place, str(since)])
    if await transaction.rows("MATCH (p:Post {key: $key}) RETURN 1", {"key": key}):
        raise ChangeError("This person has this post from this day already.")
    values = {
        "key": key,
        "role": role,
        "since": since,
        "until": until,
        "selectedBy": _name(given.get("selectedBy")),
        "background": _name(given.get("background")),
    }
    at, label, kind = (
        (organization, "PartyOrganization", "IN_ORGANIZATION")
        if organization is not None
        else (place, "Place", "AT_PLACE")
    )
    await transaction.rows(
        f"MATCH (h:Person {{code: $person}}), (o:{label} {{code: $at}}) "
        f"CREATE (o)<-[:{kind}]-(p:Post)-[:HELD_BY]->(h) SET p = $values",
        {"person": person, "at": at, "values": values},
    )


async def end_post(transaction: Transaction, given: Input) -> None:
    """A post's last day before `on`."""
    kind, _, key = str(given["id"]).partition(":")
    rows = (
        await transaction.rows("MATCH (p:Post {key: $key}) RETURN p.since, p.until", {"key": key})
        if kind == "Post"
        else []
    )
    if not rows:
        raise ChangeError("There is no post with this id.", "id")
    await transaction.rows(
        "MATCH (p:Post {key: $key}) WHERE (p.since IS NULL OR p.since < $on) SET p.until = $on "
        "RETURN 1",
        {"key": key, "on": given["on"]},
    )


async def transfer(transaction: Transaction, given: Input) -> None:
    """A member's formal affiliation (组织关系), moved to another organization on `on`."""
    person, organization, on = given["personCode"], given["organizationCode"], given["on"]
    await _one(transaction, "Person", person, "personCode", what="person")
    await _in_office(transaction, organization, on, "organizationCode")
    await transaction.rows(
        "MATCH (:Person {code: $person})-[a:AFFILIATED]->() WHERE a.kind = 'FORMAL' "
        "AND (a.until IS NULL OR $on < a.until) SET a.until = $on",
        {"person": person, "on": on},
    )
    await transaction.rows(
        "MATCH (p:Person {code: $person}), (o:PartyOrganization {code: $organization}) "
        "MERGE (p)-[a:AFFILIATED {key: $key}]->(o) "
        "SET a.kind = 'FORMAL', a.since = $on, a.until = null",
        {
            "person": person,
            "organization": organization,
            "on": on,
            "key": row_key([person, organization, "FORMAL", str(on)]),
        },
    )


async def assign_liaison(transaction: Transaction, given: Input) -> None:
    """A community's liaison in one of the four roles, from `since`; the one before it ends."""
    community, since = given["communityCode"], given["since"]
    person, unit = given.get("personCode"), given.get("unitCode")
    if (person is None) == (unit is None):
        raise ChangeError("A liaison is a person or a unit: give one of both.")
    await _one(transaction, "Community", community, "communityCode", what="community")
    await _one(transaction, "Person", person, "personCode", what="person")
    await _one(transaction, "LiaisonUnit", unit, "unitCode", what="liaison unit")
    role = _name(given["role"])
    await transaction.rows(
        "MATCH (:Community {code: $community})<-[:LIAISON_OF]-(l:Liaison) WHERE l.role = $role "
        "AND (l.until IS NULL OR $since < l.until) SET l.until = $since",
        {"community": community, "role": role, "since": since},
    )
    code, label, kind = (
        (person, "Person", "LIAISON_OFFICER")
        if person is not None
        else (unit, "LiaisonUnit", "LIAISON_UNIT")
    )
    await transaction.rows(
        f"MATCH (c:Community {{code: $community}}), (o:{label} {{code: $code}}) "
        f"MERGE (l:Liaison {{key: $key}}) "
        "SET l.role = $role, l.since = $since, l.until = null, l.duties = $duties "
        f"MERGE (l)-[:LIAISON_OF]->(c) MERGE (l)-[:{kind}]->(o)",
        {
            "community": community,
            "code": code,
            "key": row_key([community, role, person, unit, str(since)]),
            "role": role,
            "since": since,
            "duties": given.get("duties"),
        },
    )


async def assign_company(transaction: Transaction, given: Input) -> None:
    """A compound's property company from `since`; the one before it ends."""
    company, compound, since = given["companyCode"], given["compoundCode"], given["since"]
    await _one(transaction, "PropertyCompany", company, "companyCode", what="property company")
    await _one(transaction, "Compound", compound, "compoundCode", what="compound")
    await transaction.rows(
        "MATCH (:Compound {code: $compound})<-[m:MANAGES]-() "
        "WHERE m.until IS NULL OR $since < m.until SET m.until = $since",
        {"compound": compound, "since": since},
    )
    await transaction.rows(
        "MATCH (y:PropertyCompany {code: $company}), (x:Compound {code: $compound}) "
        "MERGE (y)-[m:MANAGES {key: $key}]->(x) SET m.since = $since, m.until = null",
        {
            "company": company,
            "compound": compound,
            "since": since,
            "key": row_key([company, compound, str(since)]),
        },
    )


Change: TypeAlias = Callable[[Transaction, Input], Awaitable[None]]

CHANGES: Mapping[str, Change] = {
    "establish": establish,
    "dissolve": dissolve,
    "appoint": appoint,
    "endPost": end_post,
    "transfer": transfer,
    "assignLiaison": assign_liaison,
    "assignPropertyCompany": assign_company,
}
"""The changes by their field in the input `Change`."""


def day_of(given: Input) -> date:
    """The day on which a change takes effect."""
    return given["on"] if "on" in given else given["since"]


async def apply_changes(transaction: Transaction, changes: Sequence[Input]) -> None:
    """Make changes in order. Raises ChangeError with the path from the list of changes on."""
    for index, change in enumerate(changes):
        asked = [name for name, given in change.items() if given is not None]
        if len(asked) != 1:
            raise ChangeError(f"A change says exactly one of {', '.join(CHANGES)}.", str(index))
        try:
            await CHANGES[asked[0]](transaction, change[asked[0]])
        except ChangeError as error:
            raise ChangeError(str(error), str(index), asked[0], *error.path) from None
