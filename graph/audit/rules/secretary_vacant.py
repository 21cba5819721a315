"""What: an organization other than a group has had no secretary for too long.

Why: a vacant secretaryship should be filled within a month. The vacancy begins where the
latest secretary's post ended; where there never was one, with the establishment; where that
is unknown too, it is taken as long past.

Example: a branch's secretary left on 1 March and nobody has followed by 15 April.
"""

from graph.audit.cypher import of_organization
from graph.audit.organizations import CURRENT, ORGANIZATIONS, PAST, last, vacant
from graph.audit.rule import Check, Citation, Fact, Facts, Mark, Rule, Threshold
from graph.audit.wording import count
from graph.model.enums import Severity

_LAST = Fact("secretary", last("SECRETARY"), (PAST,))
_FROM = Fact("vacant_from", "coalesce(secretary.until, o.establishedOn)", (_LAST,))


def _message(f: Facts) -> str:
    if f["vacant"] is None:
        return f"There is no record of any secretary (at most {f['days']} days may pass)."
    begun = "the last secretary's post ended" if f["ended"] else "it was established"
    return (
        f"No secretary for {count(f['vacant'], 'day')}, since {begun} on {f['from']} "
        f"(at most {f['days']})."
    )


def _message_zh(f: Facts) -> str:
    if f["vacant"] is None:
        return f"没有任何书记任职记录(空缺不得超过{f['days']}天)。"
    begun = "上任书记任职结束" if f["ended"] else "党组织成立"
    return f"自{f['from']}{begun}起书记空缺{f['vacant']}天(不得超过{f['days']}天)。"


SECRETARY_VACANT = Rule(
    id="secretary-vacant",
    order=80,
    title="Secretaryship vacant",
    title_zh="书记空缺",
    severity=Severity.ERROR,
    source=Citation("《中国共产党支部工作条例(试行)》", Mark.NUMBER_OPEN),
    description="An organization other than a group without a current secretary for more "
    "than thirty days.",
    query=Check(
        ORGANIZATIONS,
        f"o.kind <> 'GROUP' AND {vacant('SECRETARY')} "
        "AND coalesce(vacant_from + duration({days: $days}) < $day, true)",
        (CURRENT, _FROM),
    ),
    row=of_organization(
        "o",
        evidence="CASE WHEN secretary IS NULL THEN [] ELSE ['Post:' + secretary.key] END",
        vacant="duration.inDays(vacant_from, $day).days",
        ended="secretary IS NOT NULL",
        **{"from": "toString(vacant_from)"},
    ),
    thresholds=(Threshold("days", "days", "天", "a vacancy of more days is found"),),
    message=_message,
    message_zh=_message_zh,
)
