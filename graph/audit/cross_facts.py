"""Cross-appointments between communities and property companies: what three rules share.

A pair is a community and a company that manages a compound there on the day. A post in the
company's Party organization is an appointment from the community when its holder is formally
affiliated with the community's committee, or holds a post there. A post in the community's
committee is one from the company when its holder is employed by it, or formally affiliated with
its Party organization. `crossAppointments` goes by the same definition.
"""

from graph.audit.cypher import DAY, dated, in_office
from graph.audit.rule import Fact, Row, Subjects
from graph.model.terms import is_committee, of_committee, of_company

_MANAGES = (
    f"MATCH (c:Community)<-[:WITHIN]-(:Compound)<-[runs:MANAGES]-(company)\nWHERE {dated('runs')}"
)


PAIRS = Subjects(
    "c, company",
    "Community",
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


COMPANYS_OWN = of_company("holder", "company", DAY)
"""That `holder` is employed by `company`, or formally with its organization, on the day."""

COMMITTEES = Fact(
    "committees",
    f"""COLLECT {{
  MATCH (c)<-[area:COVERS]-(k) WHERE {is_committee("k", "area", DAY)} RETURN DISTINCT k
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

_OF_COMMITTEE = of_committee("holder", "", "committee IN committees", DAY)

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
