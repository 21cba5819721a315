"""What nodes are, with the places that they belong to, before a change and after it."""

from collections.abc import Iterable, Mapping, Sequence

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
        self._first: dict[str, dict[str, None]] = {}
        self._looks: list[Look] = []
        self._nodes: dict[tuple[str, str], tuple[Held | None, list[str]]] = {}

    def of_first(self, wanted: Iterable[tuple[str, str]]) -> list[Statement]:
        """Expressions that ask for a few nodes by their labels and keys; see `answered`."""
        for label, key in wanted:
            self._first.setdefault(label, {})[key] = None
        return [
            Statement(
                IMAGES.expression(label, f"of{label}", beside=places_expression(label)),
                {f"of{label}": sorted(keys)},
            )
            for label, keys in self._first.items()
        ]

    def answered(self, answers: Iterable[Coming]) -> None:
        """Take what these expressions come to, in their order."""
        for (label, keys), answer in zip(self._first.items(), answers, strict=True):
            self._looks.append(Look(label, sorted(keys), [answer], placed=True))

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
