"""What: a community has too few or too many households.

Why: a residents' committee is set up for about 1,000 to 3,000 households. A community whose
households are not recorded is not judged.

Example: a community of 3,400 households.
"""

from graph.audit.cypher import of_place
from graph.audit.places import COMMUNITIES
from graph.audit.rule import Check, Citation, Facts, Mark, Rule, Threshold
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    return f"The community has {f['households']} households, outside {f['least']} to {f['most']}."


def _message_zh(f: Facts) -> str:
    return f"该社区有{f['households']}户,不在{f['least']}至{f['most']}户之间。"


COMMUNITY_SIZE = Rule(
    id="community-size",
    order=230,
    title="Community of an unusual size",
    title_zh="社区规模不当",
    severity=Severity.WARN,
    source=Citation("《中华人民共和国城市居民委员会组织法》(2026)第三条", Mark.CHECKED),
    description="A community outside 1,000 to 3,000 households.",
    query=Check(COMMUNITIES, "(c.households < $least OR c.households > $most)"),
    row=of_place("c", "Community", evidence="[]", households="c.households"),
    thresholds=(
        Threshold("least", "households", "户", "a smaller community is found"),
        Threshold("most", "households", "户", "a larger community is found"),
    ),
    message=_message,
    message_zh=_message_zh,
)
