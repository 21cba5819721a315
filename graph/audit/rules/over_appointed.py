"""What: one person holds too many posts.

Why: somebody with more than three posts does none of them well. All current posts count, those
at places included, such as that of a unit leader for each unit.

Example: a community's secretary is also a grid leader and sits in the branches of two companies.
"""

from graph.audit.cypher import dated, in_office, of_person
from graph.audit.people import PEOPLE
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule, Threshold
from graph.audit.wording import words, words_zh
from graph.model.enums import PostRole, Severity

# The degree is known without looking at the posts: few people are left by it.
_POSTS = Fact(
    "posts",
    "CASE WHEN COUNT { (m)<-[:HELD_BY]-() } > $most_posts THEN COLLECT {\n"
    f"  MATCH (m)<-[:HELD_BY]-(post:Post) WHERE {dated('post')} AND NOT EXISTS {{\n"
    "    MATCH (post)-[:IN_ORGANIZATION]->(o) "
    f"WHERE NOT {in_office('o')}\n"
    "  } RETURN post\n"
    "} ELSE [] END",
)


def _message(f: Facts) -> str:
    return (
        f"Holds {f['posts']} current posts, more than {f['most_posts']}: "
        f"as {words(PostRole, f['roles'])}."
    )


def _message_zh(f: Facts) -> str:
    return f"现任职务{f['posts']}个,不宜超过{f['most_posts']}个:{words_zh(PostRole, f['roles'])}。"


OVER_APPOINTED = Rule(
    id="over-appointed",
    order=360,
    title="Too many posts for one person",
    title_zh="一人兼职过多",
    severity=Severity.WARN,
    source=Citation("工作惯例", Mark.MEMORY),
    description="One person holds more than three current posts.",
    query=Check(PEOPLE, "size(posts) > $most_posts", (_POSTS,)),
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
