"""What nodes are, with the places that they belong to, before a change and after it."""

from collections.abc import Mapping, Sequence

from graph.bolt import Coming, Statement, Transaction
from graph.images import Held, Images
from graph.model import MODEL
from graph.rights.changing import places_expression, places_of

IMAGES = Images(MODEL)
"""Of the nodes of the organization graph."""

_FEW = 100
"""Of so many nodes the places are asked for before it is known which of them were changed."""


class Look:
    """What was asked of a label's nodes: their images, and the places that they belong to."""

    def __init__(self, label: str, keys: Sequence[str], answers: Sequence[Coming], placed: bool):
        self.label = label
        self.keys = keys
        self._answers = answers
        self._placed = placed

    @classmethod
    async def at(
        cls,
        transaction: Transaction,
        label: str,
        keys: Sequence[str],
        *,
        lock: bool = False,
        first: bool = False,
    ) -> "Look":
        """Ask for those with these keys. lock: nobody else writes to them until the end.

        first: before they are changed, all of whose places are asked for.
        """
        placed = first or len(keys) <= _FEW
        beside = places_expression(label) if placed else "null"
        asked = IMAGES.asked(label, keys, lock=lock, beside=beside)
        answers = [await transaction.soon(text, given) for text, given in asked]
        return cls(label, keys, answers, placed)

    async def held(self) -> dict[str, Held]:
        """The nodes that there are, by key."""
        return IMAGES.found([await coming.rows() for coming in self._answers])

    async def paths(
        self, transaction: Transaction, keys: Sequence[str]
    ) -> Mapping[str, Sequence[str]]:
        """The paths of the places of some of them, by key."""
        if not self._placed:
            return await places_of(transaction, self.label, keys)
        found = IMAGES.beside([await coming.rows() for coming in self._answers])
        return {k: sorted({str(p) for p in found[k] if p is not None}) for k in keys if k in found}


class Sight:
    """What nodes are, of a transaction that has the log's end, for several changes in it.

    They are asked for all at once, and followed while changes only give them other values.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._looks: list[Look] = []
        self._nodes: dict[tuple[str, str], tuple[Held | None, list[str]]] = {}

    def beside(self, label: str, keys: Sequence[str]) -> Statement:
        """An expression that asks for a few nodes of a label beside something else; see `take`."""
        text = IMAGES.expression(label, "of", beside=places_expression(label))
        return Statement(text, {"of": sorted(keys)})

    def take(self, label: str, keys: Sequence[str], answer: Coming) -> None:
        """Take what the expression comes to."""
        self._looks.append(Look(label, sorted(keys), [answer], placed=True))

    async def look(self, label: str, keys: Sequence[str]) -> None:
        """Ask for nodes of a label."""
        self._looks.append(await Look.at(self._transaction, label, keys, first=True))

    async def of(self, label: str, key: str) -> tuple[Held | None, list[str]] | None:
        """What a node is, and the paths of its places; None where that is not known."""
        for look in self._looks:
            held, paths = await look.held(), await look.paths(self._transaction, look.keys)
            for k in look.keys:
                self._nodes[look.label, k] = held.get(k), [*paths.get(k, ())]
        self._looks = []
        return self._nodes.get((label, key))

    def now(self, label: str, key: str, held: Held) -> None:
        """A node was given other values."""
        known = self._nodes.get((label, key))
        if known is not None:
            self._nodes[label, key] = held, known[1]

    def lost(self) -> None:
        """Something else was written."""
        self._looks = []
        self._nodes = {}
