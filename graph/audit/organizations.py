"""Organizations in office as subjects (`o`), and what rules want to know of them."""

from graph.audit.cypher import dated, full_member, in_office
from graph.audit.rule import Fact, Subjects

ORGANIZATIONS = Subjects(
    "o",
    "PartyOrganization",
    f"MATCH (o:PartyOrganization) WHERE {in_office('o')}",
    "MATCH (scope:Place)<-[scoped:COVERS]-(o)\n"
    f"WHERE scope.path STARTS WITH $within AND {dated('scoped')} AND {in_office('o')}\n"
    "WITH DISTINCT o",
)
"""Organizations lie where their areas do."""

BRANCH = Fact("branch", "o.kind = 'BRANCH' AND o.establishment = 'FORMAL'")
"""Whether it is a formal branch."""

MEMBERS = Fact(
    "members",
    "COLLECT {\n"
    "  MATCH (o)<-[:SUBORDINATE_TO*0..1]-(part)"
    "<-[a:AFFILIATED {kind: 'FORMAL'}]-(m)\n"
    "  WHERE CASE WHEN part = o THEN o.kind IN ['BRANCH', 'GROUP'] "
    "ELSE o.kind = 'BRANCH' AND part.kind = 'GROUP' END "
    f"AND {in_office('part')} AND {dated('a')} RETURN DISTINCT m\n"
    "}",
)
"""The people whose formal affiliation is with a branch or group.

A group is a part of its branch: its members are the branch's, whichever of the two an
affiliation was entered for.
"""

FULL = Fact("full", f"[m IN members WHERE {full_member('m')} | m.code]", (MEMBERS,))
"""The codes of the full members among them."""

CURRENT = Fact(
    "current",
    "COLLECT {\n"
    "  MATCH (o)<-[:IN_ORGANIZATION]-(post)-[:HELD_BY]->(holder)\n"
    f"  WHERE {dated('post')} RETURN [post, holder]\n"
    "}",
)
"""Its posts that somebody holds, each with its holder."""

PAST = Fact(
    "past",
    "COLLECT {\n"
    "  MATCH (o)<-[:IN_ORGANIZATION]-(post) WHERE post.until <= $day\n"
    "  RETURN post ORDER BY post.until DESC, post.key\n"
    "}",
)
"""Its posts that have ended, the latest first."""

ELECTED = "['SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER']"
"""The roles that a members' meeting elects; together they are the committee."""


def current(role: str) -> str:
    """The current posts of a role, with their holders."""
    return f"[p IN current WHERE p[0].role = '{role}']"


def holders(posts: str) -> str:
    """How many different people hold posts of a list such as `current`."""
    return (
        f"size(reduce(seen = [], p IN {posts} | "
        "CASE WHEN p[1] IN seen THEN seen ELSE seen + [p[1]] END))"
    )


def vacant(role: str) -> str:
    """That nobody holds a post of the role."""
    return f"none(p IN current WHERE p[0].role = '{role}')"


def last(role: str) -> str:
    """The post of the role that ended last; null when there is none."""
    return f"head([p IN past WHERE p.role = '{role}'])"
