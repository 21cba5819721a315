"""Types of the audit: rules, findings and their numbers."""

from graph.audit import Severity
from graph.declare import Model
from schema.connections import PAGE_ARGUMENTS, add_connection
from schema.registry import Argument, Field, Registry

_RULES = Argument("rules", "[ID!]", "Rule ids, as in `auditRules`; all when left out.")
_SEVERITIES = Argument("severities", "[Severity!]", "Only rules of these; all when left out.")
_WITHIN = Argument("within", "String", "A place's code; everywhere when left out.")


def audit_fields() -> list[Field]:
    """The fields `audit` and `auditSummary`, of the query and of `WhatIf`."""
    return [
        Field(
            "audit",
            "FindingConnection!",
            "What the rules find on the day, by severity, rule, place and subject.",
            (
                _RULES,
                _SEVERITIES,
                _WITHIN,
                *PAGE_ARGUMENTS,
            ),
        ),
        Field(
            "auditSummary",
            "[AuditSummary!]!",
            "How many findings each rule has on the day, in the catalogue's order.",
            (_RULES, _WITHIN),
        ),
    ]


def audit_roots(model: Model) -> list[Field]:
    """The audit's root fields; none where the model is not of organizations."""
    if not has_audit(model):
        return []
    rules = Field("auditRules", "[AuditRule!]!", "The catalogue of rules.")
    change = Field(
        "auditChange",
        "AuditChange!",
        "What the rules find on one of two days and not on the other.",
        (Argument("from", "Date!"), Argument("to", "Date!"), _RULES, _SEVERITIES, _WITHIN),
    )
    return [rules, *audit_fields(), change]


def has_audit(model: Model) -> bool:
    """Whether the model has what the rules speak of."""
    return all(name in model.by_name for name in ("Place", "PartyOrganization", "Person"))


def add_audit(registry: Registry, model: Model) -> None:
    """Register the types of the audit."""
    if not has_audit(model):
        return
    registry.enum(Severity, Severity.__doc__)
    registry.object(
        "AuditRule",
        [
            Field("id", "ID!"),
            Field("title", "String!"),
            Field("titleZh", "String!"),
            Field("severity", "Severity!"),
            Field("source", "String!", "Where the rule comes from, and how sure that is."),
            Field("description", "String!"),
            Field("threshold", "String", "The limits in force with their version."),
        ],
        "A rule that the graph is checked against.",
    )
    registry.object(
        "Finding",
        [
            Field("id", "ID!", "The same for the same matter on every day."),
            Field("rule", "AuditRule!"),
            Field("subject", "Node!"),
            Field("subjectName", "String!", "Masked for people, as their names are."),
            Field("place", "Place", "Where it lies, where it lies somewhere."),
            Field("message", "String!", "A sentence with the numbers and the limit."),
            Field("messageZh", "String!"),
            Field("threshold", "String", "The limits used with their version."),
            Field("evidence", "[Node!]!", "The nodes that show it."),
        ],
        "A matter that a rule found.",
    )
    add_connection(registry, "Finding", "All findings, on any page.")
    registry.object(
        "AuditChange",
        [
            Field("from", "Date!"),
            Field("to", "Date!"),
            Field("appeared", "[Finding!]!", "Found on `to` and not on `from`."),
            Field("gone", "[Finding!]!", "Found on `from` and not on `to`."),
        ],
        "The difference of two audits.",
    )
    registry.object("AuditSummary", [Field("rule", "AuditRule!"), Field("count", "Int!")])
