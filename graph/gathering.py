"""Writes of several changes in one transaction, each run once for all that have its text.

Two that wait together are one statement: each takes Neo4j a quarter of a millisecond besides what
it does. More are not, as each set of them that may come together would have to be planned.
"""

from typing import Any

from graph.bolt import Coming, Parameters, Transaction

_EACH = "UNWIND $rows AS row"
_PAIR = 2


async def later(transaction: Transaction, text: str, row: Parameters) -> None:
    """A statement over a `row` whose own rows nobody wants: where that is gathered, run later."""
    if isinstance(transaction, Gathering):
        transaction.later(text, row)
    else:
        await transaction.soon(f"{_EACH} {text}", {"rows": [row]})


class Gathering(Transaction):
    """A transaction that runs what may be run later once for all of the same text."""

    def __init__(self, inner: Transaction) -> None:
        super().__init__(None)
        self._transaction = inner
        self._late: dict[str, list[Parameters]] = {}

    def later(self, text: str, row: Parameters) -> None:
        """A statement over a `row`: run with all others of its text, before anything else is."""
        self._late.setdefault(text, []).append(row)

    async def settle(self) -> None:
        """Hand over what was left for later."""
        late, self._late = self._late, {}
        if len(late) == _PAIR:
            # What a change gives its node and its entry, which most often wait together.
            parts = [f"CALL () {{ UNWIND $rows{n} AS row {text} }}" for n, text in enumerate(late)]
            given = {f"rows{n}": rows for n, rows in enumerate(late.values())}
            await self._transaction.soon(" ".join(parts), given)
            return
        for text, rows in late.items():
            await self._transaction.soon(f"{_EACH} {text}", {"rows": rows})

    async def soon(self, text: str, parameters: Parameters | None = None) -> Coming:
        """A statement whose rows are not needed yet, after what was left for later."""
        await self.settle()
        return await self._transaction.soon(text, parameters)

    async def rows(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        """All rows of a statement, each a list of its columns."""
        await self.settle()
        return await self._transaction.rows(text, parameters)
