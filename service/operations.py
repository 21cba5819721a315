"""What the HTTP layer and the command line ask of the engine that answers operations."""

from typing import Protocol

from graph.caller import Caller
from resolvers.answer import Answer, GraphQLRequest, Outcome
from resolvers.subscription import Subscription

__all__ = ["Answer", "GraphQLRequest", "Operations", "Outcome"]


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
