"""`auditChange`: what the rules find on one of two days and not on the other."""

from dataclasses import replace
from datetime import date
from typing import Any

from graphql import GraphQLError

from graph.audit import difference
from graph.compiler.select import Selected
from graph.messages import msg
from graph.surface import Argument, Field, ObjectType
from resolvers.asking import Asking
from resolvers.findings import (
    AUDITED,
    RULES_ARGUMENT,
    SEVERITIES_ARGUMENT,
    WITHIN_ARGUMENT,
    findings_value,
    found,
    question_of,
)
from resolvers.root_field import RootField

_CHANGE = ObjectType(
    "AuditChange",
    (
        Field(
            "from",
            "Date!",
            "起：前一日。 — The earlier day.",
        ),
        Field(
            "to",
            "Date!",
            "至：后一日。 — The later day.",
        ),
        Field(
            "appeared",
            "[Finding!]!",
            "新出现：后一日有而前一日没有。 — Found on `to` and not on `from`.",
        ),
        Field(
            "gone",
            "[Finding!]!",
            "已消除：前一日有而后一日没有。 — Found on `from` and not on `to`.",
        ),
    ),
    "检查变化：两次检查之差。 — The difference of two audits.",
)


async def _answer(asking: Asking, selected: Selected) -> Any:
    question = await question_of(asking, selected)
    days: dict[str, date] = {n: asking.argument(selected, n) for n in ("from", "to")}
    if days["from"] > days["to"]:
        raise GraphQLError(
            msg(
                "'from' ({from_}) lies after 'to' ({to}): what appeared and what is gone would "
                "change places. Exchange the two days.",
                from_=days["from"],
                to=days["to"],
            ),
            extensions={"code": "BAD_INPUT"},
        )
    before, after = [await found(asking, replace(question, day=days[n])) for n in ("from", "to")]
    appeared, gone = difference(before, after)
    lists = {"appeared": appeared, "gone": gone}
    value: dict[str, Any] = {}
    for f in selected.fields():
        if f.name in lists:
            value[f.key] = await findings_value(asking, lists[f.name], f)
        else:
            value[f.key] = days[f.name].isoformat() if f.name in days else selected.type
    return value


ROOT = RootField(
    order=80,
    field=Field(
        "auditChange",
        "AuditChange!",
        "检查变化：两日之间出现和消除的问题。 — What the rules find on one of two days "
        "and not on the other.",
        (
            Argument(
                "from",
                "Date!",
                "起：前一日。 — The earlier day.",
            ),
            Argument(
                "to",
                "Date!",
                "至：后一日。 — The later day.",
            ),
            RULES_ARGUMENT,
            SEVERITIES_ARGUMENT,
            WITHIN_ARGUMENT,
        ),
    ),
    types=(_CHANGE,),
    needs=AUDITED,
    live=_answer,
)
