"""Audit rules: set queries that cite their source, and findings that keep their ids."""

from graph.audit.findings import Finding, difference
from graph.audit.question import AuditQuestion
from graph.audit.registry import RULES, UnknownRuleError, rule
from graph.audit.rule import Citation, Mark, Rule, Threshold
from graph.audit.run import audit, audit_summary
from graph.audit.thresholds import (
    Thresholds,
    ThresholdsError,
    default_thresholds,
    load_thresholds,
)
from graph.model.enums import Severity

__all__ = [
    "RULES",
    "AuditQuestion",
    "Citation",
    "Finding",
    "Mark",
    "Rule",
    "Severity",
    "Threshold",
    "Thresholds",
    "ThresholdsError",
    "UnknownRuleError",
    "audit",
    "audit_summary",
    "default_thresholds",
    "difference",
    "load_thresholds",
    "rule",
]
