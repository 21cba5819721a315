"""`/graphql`, as the GraphQL-over-HTTP specification and its audits ask.

A plain ASGI endpoint: the way of a known caller is one pass over the headers, the body,
the engine, and the engine's bytes sent as they are.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from graph.bolt import GraphUnavailableError, ServiceUnavailable
from graph.caller import Caller, Role
from graph.messages import msg
from resolvers.limits import Bounds, default_limits
from resolvers.subscription import Subscription
from seeds.out import Language
from service.auth import Authenticator, UnauthorizedError
from service.bookmarks import HEADER as BOOKMARK
from service.bookmarks import wait_for
from service.context import FIELDS, REQUEST_ID
from service.errors import GRAPHQL, JSON, RefusedError, internal_error, send_bytes
from service.language import language_of
from service.logs import Log, describe
from service.negotiate import Negotiation, is_json
from service.operations import Answer, GraphQLRequest, Operations, Outcome
from service.parameters import from_body, from_url
from service.slow import REQUEST
from service.state import Service
from service.stored import Stored
from service.streams import Stream, accepts_events, send_whole
from service.tabular import MoreThanOneListError
from service.tabular.answer import Table, form_of, table_of
from service.timings import extended, stages
from service.traffic import Traffic
from service.unpack import TooLongError, unpacked

_METHODS = b"GET, POST"
_STATUS = {
    Outcome.COMPLETE: 200,
    Outcome.PARTIAL: 294,
    Outcome.REFUSED: 400,
    Outcome.NOT_READ_ONLY: 405,
}
_POST_ONLY = ((b"allow", b"POST"),)
_RETRY = ((b"retry-after", b"1"),)
_TIMINGS = b"x-orggraph-timings"
_COST = b"x-orggraph-cost"
_TIMED = frozenset({Role.ADMIN, Role.ANALYST})


@dataclass(frozen=True, slots=True)
class Rules:
    """What the endpoint keeps to.

    max_body: longest body in bytes, whoever sends it. limits: by role. stored: operations asked
    for by their hash. texts: whether texts of exceptions are logged.
    """

    max_body: int
    limits: Mapping[Role, Bounds] = field(default_factory=default_limits)
    stored: Stored = field(default_factory=Stored)
    texts: bool = False


@dataclass(slots=True)
class _Headers:
    """What the endpoint reads of a request's headers."""

    accept: bytes | None = None
    authorization: bytes | None = None
    content_type: bytes | None = None
    encoding: bytes | None = None
    length: bytes | None = None
    language: bytes | None = None
    last_event: str | None = None
    bookmark: bytes | None = None
    timed: bool = False
    priced: bool = False


@dataclass(frozen=True, slots=True)
class _Answered:
    """An operation that was answered, and who asked it."""

    request: GraphQLRequest
    caller: Caller
    answer: Answer

    @property
    def outcome(self) -> Outcome:
        """How far it got."""
        return self.answer.outcome


class GraphQLEndpoint:
    """The endpoint."""

    def __init__(
        self,
        service: Service,
        authenticator: Authenticator,
        log: Log,
        rules: Rules,
        traffic: Traffic | None = None,
    ) -> None:
        """traffic: of all endpoints; None for one of its own."""
        self._service = service
        self._authenticator = authenticator
        self._log = log
        self._rules = rules
        self._traffic = traffic or Traffic(rules.limits)
        self._negotiation = Negotiation()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of GraphQL over HTTP."""
        headers = _headers(scope)
        form = form_of(headers.accept)
        chosen = JSON if form is not None else self._negotiation.choose(headers.accept)
        try:
            if form is not None:
                await self._send_table(scope, receive, send, headers, form)
                return
            streamed = accepts_events(headers.accept)
            if chosen is None and not streamed:
                raise RefusedError(
                    406,
                    "NOT_ACCEPTABLE",
                    msg(
                        "Answers are application/graphql-response+json or application/json; "
                        "the request's header Accept allows neither."
                    ),
                )
            answered = await self._answer(scope, receive, headers, streamed)
            if isinstance(answered, Stream):
                with self._traffic.streaming(answered.caller):
                    await answered.run(scope, receive, send)
                return
        except RefusedError as refusal:
            await refusal.send(send, chosen or JSON)
            return
        if chosen is None:
            await send_whole(send, answered.answer.body)
            return
        await _send(send, answered.answer, answered.outcome, chosen)

    async def request_of(self, request: Request, caller: Caller) -> GraphQLRequest:
        """The operation in the body of a request of a caller. Raises RefusedError."""
        return await self._request(request.scope, request.receive, _headers(request.scope), caller)

    async def table(
        self, scope: Scope, request: GraphQLRequest, caller: Caller, form: str, language: Language
    ) -> Table:
        """What a caller is answered now, as a table; bounded as any other operation of theirs.

        Raises RefusedError, also for an answer without data.
        """
        with self._traffic.under_way(caller):
            self._rules.stored.check(request.query, caller.role)
            answer = await self._run(scope, request, caller, _Headers())
        answered = _Answered(request, caller, answer)
        table = await _table(answered, form, language)
        if table is None:
            refusal = RefusedError(400, "BAD_INPUT", msg("The operation has no answer."))
            refusal.body = answer.body
            raise refusal
        return table

    async def _send_table(
        self, scope: Scope, receive: Receive, send: Send, headers: _Headers, form: str
    ) -> None:
        answered = await self._answer(scope, receive, headers)
        assert isinstance(answered, _Answered)
        # A district's tables are in Chinese, unless the reader says otherwise.
        language = "zh" if headers.language is None else language_of(headers.language)
        table = await _table(answered, form, language)
        if table is None:
            await _send(send, answered.answer, answered.outcome, GRAPHQL)
        else:
            await send_bytes(send, 200, table.kind, table.body, table.headers("orggraph"))

    async def _answer(
        self, scope: Scope, receive: Receive, headers: _Headers, streamed: bool = False
    ) -> _Answered | Stream:
        """What is answered; a stream only where it is wanted."""
        method = scope["method"]
        if method not in ("POST", "GET"):
            raise RefusedError(
                405,
                "METHOD",
                msg(
                    "{method} is not answered here: send a POST, or a GET for a query.",
                    method=method,
                ),
                headers=((b"allow", _METHODS),),
            )
        authorization = headers.authorization
        caller = self._authenticator.known(authorization) or await self._check(authorization)
        with self._traffic.under_way(caller):
            request = await self._request(scope, receive, headers, caller)
            self._rules.stored.check(request.query, caller.role)
            await wait_for(self._service, headers.bookmark)
            # Most documents need no second look: no subscription is without the word.
            if streamed and "subscription" in request.query:
                opened = await self._open(scope, request, caller, headers)
                if isinstance(opened, Answer):
                    return _Answered(request, caller, opened)
                if opened is not None:
                    return opened
            answer = await self._run(scope, request, caller, headers)
        return _Answered(request, caller, answer)

    async def _request(
        self, scope: Scope, receive: Receive, headers: _Headers, caller: Caller
    ) -> GraphQLRequest:
        stored = self._rules.stored
        if scope["method"] == "GET":
            return from_url(scope["query_string"], stored)
        if headers.content_type is None or not is_json(headers.content_type):
            raise RefusedError(
                415,
                "MEDIA_TYPE",
                msg("The body must be JSON: send the header `Content-Type: application/json`."),
            )
        most = min(self._rules.max_body, self._rules.limits[caller.role]["body"])
        try:
            body = await _body(receive, headers.length, most)
            if headers.encoding is not None:
                body = unpacked(body, headers.encoding, most)
        except TooLongError:
            raise RefusedError(
                413,
                "TOO_LONG",
                msg(
                    "The body is longer than {most} bytes, the most allowed for this token's role: "
                    "send shorter documents and fewer variables.",
                    most=most,
                ),
                limit="body",
                most=most,
            ) from None
        return from_body(body, stored)

    async def _run(
        self, scope: Scope, request: GraphQLRequest, caller: Caller, headers: _Headers
    ) -> Answer:
        fields = scope[FIELDS]
        fields["role"] = caller.role.value
        if request.operation_name is not None:
            fields["operation"] = request.operation_name[:64]
        request_id = scope[REQUEST_ID]
        REQUEST.set({"request_id": request_id, "operation": fields.get("operation")})
        if not headers.timed or caller.role not in _TIMED:
            answer = await self._execute(request, caller, request_id)
            more: dict[str, Any] = {}
        else:
            timings: dict[str, float] = {}
            started = time.perf_counter()
            answer = await self._execute(request, caller, request_id, timings)
            more = {"timings": stages(timings, started, time.perf_counter())}
        if headers.priced and answer.cost is not None:
            more["cost"] = answer.cost()
        return extended(answer, more) if more else answer

    async def _open(
        self, scope: Scope, request: GraphQLRequest, caller: Caller, headers: _Headers
    ) -> Answer | Stream | None:
        """A stream that is ready to run; None where the operation is no subscription."""
        engine = self._engine()
        scope[FIELDS]["role"] = caller.role.value
        try:
            found = await engine.subscribe(request, caller, headers.last_event)
        except (GraphUnavailableError, ServiceUnavailable) as error:
            raise self._unavailable(error, request_id=scope[REQUEST_ID]) from error
        if not isinstance(found, Subscription):
            return found
        return Stream(
            self._service, self._authenticator, self._log, found, caller, headers.authorization
        )

    async def _check(self, authorization: bytes | None) -> Caller:
        try:
            return await self._authenticator.check(authorization)
        except (GraphUnavailableError, ServiceUnavailable) as error:
            raise self._unavailable(error) from error
        except UnauthorizedError as error:
            challenge = b'Bearer realm="orggraph"'
            if error.given:
                challenge += b', error="invalid_token"'
            raise RefusedError(
                401, "UNAUTHENTICATED", str(error), headers=((b"www-authenticate", challenge),)
            ) from None

    def _unavailable(self, error: Exception, **fields: str) -> RefusedError:
        self._log.error("database unavailable", **fields, **describe(error, self._rules.texts))
        return RefusedError(
            503,
            "UNAVAILABLE",
            msg("The database does not answer: try again in a moment."),
            headers=_RETRY,
        )

    def _engine(self) -> Operations:
        engine = self._service.engine
        if engine is None:
            raise RefusedError(
                503,
                "NOT_READY",
                msg("Not ready: {activity}.", activity=self._service.activity),
                headers=_RETRY,
            )
        return engine

    async def _execute(
        self,
        request: GraphQLRequest,
        caller: Caller,
        request_id: str,
        timings: dict[str, float] | None = None,
    ) -> Answer:
        engine = self._engine()
        try:
            return await engine.execute(request, caller, timings)
        except (GraphUnavailableError, ServiceUnavailable) as error:
            raise self._unavailable(error, request_id=request_id) from error
        except Exception as error:
            self._log.error(
                "internal error", request_id=request_id, **describe(error, self._rules.texts)
            )
            raise internal_error(request_id) from error


async def _send(send: Send, answer: Answer, outcome: Outcome, chosen: bytes) -> None:
    status = _STATUS[outcome]
    if chosen is JSON and outcome is not Outcome.NOT_READ_ONLY:
        # With this type the body alone tells how it went.
        status = 200
    more = _POST_ONLY if outcome is Outcome.NOT_READ_ONLY else ()
    await send_bytes(send, status, chosen, answer.body, more)


async def _table(answered: _Answered, form: str, language: Language) -> Table | None:
    """An answer as a table; None without data. Raises RefusedError where no table holds it."""
    body = answered.answer.body
    try:
        return await asyncio.to_thread(
            table_of, answered.request, answered.caller, body, form, language
        )
    except MoreThanOneListError as error:
        raise RefusedError(406, "NOT_ACCEPTABLE", str(error)) from None


def _headers(scope: Scope) -> _Headers:
    found = _Headers()
    for name, value in scope["headers"]:
        if name == b"authorization":
            found.authorization = value
        elif name == b"accept":
            found.accept = value if found.accept is None else found.accept + b"," + value
        elif name == b"accept-language":
            found.language = value
        elif name == b"content-type":
            found.content_type = value
        elif name == b"content-encoding":
            found.encoding = value if found.encoding is None else found.encoding + b"," + value
        elif name == b"content-length":
            found.length = value
        elif name == b"last-event-id":
            found.last_event = value.decode("latin-1")
        elif name == BOOKMARK:
            found.bookmark = value
        elif name == _TIMINGS:
            found.timed = value == b"1"
        elif name == _COST:
            found.priced = value == b"1"
    return found


async def _body(receive: Receive, length: bytes | None, most: int) -> bytes:
    """The whole body. Raises TooLongError, also before it came, and RefusedError."""
    if length is not None and length.isdigit() and int(length[:12]) > most:
        raise TooLongError
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(400, "DISCONNECTED", msg("The request ended before its body did."))
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise TooLongError
        more = message.get("more_body", False)
    return parts[0] if len(parts) == 1 else b"".join(parts)
