"""Random operations ask for every field of the schema, and every one is evaluated."""

from datetime import date
from itertools import chain

from graphql import GraphQLObjectType, build_schema, parse, validate

from tests.compiler.operations import operation
from tests.compiler.pool import Operation, pool_of
from tests.compiler.small import tables
from tests.compiler.test_differential import PINNED
from tests.oracle.answer import NOT_EVALUATED, SDL, Answers
from tests.oracle.world import read

MOST = 20_000  # operations, all of them only where some field is never drawn
VALIDATED = 500

# Types that only root fields lead to that are not evaluated.
APART = {
    "AuditRule",
    "AuditSummary",
    "AuditChange",
    "Finding",
    "FindingConnection",
    "FindingEdge",
    "WhatIf",
    "Term",
    "SearchMatch",
    "SearchMatchConnection",
    "SearchMatchEdge",
    "LogEntry",
    "LogEntryConnection",
    "LogEntryEdge",
    "NodeChange",
    "NodeChangeConnection",
    "NodeChangeEdge",
    "ValueChange",
    "Import",
    "ImportOutcome",
    # What mutations answer; only `Query` is drawn.
    "Mutation",
    "InvalidInput",
    "NotFound",
    "Conflict",
    "Forbidden",
    "RuleViolation",
    # What is told after commits.
    "Subscription",
    "GraphChange",
}


def _apart(name: str) -> bool:
    kind = name.split(".")[0]
    return kind in APART or kind.endswith("Payload") or name.endswith(".history")


def test_every_field_is_asked_for_and_evaluated() -> None:
    schema = build_schema(SDL.read_text("utf-8"))
    types = [t for t in schema.type_map.values() if isinstance(t, GraphQLObjectType)]
    fields = {f"{t.name}.{name}" for t in types for name in t.fields if t.name[:2] != "__"}
    apart = {name for name in fields if _apart(name)} | set(NOT_EVALUATED)
    made = tables()
    answers, pool = Answers(read(made)), pool_of(made)
    asked = [Operation(text, {}) for text in PINNED]
    drawn = (operation(seed, schema, pool) for seed in range(MOST))
    for number, one in enumerate(chain(asked, drawn)):
        if number < VALIDATED:
            assert validate(schema, parse(one.text)) == [], one.text
        found = answers.answer(one.text, one.variables, True, date(2024, 7, 1))
        assert one.wrong or "errors" not in found, f"{one}\n{found.get('errors')}"
        if number >= VALIDATED and fields - answers.fields == apart:
            break
    assert fields - answers.fields == apart
