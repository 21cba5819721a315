"""Writes planned batches, each in a transaction of its own."""

from graph.bolt import ConstraintError, Graph, Transaction
from graph.messages import msg
from seeds.dataset.plan import Batch


class GraphChangedError(RuntimeError):
    """Somebody else changed the graph between the comparison and the writing."""

    def __init__(self) -> None:
        super().__init__(
            msg(
                "The graph was changed by somebody else while the rows were being loaded. What was "
                "written so far is whole; run the same load again to finish it."
            )
        )


async def write(graph: Graph, batch: Batch) -> None:
    """Write a batch, all or nothing.

    Raises GraphChangedError when a row does not find what it refers to, or its key is taken.
    """

    async def work(transaction: Transaction) -> None:
        for step in batch.steps:
            done = await transaction.value(step.text, {"rows": step.rows})
            if done != len(step.rows):
                raise GraphChangedError

    try:
        await graph.writing(work)
    except ConstraintError as error:
        raise GraphChangedError from error
