"""Opens subscriptions on a graph, and makes their events: what was asked for of each commit."""

from collections.abc import Callable, Hashable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date

import orjson
from graphql import GraphQLError

from graph.bolt import Graph
from graph.compiler.interpret import PropagatedNull
from graph.compiler.people import Shown
from graph.compiler.select import Selected
from graph.limits import LimitError
from graph.log import Entry
from graph.log.tail import Tail
from graph.messages import LANGUAGE
from graph.rights import ScopePaths
from resolvers.admission import Admitting
from resolvers.answer import GraphQLRequest, answered, failed
from resolvers.asking import Asking
from resolvers.limits import check_answer
from resolvers.noting import Reads, operation_of, read_now
from resolvers.subscribing import change_value, in_scope, wanted_of
from resolvers.subscription import Shared, Subscription, place_after


class Stream:
    """What a graph's subscriptions have in common.

    today: the day whose state events show, or a later one on which a change takes effect.
    reads: takes what the log of reads is told.
    """

    def __init__(
        self, graph: Graph, scopes: ScopePaths, today: Callable[[], date], reads: Reads
    ) -> None:
        self._tail = Tail(graph)
        self._scopes = scopes
        self._today = today
        self._reads = reads
        self._shared = Shared[_Event]()

    def look(self) -> None:
        """Something was committed here: tell it at once."""
        self._tail.look()

    async def open(
        self,
        request: GraphQLRequest,
        asking: Asking,
        selected: Selected,
        admitting: Admitting | None,
        last: str | None,
    ) -> Subscription:
        """A subscription. Raises GraphQLError where it is refused.

        admitting: the limits of each event; None bounds nothing.
        """
        wanted = await wanted_of(asking, selected)
        caller = asking.caller
        # Whoever asks the same with the same rights is told the same.
        same = (request.query, request.operation_name, orjson.dumps(request.variables), caller.role)

        async def tell(entry: Entry) -> bytes | None:
            scope = await self._scopes.parameters(caller)
            if not in_scope(asking.model, caller, scope.values(), entry):
                return None
            if not wanted.covers(entry):
                return None
            key: Hashable = (*same, caller.scope, LANGUAGE.get(), entry.seq)
            now = replace(asking, scope=scope, day=self._day(entry))
            event = await self._shared.get(key, lambda: _event(now, entry, selected, admitting))
            # What is made once for all is shown to each of them.
            told = replace(now, shown=event.shown)
            if event.shown.anything:
                self._reads(read_now(told, operation_of(request.operation_name, [selected.name])))
            return event.body

        return Subscription(self._tail, await place_after(self._tail, last), tell)

    def _day(self, entry: Entry) -> date:
        today = self._today()
        if entry.effective_on is None:
            return today
        return max(today, date.fromisoformat(entry.effective_on))


@dataclass(frozen=True, slots=True)
class _Event:
    """The response for an entry, and whose personal data it shows."""

    body: bytes
    shown: Shown


async def _event(
    asking: Asking, entry: Entry, selected: Selected, admitting: Admitting | None
) -> _Event:
    """The response for an entry. Raises LimitError where the same may succeed a moment later."""
    asking = replace(asking, errors=[], shown=Shown())
    try:
        async with nullcontext() if admitting is None else admitting.running():
            value = await change_value(asking, entry, selected)
        answer = answered({selected.key: value}, asking.errors)
        if admitting is not None:
            check_answer(answer.body, admitting.bounds)
    except PropagatedNull:
        answer = answered(None, asking.errors)
    except (LimitError, GraphQLError) as error:
        if isinstance(error, LimitError) and error.passes:
            raise
        answer = failed(error, selected.node)
    return _Event(answer.body, asking.shown)
