"""`auditSummary`: how many findings each rule has, in all or place by place."""

from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError

from graph.audit import AuditQuestion, Rule, UnknownRuleError, audit_summary
from graph.audit.by_place import by_place
from graph.compiler.select import Selected
from graph.coverage.question import place_type
from graph.surface import Argument, Field, ObjectType
from resolvers.asking import Asking
from resolvers.findings import (
    AUDITED,
    RULES_ARGUMENT,
    WITHIN_ARGUMENT,
    found,
    limits_in_force,
    question_of,
    rule_value,
)
from resolvers.root_field import RootField


async def _answer(asking: Asking, selected: Selected) -> Any:
    question = await question_of(asking, selected)
    kind = asking.argument(selected, "by")
    if kind is None:
        return await _shown(asking, await _in_all(asking, question), selected)
    findings = await found(asking, question)
    counts = await by_place(asking.source, findings, place_type(asking.model, kind))
    return await _shown(asking, counts, selected)


async def _in_all(asking: Asking, question: AuditQuestion) -> list[tuple[Rule, str | None, int]]:
    try:
        counts = await audit_summary(asking.source, question)
    except UnknownRuleError as error:
        raise GraphQLError(str(error)) from error
    return [(rule, None, count) for rule, count in counts.items()]


async def _shown(
    asking: Asking, counts: Sequence[tuple[Rule, str | None, int]], selected: Selected
) -> list[dict[str, Any]]:
    """Counts with what is selected of them."""
    limits = limits_in_force(asking)
    columns: dict[str, list[Any]] = {}
    for f in selected.fields():
        if f.name == "rule":
            columns[f.key] = [rule_value(rule, f, limits) for rule, _, _ in counts]
        elif f.name == "place":
            places = await asking.places([code for _, code, _ in counts], f)
            columns[f.key] = [places.get(code or "") for _, code, _ in counts]
        elif f.name == "count":
            columns[f.key] = [count for _, _, count in counts]
        else:
            columns[f.key] = [selected.type] * len(counts)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


ROOT = RootField(
    order=70,
    field=Field(
        "auditSummary",
        "[AuditSummary!]!",
        "检查汇总：当日每条规则的问题数，按规则目录排序。 — How many findings each rule "
        "has on the day, in the catalogue's order.",
        (
            RULES_ARGUMENT,
            WITHIN_ARGUMENT,
            Argument(
                "by",
                "PlaceKind",
                "分组：按此类地点分开计数，只列有问题的；不写则为合计。 — Counted for each place "
                "of this kind that has findings; in all when left out.",
            ),
        ),
    ),
    types=(
        ObjectType(
            "AuditSummary",
            (
                Field("rule", "AuditRule!", "规则 — The rule."),
                Field(
                    "place",
                    "Place",
                    "地点：未按地点分组，或不在此类地点之内时为空。 — Null in all, and for what "
                    "lies in no place of the kind.",
                ),
                Field("count", "Int!", "问题数 — The number of findings."),
            ),
            "检查汇总：一条规则及其问题数。 — A rule and how many findings it has.",
        ),
    ),
    needs=AUDITED,
    in_what_if=True,
    live=_answer,
)
