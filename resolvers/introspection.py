"""Introspection: what a query asks about the schema itself, answered by graphql-core."""

from typing import Any

import graphql
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
)

from graph.compiler.document import Operation
from graph.compiler.select import Selected

_execute: Any = graphql.execute_sync  # its type is not fully known  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def introspect(
    schema: GraphQLSchema,
    operation: Operation,
    fields: list[Selected],
    variables: dict[str, Any],
    errors: list[GraphQLError],
) -> dict[str, Any]:
    """The values of the root fields `__schema`, `__type` and `__typename`, by response key.

    variables: as they came. Errors are added to `errors`.
    """
    node = operation.node
    only = OperationDefinitionNode(
        operation=node.operation,
        name=node.name,
        variable_definitions=node.variable_definitions,
        directives=node.directives,
        selection_set=SelectionSetNode(
            selections=tuple(n for f in fields for n in (f.node, *f.merged))
        ),
    )
    document = DocumentNode(definitions=(only, *operation.fragments.values()))
    result: Any = _execute(schema, document, variable_values=variables)
    errors.extend(result.errors or ())
    return result.data or {}
