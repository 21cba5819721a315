"""What the HTTP layer and the command line ask of the engine that answers operations."""

from enum import Enum
from typing import Protocol

from graphql import GraphQLError, OperationType, get_operation_ast, parse

from graph.caller import Caller
from graph.compiler.document import MAX_TOKENS
from resolvers.engine import Answer, GraphQLRequest
from resolvers.subscription import Subscription

__all__ = ["Answer", "GraphQLRequest", "Operations", "Outcome", "outcome_of"]


class Operations(Protocol):
    """Answers GraphQL operations."""

    async def execute(
        self,
        request: GraphQLRequest,
        caller: Caller,
        timings: dict[str, float] | None = None,
    ) -> Answer:
        """Run one operation; errors of the operation are in the answer.

        timings: is told when (seconds of `time.perf_counter`) each stage ended.
        """
        ...

    async def subscribe(
        self, request: GraphQLRequest, caller: Caller, last: str | None = None
    ) -> Subscription | Answer | None:
        """Open a subscription; the response where it is refused, None where it is none.

        last: the id of the last event that was received, as it was given.
        """
        ...


class Outcome(Enum):
    """How far an operation got."""

    COMPLETE = "data without errors"
    PARTIAL = "data, perhaps null, with errors"
    REFUSED = "the document, the operation's name or the variables are wrong, or ask too much"
    NOT_READ_ONLY = "a mutation where only a query may run"


def outcome_of(request: GraphQLRequest, answer: Answer) -> Outcome:
    """How far the request got, of which the answer tells only a part.

    Costs nothing but for what is refused over GET, which is parsed once more.
    """
    if answer.executed:
        # Errors come first in a response, as the GraphQL specification recommends.
        return Outcome.PARTIAL if answer.body.startswith(b'{"errors"') else Outcome.COMPLETE
    if not request.read_only:
        return Outcome.REFUSED
    try:
        document = parse(request.query, max_lexical_tokens=MAX_TOKENS)
    except GraphQLError:
        return Outcome.REFUSED
    operation = get_operation_ast(document, request.operation_name)
    is_query = operation is None or operation.operation is OperationType.QUERY
    return Outcome.REFUSED if is_query else Outcome.NOT_READ_ONLY
