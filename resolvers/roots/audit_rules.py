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
        Field("id", "ID!"),
        Field("title", "String!"),
        Field("titleZh", "String!"),
        Field("severity", "Severity!"),
        Field("source", "String!", "Where the rule comes from, and how sure that is."),
        Field("description", "String!"),
        Field("threshold", "String", "The limits in force with their version."),
    ),
    "A rule that the graph is checked against.",
)


async def _answer(asking: Asking, selected: Selected) -> Any:
    limits = limits_in_force(asking)
    return [rule_value(rule, selected, limits) for rule in RULES]


ROOT = RootField(
    order=50,
    field=Field("auditRules", "[AuditRule!]!", "The catalogue of rules."),
    types=(Severity, _RULE),
    needs=AUDITED,
    live=_answer,
)
