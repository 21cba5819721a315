"""What: a stairwell's notice does not name micro-grid leader, unit leader and police officer.

Why: the three are posted in every stairwell, so that residents know whom to ask. Not recorded
counts as not posted. The message says for whom of the three there is nobody to be posted.

Example: a unit with the notice column at no, and no police officer for its grid.
"""

from graph.audit.cypher import dated, of_place
from graph.audit.places import LEADERS, UNITS
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.audit.wording import words, words_zh
from graph.model.enums import PostRole, Severity

_ROLES = ("MICRO_GRID_LEADER", "UNIT_LEADER", "POLICE_OFFICER")
_POSTS = Fact(
    "posts",
    "CASE WHEN coalesce(u.noticePosted, false) THEN [] ELSE leaders + COLLECT {\n"
    "  MATCH (u)-[:WITHIN*0..2]->()<-[:HOLDS]-(net)<-[:AT_PLACE]-(post)\n"
    "  WHERE post.role IN ['MICRO_GRID_LEADER', 'POLICE_OFFICER'] "
    f"AND {dated('post')} RETURN post\n"
    "} END",
    (LEADERS,),
)


def _message(f: Facts) -> str:
    state = "is not recorded as posted" if f["posted"] is None else "is not posted completely"
    nobody = [role for role in _ROLES if role not in f["roles"]]
    missing = f"; there is no {words(PostRole, nobody)} to be posted" if nobody else ""
    return f"The notice of the 3 who answer for the unit {state}{missing}."


def _message_zh(f: Facts) -> str:
    state = "没有公示记录" if f["posted"] is None else "未公示齐全"
    nobody = [role for role in _ROLES if role not in f["roles"]]
    missing = f",其中{words_zh(PostRole, nobody)}无人在任" if nobody else ""
    return f"单元内微网格长、单元长、警长3类信息{state}{missing}。"


UNIT_NOTICE_INCOMPLETE = Rule(
    id="unit-notice-incomplete",
    order=290,
    title="Incomplete notice in a unit",
    title_zh="单元公示不全",
    severity=Severity.INFO,
    source=Citation("忻府区做法:每个楼道单元内公示微网格长、单元长、警长等信息", Mark.ARTICLE),
    description="A unit whose micro-grid leader, unit leader and police officer are not all "
    "posted.",
    query=Check(UNITS, "NOT coalesce(u.noticePosted, false)", (_POSTS,)),
    row=of_place(
        "u",
        "BuildingUnit",
        evidence="[post IN posts | 'Post:' + post.key]",
        posted="u.noticePosted",
        roles="[post IN posts | post.role]",
    ),
    message=_message,
    message_zh=_message_zh,
)
