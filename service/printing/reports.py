"""The monthly report of a place: coverage and its change, audit findings, terms."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.messages import msg, speaking

TEMPLATE = "report.html.j2"
GAPS = 100
"""Gaps, and places gained and lost, listed of each kind of place; all are counted."""
TERMS = 200
"""Terms listed; all are counted."""

_COVERAGE = (
    ("buildings", "楼栋（党小组）", "BUILDING", "[GROUP]"),
    ("compounds", "小区（党支部）", "COMPOUND", "[BRANCH, GENERAL_BRANCH]"),
    ("grids", "网格（党支部）", "GRID", "[BRANCH, GENERAL_BRANCH]"),
)

Ask = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its first day, its last, and the last day of the month before."""

    first: date
    last: date
    before: date

    @classmethod
    def of(cls, text: str) -> "Month":
        """The month of a text such as 2026-10. Raises ValueError with a sentence."""
        year, _, month = text.partition("-")
        try:
            if len(year) != len("2026") or len(month) != len("10"):
                raise ValueError(text)
            first = date(int(year), int(month), 1)
        except ValueError:
            raise ValueError(
                msg("{text!r} is no month: write YYYY-MM, such as 2026-10.", text=text)
            ) from None
        following = (first + timedelta(days=31)).replace(day=1)
        return cls(first, following - timedelta(days=1), first - timedelta(days=1))


def _query() -> str:
    parts = [
        f"""
  {name}: coverageChange(of: {kind}, by: {by}, within: $within, from: $before, to: $last) {{
    before {{ total covered uncovered ratio }}
    after {{ total covered uncovered ratio }}
    gained(first: {GAPS}) {{ totalCount nodes {{ name code }} }}
    lost(first: {GAPS}) {{ totalCount nodes {{ name code }} }}
  }}"""
        for name, _, kind, by in _COVERAGE
    ]
    return f"""
query Report($within: String!, $before: Date!, $last: Date!, $soon: Date!) @asOf(date: $last) {{
  place(code: $within) {{ name code }}
  {"".join(parts)}
  auditChange(from: $before, to: $last, within: $within) {{
    appeared {{ rule {{ titleZh severity }} subjectName messageZh place {{ name }} }}
    gone {{ rule {{ titleZh severity }} subjectName messageZh place {{ name }} }}
  }}
  crossAppointments(within: $within) {{
    totalCount
    nodes {{ community {{ name }} company {{ name }} status appointments {{ person {{ name }} }} }}
  }}
  terms: partyOrganizations(
    first: {TERMS}
    where: {{ within: $within, termEndsOn: {{ lte: $soon }} }}
    orderBy: [{{ field: CODE, direction: ASC }}]
  ) {{ totalCount nodes {{ name termEndsOn secretary {{ name }} }} }}
}}
"""


def _gaps() -> str:
    parts = [
        f"""
  {name}: coverage(of: {kind}, by: {by}, within: $within) {{
    gaps(first: {GAPS}) {{ totalCount nodes {{ place {{ name code }} members reasons }} }}
  }}"""
        for name, _, kind, by in _COVERAGE
    ]
    head = "query ReportGaps($within: String!, $last: Date!) @asOf(date: $last)"
    return f"{head} {{{''.join(parts)}\n}}"


async def report_of(ask: Ask, within: str, month: Month) -> dict[str, Any]:
    """What the template of a report is given: the answers, by what they are called there.

    Terms are listed that have ended by the last day of the third month after.
    """
    soon = month.last + timedelta(days=92)
    days = {"before": month.before, "last": month.last, "soon": soon}
    data = await ask(_query(), {"within": within, **{k: str(v) for k, v in days.items()}})
    # The page's sentences are Chinese, whatever language the caller's own messages are in.
    with speaking("zh"):
        gaps = await ask(_gaps(), {"within": within, "last": str(month.last)})
    coverage = [
        {"title": title, **data[name], "gaps": gaps[name]["gaps"]}
        for name, title, _, _ in _COVERAGE
    ]
    return {
        "place": data["place"],
        "month": f"{month.first:%Y}年{month.first.month}月",
        "day": month.last.isoformat(),
        "soon": soon.isoformat(),
        "coverage": coverage,
        "appeared": data["auditChange"]["appeared"],
        "gone": data["auditChange"]["gone"],
        "cross": data["crossAppointments"],
        "terms": data["terms"],
    }
