"""Cross-appointments between communities and property companies: what three rules share.

A pair is a community and a company that manages a compound there on the day. A post in the
company's Party organization is an appointment from the community when its holder is formally
affiliated with the community's committee, or holds a post there. A post in the community's
committee is one from the company when its holder is employed by it, or formally affiliated with
its Party organization. `crossAppointments` goes by the same definition.
"""

from graph.audit.cypher import dated, in_office
from graph.audit.rule import Query, Row

_MANAGES = (
    "MATCH (c:Community)<-[:WITHIN]-(:Compound)<-[runs:MANAGES]-(company:PropertyCompany)\n"
    f"WHERE {dated('runs')}"
)


def pairs(body: str) -> Query:
    """A query over the pairs: `body` goes on from `c` and `company`."""
    return Query(
        f"{_MANAGES}\nWITH DISTINCT c, company\n{body}",
        f"{_MANAGES} AND c.path STARTS WITH $within\nWITH DISTINCT c, company\n{body}",
    )


def of_pair(evidence: str, **facts: str) -> Row:
    """A finding about a community, one for each company."""
    return Row(
        subject="'Community:' + c.code",
        name="c.name",
        place="c.code",
        second="company.code",
        evidence=f"['PropertyCompany:' + company.code] + {evidence}",
        facts=(("company", "company.name"), *facts.items()),
    )


COMPANYS_OWN = f"""(EXISTS {{ (holder)-[:EMPLOYED_BY]->(company) }} OR EXISTS {{
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(own:PartyOrganization)
      -[:HOSTED_BY]->(company)
    WHERE {dated("a")} AND {in_office("own")} }})"""
"""That `holder` is employed by `company`, or formally with its organization, on the day."""

COMMITTEES = f"""COLLECT {{
  MATCH (c)<-[area:COVERS]-(k:PartyOrganization {{kind: 'COMMITTEE'}})
  WHERE {dated("area")} AND {in_office("k")} RETURN DISTINCT k
}}"""
"""The committees of the community `c`; mostly one."""

HOSTED = f"""COLLECT {{
  MATCH (company)<-[:HOSTED_BY]-(h:PartyOrganization) WHERE {in_office("h")} RETURN h
}}"""
"""The Party organizations of `company`; mostly one."""

OF_COMMITTEE = f"""(EXISTS {{
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(k:PartyOrganization)
    WHERE k IN committees AND {dated("a")} }} OR EXISTS {{
    MATCH (holder)<-[:HELD_BY]-(held:Post)-[:IN_ORGANIZATION]->(k:PartyOrganization)
    WHERE k IN committees AND {dated("held")} }})"""
"""That `holder` is formally with one of `committees`, or has a post there, on the day."""

APPOINTMENTS = f"""
WITH c, company, {COMMITTEES} AS committees, {HOSTED} AS hosted
WITH c, company, committees, hosted, COLLECT {{
  UNWIND hosted AS h
  MATCH (h)<-[:IN_ORGANIZATION]-(post:Post)-[:HELD_BY]->(holder:Person)
  WHERE {dated("post")} AND {OF_COMMITTEE}
  RETURN post.key ORDER BY post.key
}} AS sent, COLLECT {{
  UNWIND committees AS k
  MATCH (k)<-[:IN_ORGANIZATION]-(post:Post)-[:HELD_BY]->(holder:Person)
  WHERE {dated("post")} AND {COMPANYS_OWN}
  RETURN post.key ORDER BY post.key
}} AS taken
"""
"""Adds to a pair `hosted`, and the keys of the posts `sent` to the company and `taken` in."""
