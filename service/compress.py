"""Answers packed for who accepts it: zstd, br or gzip, large ones only."""

import asyncio
import gzip
from collections.abc import Callable
from typing import Any

import brotli  # pyright: ignore[reportMissingTypeStubs]
import zstandard
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST = 4_096
# Below this packing takes less time than handing it to a thread.
_THREAD = 262_144
_TYPES = (b"application/", b"text/", b"image/svg")

Packer = Callable[[bytes], bytes]


def _zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(body)


def _brotli(body: bytes) -> bytes:
    library: Any = brotli
    return library.compress(body, quality=4)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 5, mtime=0)


_PACKERS: dict[bytes, Packer] = {b"zstd": _zstd, b"br": _brotli, b"gzip": _gzip}
"""By the name in `Accept-Encoding`, the preferred one first."""


class Compression:
    """Middleware: packs bodies of `LEAST` bytes and more that are sent in one piece."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, compressed where that is asked for and worth it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        accepted = b",".join(v for n, v in scope["headers"] if n == b"accept-encoding")
        name = chosen(accepted)
        held: Message | None = None

        async def packing(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                held = message
                return
            if held is not None:
                start, held = held, None
                message = await _packed(start, message, name)
                await send(start)
            await send(message)

        await self._app(scope, receive, packing)


def chosen(accepted: bytes) -> bytes | None:
    """The packing for an `Accept-Encoding`: of those it allows most the first here."""
    wishes: dict[bytes, float] = {}
    for part in accepted.lower().split(b","):
        name, _, parameter = part.strip().partition(b";")
        quality = 1.0
        key, _, value = parameter.strip().partition(b"=")
        if key.strip() == b"q":
            try:
                quality = float(value)
            except ValueError:
                quality = 0.0
        if name:
            wishes[name.strip()] = quality
    best: tuple[float, bytes | None] = (0.0, None)
    for name in _PACKERS:
        quality = wishes.get(name, wishes.get(b"*", 0.0))
        if quality > best[0]:
            best = (quality, name)
    return best[1]


async def _packed(start: Message, message: Message, name: bytes | None) -> Message:
    """The body packed; the headers of `start` are changed to say so."""
    headers: list[tuple[bytes, bytes]] = list(start.get("headers", ()))
    names = {n.lower(): v for n, v in headers}
    kind = names.get(b"content-type", b"")
    if not kind.startswith(_TYPES) or b"content-encoding" in names:
        return message
    # What stands between may keep an answer for who accepts the same only.
    headers.append((b"vary", b"Accept-Encoding"))
    start["headers"] = headers
    body: bytes = message.get("body", b"")
    if name is None or message.get("more_body", False) or len(body) < LEAST:
        return message
    pack = _PACKERS[name]
    packed = await asyncio.to_thread(pack, body) if len(body) > _THREAD else pack(body)
    start["headers"] = [
        *((n, v) for n, v in headers if n.lower() != b"content-length"),
        (b"content-length", b"%d" % len(packed)),
        (b"content-encoding", name),
    ]
    return {**message, "body": packed}
