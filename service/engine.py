"""What the HTTP layer and the command line ask of the engine that answers operations."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from graph.caller import Caller


class Outcome(Enum):
    """How far an operation got."""

    COMPLETE = "data without errors"
    PARTIAL = "data, perhaps null, with errors"
    SYNTAX = "the document does not parse"
    INVALID = "validation, the operation's name or the variables are wrong"
    NOT_READ_ONLY = "a mutation where only a query may run"


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """One operation.

    read_only: a mutation is refused (it came by GET).
    request_id: what internal errors name in `extensions.requestId`.
    """

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    read_only: bool = False
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The response as JSON; without `data` unless the operation was executed."""

    body: bytes
    outcome: Outcome

    @property
    def executed(self) -> bool:
        """Whether execution began, so that the body has `data`."""
        return self.outcome in (Outcome.COMPLETE, Outcome.PARTIAL)


class Engine(Protocol):
    """Answers GraphQL operations."""

    async def execute(self, request: GraphQLRequest, caller: Caller) -> Answer:
        """Run one operation; errors of the operation are in the answer."""
        ...

    def sdl(self) -> str:
        """The schema in the schema definition language."""
        ...
