"""A transaction that remembers what it changes: the images of nodes before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.bolt import Transaction
from graph.images import Held, Image, Images
from graph.model import MODEL
from graph.rights.changing import places_of
from graph.rights.reaching import seen

IMAGES = Images(MODEL)
"""Of the nodes of the organization graph."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A node that was changed, made (no image before) or taken out (none after).

    version: the number of the entry that had changed it before; 0 for none.
    """

    label: str
    key: str
    before: Image | None
    after: Image | None
    version: int = 0

    @property
    def id(self) -> str:
        """The node's id."""
        kinds = (self.after or self.before or Image((), {}, ())).labels
        kind = next((k for k in kinds if k not in ("Place", "Institution")), self.label)
        return f"{kind}:{self.key}"


def changed(item: Touched) -> list[str]:
    """The properties and the kinds of relationships that differ before and after, in order."""
    before, after = item.before or Image((), {}, ()), item.after or Image((), {}, ())
    names = {
        name
        for name in {**before.properties, **after.properties}
        if before.properties.get(name) != after.properties.get(name)
    }
    # Edges have properties, which no set takes; they come in order, always the same.
    names |= {e.type for e in before.edges if e not in after.edges}
    names |= {e.type for e in after.edges if e not in before.edges}
    return sorted(names)


class Writing:
    """An open transaction in which changes are made.

    A change touches a node before it writes to it, to a relationship that leaves it, or makes it.
    scope: the paths of the places that the caller sees; none are everything. What lies outside
    is to a change as if it were not there.
    """

    def __init__(self, transaction: Transaction, scope: Sequence[str] = ()) -> None:
        self.transaction = transaction
        self.scope = scope
        self._before: dict[tuple[str, str], Held | None] = {}
        self._sides: dict[str, list[list[str]]] = {}

    async def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
        """All rows of a statement, each a list of its columns."""
        return await self.transaction.rows(text, parameters)

    async def sees(self, label: str, key: str) -> bool:
        """Whether the caller sees a node, of those above the scope the names."""
        node_id = f"{label}:{key}"
        return not self.scope or node_id in await seen(self.transaction, [node_id], self.scope)

    async def touch(self, label: str, *keys: str) -> None:
        """Remember what nodes are before they are changed; label: their own or an interface's."""
        new = [key for key in dict.fromkeys(keys) if (label, key) not in self._before]
        if not new:
            return
        held = await IMAGES.read_all(self.transaction, label, new, lock=True)
        for key in new:
            self._before[label, key] = held.get(key)
        for key, paths in (await places_of(self.transaction, label, new)).items():
            self._sides.setdefault(key, []).append(paths)

    def before(self, label: str, key: str) -> Image | None:
        """What a node was when it was touched; None for none. Raises KeyError if it was not."""
        held = self._before[label, key]
        return None if held is None else held.image

    async def touched(self) -> list[Touched]:
        """What has become of the nodes that were touched, those that are as they were left out."""
        labels: dict[str, list[str]] = {}
        for label, key in self._before:
            labels.setdefault(label, []).append(key)
        now = {
            label: await IMAGES.read_all(self.transaction, label, keys)
            for label, keys in labels.items()
        }
        found: dict[str, Touched] = {}
        for (label, key), held in self._before.items():
            after = now[label].get(key)
            before = None if held is None else held.image
            image = None if after is None else after.image
            if before != image:
                item = Touched(label, key, before, image, 0 if held is None else held.version)
                # The same node may have been touched by its own label and an interface's.
                found.setdefault(item.id, item)
        return list(found.values())

    async def sides(self, touched: list[Touched]) -> list[list[str]]:
        """For each node, before its change and after it, the paths of the places it belongs to."""
        labels: dict[str, list[str]] = {}
        for item in touched:
            labels.setdefault(item.label, []).append(item.key)
        sides = [paths for item in touched for paths in self._sides.get(item.key, [])]
        for label, keys in labels.items():
            sides += (await places_of(self.transaction, label, keys)).values()
        return sides
