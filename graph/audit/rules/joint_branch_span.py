"""What: a joint branch covers too many places.

Why: a joint branch unites places that are too small for a branch of their own; over more than
five of them it cannot be led.

Example: a joint branch covers six compounds.
"""

from graph.audit.cypher import dated, of_organization, place_id
from graph.audit.organizations import ORGANIZATIONS
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule, Threshold
from graph.model.enums import Severity

_COVERED = Fact(
    "covered",
    f"COLLECT {{ MATCH (o)-[area:COVERS]->(p:Place) WHERE {dated('area')} RETURN DISTINCT p }}",
)


def _message(f: Facts) -> str:
    return f"The joint branch covers {f['covered']} places, more than {f['most_places']}."


def _message_zh(f: Facts) -> str:
    return f"该联合党支部覆盖{f['covered']}处,一般不超过{f['most_places']}处。"


JOINT_BRANCH_SPAN = Rule(
    id="joint-branch-span",
    order=40,
    title="Joint branch covers too many places",
    title_zh="联合党支部覆盖过多",
    severity=Severity.WARN,
    source=Citation("《中国共产党支部工作条例(试行)》第五条", Mark.NUMBER_OPEN),
    description="A joint branch, of whatever establishment, covers more than five places.",
    query=Check(
        ORGANIZATIONS,
        "o.kind = 'BRANCH' AND o.joint AND size(covered) > $most_places",
        (_COVERED,),
    ),
    row=of_organization(
        "o",
        evidence=f"[p IN covered | {place_id('p')}]",
        covered="size(covered)",
    ),
    thresholds=(Threshold("most_places", "places", "处", "a branch over more is found"),),
    message=_message,
    message_zh=_message_zh,
)
