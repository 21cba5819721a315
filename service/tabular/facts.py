"""What a table says of itself: the question, the day, the scope, who asked and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from graphql import FragmentDefinitionNode, GraphQLSchema, get_directive_values, parse
from graphql.execution.values import VariableValues, get_variable_values
from graphql.utilities import get_operation_ast

from graph.caller import Caller
from graph.compiler.select import Selected, select
from resolvers.engine import GraphQLRequest
from seeds.out import Language

_LABELS = {
    "zh": ("问题", "变量", "日期", "范围", "提问者", "时间", "说明"),
    "en": ("question", "variables", "day", "scope", "asked by", "asked at", "remarks"),
}
_EVERYTHING = {"zh": "全部", "en": "everything"}


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about an answer, and the selection that it answers.

    rows: a label and a value each, in the reader's language.
    """

    selected: tuple[Selected, ...]
    rows: tuple[tuple[str, str], ...]


def facts_of(
    schema: GraphQLSchema,
    request: GraphQLRequest,
    caller: Caller,
    response: dict[str, Any],
    language: Language,
) -> Facts:
    """The facts about a response with data to a valid request."""
    document = parse(request.query)
    operation = get_operation_ast(document, request.operation_name)
    assert operation is not None
    values = VariableValues({}, {})
    if operation.variable_definitions:
        coerced = get_variable_values(
            schema, operation.variable_definitions, request.variables or {}
        )
        assert not isinstance(coerced, list)
        values = coerced
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    selected = select(schema, fragments, operation, values)
    directive = next(d for d in schema.directives if d.name == "asOf")
    given = get_directive_values(directive, operation, values)
    day = given["date"] if given else date.today()
    scope = _EVERYTHING[language] if caller.scope is None else " ".join(caller.scope)
    said = [str(error.get("message")) for error in response.get("errors", ())]
    said += [str(remark) for remark in response.get("extensions", {}).get("remarks", ())]
    facts = (
        " ".join(request.query.split()),
        orjson.dumps(request.variables).decode() if request.variables else "",
        str(day),
        scope,
        f"{caller.subject} ({caller.role.value})",
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M %z}",
        " ".join(said),
    )
    rows = zip(_LABELS[language], facts, strict=True)
    return Facts(selected, tuple((label, fact) for label, fact in rows if fact))
