"""What: a micro-grid's current leaders are not exactly one.

Why: the 1+1+N pattern gives every micro-grid one leader.

Example: a micro-grid whose leader's post ended in August and was not filled again.
"""

from graph.audit.cypher import dated, of_place, places, query
from graph.audit.rule import Citation, Facts, Mark, Rule
from graph.audit.wording import count
from graph.model.enums import Severity

_BODY = f"""
WITH g, COLLECT {{
  MATCH (g)<-[:AT_PLACE]-(post {{role: 'MICRO_GRID_LEADER'}})
  WHERE {dated("post")} RETURN post
}} AS posts
WITH g, posts, CASE WHEN size(posts) < 2 THEN size(posts) ELSE
  COUNT {{ UNWIND posts AS post MATCH (post)-[:HELD_BY]->(m) RETURN DISTINCT m }} END
  AS leaders
WHERE leaders <> 1
"""


def _message(f: Facts) -> str:
    return f"The micro-grid has {count(f['leaders'], 'current leader')}; there must be exactly one."


def _message_zh(f: Facts) -> str:
    return f"该微网格现有微网格长{f['leaders']}名,应当有且只有1名。"


MICROGRID_LEADER_EXACTLY_ONE = Rule(
    id="microgrid-leader-exactly-one",
    order=260,
    title="Micro-grid without exactly one leader",
    title_zh="微网格长不是恰好一名",
    severity=Severity.ERROR,
    source=Citation("忻府区“1+1+N”模式", Mark.ARTICLE),
    description="The current leaders of a micro-grid are not exactly one.",
    query=query(places("g", "MicroGrid"), _BODY),
    row=of_place(
        "g",
        "MicroGrid",
        evidence="[post IN posts | 'Post:' + post.key]",
        leaders="leaders",
    ),
    message=_message,
    message_zh=_message_zh,
)
