"""What: one person leads units of more than one building.

Why: a unit leader knows the neighbours of the own stairwell; leading other buildings too is a
post that was not filled. Several units of one building are fine.

Example: somebody is the leader of a unit in building 1 and of one in building 4.
"""

from graph.audit.cypher import dated, lives_within, of_person
from graph.audit.rule import Citation, Facts, Mark, Query, Rule, Threshold
from graph.model.enums import Severity

_BODY = f"""
MATCH (post:Post {{role: 'UNIT_LEADER'}})-[:AT_PLACE]->(u:BuildingUnit) WHERE {dated("post")}
MATCH (u)-[:WITHIN]->(b:Building), (post)-[:HELD_BY]->(m)
WITH m, collect(DISTINCT b) AS buildings, collect(DISTINCT post) AS posts
WHERE size(buildings) > $most_buildings
""".strip()


def _message(f: Facts) -> str:
    return (
        f"Leads {f['units']} units in {f['buildings']} buildings, more than {f['most_buildings']}."
    )


def _message_zh(f: Facts) -> str:
    return f"担任{f['buildings']}栋楼{f['units']}个单元的单元长,不宜超过{f['most_buildings']}栋。"


UNIT_LEADER_SEVERAL_BUILDINGS = Rule(
    id="unit-leader-several-buildings",
    order=280,
    title="Unit leader of several buildings",
    title_zh="单元长跨楼",
    severity=Severity.WARN,
    source=Citation("忻府区做法:按照楼栋单元数配备单元长", Mark.ARTICLE),
    description="One person leads units of more than one building.",
    query=Query(_BODY, f"{_BODY} AND {lives_within('m')}", ("m", "Person")),
    row=of_person(
        "m",
        evidence="[post IN posts | 'Post:' + post.key]",
        buildings="size(buildings)",
        units="size(posts)",
    ),
    thresholds=(
        Threshold("most_buildings", "building", "栋", "a leader of units in more is found"),
    ),
    message=_message,
    message_zh=_message_zh,
)
