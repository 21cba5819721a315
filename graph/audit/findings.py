"""Findings: what an audit returns, their ids, their order and their difference."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.audit.rule import Rule
from graph.keys import row_key
from graph.model.enums import Severity

_WEIGHT = {severity: number for number, severity in enumerate(Severity)}


_ID = "Finding:"

EVIDENCE = 50
"""A finding names at most so many nodes as its evidence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A matter that a rule found.

    id: the same for the same matter on every day: made of rule, subject and other party.
    subject: the id of the node it is about; subject_name: what that is called.
    personal: the subject is a person, so that the name is personal data.
    message, message_zh: a sentence with the numbers and the limit; never a person's name.
    place_code: where it lies, None for what lies nowhere.
    evidence: ids of the nodes that show it in their order, at most `EVIDENCE`.
    outside: how many more show it that lie outside the caller's scope.
    threshold: the limits used with their version, None where the rule has none.
    """

    id: str
    rule: Rule
    subject: str
    subject_name: str
    personal: bool
    message: str
    message_zh: str
    place_code: str | None
    evidence: tuple[str, ...]
    threshold: str | None
    outside: int = 0


def finding_id(rule: str, subject: str, second: str | None) -> str:
    """The id of a matter. rule: its id. subject: the id of what it is about; second: the other."""
    return f"{_ID}{rule}/{row_key([rule, subject, second])}"


def rule_of(node_id: str) -> str:
    """The id of the rule that a finding's id names."""
    return node_id.removeprefix(_ID).partition("/")[0]


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, errors first, then rule, place and subject."""
    return sorted(findings, key=sort_key)


def sort_key(finding: Finding) -> tuple[int, str, bool, str, str, str]:
    """What findings are ordered by; what lies nowhere comes last."""
    return (
        _WEIGHT[finding.rule.severity],
        finding.rule.id,
        finding.place_code is None,
        finding.place_code or "",
        finding.subject,
        finding.id,
    )


def difference(
    before: Iterable[Finding], after: Iterable[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """What is new in `after`, and what of `before` is gone, each in the order of findings."""
    old, now = list(before), list(after)
    old_ids, now_ids = {f.id for f in old}, {f.id for f in now}
    return (
        ordered(f for f in now if f.id not in old_ids),
        ordered(f for f in old if f.id not in now_ids),
    )
