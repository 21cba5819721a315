"""What: a grid has too few or too many households.

Why: a grid worker can look after 300 to 500 households. A grid whose households are not
recorded is not judged.

Example: a grid of 620 households.
"""

from graph.audit.cypher import of_place
from graph.audit.places import GRIDS
from graph.audit.rule import Check, Citation, Facts, Mark, Rule, Threshold
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    return f"The grid has {f['households']} households, outside {f['least']} to {f['most']}."


def _message_zh(f: Facts) -> str:
    return f"该网格有{f['households']}户,不在{f['least']}至{f['most']}户之间。"


GRID_SIZE = Rule(
    id="grid-size",
    order=240,
    title="Grid of an unusual size",
    title_zh="网格规模不当",
    severity=Severity.WARN,
    source=Citation("GB/T 34300-2017《城乡社区网格化服务管理规范》", Mark.MEMORY),
    description="A grid outside 300 to 500 households.",
    query=Check(GRIDS, "(g.households < $least OR g.households > $most)"),
    row=of_place("g", "Grid", evidence="[]", households="g.households"),
    thresholds=(
        Threshold("least", "households", "户", "a smaller grid is found"),
        Threshold("most", "households", "户", "a larger grid is found"),
    ),
    message=_message,
    message_zh=_message_zh,
)
