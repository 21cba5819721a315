"""A small real schema behind the engine's interface, and a service around it as a program."""

import sys
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from functools import partial
from typing import Any, cast

import orjson
import strawberry
from graphql import GraphQLError, OperationType, get_operation_ast, parse, validate
from graphql.execution.values import get_variable_values

from graph.bolt import Graph
from graph.caller import Caller
from service.boot import Parts, StartError
from service.operations import Answer, GraphQLRequest, Outcome
from service.report import Reporter
from service.settings import Settings
from service.usage import Usage


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"hello {name}"

    @strawberry.field
    def broken(self) -> str | None:
        raise ValueError("a field failed")

    @strawberry.field
    def who(self, info: strawberry.Info[Caller, None]) -> str:
        return f"{info.context.subject} {info.context.role.value} {info.context.scope}"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def change(self) -> int:
        return 1


SCHEMA = strawberry.Schema(Query, Mutation)


class TinyEngine:
    """Answers by graphql-core; an operation named `Crash` raises an exception."""

    async def execute(
        self,
        request: GraphQLRequest,
        caller: Caller,
        timings: dict[str, float] | None = None,
    ) -> Answer:
        if timings is not None:
            timings["prepare"] = time.perf_counter()
        core = SCHEMA._schema  # pyright: ignore[reportPrivateUsage]
        try:
            document = parse(request.query)
        except GraphQLError as error:
            return _refused(error)
        errors = validate(core, document)
        if errors:
            return _refused(*errors)
        operation = get_operation_ast(document, request.operation_name)
        if operation is None:
            return _refused(GraphQLError("Which operation?"))
        if request.read_only and operation.operation is not OperationType.QUERY:
            refusal = GraphQLError("Send mutations by POST.")
            return _refused(refusal, outcome=Outcome.NOT_READ_ONLY)
        values: Any = get_variable_values(
            core, operation.variable_definitions or (), request.variables or {}
        )
        if isinstance(values, list):
            return _refused(*cast("list[GraphQLError]", values))
        if request.operation_name == "Crash":
            raise RuntimeError(f"secret value {request.variables}")
        result: Any = await SCHEMA.execute(
            request.query, request.variables, caller, operation_name=request.operation_name
        )
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            errors = [{"message": e.message, "path": e.path} for e in result.errors]
            body = {"errors": errors, **body}
        return Answer(orjson.dumps(body), Outcome.PARTIAL if result.errors else Outcome.COMPLETE)

    async def subscribe(
        self, request: GraphQLRequest, caller: Caller, last: str | None = None
    ) -> None:
        """This schema has no subscriptions."""


def _refused(*errors: GraphQLError, outcome: Outcome = Outcome.REFUSED) -> Answer:
    return Answer(orjson.dumps({"errors": [{"message": e.message} for e in errors]}), outcome)


async def _migrate(graph: Graph) -> None:
    if await graph.read("MATCH (n:TooNew) RETURN count(n)"):
        raise StartError("The graph is newer than this program.")
    await graph.write("MERGE (:Tiny {migrated: true})")


async def _pending(graph: Graph) -> str | None:
    return None if await graph.read("MATCH (n:Tiny) RETURN count(n)") else "not migrated"


async def _demo(graph: Graph, settings: Settings, reporter: Reporter) -> None:
    if settings.demo == "never":
        return
    bar = reporter.bar("Loading demonstration data", 2, "rows")
    for row in range(2):
        await graph.write("CREATE (:Row {number: $n})", {"n": row})
        bar.advance(1)
    bar.finish("Loaded 2 rows.")


async def _warm(_: Graph, _settings: Settings, _usage: Usage) -> None:
    return None


PARTS = Parts(
    lambda _graph, _settings, _usage, _imports, _reads: TinyEngine(),
    _migrate,
    _pending,
    _demo,
    _warm,
)


if __name__ == "__main__":
    from server import create_app
    from service.cli import command_line

    command_line(partial(create_app, parts=PARTS))()
