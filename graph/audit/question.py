"""What the audit is asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from graph.audit.thresholds import Thresholds
from graph.model.enums import Severity


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """Which rules are asked for what holds on a day, and where.

    rules: ids; None is all. severities: of the rules; None is all.
    within: the `path` of a place; None is the whole graph.
    thresholds: the defaults when None.
    scope: the parameters of a caller's guard: only what is about nodes in the scope is found;
    rules look at all of the graph to find it, and what of their evidence is not seen is counted.
    """

    day: date
    rules: Collection[str] | None = None
    severities: Collection[Severity] | None = None
    within: str | None = None
    thresholds: Thresholds | None = None
    scope: Mapping[str, str] | None = None
