"""The root fields of the audit: findings with their nodes, their number, and the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphql import GraphQLError

from graph.audit import (
    RULES,
    Finding,
    Rule,
    Severity,
    Thresholds,
    UnknownRuleError,
    audit,
    audit_summary,
    default_thresholds,
    difference,
    place_path,
)
from graph.audit.findings import sort_key
from graph.caller import Role
from graph.compiler.compile import UnknownCodeError
from graph.compiler.select import Selected
from resolvers.asking import Asking
from resolvers.pages import Ordered, page_of_items

# A key of `sort_key`, for the types of its parts.
_LIKE = (0, "", False, "", "", "")


@dataclass(frozen=True, slots=True)
class _Question:
    rules: list[str] | None
    severities: list[Severity] | None
    within: str | None


async def _question(asking: Asking, selected: Selected) -> _Question:
    within = asking.argument(selected, "within")
    path = None
    if within is not None:
        path = await place_path(asking.source, within)
        if path is None:
            raise UnknownCodeError("within", "Place", within)
    severities = asking.argument(selected, "severities")
    return _Question(
        asking.argument(selected, "rules"),
        None if severities is None else [Severity[s.name] for s in severities],
        path,
    )


async def _found(asking: Asking, question: _Question, day: date) -> list[Finding]:
    try:
        return await audit(
            asking.source,
            rules=question.rules,
            severities=question.severities,
            day=day,
            within=question.within,
            thresholds=asking.thresholds,
            names=asking.caller.role is Role.ADMIN,
        )
    except UnknownRuleError as error:
        raise GraphQLError(str(error)) from error


async def audit_change_root(asking: Asking, selected: Selected) -> Any:
    """`auditChange(from, to, rules, severities, within)`: an `AuditChange`."""
    question = await _question(asking, selected)
    days: dict[str, date] = {n: asking.argument(selected, n) for n in ("from", "to")}
    if days["from"] > days["to"]:
        raise GraphQLError(
            f"'from' ({days['from']}) lies after 'to' ({days['to']}): what appeared and what is "
            "gone would change places. Exchange the two days.",
            extensions={"code": "BAD_INPUT"},
        )
    before, after = [await _found(asking, question, days[n]) for n in ("from", "to")]
    appeared, gone = difference(before, after)
    lists = {"appeared": appeared, "gone": gone}
    limits = asking.thresholds or default_thresholds()
    value: dict[str, Any] = {}
    for f in selected.fields():
        if f.name in lists:
            value[f.key] = await _findings(asking, lists[f.name], f, limits)
        else:
            value[f.key] = days[f.name].isoformat() if f.name in days else selected.type
    return value


async def audit_root(asking: Asking, selected: Selected) -> Any:
    """`audit(rules, severities, within, first, after, last, before)`: a `FindingConnection`."""
    question = await _question(asking, selected)
    limits = asking.thresholds or default_thresholds()
    found = await _found(asking, question, asking.day)
    ordered = Ordered(found, sort_key, "findings")
    page = page_of_items(asking, selected, ordered, _LIKE)
    value: dict[str, Any] = {}
    for f in selected.fields():
        if f.name == "__typename":
            value[f.key] = selected.type
        elif f.name == "totalCount":
            value[f.key] = len(found)
        elif f.name == "pageInfo":
            value[f.key] = page.info(f)
        elif f.name == "nodes":
            value[f.key] = await _findings(asking, page.items, f, limits)
        else:
            value[f.key] = await _edges(asking, page.items, ordered, f, limits)
    return value


async def _edges(
    asking: Asking,
    page: Sequence[Finding],
    ordered: Ordered[Finding],
    selected: Selected,
    limits: Thresholds,
) -> list[dict[str, Any]]:
    columns: dict[str, Sequence[Any]] = {}
    for f in selected.fields():
        if f.name == "node":
            columns[f.key] = await _findings(asking, page, f, limits)
        elif f.name == "cursor":
            columns[f.key] = [ordered.cursor(finding) for finding in page]
        else:
            columns[f.key] = [selected.type] * len(page)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


async def _findings(
    asking: Asking, page: Sequence[Finding], selected: Selected, limits: Thresholds
) -> list[dict[str, Any]]:
    subjects: dict[str, dict[str, Any]] = {}
    for f in selected.fields():
        if f.name == "subject":
            subjects[f.key] = await asking.nodes([x.subject for x in page], f)
        elif f.name == "place":
            subjects[f.key] = await asking.places([x.place_code for x in page], f)
        elif f.name == "evidence":
            subjects[f.key] = await asking.nodes([i for x in page for i in x.evidence], f)
    shown: list[dict[str, Any]] = []
    for finding in page:
        plain = {
            "__typename": "Finding",
            "id": finding.id,
            "subjectName": finding.subject_name,
            "message": finding.message,
            "messageZh": finding.message_zh,
            "threshold": finding.threshold,
        }
        row: dict[str, Any] = {}
        for f in selected.fields():
            if f.name == "rule":
                row[f.key] = rule_value(finding.rule, f, limits)
            elif f.name == "subject":
                row[f.key] = subjects[f.key][finding.subject]
            elif f.name == "place":
                row[f.key] = subjects[f.key].get(finding.place_code or "")
            elif f.name == "evidence":
                known = subjects[f.key]
                row[f.key] = [known[i] for i in finding.evidence if i in known]
            else:
                row[f.key] = plain[f.name]
        shown.append(row)
    return shown


async def audit_summary_root(asking: Asking, selected: Selected) -> Any:
    """`auditSummary(rules, within)`: how many findings each rule has."""
    question = await _question(asking, selected)
    limits = asking.thresholds or default_thresholds()
    try:
        counts = await audit_summary(
            asking.source,
            rules=question.rules,
            day=asking.day,
            within=question.within,
            thresholds=limits,
        )
    except UnknownRuleError as error:
        raise GraphQLError(str(error)) from error
    return [
        {
            f.key: rule_value(rule, f, limits)
            if f.name == "rule"
            else {"count": count, "__typename": "AuditSummary"}[f.name]
            for f in selected.fields()
        }
        for rule, count in counts.items()
    ]


async def audit_rules_root(asking: Asking, selected: Selected) -> Any:
    """`auditRules`: the catalogue."""
    limits = asking.thresholds or default_thresholds()
    return [rule_value(rule, selected, limits) for rule in RULES]


def rule_value(rule: Rule, selected: Selected, limits: Thresholds) -> dict[str, Any]:
    """An `AuditRule` with what is selected of it."""
    values = {
        "__typename": "AuditRule",
        "id": rule.id,
        "title": rule.title,
        "titleZh": rule.title_zh,
        "severity": rule.severity.name,
        "source": str(rule.source),
        "description": rule.description,
        "threshold": limits.text(rule),
    }
    return {f.key: values[f.name] for f in selected.fields()}
