"""`/graphql`, after the GraphQL-over-HTTP specification of September 2026.

A plain ASGI endpoint: the way of a known caller is one pass over the headers, the body,
the engine, and the engine's bytes sent as they are.
"""

import time

from starlette.types import Receive, Scope, Send

from graph.bolt import GraphUnavailableError, ServiceUnavailable
from graph.caller import Caller, Role
from service.auth import Authenticator, UnauthorizedError
from service.context import FIELDS, REQUEST_ID
from service.engine import Answer, GraphQLRequest, Outcome, outcome_of
from service.errors import GRAPHQL, JSON, RefusedError, internal_error, send_bytes
from service.logs import Log, describe
from service.negotiate import Negotiation, is_json
from service.parameters import from_body, from_url
from service.slow import REQUEST
from service.state import Service
from service.timings import extended, stages

_METHODS = b"GET, POST"
_STATUS = {
    Outcome.COMPLETE: 200,
    Outcome.PARTIAL: 294,
    Outcome.SYNTAX: 400,
    Outcome.INVALID: 422,
    Outcome.NOT_READ_ONLY: 405,
}
_POST_ONLY = ((b"allow", b"POST"),)
_RETRY = ((b"retry-after", b"1"),)
_TIMINGS = b"x-orggraph-timings"
_TIMED = frozenset({Role.ADMIN, Role.ANALYST})


class GraphQLEndpoint:
    """The endpoint. max_body: longest body in bytes. texts: log texts of exceptions."""

    def __init__(
        self,
        service: Service,
        authenticator: Authenticator,
        log: Log,
        *,
        max_body: int,
        texts: bool,
    ) -> None:
        self._service = service
        self._authenticator = authenticator
        self._log = log
        self._max_body = max_body
        self._texts = texts
        self._negotiation = Negotiation()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer, outcome, content_type = await self._answer(scope, receive)
        except RefusedError as refusal:
            await refusal.send(send)
            return
        status = _STATUS[outcome]
        if content_type is JSON:
            if answer.executed:
                # 294 is defined for the GraphQL media type only.
                status = 200
            else:
                content_type = GRAPHQL
        headers = _POST_ONLY if outcome is Outcome.NOT_READ_ONLY else ()
        await send_bytes(send, status, content_type, answer.body, headers)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[Answer, Outcome, bytes]:
        method = scope["method"]
        if method not in ("POST", "GET"):
            raise RefusedError(
                405,
                "METHOD",
                f"{method} is not answered here: send a POST, or a GET for a query.",
                headers=((b"allow", _METHODS),),
            )
        authorization = accept = content_type = length = timed = None
        for name, value in scope["headers"]:
            if name == b"authorization":
                authorization = value
            elif name == b"accept":
                accept = value if accept is None else accept + b"," + value
            elif name == b"content-type":
                content_type = value
            elif name == b"content-length":
                length = value
            elif name == _TIMINGS:
                timed = value
        chosen = self._negotiation.choose(accept)
        if chosen is None:
            raise RefusedError(
                406,
                "NOT_ACCEPTABLE",
                "Answers are application/graphql-response+json or application/json; the "
                "request's header Accept allows neither.",
            )
        caller = self._authenticator.known(authorization) or await self._check(authorization)
        if method == "GET":
            request = from_url(scope["query_string"])
        else:
            if content_type is None or not is_json(content_type):
                raise RefusedError(
                    415,
                    "MEDIA_TYPE",
                    "The body must be JSON: send the header `Content-Type: application/json`.",
                )
            request = from_body(await self._body(receive, length))
        fields = scope[FIELDS]
        fields["role"] = caller.role.value
        if request.operation_name is not None:
            fields["operation"] = request.operation_name[:64]
        request_id = scope[REQUEST_ID]
        REQUEST.set({"request_id": request_id, "operation": fields.get("operation")})
        if timed != b"1" or caller.role not in _TIMED:
            answer = await self._execute(request, caller, request_id)
            return answer, outcome_of(request, answer), chosen
        timings: dict[str, float] = {}
        started = time.perf_counter()
        answer = await self._execute(request, caller, request_id, timings)
        measured = stages(timings, started, time.perf_counter())
        return extended(answer, measured), outcome_of(request, answer), chosen

    async def _check(self, authorization: bytes | None) -> Caller:
        try:
            return await self._authenticator.check(authorization)
        except UnauthorizedError as error:
            challenge = b'Bearer realm="orggraph"'
            if error.given:
                challenge += b', error="invalid_token"'
            raise RefusedError(
                401, "UNAUTHENTICATED", str(error), headers=((b"www-authenticate", challenge),)
            ) from None

    async def _body(self, receive: Receive, length: bytes | None) -> bytes:
        if length is not None and int(length) > self._max_body:
            raise self._too_long()
        message = await receive()
        body: bytes = message.get("body", b"")
        if not message.get("more_body", False):
            if len(body) > self._max_body:
                raise self._too_long()
            return body
        parts = [body]
        size = len(body)
        while message.get("more_body", False):
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RefusedError(400, "DISCONNECTED", "The request ended before its body did.")
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self._max_body:
                raise self._too_long()
        return b"".join(parts)

    def _too_long(self) -> RefusedError:
        return RefusedError(
            413, "TOO_LONG", f"The body is longer than {self._max_body} bytes, the most allowed."
        )

    async def _execute(
        self,
        request: GraphQLRequest,
        caller: Caller,
        request_id: str,
        timings: dict[str, float] | None = None,
    ) -> Answer:
        engine = self._service.engine
        if engine is None:
            raise RefusedError(
                503, "NOT_READY", f"Not ready: {self._service.activity}.", headers=_RETRY
            )
        try:
            return await engine.execute(request, caller, timings)
        except (GraphUnavailableError, ServiceUnavailable) as error:
            self._log.error(
                "database unavailable",
                request_id=request_id,
                **describe(error, self._texts),
            )
            raise RefusedError(
                503,
                "UNAVAILABLE",
                "The database does not answer: try again in a moment.",
                headers=_RETRY,
            ) from error
        except Exception as error:
            self._log.error("internal error", request_id=request_id, **describe(error, self._texts))
            raise internal_error(request_id) from error
