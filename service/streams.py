"""Subscriptions as Server-Sent Events: the graphql-sse protocol in distinct connections mode.

An event's `id` is the log entry's number. A stream that ends without `complete` may be opened
anew with `Last-Event-ID`, and misses nothing; one that ends with `complete` is over.
"""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass

import anyio
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send

from graph.bolt import DriverError, GraphUnavailableError, Neo4jError
from graph.caller import Caller
from graph.limits import LimitError
from graph.messages import msg
from resolvers.answer import refused
from resolvers.subscription import Subscription
from service.auth import Authenticator, UnauthorizedError
from service.context import FIELDS
from service.logs import Log, describe
from service.state import Service

EVENTS = b"text/event-stream; charset=utf-8"
_HEADERS = (
    (b"content-type", EVENTS),
    (b"cache-control", b"no-store"),
    # nginx would hold events back until its buffer is full.
    (b"x-accel-buffering", b"no"),
)
_COMPLETE = b"event: complete\ndata: \n\n"
_SILENT = 15.0  # seconds, then a comment says that the stream is alive
_LOOK = 5.0  # seconds between two looks at the token
_STUCK = 20.0  # seconds that a reader may take to take what is sent


def accepts_events(accept: bytes | None) -> bool:
    """Whether a header `Accept` names event streams; who takes anything takes them as well."""
    ranges = (part.partition(b";")[0].strip() for part in (accept or b"*/*").lower().split(b","))
    return any(name in (b"text/event-stream", b"text/*", b"*/*") for name in ranges)


async def send_whole(send: Send, body: bytes) -> None:
    """A response that is not followed by others, as an event stream."""
    await _start(send)
    await _send(send, _next(body) + _COMPLETE, more=False)


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream to one subscriber.

    authorization: the header by which he was let in, looked at again as long as he listens.
    """

    service: Service
    authenticator: Authenticator
    log: Log
    subscription: Subscription
    caller: Caller
    authorization: bytes | None

    async def run(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send events until the subscriber goes, may no longer listen, or the service ends."""
        fields = scope[FIELDS]
        fields["ended"], fields["events"] = "gone", 0
        await _start(send)
        # Known at once, by those who go on from here before the first event.
        await _send(send, b":\nid: %d\n\n" % self.subscription.at)
        finished = False
        async with anyio.create_task_group() as group:

            async def first(wait: Callable[[], Awaitable[object]], ended: str) -> None:
                nonlocal finished
                await wait()
                fields["ended"] = ended
                finished = ended == "stopping"
                group.cancel_scope.cancel()

            async def gone() -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass

            group.start_soon(first, gone, "gone")
            group.start_soon(first, self.service.ending.wait, "stopping")
            try:
                async for chunk in self._chunks():
                    fields["events"] += chunk.startswith(b"id: ")
                    with anyio.fail_after(_STUCK):
                        await _send(send, chunk)
                fields["ended"], finished = "over", True
            except TimeoutError:
                # Left as it is: nothing more goes out to who does not read.
                fields["ended"] = "stuck"
            except (DriverError, GraphUnavailableError, LimitError, Neo4jError) as error:
                self.log.warning("subscription lost", **describe(error, False))
                fields["ended"], finished = "lost", True
            group.cancel_scope.cancel()
        if finished:
            await _send(send, b"", more=False)

    async def _chunks(self) -> AsyncGenerator[bytes]:
        """What is sent: events, signs of life, and why it is over where it is."""
        spoke = time.monotonic()
        try:
            while True:
                event = await self.subscription.next(_LOOK)
                if await self.authenticator.check(self.authorization) != self.caller:
                    raise UnauthorizedError(msg("The token's rights changed."), given=True)
                if event is not None:
                    spoke = time.monotonic()
                    yield b"id: %d\n" % event.id + _next(event.body)
                elif time.monotonic() - spoke >= _SILENT:
                    spoke = time.monotonic()
                    yield b":\nid: %d\n\n" % self.subscription.at
        except UnauthorizedError as error:
            told = GraphQLError(str(error), extensions={"code": "UNAUTHENTICATED"})
            yield _next(refused((told,), "UNAUTHENTICATED").body) + _COMPLETE
        except GraphQLError as error:
            yield _next(refused((error,), "BAD_INPUT").body) + _COMPLETE


def _next(body: bytes) -> bytes:
    # JSON of one line.
    return b"event: next\ndata: " + body + b"\n\n"


async def _start(send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": list(_HEADERS)})


async def _send(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})
