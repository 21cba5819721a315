"""What: one person holds too many posts.

Why: somebody with more than three posts does none of them well. All current posts count, those
at places included, such as that of a unit leader for each unit.

Example: a community's secretary is also a grid leader and sits in the branches of two companies.
"""

from graph.audit.cypher import dated, in_office, of_person, people
from graph.audit.rule import Facts, Mark, Rule, Source, Threshold
from graph.audit.wording import words, words_zh
from graph.model.enums import PostRole, Severity

# The degree is known without looking at the posts: few people are left by it.
_WHERE = "COUNT { (m)<-[:HELD_BY]-() } > $most_posts"
_BODY = f"""
WITH m, COLLECT {{
  MATCH (m)<-[:HELD_BY]-(post:Post)
  WHERE {dated("post")} AND NOT EXISTS {{
    MATCH (post)-[:IN_ORGANIZATION]->(o:PartyOrganization) WHERE NOT {in_office("o")}
  }} RETURN post ORDER BY post.role, post.key
}} AS posts WHERE size(posts) > $most_posts
"""


def _message(f: Facts) -> str:
    return (
        f"Holds {f['posts']} current posts, more than {f['most_posts']}: "
        f"as {words(PostRole, f['roles'])}."
    )


def _message_zh(f: Facts) -> str:
    return f"现任职务{f['posts']}个,不宜超过{f['most_posts']}个:{words_zh(PostRole, f['roles'])}。"


OVER_APPOINTED = Rule(
    id="over-appointed",
    title="Too many posts for one person",
    title_zh="一人兼职过多",
    severity=Severity.WARN,
    source=Source("工作惯例", Mark.MEMORY),
    description="One person holds more than three current posts.",
    query=people("m", _WHERE, _BODY),
    row=of_person(
        "m",
        evidence="[post IN posts | 'Post:' + post.key]",
        posts="size(posts)",
        roles="[post IN posts | post.role]",
    ),
    thresholds=(Threshold("most_posts", "posts", "个职务", "a person with more is found"),),
    message=_message,
    message_zh=_message_zh,
)
