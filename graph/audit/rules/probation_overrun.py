"""What: a member was admitted over a year ago and is still not a full member.

Why: probation lasts one year and may be extended by at most one. Whether it was is not
recorded; the message says which of the two limits is passed.

Example: admitted on 1 July 2025, no date of full membership: found from 2 July 2026 on, and
from 2 July 2027 on whatever was decided.
"""

from graph.audit.cypher import of_person, probationary
from graph.audit.people import PEOPLE
from graph.audit.rule import Check, Citation, Facts, Mark, Rule, Threshold
from graph.audit.wording import count
from graph.model.enums import Severity


def _message(f: Facts) -> str:
    if f["beyond"]:
        limit = f"more than {f['years']} and a possible extension of {f['extension_years']}"
    else:
        limit = f"more than {f['years']}, which only an extension would allow"
    return (
        f"Admitted on {f['joined']} and not a full member after {count(f['days'], 'day')}: "
        f"{limit} (years)."
    )


def _message_zh(f: Facts) -> str:
    limit = f"超过{f['years']}年"
    limit += f"及可延长的{f['extension_years']}年" if f["beyond"] else ",除非已决定延长"
    return f"{f['joined']}入党,至今{f['days']}天未转正,预备期{limit}。"


PROBATION_OVERRUN = Rule(
    id="probation-overrun",
    order=190,
    title="Probation overrun",
    title_zh="预备期超期未转正",
    severity=Severity.ERROR,
    source=Citation("《中国共产党章程》第七条", Mark.CHECKED),
    description="Admitted over one year ago (two with an extension) and still not a full member.",
    query=Check(PEOPLE, f"{probationary('m')} AND m.joinedOn + duration({{years: $years}}) < $day"),
    row=of_person(
        "m",
        evidence="[]",
        joined="toString(m.joinedOn)",
        days="duration.inDays(m.joinedOn, $day).days",
        beyond="m.joinedOn + duration({years: $years + $extension_years}) < $day",
    ),
    thresholds=(
        Threshold("years", "years", "年", "a longer probation is found"),
        Threshold("extension_years", "years", "年", "by so much it may be extended"),
    ),
    message=_message,
    message_zh=_message_zh,
)
