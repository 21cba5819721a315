"""Findings for other programs: JSON, CSV, and SARIF 2.1.0."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.audit.findings import Finding
from graph.audit.rule import Rule
from graph.audit.thresholds import Thresholds
from graph.model.enums import Severity

COLUMNS = (
    "change", "severity", "rule", "title", "title_zh", "place", "subject", "subject_name",
    "message", "message_zh", "threshold", "source", "evidence", "id",
)  # fmt: skip
_LEVELS = {Severity.ERROR: "error", Severity.WARN: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# A spreadsheet program would take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Result:
    """An audit of a day, or its difference from another.

    findings: all of the day, or those that are new since `against`; gone: those no longer
    there, empty without `against`.
    """

    day: date
    rules: tuple[Rule, ...]
    thresholds: Thresholds
    findings: Sequence[Finding]
    within: str | None = None
    against: date | None = None
    gone: Sequence[Finding] = ()

    @property
    def changes(self) -> Iterator[tuple[str | None, Finding]]:
        """Every finding with `new` or `gone`; None without another day."""
        for finding in self.findings:
            yield (None if self.against is None else "new"), finding
        for finding in self.gone:
            yield "gone", finding


def rule_json(rule: Rule, thresholds: Thresholds) -> dict[str, Any]:
    """A rule as JSON."""
    return {
        "id": rule.id,
        "severity": rule.severity.name,
        "title": rule.title,
        "titleZh": rule.title_zh,
        "description": rule.description,
        "source": str(rule.source),
        "threshold": thresholds.text(rule),
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "id": finding.id,
        "rule": finding.rule.id,
        "severity": finding.rule.severity.name,
        "subject": finding.subject,
        "subjectName": finding.subject_name,
        "place": finding.place_code,
        "message": finding.message,
        "messageZh": finding.message_zh,
        "threshold": finding.threshold,
        "evidence": list(finding.evidence),
    }


def to_json(result: Result) -> dict[str, Any]:
    """All of an audit; `findings`, or `new` and `gone` against another day."""
    found: dict[str, Any] = {
        "day": result.day.isoformat(),
        "within": result.within,
        "thresholds": result.thresholds.version,
        "rules": [rule_json(rule, result.thresholds) for rule in result.rules],
    }
    listed = [finding_json(f) for f in result.findings]
    if result.against is None:
        return {**found, "findings": listed}
    gone = [finding_json(f) for f in result.gone]
    return {**found, "against": result.against.isoformat(), "new": listed, "gone": gone}


def _cells(change: str | None, finding: Finding) -> list[str]:
    rule = finding.rule
    return [
        change or "", rule.severity.name, rule.id, rule.title, rule.title_zh,
        finding.place_code or "", finding.subject, finding.subject_name, finding.message,
        finding.message_zh, finding.threshold or "", str(rule.source),
        " ".join(finding.evidence), finding.id,
    ]  # fmt: skip


def to_csv(result: Result) -> str:
    """A header and a line for each finding; a byte order mark for spreadsheet programs."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for change, finding in result.changes:
        writer.writerow([f"'{c}" if c.startswith(_FORMULA) else c for c in _cells(change, finding)])
    return "\ufeff" + out.getvalue()


def to_sarif(result: Result) -> dict[str, Any]:
    """A SARIF 2.1.0 log: the rules asked, and a result for each finding.

    Findings lie at logical locations: the place, and the subject. `baselineState` tells what
    is new and what is gone (`absent`) against another day.
    """
    numbers = {rule.id: number for number, rule in enumerate(result.rules)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "orggraph",
                "rules": [_sarif_rule(rule, result.thresholds) for rule in result.rules],
            }
        },
        "results": [_sarif_result(c, f, numbers[f.rule.id]) for c, f in result.changes],
        "properties": {
            "day": result.day.isoformat(),
            "against": result.against and result.against.isoformat(),
            "within": result.within,
            "thresholds": result.thresholds.version,
        },
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _sarif_rule(rule: Rule, thresholds: Thresholds) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": f"{rule.title} {rule.title_zh}"},
        "fullDescription": {"text": rule.description},
        "help": {"text": f"Source: {rule.source}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"severity": rule.severity.name, "threshold": thresholds.text(rule)},
    }


def _sarif_result(change: str | None, finding: Finding, number: int) -> dict[str, Any]:
    locations: list[dict[str, Any]] = [
        {"name": finding.subject_name, "fullyQualifiedName": finding.subject, "kind": "object"}
    ]
    if finding.place_code is not None:
        place = finding.place_code
        locations.append({"name": place, "fullyQualifiedName": f"Place:{place}", "kind": "module"})
    found: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": number,
        "level": _LEVELS[finding.rule.severity],
        "message": {"text": finding.message},
        "locations": [{"logicalLocations": locations}],
        "partialFingerprints": {"matter/v1": finding.id.rpartition("/")[2]},
        "properties": {
            "messageZh": finding.message_zh,
            "threshold": finding.threshold,
            "evidence": list(finding.evidence),
        },
    }
    if change is not None:
        found["baselineState"] = "absent" if change == "gone" else "new"
    return found
