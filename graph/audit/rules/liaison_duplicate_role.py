"""What: a community has two current holders of one liaison role.

Why: each of the four roles has one holder, who answers for it.

Example: a new district leader was assigned in March and the predecessor's liaison left open.
"""

from graph.audit.cypher import dated, of_place
from graph.audit.places import COMMUNITIES
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.audit.wording import words, words_zh
from graph.model.enums import LiaisonRole, Severity

_SEVERAL = Fact(
    "several",
    "COLLECT {\n"
    "  MATCH (c)<-[:LIAISON_OF]-(l)-[:LIAISON_OFFICER|LIAISON_UNIT]->(holder)\n"
    f"  WHERE {dated('l')}\n"
    "  WITH l.role AS role, collect(l.key) AS liaisons, count(DISTINCT holder) AS holders\n"
    "  WHERE holders > 1 RETURN [role, holders, liaisons]\n"
    "}",
)


def _message(f: Facts) -> str:
    roles = [role for role, _, _ in f["several"]]
    most = max(holders for _, holders, _ in f["several"])
    return f"The liaison role of {words(LiaisonRole, roles)} has {most} current holders."


def _message_zh(f: Facts) -> str:
    roles = [role for role, _, _ in f["several"]]
    most = max(holders for _, holders, _ in f["several"])
    return f"“四包一”角色{words_zh(LiaisonRole, roles)}现有{most}个,应当只有1个。"


LIAISON_DUPLICATE_ROLE = Rule(
    id="liaison-duplicate-role",
    order=380,
    title="Liaison role held twice",
    title_zh="“四包一”角色重复",
    severity=Severity.ERROR,
    source=Citation("忻府区“四包一”工作机制", Mark.ARTICLE),
    description="A community has two current holders of one liaison role.",
    query=Check(COMMUNITIES, "size(several) > 0", (_SEVERAL,)),
    row=of_place(
        "c",
        "Community",
        evidence="reduce(ids = [], s IN several | ids + [key IN s[2] | 'Liaison:' + key])",
        several="several",
    ),
    message=_message,
    message_zh=_message_zh,
)
