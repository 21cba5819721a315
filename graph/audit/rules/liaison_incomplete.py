"""What: a community lacks one of the four liaison roles.

Why: the four-to-one scheme (四包一) gives every community a district leader, a subdistrict
leader, a district unit and an organization cadre.

Example: the district unit's liaison ended in May and no other unit was assigned.
"""

from graph.audit.cypher import dated, of_place
from graph.audit.places import COMMUNITIES
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule
from graph.audit.wording import words, words_zh
from graph.model.enums import LiaisonRole, Severity

_NAMES = ", ".join(f"'{role.name}'" for role in LiaisonRole)
_LIAISONS = Fact(
    "liaisons",
    f"COLLECT {{ MATCH (c)<-[:LIAISON_OF]-(l) WHERE {dated('l')} RETURN l }}",
)
_MISSING = Fact(
    "missing", f"[r IN [{_NAMES}] WHERE none(l IN liaisons WHERE l.role = r)]", (_LIAISONS,)
)


def _message(f: Facts) -> str:
    return (
        f"{len(f['missing'])} of the {len(LiaisonRole)} liaison roles nobody holds: "
        f"{words(LiaisonRole, f['missing'])}."
    )


def _message_zh(f: Facts) -> str:
    return f"“四包一”缺{len(f['missing'])}个角色:{words_zh(LiaisonRole, f['missing'])}。"


LIAISON_INCOMPLETE = Rule(
    id="liaison-incomplete",
    order=370,
    title="Liaison incomplete",
    title_zh="“四包一”缺角色",
    severity=Severity.ERROR,
    source=Citation("忻府区“四包一”工作机制", Mark.ARTICLE),
    description="A community lacks one of the four liaison roles.",
    query=Check(COMMUNITIES, "size(missing) > 0", (_MISSING,)),
    row=of_place(
        "c",
        "Community",
        evidence="[l IN liaisons | 'Liaison:' + l.key]",
        missing="missing",
    ),
    message=_message,
    message_zh=_message_zh,
)
