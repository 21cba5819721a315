"""Changes that are asked for at the same time share a transaction.

Each ends in an entry of the log, whose end is one node: changes are committed one after the other
whatever is done. Those that wait while one is committed are made together in the next transaction,
in the order they came, each with its own key, effect, entry and answer. Nobody is answered
before that is committed.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field

from graph.bolt import (
    BOOKMARK,
    ConstraintError,
    DriverError,
    Graph,
    LimitError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    Transaction,
    TransientError,
)
from resolvers.once import Done, Request, Together

_MOST = 16
"""So many changes share a transaction at most: the last of them makes the first one wait."""

_TRIES = 6
_PASSING = (TransientError, ServiceUnavailable, SessionExpired)
_OVER = (Neo4jError, DriverError, OSError, LimitError)
"""After these the whole transaction is over."""


class _Turn:
    """A change that waits for its turn.

    answer: the change and the bookmark after it; cancelled where nobody waits for it any more.
    alone: whether it shares no transaction. found: what came of it, before that is committed.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.answer: asyncio.Future[tuple[Done, str | None]] = (
            asyncio.get_running_loop().create_future()
        )
        self.context = copy_context()
        self.alone = request.mutation.large or BOOKMARK.get() is not None
        self.found: Done | Exception | None = None

    @property
    def left(self) -> bool:
        """Whether whoever asked has gone."""
        return self.answer.cancelled()

    def tell(self, bookmark: str | None) -> None:
        """Answer, after the commit; who left before its turn has nothing to be told."""
        if self.left:
            return
        assert self.found is not None
        if isinstance(self.found, Exception):
            self.fail(self.found)
        else:
            self.answer.set_result((self.found, bookmark))

    def fail(self, error: Exception) -> None:
        """Say why nothing was made."""
        if not self.answer.done():
            self.answer.set_exception(error)


class _SpoiledError(Exception):
    """A change failed that may have written: what the others did is to be done without it."""

    def __init__(self, turn: _Turn) -> None:
        super().__init__()
        self.turn = turn


class _NothingError(Exception):
    """None of the changes was made: there is nothing to commit."""


@dataclass(slots=True)
class Turns:
    """Makes changes in turn, those together that wait together."""

    _graph: Graph
    _waiting: deque[_Turn] = field(default_factory=deque[_Turn])
    _runs: asyncio.Task[None] | None = None

    async def take(self, request: Request) -> tuple[Done, str | None]:
        """A change, made and committed, and the bookmark after it.

        Raises what `Together.once` raises, LimitError, and ConstraintError where others were in
        the way again and again. Whoever stops waiting takes a change back that is not made yet.
        """
        turn = _Turn(request)
        self._waiting.append(turn)
        if self._runs is None or self._runs.done():
            self._runs = asyncio.create_task(self._run(), context=Context())
        return await turn.answer

    async def _run(self) -> None:
        while self._waiting:
            await self._settle(self._next())

    def _next(self) -> list[_Turn]:
        """Those who are next: as many as may share a transaction."""
        turns = [self._waiting.popleft()]
        while (
            self._waiting
            and len(turns) < _MOST
            and not turns[0].alone
            and not self._waiting[0].alone
        ):
            turns.append(self._waiting.popleft())
        return turns

    async def _settle(self, turns: list[_Turn]) -> None:
        """Make changes until each is committed or has failed for good."""
        tries = 0
        while turns := [turn for turn in turns if not turn.left]:
            try:
                await self._commit(turns)
                return
            except _SpoiledError as spoiled:
                turns.remove(spoiled.turn)
                if isinstance(spoiled.turn.found, Exception):
                    spoiled.turn.fail(spoiled.turn.found)
            except Exception as error:
                passes = isinstance(error, _PASSING)
                if len(turns) > 1 and not passes and not _of_all(error):
                    await self._each(turns)
                    return
                tries += 1
                if tries == _TRIES or not (passes or isinstance(error, ConstraintError)):
                    for turn in turns:
                        turn.fail(error)
                    return
                await asyncio.sleep(0.05 * 2 ** (tries - 1))

    async def _each(self, turns: Sequence[_Turn]) -> None:
        """Make each by itself, where it is not known which of them failed."""
        for turn in turns:
            await self._settle([turn])

    async def _commit(self, turns: Sequence[_Turn]) -> None:
        """Make changes in one transaction, and tell of them; none is told where this raises."""

        async def work(transaction: Transaction) -> None:
            together = await Together.begin(transaction, [turn.request for turn in turns])
            for turn in turns:
                await _make(turn, together, several=len(turns) > 1)
            if not any(isinstance(turn.found, Done) for turn in turns):
                raise _NothingError
            await together.end()

        async def commit() -> str | None:
            try:
                return (await self._graph.changing(work))[1]
            except _NothingError:
                return None

        task = asyncio.create_task(commit(), context=turns[0].context)
        watching = [turn.answer for turn in turns]

        def gone(_: object) -> None:
            if all(answer.cancelled() for answer in watching):
                task.cancel()

        for answer in watching:
            answer.add_done_callback(gone)
        try:
            bookmark = await task
        except asyncio.CancelledError:
            if task.cancelled() and all(turn.left for turn in turns):
                return
            raise
        for turn in turns:
            turn.tell(bookmark)


def _of_all(error: Exception) -> bool:
    """Whether the database had no room for any of them."""
    return isinstance(error, LimitError) and error.passes


async def _make(turn: _Turn, together: Together, *, several: bool) -> None:
    """Make a change. Raises _SpoiledError where it fails and may have written.

    several: of several, each is made in its asker's context, and given up alone.
    """
    turn.found = None
    if turn.left:
        return
    try:
        if several:
            task = asyncio.create_task(together.once(turn.request), context=turn.context)
            turn.answer.add_done_callback(lambda answer: answer.cancelled() and task.cancel())
            turn.found = await task
        else:
            turn.found = await together.once(turn.request)
    except asyncio.CancelledError:
        if not (several and turn.left):
            raise
        raise _SpoiledError(turn) from None
    except _OVER:
        raise
    except Exception as error:
        turn.found = error
        if together.wrote:
            raise _SpoiledError(turn) from None
