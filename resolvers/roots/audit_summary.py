"""`auditSummary`: how many findings each rule has."""

from typing import Any

from graphql import GraphQLError

from graph.audit import UnknownRuleError, audit_summary
from graph.compiler.select import Selected
from graph.surface import Field, ObjectType
from resolvers.asking import Asking
from resolvers.findings import (
    AUDITED,
    RULES_ARGUMENT,
    WITHIN_ARGUMENT,
    limits_in_force,
    question_of,
    rule_value,
)
from resolvers.root_field import RootField


async def _answer(asking: Asking, selected: Selected) -> Any:
    question = await question_of(asking, selected)
    limits = limits_in_force(asking)
    try:
        counts = await audit_summary(
            asking.source,
            rules=question.rules,
            day=asking.day,
            within=question.within,
            thresholds=limits,
            scope=asking.scope,
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


ROOT = RootField(
    order=70,
    field=Field(
        "auditSummary",
        "[AuditSummary!]!",
        "检查汇总：当日每条规则的问题数，按规则目录排序。 — How many findings each rule "
        "has on the day, in the catalogue's order.",
        (RULES_ARGUMENT, WITHIN_ARGUMENT),
    ),
    types=(
        ObjectType(
            "AuditSummary",
            (
                Field(
                    "rule",
                    "AuditRule!",
                    "规则 — The rule.",
                ),
                Field(
                    "count",
                    "Int!",
                    "问题数 — The number of findings.",
                ),
            ),
            "检查汇总：一条规则及其问题数。 — A rule and how many findings it has.",
        ),
    ),
    needs=AUDITED,
    in_what_if=True,
    live=_answer,
)
