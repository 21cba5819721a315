"""What: a Party group has too few members, or no full member.

Why: a group of fewer than three, or without a full member, cannot meet as one. Practice
manuals say so; no regulation does.

Example: two members are left in a building's group.
"""

from graph.audit.cypher import of_organization
from graph.audit.organizations import FULL, ORGANIZATIONS
from graph.audit.rule import Check, Citation, Facts, Mark, Rule, Threshold
from graph.audit.wording import count
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    return (
        f"The Party group has {count(f['members'], 'member')}, {f['full']} of them full; it needs "
        f"{f['members_least']}, {f['full_least']} of them full."
    )


def _message_zh(f: Facts) -> str:
    return (
        f"该党小组有党员{f['members']}名,其中正式党员{f['full']}名;"
        f"应不少于{f['members_least']}名,其中正式党员不少于{f['full_least']}名。"
    )


GROUP_MINIMUM = Rule(
    id="group-minimum",
    order=150,
    title="Party group too small",
    title_zh="党小组人数不足",
    severity=Severity.WARN,
    source=Citation("党务工作实务手册(不是党内法规)", Mark.CHECKED),
    description="A formal Party group with fewer than three members or no full member.",
    query=Check(
        ORGANIZATIONS,
        "o.kind = 'GROUP' AND o.establishment = 'FORMAL' "
        "AND (size(members) < $members_least OR size(full) < $full_least)",
        (FULL,),
    ),
    row=of_organization(
        "o",
        evidence="[m IN members | 'Person:' + m.code]",
        members="size(members)",
        full="size(full)",
    ),
    thresholds=(
        Threshold("members_least", "members", "名党员", "a group with fewer is found"),
        Threshold("full_least", "full members", "名正式党员", "a group with fewer is found"),
    ),
    message=_message,
    message_zh=_message_zh,
)
