"""What: an organization has more than one current secretary.

Why: there is one secretary; a second is mostly a predecessor whose post was left open.

Example: a successor was appointed in May and the predecessor's post has no end.
"""

from graph.audit.cypher import dated, of_organization, organizations
from graph.audit.rule import Facts, Mark, Rule, Source
from graph.model.enums import Severity

_BODY = f"""
WITH o, COLLECT {{
  MATCH (o)<-[:IN_ORGANIZATION]-(post:Post {{role: 'SECRETARY'}})-[:HELD_BY]->(holder:Person)
  WHERE {dated("post")} RETURN [post.key, holder.code] ORDER BY post.since, post.key
}} AS posts WHERE size(posts) > 1
WITH o, posts, COUNT {{ UNWIND posts AS post RETURN DISTINCT post[1] }} AS secretaries
WHERE secretaries > 1
"""


def _message(f: Facts) -> str:
    return f"The organization has {f['secretaries']} current secretaries; there must be one."


def _message_zh(f: Facts) -> str:
    return f"该党组织现有书记{f['secretaries']}名,应当只有一名。"


SECRETARY_SEVERAL = Rule(
    id="secretary-several",
    title="Several secretaries",
    title_zh="书记多于一名",
    severity=Severity.ERROR,
    source=Source("《中国共产党支部工作条例(试行)》", Mark.NUMBER_OPEN),
    description="An organization has more than one current secretary.",
    query=organizations("o", "true", _BODY),
    row=of_organization(
        "o", evidence="[post IN posts | 'Post:' + post[0]]", secretaries="secretaries"
    ),
    message=_message,
    message_zh=_message_zh,
)
