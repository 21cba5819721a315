"""Answers of the graph as it was recorded at a moment: within a transaction that is rolled back."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime

from graphql import GraphQLError

from graph.bolt import Graph, Transaction, TransientError
from graph.caller import Caller, Role
from graph.log import TooLongAgoError, go_back
from graph.messages import msg


@asynccontextmanager
async def recorded(graph: Graph, caller: Caller, moment: datetime) -> AsyncGenerator[Transaction]:
    """A transaction in which the graph is what it was at a moment.

    Raises GraphQLError for who may not look back, and for what lies too far back.
    """
    if caller.role is Role.FRONTEND:
        raise GraphQLError(
            msg("What was recorded at a moment is for administrators and analysts to ask."),
            extensions={"code": "FORBIDDEN"},
        )
    async with graph.trial() as transaction:
        try:
            await go_back(transaction, moment)
        except TooLongAgoError as error:
            raise GraphQLError(error.args[0], extensions={"code": "BAD_INPUT"}) from None
        except TransientError:
            raise GraphQLError(
                msg("Somebody is just changing what would be taken back; ask again."),
                extensions={"code": "BUSY"},
            ) from None
        yield transaction
