"""`auditRules`: the catalogue of rules."""

from typing import Any

from graph.audit import RULES, Severity
from graph.compiler.select import Selected
from graph.surface import Field, ObjectType
from resolvers.asking import Asking
from resolvers.findings import AUDITED, limits_in_force, rule_value
from resolvers.root_field import RootField

_RULE = ObjectType(
    "AuditRule",
    (
        Field(
            "id",
            "ID!",
            "标识：规则的标识。 — What the rule is asked for by.",
        ),
        Field(
            "title",
            "String!",
            "标题（英文） — What it is called, in English.",
        ),
        Field(
            "titleZh",
            "String!",
            "标题 — What it is called, in Chinese.",
        ),
        Field(
            "severity",
            "Severity!",
            "程度：问题有多严重。 — How grave its findings are.",
        ),
        Field(
            "source",
            "String!",
            "出处：规则从何而来，把握多大。 — Where the rule comes from, and how sure that is.",
        ),
        Field(
            "description",
            "String!",
            "说明：规则检查什么。 — What it looks for, in sentences.",
        ),
        Field(
            "threshold",
            "String",
            "限值：现行限值及其版本，没有则为空。 — The limits in force with their "
            "version; null when it has none.",
        ),
    ),
    "规则：据以检查数据的规则。 — A rule that the graph is checked against.",
)


async def _answer(asking: Asking, selected: Selected) -> Any:
    limits = limits_in_force(asking)
    return [rule_value(rule, selected, limits) for rule in RULES]


ROOT = RootField(
    order=50,
    field=Field("auditRules", "[AuditRule!]!", "规则目录 — The catalogue of rules."),
    types=(Severity, _RULE),
    needs=AUDITED,
    live=_answer,
)
