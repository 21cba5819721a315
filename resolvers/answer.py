"""Requests and responses of the engine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import orjson
from graphql import GraphQLError, Node

from graph.limits import LimitError
from graph.messages import msg
from graph.rights import UnknownScopeError
from resolvers.coded import coded
from resolvers.limits import LIMIT_EXCEEDED, ExceededError


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A request; read_only: mutations are refused, as over GET."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    read_only: bool = False


class Outcome(Enum):
    """How far an operation got."""

    COMPLETE = "data without errors"
    PARTIAL = "data, perhaps null, with errors"
    REFUSED = "the document, the operation's name or the variables are wrong, or ask too much"
    NOT_READ_ONLY = "a mutation where only a query may run"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response body, and how far the operation got.

    cost: gives what the operation was expected to cost, where that was worked out.
    """

    body: bytes
    outcome: Outcome
    cost: Callable[[], Mapping[str, int]] | None = None


class NotRunError(Exception):
    """An operation that is not run.

    errors: why. code: of those that have none of their own.
    """

    def __init__(
        self, errors: Sequence[GraphQLError], code: str, outcome: Outcome = Outcome.REFUSED
    ) -> None:
        super().__init__(errors[0].message)
        self.errors = errors
        self.code = code
        self.outcome = outcome

    def answer(self) -> Answer:
        """The response that says so."""
        return refused(self.errors, self.code, self.outcome)


def refused(
    errors: Sequence[GraphQLError], code: str, outcome: Outcome = Outcome.REFUSED
) -> Answer:
    """The response to what was not run. code: of errors that have none of their own."""
    return Answer(orjson.dumps({"errors": [coded(e, code) for e in errors]}), outcome)


def answered(
    data: Any, errors: Sequence[GraphQLError], remarks: Sequence[str] | None = None
) -> Answer:
    """The response with what was found, and what went wrong in it."""
    response: dict[str, Any] = {"data": data}
    if errors:
        # First, as the specification recommends.
        response = {"errors": [coded(e, "BAD_INPUT") for e in errors], **response}
    if remarks:
        response["extensions"] = {"remarks": remarks}
    return Answer(orjson.dumps(response), Outcome.PARTIAL if errors else Outcome.COMPLETE)


def failed(error: LimitError | GraphQLError, operation: Node) -> Answer:
    """The response to an operation that came to nothing for one reason.

    What no part of it is the reason for is told of the whole, but for the token's scope.
    """
    if isinstance(error, LimitError):
        told = GraphQLError(str(error), operation, extensions={"code": error.word})
        return answered(None, [told])
    exceeded = isinstance(error, ExceededError)
    if not error.locations and not isinstance(error, UnknownScopeError):
        error = GraphQLError(error.message, operation, path=error.path, extensions=error.extensions)
    return refused((error,), LIMIT_EXCEEDED) if exceeded else answered(None, [error])


def no_get(operation: Node) -> NotRunError:
    """Why a mutation over GET is not run."""
    refusal = GraphQLError(msg("Mutations are not taken over GET; use POST."), operation)
    return NotRunError((refusal,), "NOT_READ_ONLY", Outcome.NOT_READ_ONLY)


def no_stream(operation: Node, read_only: bool) -> NotRunError:
    """Why a subscription whose caller takes no stream is not run.

    read_only: it came where only a query may run.
    """
    outcome = Outcome.NOT_READ_ONLY if read_only else Outcome.REFUSED
    refusal = msg(
        "Subscriptions are answered as an event stream: send the header "
        "`Accept: text/event-stream`."
    )
    return NotRunError((GraphQLError(refusal, operation),), "NOT_ACCEPTABLE", outcome)
