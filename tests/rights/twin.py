"""A graph that differs from another one in nothing that a caller may know.

For a scope all outside of it is deleted (`tests/rights/pruned.py`). For everyone but administrators
what is personal is exchanged between people, so that heads are counted the same. Written after
`docs/rights.md` alone; it imports nothing of the program.
"""

from collections.abc import Sequence

from tests.rights.pruned import Rows, prune

PERSONAL = frozenset(
    {"name", "phone", "isVeteran", "category", "joinedOn", "fullMemberOn", "residence", "employer"}
)
"""What is stored of a person and is personal: exchanged here."""
PUBLIC = frozenset({"code"})
"""What is stored of a person and is not."""

# Whoever is counted the same on every day, in whatever group.
_ALIKE = "[toString(p.joinedOn), toString(p.fullMemberOn), p.category]"

_VALUES = """
    MATCH (p:Person) WITH p ORDER BY p.code WITH collect(p) AS found
    UNWIND range(0, size(found) - 1) AS i WITH found[i] AS p, i
    SET p.phone = toString(13700000000 + i), p.isVeteran = NOT coalesce(p.isVeteran, false)
    WITH p, EXISTS { (p)<-[:HELD_BY|LIAISON_OFFICER]-() } AS shown
    SET p.name = CASE WHEN shown THEN left(p.name, 1) + left('甲甲甲甲甲甲', size(p.name) - 1)
                 ELSE '乙' + p.name END
"""

_CATEGORIES = """
    MATCH (p:Person)-[:RESIDES_IN]->(h:Place), (c:Community)
    WHERE p.category IS NOT NULL AND h.path STARTS WITH c.path
    WITH c, toString(p.joinedOn) AS day, p ORDER BY p.code
    WITH c, day, collect(p) AS found, collect(p.category) AS words WHERE size(found) > 1
    UNWIND range(0, size(found) - 1) AS i
    WITH found[i] AS p, words[(i + 1) % size(words)] AS word
    SET p.category = word
"""


# Of whom a cross-appointment may tell that they are of the other side.
_ACROSS = """EXISTS {
    MATCH (p)<-[:HELD_BY]-()-[:IN_ORGANIZATION]->(o)
    WHERE o.kind = 'COMMITTEE' OR EXISTS { (o)-[:HOSTED_BY]->(:PropertyCompany) }
}"""


def _moved(kind: str, with_what: str = "", but: str = "false") -> str:
    """Everybody of the same heads gets the next one's end of a relationship.

    but: who keeps theirs.
    """
    return f"""
    MATCH (p:Person)-[r:{kind}]->(end) WHERE COUNT {{ (p)-[:{kind}]->() }} = 1 AND NOT {but}
    WITH {_ALIKE} AS alike, p, r, end{with_what} ORDER BY p.code
    WITH alike{with_what and ", mark"}, collect(p) AS people, collect(r) AS old,
         collect(end) AS ends, collect(properties(r)) AS kept
    WHERE size(people) > 1
    FOREACH (r IN old | DELETE r)
    WITH people, ends, kept UNWIND range(0, size(people) - 1) AS i
    WITH people[i] AS p, ends[(i + 1) % size(ends)] AS end, kept[i] AS kept
    CREATE (p)-[n:{kind}]->(end) SET n = kept
    """


_MARK = ", [r.kind, toString(r.since), toString(r.until)] AS mark"

EXCHANGE: Sequence[str] = (
    _VALUES,
    _moved("RESIDES_IN"),
    _moved("EMPLOYED_BY", but=_ACROSS),
    _moved("AFFILIATED", _MARK, but=_ACROSS),
    _CATEGORIES,
)


async def make_twin(rows: Rows, scope: Sequence[str], sees_people: bool) -> None:
    """Change a graph into the twin of a caller. scope: codes of places; none are everything."""
    if scope:
        await prune(rows, scope)
    if not sees_people:
        for statement in EXCHANGE:
            await rows(statement, {})
