"""The service's API over a graph: the schema and the engine that answers with it."""

from functools import cache
from typing import Any

import graphql
import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema

from graph.audit import Thresholds
from graph.bolt import Graph
from graph.caller import Caller
from graph.compiler.engine import Engine
from graph.declare import Model
from graph.model import MODEL
from resolvers.plain import resolve
from resolvers.record import Request
from schema.build import build

_execute: Any = graphql.execute  # its type is not fully known  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


@cache
def _built(model: Model) -> strawberry.Schema:
    return build(model, resolve)


def strawberry_schema(model: Model = MODEL) -> strawberry.Schema:
    """The schema of a model, built once."""
    return _built(model)


def graphql_schema(model: Model = MODEL) -> GraphQLSchema:
    """The same schema as graphql-core has it."""
    return strawberry_schema(model)._schema  # pyright: ignore[reportPrivateUsage]


def sdl() -> str:
    """The schema as printed in `schema/schema.graphql`."""
    return strawberry_schema().as_str() + "\n"


def create_engine(
    graph: Graph,
    compiling: bool = True,
    model: Model = MODEL,
    thresholds: Thresholds | None = None,
) -> Engine:
    """An engine over a graph.

    compiling: False runs every operation through ordinary resolvers, for comparison.
    model: the declarations that the graph was migrated for.
    thresholds: of the audit; the defaults when None.
    """
    schema = graphql_schema(model)

    async def delegate(
        document: DocumentNode, name: str | None, variables: dict[str, Any], caller: Caller
    ) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        result: Any = _execute(
            schema,
            document,
            context_value=Request(graph, model, caller),
            variable_values=variables,
            operation_name=name,
        )
        if hasattr(result, "__await__"):
            result = await result
        return result.data, list(result.errors or ())

    return Engine(schema, model, graph, delegate, compiling, thresholds)
