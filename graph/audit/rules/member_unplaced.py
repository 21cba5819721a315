"""What: a member whose current formal affiliations are not exactly one.

Why: every member belongs to exactly one branch, group or other basic unit of the Party. An
affiliation with an organization that is no longer in office does not count.

Example: a member's branch was dissolved and nobody transferred the member; or a transfer was
entered at the new branch and the old affiliation left open.
"""

from graph.audit.cypher import member, of_person
from graph.audit.people import FORMAL, PEOPLE
from graph.audit.rule import Check, Citation, Facts, Mark, Rule
from graph.audit.wording import count
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    return (
        f"The member has {count(f['formal'], 'current formal affiliation')}; "
        "there must be exactly one."
    )


def _message_zh(f: Facts) -> str:
    return f"该党员现有组织关系{f['formal']}个,应当有且只有一个。"


MEMBER_UNPLACED = Rule(
    id="member-unplaced",
    order=170,
    title="Member without exactly one formal affiliation",
    title_zh="党员组织关系不唯一或缺失",
    severity=Severity.ERROR,
    source=Citation(
        "《中国共产党章程》第八条、《中国共产党党员教育管理工作条例》第二十五条", Mark.CHECKED
    ),
    description="A member whose current formal affiliations are not exactly one.",
    query=Check(PEOPLE, f"{member('m')} AND size(formal) <> 1", (FORMAL,)),
    row=of_person(
        "m",
        evidence="[o IN formal | 'PartyOrganization:' + o.code]",
        formal="size(formal)",
    ),
    message=_message,
    message_zh=_message_zh,
)
