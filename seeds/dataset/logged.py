"""How a load gets into the log: an entry for each transaction of it, with what it changed.

A load into a graph without data has one entry, written first, that says so: images of what it
makes would double the graph, and taking it back is taking back everything.
"""

from dataclasses import dataclass

from graph.bolt import Graph, Transaction
from graph.log import Draft, append
from graph.writing import Writing
from seeds.dataset.plan import Batch


@dataclass(frozen=True, slots=True)
class Author:
    """Who loads, as the log shows it; operation: what it is called there."""

    name: str
    role: str = "operator"
    operation: str = "import"


class LoadLog:
    """The entries of one load.

    entry: the number of the first; None before it. Each further one names it.
    """

    def __init__(self, author: Author, source: str, *, empty: bool) -> None:
        self._author = author
        self._source = source
        self._empty = empty
        self.entry: int | None = None

    async def begin(self, graph: Graph) -> None:
        """Before the first batch: the entry of a load into a graph without data."""
        if self._empty:
            draft = Draft(
                self._author.name,
                self._author.role,
                self._author.operation,
                None,
                {"source": self._source, "into": "an empty graph"},
                (),
            )
            entry = await graph.writing(lambda transaction: append(transaction, draft))
            self.entry = entry.seq

    async def carry_out(self, transaction: Transaction, batch: Batch) -> int | None:
        """Run a batch's statements; the number of the entry that they have got, if any.

        Raises what `Batch.run` raises. The entry counts only once the transaction is committed:
        see `committed`.
        """
        if self._empty:
            await batch.run(transaction)
            return None
        writing = Writing(transaction)
        for label, keys in batch.touches:
            await writing.touch(label, *keys)
        await batch.run(transaction)
        touched = await writing.touched()
        if not touched:
            return None
        sides = await writing.sides(touched)
        draft = Draft(
            self._author.name,
            self._author.role,
            self._author.operation,
            None,
            {"source": self._source, "table": batch.table, "rows": batch.rows},
            touched,
            places=tuple(sorted({path for paths in sides for path in paths})),
            begun=self.entry,
        )
        return (await append(transaction, draft)).seq

    def committed(self, seq: int | None) -> None:
        """A batch was written, with an entry of this number."""
        if self.entry is None:
            self.entry = seq
