"""A transaction that remembers what it changes: the images of nodes before and after."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graph.bolt import Column, Coming, Statement, Transaction
from graph.gathering import later
from graph.images import Held, Image
from graph.looking import IMAGES, Look, Sight
from graph.rights.reaching import seen

START = "0" * 64
"""What stands for the hash before the log's first entry."""

_TAKE_HEAD = (
    "MERGE (h:LogHead {name: 'log'}) ON CREATE SET h.seq = 0, h.hash = $start, h.at = '' "
    # A property of its own: what is set from a node itself is read before the lock is there.
    "SET h.locked = true REMOVE h.locked RETURN h.seq, h.hash, h.at"
)

_OF_HEAD = 3
"""So many columns are the head's own."""

_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b")


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


class End:
    """The log's end, taken for a transaction: nobody else's change gets there before that ends.

    It is one node: writing to it makes others wait, so that the numbers of entries have no gaps.
    """

    def __init__(self, taken: Coming) -> None:
        self._taken = taken
        self._last: tuple[int, str, str] | None = None

    @classmethod
    async def take(cls, transaction: Transaction, *also: Statement) -> "End":
        """Take it, with the next statement whose rows are wanted.

        also: expressions that are asked for once it is taken.
        """
        text = ", ".join((_TAKE_HEAD, *(one.text for one in also)))
        given: dict[str, Any] = {"start": START}
        for one in also:
            given |= one.parameters
        return cls(await transaction.soon(text, given))

    def beside(self, place: int) -> Coming:
        """What an expression beside it comes to, the first of them being 0: the only column."""
        return Column(self._taken, _OF_HEAD + place)

    async def last(self) -> tuple[int, str, str]:
        """Number, hash and time of the last entry; 0, `START` and an empty text without one."""
        if self._last is None:
            ((seq, last, at, *_),) = await self._taken.rows()
            self._last = int(seq), str(last), str(at)
        return self._last

    def now(self, seq: int, last: str, at: str) -> None:
        """An entry was put there by this transaction."""
        self._last = seq, last, at


class UnseenError(Exception):
    """A change that names, or would touch, what the caller's role does not see at all."""


class Writing:
    """An open transaction in which changes are made.

    A change touches a node before it writes to it, to a relationship that leaves it, or makes it.
    scope: the paths of the places that the caller sees; none are everything. What lies outside
    is to a change as if it were not there.
    unseen: the types of which the caller sees no node: whatever names one is refused, whether there
    is one or not.
    end: the log's end, where it is taken already: no other change is made from then on until the
    transaction ends, so that what this one is checked against still holds then. Not for what is
    only tried. sight: what is known there of nodes already.
    wrote: whether something was handed over that may write, other than to take locks.
    """

    def __init__(
        self,
        transaction: Transaction,
        scope: Sequence[str] = (),
        *,
        unseen: Collection[str] = (),
        end: End | None = None,
        sight: Sight | None = None,
    ) -> None:
        self.transaction = transaction
        self.scope = scope
        self.unseen = unseen
        self.wrote = False
        self._end = end
        self._sight = sight
        self._known: set[tuple[str, str]] = set()
        self._looks: list[Look] = []
        self._before: dict[tuple[str, str], Held | None] = {}
        self._given: dict[tuple[str, str], Image] = {}
        self._otherwise = False
        self._after: list[Look] = []
        self._sides: dict[tuple[str, str], list[list[str]]] = {}

    async def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
        """All rows of a statement, each a list of its columns."""
        if _writes(text):
            self._wrote_anything()
        return await self.transaction.rows(text, parameters)

    async def end(self) -> End:
        """The log's end, taken at the latest now.

        A load that locked records first, and took the log's end then, would stand against a change
        that has them the other way round.
        """
        if self._end is None:
            self._end = await End.take(self.transaction)
        return self._end

    async def write(self, text: str, parameters: dict[str, Any] | None = None) -> None:
        """Run a statement whose rows nobody wants: it may be run with the next one."""
        self._wrote_anything()
        await self.transaction.soon(text, parameters)

    async def set_values(self, label: str, key: str, values: Mapping[str, Any]) -> None:
        """Give a node that is there, and was touched, other values; None takes one away.

        Not those which say what places it belongs to. What it is afterwards follows, and is asked
        of the database only where something else is written, too.
        """
        image = self._given.get((label, key)) or await self.before(label, key)
        if image is None:
            # It was made in this transaction.
            self._wrote_anything()
        else:
            self._given[label, key] = image.with_values(values)
        self.wrote = True
        await later(
            self.transaction,
            f"MATCH (n:{label} {{{IMAGES.key(label)}: row.key}}) SET n += row.values",
            {"key": key, "values": dict(values)},
        )

    def _wrote_anything(self) -> None:
        self.wrote = self._otherwise = True
        if self._sight is not None:
            self._sight.lost()

    async def sees(self, label: str, key: str) -> bool:
        """Whether the caller sees a node, of those above the scope the names."""
        if label in self.unseen:
            return False
        node_id = f"{label}:{key}"
        return not self.scope or node_id in await seen(self.transaction, [node_id], self.scope)

    async def holds(self, label: str, key: str) -> bool:
        """Whether a node that the caller sees lies in the scope, and not above it."""
        node_id = f"{label}:{key}"
        if not self.scope:
            return True
        return node_id in (await seen(self.transaction, [node_id], self.scope)).inside

    async def above(self, label: str, key: str) -> bool:
        """Whether a node lies above the scope, of which the caller sees the name."""
        node_id = f"{label}:{key}"
        if not self.scope:
            return False
        return node_id in (await seen(self.transaction, [node_id], self.scope)).above

    def check(self, label: str) -> None:
        """Raises UnseenError for a type of which the caller sees no node."""
        if label in self.unseen:
            raise UnseenError

    async def touch(self, label: str, *keys: str) -> None:
        """Remember what nodes are before they are changed; label: their own or an interface's.

        Raises UnseenError.
        """
        self.check(label)
        new = [key for key in dict.fromkeys(keys) if (label, key) not in self._known]
        self._known.update((label, key) for key in new)
        if self._sight is not None:
            new = [key for key in new if not await self._saw(label, key, self._sight)]
        if new:
            # Whoever has the log's end is alone; what is only tried has to hold what it read.
            lock = self._end is None
            self._looks.append(await Look.at(self.transaction, label, new, lock=lock, first=True))

    async def _saw(self, label: str, key: str, sight: Sight) -> bool:
        """Whether it is known what a node is before it is changed."""
        known = await sight.of(label, key)
        if known is None:
            return False
        held, paths = known
        self._before[label, key] = held
        if held is not None:
            self._sides.setdefault((label, key), []).append(paths)
        return True

    def committed(self, seq: int, touched: Sequence[Touched]) -> None:
        """An entry of this number tells of what was touched."""
        if self._sight is None or self._otherwise:
            return
        for item in touched:
            if item.after is not None:
                self._sight.now(item.label, item.key, Held(item.after, seq))

    async def before(self, label: str, key: str) -> Image | None:
        """What a node was when it was touched; None for none. Raises KeyError if it was not."""
        await self._settle()
        held = self._before[label, key]
        return None if held is None else held.image

    async def current(self, label: str, key: str) -> Image | None:
        """What a node that was touched is now; None for none."""
        if self.wrote:
            return await IMAGES.read(self.transaction, label, key)
        return await self.before(label, key)

    async def touched(self) -> list[Touched]:
        """What has become of the nodes that were touched, those that are as they were left out."""
        follows = self._given and not self._otherwise
        now = None if follows else await self._look_after()
        await self._settle()
        found: dict[str, Touched] = {}
        for (label, key), held in self._before.items():
            before = None if held is None else held.image
            if now is None:
                image = self._given.get((label, key), before)
            else:
                after = now[label].get(key)
                image = None if after is None else after.image
            if before != image:
                item = Touched(label, key, before, image, 0 if held is None else held.version)
                # The same node may have been touched by its own label and an interface's.
                found.setdefault(item.id, item)
        return list(found.values())

    async def _look_after(self) -> dict[str, dict[str, Held]]:
        """What the nodes that were touched are now, by label and key."""
        labels: dict[str, list[str]] = {}
        for label, key in self._known:
            labels.setdefault(label, []).append(key)
        self._after = [await Look.at(self.transaction, *item) for item in labels.items()]
        return {look.label: await look.held() for look in self._after}

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

    async def _belong(self, look: Look, keys: Sequence[str]) -> None:
        for key, paths in (await look.paths(self.transaction, keys)).items():
            self._sides.setdefault((look.label, key), []).append(list(paths))


@lru_cache(maxsize=500)
def _writes(text: str) -> bool:
    """Whether a statement may write."""
    return _WRITES.search(text) is not None
