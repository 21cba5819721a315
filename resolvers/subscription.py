"""An open subscription: a place in the log, from which its events are read one after the other."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from contextvars import Context
from dataclasses import dataclass

from graphql import GraphQLError

from graph.log import Entry
from graph.log.tail import LostPlaceError, Tail
from graph.messages import LANGUAGE, msg

_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Event:
    """What is told after a commit. id: the log entry's number. body: the response, as JSON."""

    id: int
    body: bytes


class Subscription:
    """Reads events as they are taken: whoever is slow has nothing waiting here.

    at: the number of the last entry that was told, or passed over.
    """

    def __init__(
        self, tail: Tail, at: int, tell: Callable[[Entry], Awaitable[bytes | None]]
    ) -> None:
        """tell: the response for an entry; None where the subscriber is not to know of it."""
        self.at = at
        self._tail = tail
        self._tell = tell
        self._setbacks = tail.setbacks
        self._entries: deque[Entry] = deque()

    async def next(self, seconds: float) -> Event | None:
        """The next event; None after so many seconds without a commit, or where none was for him.

        Raises GraphQLError where there can be no more events, LimitError where there may be again
        in a moment, and what the database raises when it does not answer.
        """
        if not self._entries:
            try:
                found = await self._tail.after(self.at, seconds, self._setbacks)
            except LostPlaceError:
                raise unknown_event(await self._tail.head()) from None
            self._entries.extend(found)
        while self._entries:
            entry = self._entries[0]
            body = await self._tell(entry)
            self._entries.popleft()
            self.at = entry.seq
            if body is not None:
                return Event(entry.seq, body)
        return None


def unknown_event(head: int) -> GraphQLError:
    """The error for an id of an event that is not in the log, or after which some were dropped."""
    return GraphQLError(
        msg(
            "Last-Event-ID is the id of no event: the log ends at {head}. Subscribe without it, "
            "and read again what you show.",
            head=head,
        ),
        extensions={"code": "UNKNOWN_EVENT"},
    )


async def place_after(tail: Tail, last: str | None) -> int:
    """The number after which events are told. last: the last event's id, as it was given.

    Raises GraphQLError for an id of no event.
    """
    head = await tail.head()
    if not last:
        return head
    number = int(last) if last.isascii() and last.isdigit() and len(last) <= _MOST_DIGITS else None
    if number is None or number > head or number < await tail.start():
        raise unknown_event(head)
    return number


class Shared:
    """Responses that are made once for all who want the same at the same time.

    at_once: so many are made side by side, whoever waits.
    """

    def __init__(self, at_once: int = 8) -> None:
        self._made: dict[Hashable, tuple[asyncio.Task[bytes], int]] = {}
        self._turns = asyncio.Semaphore(at_once)

    async def get(self, key: Hashable, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """The response under a key, made by whoever asks first, for all who wait meanwhile."""
        task, waiting = self._made.get(key) or (self._start(make), 0)
        self._made[key] = task, waiting + 1
        try:
            return await asyncio.shield(task)
        finally:
            _, waiting = self._made[key]
            if waiting > 1:
                self._made[key] = task, waiting - 1
            else:
                del self._made[key]
                # What nobody waits for any longer need not be made.
                task.cancel()

    def _start(self, make: Callable[[], Awaitable[bytes]]) -> asyncio.Task[bytes]:
        async def run() -> bytes:
            async with self._turns:
                return await make()

        # Of no request: the time of one does not limit the others.
        context = Context()
        context.run(LANGUAGE.set, LANGUAGE.get())
        return asyncio.create_task(run(), name="event", context=context)
