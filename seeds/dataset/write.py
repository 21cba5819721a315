"""Writes planned batches, each in a transaction of its own."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias, TypeVar

from graph.bolt import ConstraintError, Graph, Transaction
from graph.messages import msg
from seeds.dataset.plan import Batch

T = TypeVar("T")


class GraphChangedError(RuntimeError):
    """Somebody else changed the graph between the comparison and the writing."""

    def __init__(self) -> None:
        super().__init__(
            msg(
                "The graph was changed by somebody else while the rows were being loaded. What was "
                "written so far is whole; run the same load again to finish it."
            )
        )


Work: TypeAlias = Callable[[Transaction], Awaitable[T]]


async def write(graph: Graph, work: Work[T]) -> T:
    """Do the work of writing a batch, all or nothing.

    Raises GraphChangedError when a row does not find what it refers to, or its key is taken.
    """

    try:
        return await graph.writing(work)
    except ConstraintError as error:
        raise GraphChangedError from error


async def write_in(transaction: Transaction, batch: Batch) -> None:
    """Write a batch in a transaction; raises as `write` does."""
    try:
        for step in batch.steps:
            done = await transaction.value(step.text, {"rows": step.rows})
            if done != len(step.rows):
                raise GraphChangedError
    except ConstraintError as error:
        raise GraphChangedError from error
