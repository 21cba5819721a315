"""Cross-appointments between communities and property companies: what three rules share.

A pair is a community and a company that manages a compound there on the day. A post in the
company's Party organization is an appointment from the community when its holder is formally
affiliated with the community's committee, or holds a post there. A post in the community's
committee is one from the company when its holder is employed by it, or formally affiliated with
its Party organization. `crossAppointments` goes by the same definition.
"""

from graph.audit.cypher import dated, in_office
from graph.audit.rule import Fact, Row, Subjects

_MANAGES = (
    f"MATCH (c:Community)<-[:WITHIN]-(:Compound)<-[runs:MANAGES]-(company)\nWHERE {dated('runs')}"
)


PAIRS = Subjects(
    "c, company",
    f"{_MANAGES}\nWITH DISTINCT c, company",
    f"{_MANAGES} AND c.path STARTS WITH $within\nWITH DISTINCT c, company",
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
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(own)
      -[:HOSTED_BY]->(company)
    WHERE {dated("a")} AND {in_office("own")} }})"""
"""That `holder` is employed by `company`, or formally with its organization, on the day."""

COMMITTEES = Fact(
    "committees",
    f"""COLLECT {{
  MATCH (c)<-[area:COVERS]-(k {{kind: 'COMMITTEE'}})
  WHERE {dated("area")} AND {in_office("k")} RETURN DISTINCT k
}}""",
)
"""The committees of the community `c`; mostly one."""

HOSTED = Fact(
    "hosted",
    f"""COLLECT {{
  MATCH (company)<-[:HOSTED_BY]-(h) WHERE {in_office("h")} RETURN h
}}""",
)
"""The Party organizations of `company`; mostly one."""

_OF_COMMITTEE = f"""(EXISTS {{
    MATCH (holder)-[a:AFFILIATED {{kind: 'FORMAL'}}]->(k)
    WHERE k IN committees AND {dated("a")} }} OR EXISTS {{
    MATCH (holder)<-[:HELD_BY]-(held)-[:IN_ORGANIZATION]->(k)
    WHERE k IN committees AND {dated("held")} }})"""

SENT = Fact(
    "sent",
    f"""COLLECT {{
  UNWIND hosted AS h
  MATCH (h)<-[:IN_ORGANIZATION]-(post)-[:HELD_BY]->(holder)
  WHERE {dated("post")} AND {_OF_COMMITTEE}
  RETURN post.key
}}""",
    (COMMITTEES, HOSTED),
)
"""The keys of the posts that people of the committee hold with the company."""

TAKEN = Fact(
    "taken",
    f"""COLLECT {{
  UNWIND committees AS k
  MATCH (k)<-[:IN_ORGANIZATION]-(post)-[:HELD_BY]->(holder)
  WHERE {dated("post")} AND {COMPANYS_OWN}
  RETURN post.key
}}""",
    (COMMITTEES,),
)
"""The keys of the posts that people of the company hold in the committee."""
