"""A transaction that remembers what it changes: the images of nodes before and after."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.bolt import Coming, Transaction
from graph.images import Held, Image, Images
from graph.model import MODEL
from graph.rights.changing import places_expression, places_of
from graph.rights.reaching import seen

IMAGES = Images(MODEL)
"""Of the nodes of the organization graph."""

START = "0" * 64
"""What stands for the hash before the log's first entry."""

TAKE_HEAD = (
    "MERGE (h:LogHead {name: 'log'}) ON CREATE SET h.seq = 0, h.hash = $start, h.at = '' "
    "SET h.seq = h.seq + 1 RETURN h.seq, h.hash, h.at"
)
"""Takes the log's end; its row is the number of the next entry, and hash and time of the last."""

_HOLD_HEAD = (
    "MERGE (h:LogHead {name: 'log'}) ON CREATE SET h.seq = 0, h.hash = $start, h.at = '' "
    "SET h.locked = true REMOVE h.locked"
)

_FEW = 100
"""Of so many nodes the places are asked for before it is known which of them were changed."""


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


class _Look:
    """What was asked of a label's nodes: their images, and the places that they belong to."""

    def __init__(self, label: str, keys: Sequence[str], answers: Sequence[Coming], placed: bool):
        self.label = label
        self.keys = keys
        self._answers = answers
        self._placed = placed

    @classmethod
    async def at(
        cls, transaction: Transaction, label: str, keys: Sequence[str], *, lock: bool = False
    ) -> "_Look":
        """Ask for those with these keys. lock: nobody else writes to them until the end."""
        placed = lock or len(keys) <= _FEW
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


class UnseenError(Exception):
    """A change that names, or would touch, what the caller's role does not see at all."""


class Writing:
    """An open transaction in which changes are made.

    A change touches a node before it writes to it, to a relationship that leaves it, or makes it.
    scope: the paths of the places that the caller sees; none are everything. What lies outside
    is to a change as if it were not there.
    unseen: the types of which the caller sees no node: whatever names one is refused, whether there
    is one or not.
    alone: whether no other change is made from when this one first looks at anything until it is
    committed, so that what it was checked against still holds then; not for what is only tried.
    """

    def __init__(
        self,
        transaction: Transaction,
        scope: Sequence[str] = (),
        *,
        unseen: Collection[str] = (),
        alone: bool = False,
    ) -> None:
        self.transaction = transaction
        self.scope = scope
        self.unseen = unseen
        self._alone = alone
        self._head: Coming | None = None
        self._known: set[tuple[str, str]] = set()
        self._looks: list[_Look] = []
        self._before: dict[tuple[str, str], Held | None] = {}
        self._after: list[_Look] = []
        self._sides: dict[tuple[str, str], list[list[str]]] = {}

    async def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
        """All rows of a statement, each a list of its columns."""
        await self._be_alone()
        return await self.transaction.rows(text, parameters)

    async def head(self) -> Coming:
        """The log's end, taken for this transaction: nobody else's change gets there before it.

        It is one node: writing to it makes others wait until the transaction ends, so that the
        numbers of entries have no gaps.
        """
        if self._head is None:
            self._head = await self.transaction.soon(TAKE_HEAD, {"start": START})
        return self._head

    async def wait_for_others(self) -> None:
        """Let no change be made from now on until this transaction ends, which may have no entry.

        A load that locked records first, and took the log's end then, would stand against a change
        that has them the other way round.
        """
        await self.transaction.soon(_HOLD_HEAD, {"start": START})

    async def _be_alone(self) -> None:
        if self._alone:
            await self.head()

    async def write(self, text: str, parameters: dict[str, Any] | None = None) -> None:
        """Run a statement whose rows nobody wants: it may be run with the next one."""
        await self.transaction.soon(text, parameters)

    async def sees(self, label: str, key: str) -> bool:
        """Whether the caller sees a node, of those above the scope the names."""
        if label in self.unseen:
            return False
        node_id = f"{label}:{key}"
        await self._be_alone()
        return not self.scope or node_id in await seen(self.transaction, [node_id], self.scope)

    async def holds(self, label: str, key: str) -> bool:
        """Whether a node that the caller sees lies in the scope, and not above it."""
        node_id = f"{label}:{key}"
        await self._be_alone()
        if not self.scope:
            return True
        return node_id in (await seen(self.transaction, [node_id], self.scope)).inside

    def check(self, label: str) -> None:
        """Raises UnseenError for a type of which the caller sees no node."""
        if label in self.unseen:
            raise UnseenError

    async def touch(self, label: str, *keys: str) -> None:
        """Remember what nodes are before they are changed; label: their own or an interface's.

        Raises UnseenError.
        """
        self.check(label)
        await self._be_alone()
        await self._touch(label, keys)

    async def touch_own(self, label: str, key: str) -> Image | None:
        """The same for a change that looks at nothing but a node's own values; what it is.

        Others may be made at the same time then. There is none such where there is no node yet.
        Raises UnseenError.
        """
        self.check(label)
        await self._touch(label, [key])
        found = await self.before(label, key)
        if found is None and self._alone:
            # Nothing is locked, so somebody else may make it: looked at again, alone.
            await self.head()
            del self._before[label, key]
            self._known.discard((label, key))
            await self._touch(label, [key])
            found = await self.before(label, key)
        return found

    async def _touch(self, label: str, keys: Sequence[str]) -> None:
        new = [key for key in dict.fromkeys(keys) if (label, key) not in self._known]
        if new:
            self._known.update((label, key) for key in new)
            self._looks.append(await _Look.at(self.transaction, label, new, lock=True))

    async def before(self, label: str, key: str) -> Image | None:
        """What a node was when it was touched; None for none. Raises KeyError if it was not."""
        await self._settle()
        held = self._before[label, key]
        return None if held is None else held.image

    async def look_after(self) -> None:
        """Ask what has become of the nodes that were touched; nothing is written after it."""
        labels: dict[str, list[str]] = {}
        for label, key in self._known:
            labels.setdefault(label, []).append(key)
        self._after = [await _Look.at(self.transaction, *item) for item in labels.items()]

    async def touched(self) -> list[Touched]:
        """What has become of the nodes that were touched, those that are as they were left out."""
        if not self._after:
            await self.look_after()
        await self._settle()
        now = {look.label: await look.held() for look in self._after}
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
        for look in self._after:
            await self._belong(look, [t.key for t in touched if t.label == look.label])
        self._after = []
        return [paths for t in touched for paths in self._sides.get((t.label, t.key), [])]

    async def _settle(self) -> None:
        """Take what was found of the nodes before they were changed."""
        for look in self._looks:
            held = await look.held()
            for key in look.keys:
                self._before[look.label, key] = held.get(key)
            await self._belong(look, look.keys)
        self._looks = []

    async def _belong(self, look: _Look, keys: Sequence[str]) -> None:
        for key, paths in (await look.paths(self.transaction, keys)).items():
            self._sides.setdefault((look.label, key), []).append(list(paths))
