"""Packed request bodies: unpacked, but never beyond what a body may be long."""

import zlib
from typing import Any

import brotli as _untyped  # pyright: ignore[reportMissingTypeStubs]
import zstandard

from graph.messages import msg
from service.errors import RefusedError

brotli: Any = _untyped

ENCODINGS = ("zstd", "br", "gzip")


class TooLongError(Exception):
    """A body is longer than allowed once it is unpacked."""


def unpacked(body: bytes, encoding: bytes | None, most: int) -> bytes:
    """A body without its `Content-Encoding`.

    Raises TooLongError above `most` bytes, of which no more than one further piece is made, and
    RefusedError for an encoding that is not known (415) or a body that is none (400).
    """
    name = b"identity" if encoding is None else encoding.strip().lower()
    if name == b"identity":
        return body
    try:
        if name == b"gzip":
            return _gzip(body, most)
        if name == b"zstd":
            return _zstd(body, most)
        if name == b"br":
            return _brotli(body, most)
    except (zlib.error, zstandard.ZstdError, brotli.error, EOFError):
        raise RefusedError(
            400,
            "BAD_ENCODING",
            msg("The body is not whole {name}, as its header says.", name=name.decode()),
        ) from None
    known = ", ".join(ENCODINGS)
    raise RefusedError(
        415,
        "MEDIA_TYPE",
        msg("The body's Content-Encoding must be one of {known}, or none.", known=known),
        headers=((b"accept-encoding", known.encode()),),
    )


def _gzip(body: bytes, most: int) -> bytes:
    # 31: a gzip header is wanted.
    packed = zlib.decompressobj(31)
    found = packed.decompress(body, most + 1)
    if len(found) > most:
        raise TooLongError
    if not packed.eof or packed.unused_data:
        raise EOFError
    return found


def _zstd(body: bytes, most: int) -> bytes:
    # A frame may ask for a large window: for no more than a few bodies.
    window = max(1 << 20, 1 << most.bit_length())
    with zstandard.ZstdDecompressor(max_window_size=window).stream_reader(body) as packed:
        found = packed.read(most + 1)
    if len(found) > most:
        raise TooLongError
    if not found:
        raise EOFError
    return found


def _brotli(body: bytes, most: int) -> bytes:
    packed = brotli.Decompressor()
    found: bytes = packed.process(body, output_buffer_limit=most + 1)
    while not packed.is_finished() and len(found) <= most:
        # A piece that is full, or empty where the body ends too soon.
        more: bytes = packed.process(b"", output_buffer_limit=most + 1 - len(found))
        if not more:
            break
        found += more
    if len(found) > most:
        raise TooLongError
    if not packed.is_finished():
        raise EOFError
    return found
