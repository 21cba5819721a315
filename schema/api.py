"""The service's API over a graph: the schema and the engine that answers with it."""

from functools import cache
from typing import Any

import graphql
import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema

from graph.bolt import Graph
from graph.caller import Caller
from graph.compiler.engine import Engine
from graph.model import MODEL
from resolvers.plain import resolve
from resolvers.record import Request
from schema.build import build

_execute: Any = graphql.execute  # its type is not fully known  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


@cache
def strawberry_schema() -> strawberry.Schema:
    """The schema of the organization graph, built once."""
    return build(MODEL, resolve)


def graphql_schema() -> GraphQLSchema:
    """The same schema as graphql-core has it."""
    return strawberry_schema()._schema  # pyright: ignore[reportPrivateUsage]


def sdl() -> str:
    """The schema as printed in `schema/schema.graphql`."""
    return strawberry_schema().as_str() + "\n"


def create_engine(graph: Graph, compiling: bool = True) -> Engine:
    """An engine over a graph.

    compiling: False runs every operation through ordinary resolvers, for comparison.
    """

    async def delegate(
        document: DocumentNode, name: str | None, variables: dict[str, Any], caller: Caller
    ) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        result: Any = _execute(
            graphql_schema(),
            document,
            context_value=Request(graph, MODEL, caller),
            variable_values=variables,
            operation_name=name,
        )
        if hasattr(result, "__await__"):
            result = await result
        return result.data, list(result.errors or ())

    return Engine(graphql_schema(), MODEL, graph, delegate, compiling)
