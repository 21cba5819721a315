"""What: a probationary member holds an elected post.

Why: probationary members have neither the right to vote nor to be elected. Elected posts are
those of secretary, deputy secretary and committee member; part-time committee members and
group leaders are not elected by the members' meeting.

Example: somebody admitted in March was made a committee member in September.
"""

from graph.audit.cypher import of_post, probationary
from graph.audit.organizations import CURRENT, ELECTED, ORGANIZATIONS
from graph.audit.rule import Check, Citation, Facts, Mark, Rule
from graph.audit.wording import words, words_zh
from graph.model.enums import PostRole, Severity


def _message(f: Facts) -> str:
    since = f" since {f['since']}" if f["since"] else ""
    return (
        f"The elected post of {words(PostRole, [f['role']])} is held{since} by a probationary "
        "member."
    )


def _message_zh(f: Facts) -> str:
    since = f"自{f['since']}起" if f["since"] else ""
    return f"选举产生的职务“{words_zh(PostRole, [f['role']])}”{since}由预备党员担任。"


ELECTED_POST_INELIGIBLE = Rule(
    id="elected-post-ineligible",
    order=120,
    title="Elected post held by a probationary member",
    title_zh="预备党员担任选举职务",
    severity=Severity.ERROR,
    source=Citation("《中国共产党基层组织选举工作条例》第五条", Mark.CHECKED),
    description="A probationary member holds the post of secretary, deputy secretary or "
    "committee member.",
    query=Check(
        ORGANIZATIONS,
        f"p[0].role IN {ELECTED} AND {probationary('p[1]')}",
        (CURRENT,),
        each=("p", "current"),
    ),
    row=of_post(
        "p[0]",
        "o",
        evidence="['PartyOrganization:' + o.code, 'Person:' + p[1].code]",
        role="p[0].role",
        since="toString(p[0].since)",
    ),
    message=_message,
    message_zh=_message_zh,
    of_holders=True,
)
