"""Members by community and category."""

from collections import Counter
from typing import Any

from bench.case import Case, Data

CATEGORIES = ("RESIDENT", "IN_SERVICE", "RETIRED", "MOBILE")


def _shape(value: Any) -> Data:
    return {
        "members": {
            "groupBy": [
                {"keys": [{"value": community}, {"value": category}], "count": count}
                for community, category, count in value
            ]
        }
    }


def _ours(data: Data) -> Data:
    found: Counter[str] = Counter()
    for group in data["members"]["groupBy"]:
        community, category = (key["value"] for key in group["keys"])
        if community is not None:
            found[f"{community} {category}"] += group["count"]
    return dict(found)


def _peers(data: Data) -> Data:
    found: Counter[str] = Counter()
    for community in data["communities"]:
        for compound in community["compounds"]:
            for building in compound["buildings"]:
                for resident in building["residents"]:
                    found[f"{community['code']} {resident['category']}"] += 1
    return dict(found)


CASE = Case(
    name="groups",
    title="members by community and category",
    ours="""
query Groups {
  members {
    groupBy(by: [{field: IN_COMMUNITY}, {field: CATEGORY}]) { keys { value } count }
  }
}""",
    peer="""
query Groups {
  communities {
    code
    compounds { buildings { residents(where: {NOT: {category: {eq: null}}}) { category } } }
  }
}""",
    cypher="""
MATCH (p:Person)
WHERE p.category IS NOT NULL AND coalesce(p.joinedOn <= date(), true)
OPTIONAL MATCH (p)-[:RESIDES_IN]->()-[:WITHIN*0..4]->(c:Community)
WITH c, p.category AS category, count(*) AS members
WITH c.code AS community, category, members
ORDER BY community, category
RETURN collect([community, category, members])""",
    shape=_shape,
    ours_view=_ours,
    peer_view=_peers,
    note="The peer cannot group: its client fetches the categories and counts them itself, "
    "and does without the members who live nowhere.",
)
