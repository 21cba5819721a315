"""The statements of an operation: their parameters bound, and run."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graphql import GraphQLError
from graphql.execution.values import VariableValues

from graph.bolt import Graph, Statement, Transaction
from graph.compiler.compile import Compiled, CompiledField, located


def bound_of(
    compiled: Compiled, values: VariableValues, day: date, scope: Mapping[str, Any]
) -> tuple[list[tuple[CompiledField, dict[str, Any]]], list[GraphQLError], bool]:
    """The compiled fields with their parameters' values, and what is wrong with these.

    The last is whether there is an answer beside the errors: none is of a field never null.
    """
    bound: list[tuple[CompiledField, dict[str, Any]]] = []
    errors = list(compiled.refused.values())
    whole = True
    for item in compiled.fields:
        if isinstance(item, CompiledField):
            try:
                bound.append((item, item.bind(values.coerced, day, scope)))
            except GraphQLError as error:
                errors.append(located(error, item.selected))
                whole = whole and item.root.nullable
    return bound, errors, whole


async def run(
    bound: Sequence[tuple[CompiledField, dict[str, Any]]], source: Graph | Transaction
) -> list[Any]:
    """The row of each field that a statement answers, all of one moment."""
    statements = [
        Statement(item.emitted.text, item.needed(env))
        for item, env in bound
        if item.emitted is not None
    ]
    if isinstance(source, Transaction):
        return [await source.value(s.text, s.parameters) for s in statements]
    if len(statements) == 1:
        return [await source.read(statements[0].text, statements[0].parameters)]
    return await source.read_all(statements) if statements else []
