"""Answers to requests that no engine sees: GraphQL errors with a status and headers."""

from collections.abc import Sequence
from typing import Any

import orjson
from starlette.types import Send

from graph.messages import msg

GRAPHQL = b"application/graphql-response+json; charset=utf-8"
JSON = b"application/json; charset=utf-8"

Header = tuple[bytes, bytes]


class RefusedError(Exception):
    """A request that is answered by one error without `data`.

    code: a word for programs, in `extensions.code`.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        headers: Sequence[Header] = (),
        **extensions: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers
        self.body = orjson.dumps(
            {"errors": [{"message": message, "extensions": {"code": code, **extensions}}]}
        )

    async def send(self, send: Send, content_type: bytes = JSON) -> None:
        """Send the answer in the type that is accepted."""
        await send_bytes(send, self.status, content_type, self.body, self.headers)


async def send_bytes(
    send: Send, status: int, content_type: bytes, body: bytes, headers: Sequence[Header] = ()
) -> None:
    """Send a whole response."""
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", content_type),
                (b"content-length", b"%d" % len(body)),
                (b"cache-control", b"no-store"),
                *headers,
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


def wrong_method(*allowed: str, sentence: str | None = None) -> RefusedError:
    """405 for a method that an address does not take; `sentence` says more than which it does."""
    methods = ", ".join(allowed)
    return RefusedError(
        405,
        "METHOD",
        sentence or msg("Send {allowed}.", allowed=methods),
        headers=((b"allow", methods.encode()),),
    )


def internal_error(request_id: str) -> RefusedError:
    """What a caller learns of an unexpected exception; the log has the rest."""
    return RefusedError(
        500,
        "INTERNAL",
        msg("Internal error. The log has details under the request id."),
        requestId=request_id,
    )
