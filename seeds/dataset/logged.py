"""How a load gets into the log: an entry for each transaction of it, with what it changed.

A load into a graph without data has one entry, written first, that says so: images of all that it
makes would double the graph.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.bolt import Graph, Transaction
from graph.log import Draft, append
from graph.writing import Writing
from seeds.dataset.plan import Batch
from seeds.dataset.write import write_in


@dataclass(frozen=True, slots=True)
class Author:
    """Who loads, as the log shows it."""

    name: str
    role: str


OPERATION = "import"
"""What loads are called in the log."""


class LoadLog:
    """The entries of one load.

    entry: the number of the first; None while there is none. The others name it.
    """

    def __init__(self, author: Author, source: str) -> None:
        """source: what was loaded, by its name."""
        self._author = author
        self._source = source
        self._first = False
        self.entry: int | None = None

    async def first(self, graph: Graph) -> None:
        """Write the only entry of a load into a graph without data, before anything else."""
        draft = self._draft({"source": self._source, "into": "an empty graph"})
        self.entry = (await graph.writing(lambda transaction: append(transaction, draft))).seq
        self._first = True

    async def write(self, transaction: Transaction, table: str, batch: Batch) -> int | None:
        """Write a batch with its entry, whose number this is; None where nothing is noted.

        Raises what `write_in` raises. To be told to `committed` once that is.
        """
        writing = Writing(transaction)
        await writing.end()
        if self._first:
            await write_in(transaction, batch)
            return None
        for label, keys in batch.touched:
            await writing.touch(label, *keys)
        await write_in(transaction, batch)
        return await self.note(writing, {"table": table, "rows": batch.rows})

    async def note(self, writing: Writing, given: Mapping[str, Any]) -> int | None:
        """The entry of what was changed among what was touched; None where that is nothing."""
        touched = await writing.touched()
        if not touched:
            return None
        sides = await writing.sides(touched)
        draft = self._draft(
            {"source": self._source, **given},
            touched=touched,
            places=tuple(sorted({path for paths in sides for path in paths})),
            begun=self.entry,
        )
        return (await append(writing.transaction, draft, await writing.end())).seq

    def committed(self, seq: int | None) -> None:
        """An entry of this number was committed."""
        if self.entry is None:
            self.entry = seq

    def _draft(self, given: Mapping[str, Any], **more: Any) -> Draft:
        more = {"touched": (), **more}
        return Draft(self._author.name, self._author.role, OPERATION, None, given, **more)
