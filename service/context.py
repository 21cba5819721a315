"""What surrounds every request: its id, one log line, and an answer to the unexpected.

Plain ASGI, since this lies on the way of every query.
"""

import random
import re
import secrets
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import internal_error
from service.logs import Log, describe

REQUEST_ID = "orggraph.request_id"
FIELDS = "orggraph.fields"

_SANE = re.compile(rb"[A-Za-z0-9._:/+=@-]{1,64}")
_HEADER = b"x-request-id"
# Of answers that say nothing else: what is not a page loads nothing, is in no frame, and is
# taken for nothing but its type.
_SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_PROBES = frozenset({"/healthz", "/readyz"})


class RequestContext:
    """Middleware: gives requests an id, logs them, turns exceptions into answers.

    Endpoints read the id from `scope[REQUEST_ID]` and may add fields of the log line to
    `scope[FIELDS]`. share: of successful requests to log. texts: log texts of exceptions.
    """

    def __init__(self, app: ASGIApp, *, log: Log, share: float, texts: bool) -> None:
        self._app = app
        self._log = log
        self._share = share
        self._texts = texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with an id for the request, and log a line about it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = _request_id(scope)
        header = (_HEADER, request_id.encode("ascii"))
        fields: dict[str, Any] = {}
        scope[REQUEST_ID] = request_id
        scope[FIELDS] = fields
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = list(message.get("headers", ()))
                present = {name.lower() for name, _ in headers}
                headers += [h for h in _SECURITY if h[0] not in present]
                message["headers"] = [*headers, header]
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except Exception as error:
            self._log.error("internal error", request_id=request_id, **describe(error, self._texts))
            if status == 0:
                await internal_error(request_id).send(send_with_id)
        path = scope["path"]
        # Probes ask every few seconds and say the same in their answers.
        if path in _PROBES or (status < 400 and self._share < 1 and random.random() >= self._share):
            return
        self._line(scope, request_id, status, started, fields)

    def _line(
        self, scope: Scope, request_id: str, status: int, started: float, fields: dict[str, Any]
    ) -> None:
        say = self._log.info if status < 500 else self._log.warning
        say(
            "request",
            request_id=request_id,
            method=scope["method"],
            status=status,
            ms=round((time.perf_counter() - started) * 1_000, 2),
            **{"path": scope["path"], **fields},
        )


def _request_id(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == _HEADER and _SANE.fullmatch(value):
            return value.decode("ascii")
    return secrets.token_hex(8)
