"""What the root fields of the audit share: their arguments, the question, and findings shown."""

from collections.abc import Collection, Sequence
from typing import Any

from graphql import GraphQLError

from graph.audit import (
    AuditQuestion,
    Finding,
    Rule,
    Severity,
    Thresholds,
    UnknownRuleError,
    audit,
    default_thresholds,
)
from graph.audit.registry import chosen
from graph.caller import Role
from graph.compiler.compile import UnknownCodeError
from graph.compiler.select import Selected
from graph.messages import Either, msg, plain
from graph.rights import path_seen
from graph.surface import Argument
from resolvers.asking import Asking

AUDITED = ("Place", "PartyOrganization", "Person")
"""The node types that the rules speak of."""

RULES_ARGUMENT = Argument(
    "rules",
    "[ID!]",
    "规则：规则的标识，见 `auditRules`；不写则为全部。 — Rule ids, as in `auditRules`; "
    "all when left out.",
)
SEVERITIES_ARGUMENT = Argument(
    "severities",
    "[Severity!]",
    "程度：只要这些程度的规则；不写则为全部。 — Only rules of these severities; all when left out.",
)
WITHIN_ARGUMENT = Argument(
    "within",
    "String",
    "范围：地点的编码；不写则为各处。 — A place's code; everywhere when left out.",
)


async def question_of(asking: Asking, selected: Selected) -> AuditQuestion:
    """What the arguments of a root field ask. Raises UnknownCodeError."""
    within = asking.argument(selected, "within")
    path = None
    if within is not None:
        path = await path_seen(asking.source, within, asking.scope)
        if path is None:
            raise UnknownCodeError("within", "Place", within)
        if any(top.startswith(path) for top in asking.scope.values()):
            # All of the scope: where else in such a place somebody lives is not told.
            path = None
    severities = asking.argument(selected, "severities")
    return question_in(
        asking,
        asking.argument(selected, "rules"),
        None if severities is None else [Severity[s.name] for s in severities],
        path,
    )


def shows_people(
    asking: Asking, rules: Collection[str] | None, severities: Collection[Severity] | None
) -> bool:
    """Whether findings about people are shown: to administrators; others are told that not.

    Raises UnknownRuleError.
    """
    if asking.caller.role is Role.ADMIN:
        return True
    speak = any(r.speaks_of_people for r in chosen(rules, severities))
    left_out = msg(
        "Findings about people are for administrators: they are neither listed nor counted here."
    )
    if speak and left_out not in asking.remarks:
        asking.remarks.append(left_out)
    return False


def question_in(
    asking: Asking,
    rules: Collection[str] | None,
    severities: Collection[Severity] | None = None,
    within: str | None = None,
) -> AuditQuestion:
    """A question of the operation: as of its day, within its caller's scope and rights.

    Raises GraphQLError for a rule that there is not.
    """
    try:
        people = shows_people(asking, rules, severities)
    except UnknownRuleError as error:
        raise GraphQLError(str(error)) from error
    return AuditQuestion(
        asking.day, rules, severities, within, asking.thresholds, asking.scope, people
    )


async def found(asking: Asking, question: AuditQuestion) -> list[Finding]:
    """What the rules find. Raises GraphQLError for a rule that there is not."""
    try:
        return await audit(asking.source, question, names=asking.caller.role is Role.ADMIN)
    except UnknownRuleError as error:
        raise GraphQLError(str(error)) from error


async def findings_value(
    asking: Asking, page: Sequence[Finding], selected: Selected
) -> list[dict[str, Any]]:
    """Findings with what is selected of them."""
    limits = limits_in_force(asking)
    # Others are told of no finding about a person.
    asking.shown.people.update(x.subject.partition(":")[2] for x in page if x.personal)
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
            "message": Either(finding.message_zh, finding.message),
            "messageZh": finding.message_zh,
            "threshold": finding.threshold,
            "evidenceOutside": finding.outside,
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


def limits_in_force(asking: Asking) -> Thresholds:
    """The district's thresholds, else the defaults."""
    return asking.thresholds or default_thresholds()


def rule_value(rule: Rule, selected: Selected, limits: Thresholds) -> dict[str, Any]:
    """An `AuditRule` with what is selected of it."""
    values = {
        "__typename": "AuditRule",
        "id": rule.id,
        "title": Either(rule.title_zh, rule.title),
        "titleZh": rule.title_zh,
        "severity": rule.severity.name,
        "source": str(rule.source),
        "description": plain(rule.description),
        "threshold": limits.text(rule),
    }
    return {f.key: values[f.name] for f in selected.fields()}
