"""What: a grid's buildings lie in more than one community.

Why: a grid is a part of one community; its boundary does not cross the community's. A grid
holds buildings directly, or by the compound or the stairwell they belong to.

Example: the last grid of a community also holds a building of its neighbour.
"""

from graph.audit.cypher import of_place
from graph.audit.places import GRIDS
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.model.enums import Severity

_COMMUNITIES = Fact(
    "communities",
    "COLLECT {\n"
    "  MATCH (g)-[:HOLDS]->()-[:WITHIN*1..4]->(c:Community)\n"
    "  RETURN DISTINCT c.code\n"
    "}",
)


def _message(f: Facts) -> str:
    return f"The grid's buildings lie in {f['communities']} communities; they must lie in one."


def _message_zh(f: Facts) -> str:
    return f"该网格的楼栋分属{f['communities']}个社区,应当只属一个社区。"


GRID_IN_ONE_COMMUNITY = Rule(
    id="grid-in-one-community",
    order=250,
    title="Grid across communities",
    title_zh="网格跨社区",
    severity=Severity.ERROR,
    source=Citation("DB6101/T 3185-2024 5.2(西安市地方标准,供参照)", Mark.CHECKED),
    description="A grid's buildings lie in more than one community.",
    query=Check(GRIDS, "size(communities) > 1", (_COMMUNITIES,)),
    row=of_place(
        "g",
        "Grid",
        evidence="[code IN communities | 'Community:' + code]",
        communities="size(communities)",
    ),
    message=_message,
    message_zh=_message_zh,
)
