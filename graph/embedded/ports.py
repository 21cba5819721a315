"""TCP ports on loopback, and whether Bolt answers on one."""

from __future__ import annotations

import asyncio
import socket

from graph.messages import msg

from .errors import PortTakenError

LOOPBACK = "127.0.0.1"
_PATIENCE = 2.0  # seconds for a handshake on loopback
# Bolt's magic number and four proposals: 5.0 to 5.8 as a range, 4.4, and two empty ones.
_HANDSHAKE = bytes.fromhex("6060b017 00080805 00000404 00000000 00000000")


def choose_port(asked: int | None) -> int:
    """``asked`` if it is free, or any free port. Raises PortTakenError."""
    with socket.socket() as probe:
        if asked is None:
            probe.bind((LOOPBACK, 0))
            port: int = probe.getsockname()[1]
            return port
        # A port in TIME_WAIT may be bound by Neo4j, so it must not count as taken here.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, asked))
        except OSError as error:
            raise PortTakenError(
                msg(
                    "Port {asked} is taken: stop the program that uses it, choose another "
                    "Bolt port, "
                    "or choose none and a free one is found.",
                    asked=asked,
                )
            ) from error
    return asked


async def bolt_answers(port: int) -> bool:
    """Whether a Bolt server on ``port`` agrees to a protocol version."""
    try:
        async with asyncio.timeout(_PATIENCE):
            reader, writer = await asyncio.open_connection(LOOPBACK, port)
            try:
                writer.write(_HANDSHAKE)
                await writer.drain()
                return await reader.readexactly(4) != bytes(4)
            finally:
                writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return False
