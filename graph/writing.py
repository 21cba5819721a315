"""A transaction that remembers what it changes: the images of nodes before and after."""

from dataclasses import dataclass
from typing import Any

from graph.bolt import Transaction
from graph.images import Image, Images
from graph.model import MODEL

IMAGES = Images(MODEL)
"""Of the nodes of the organization graph."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A node that was changed, made (no image before) or taken out (none after)."""

    label: str
    key: str
    before: Image | None
    after: Image | None

    @property
    def id(self) -> str:
        """The node's id."""
        kinds = (self.after or self.before or Image((), {}, ())).labels
        kind = next((k for k in kinds if k not in ("Place", "Institution")), self.label)
        return f"{kind}:{self.key}"


class Writing:
    """An open transaction in which changes are made.

    A change touches a node before it writes to it, to a relationship that leaves it, or makes it.
    """

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self._before: dict[tuple[str, str], Image | None] = {}

    async def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
        """All rows of a statement, each a list of its columns."""
        return await self.transaction.rows(text, parameters)

    async def touch(self, label: str, *keys: str) -> None:
        """Remember what nodes are before they are changed; label: their own or an interface's."""
        for key in keys:
            if (label, key) not in self._before:
                self._before[label, key] = await IMAGES.read(self.transaction, label, key)

    async def touched(self) -> list[Touched]:
        """What has become of the nodes that were touched, those that are as they were left out."""
        found: dict[str, Touched] = {}
        for (label, key), before in self._before.items():
            after = await IMAGES.read(self.transaction, label, key)
            if before != after:
                item = Touched(label, key, before, after)
                # The same node may have been touched by its own label and an interface's.
                found.setdefault(item.id, item)
        return list(found.values())
