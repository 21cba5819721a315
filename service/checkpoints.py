"""Checkpoints of the log, signed and sent where they are kept: a file, or an address elsewhere."""

import asyncio
import os
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, NoReturn

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from graph.bolt import DriverError, Graph, Neo4jError
from graph.log.checkpoint import Checkpoint, checkpoint, key_of, new_key, public_of
from graph.messages import msg
from graph.reasons import reason
from service.files import create_private
from service.logs import Log

KEY_FILE = "log.key"

EVERY = 1_800.0
"""Seconds between two: one that fails, or is late, still leaves no hour without."""

AGAIN = 60.0
"""Seconds after one that failed."""

_PATIENCE = 10.0  # seconds for an address to answer


class CheckpointsError(Exception):
    """A checkpoint cannot be signed or sent; the text says why and what to do."""


def signing_key(data_dir: Path) -> Ed25519PrivateKey:
    """The key of a data directory, made when it is missing. Raises CheckpointsError."""
    path = data_dir / KEY_FILE
    try:
        if not path.exists():
            create_private(path, new_key())
        return key_of(path.read_text(encoding="ascii"))
    except OSError as error:
        raise CheckpointsError(
            msg("{path} cannot be read or made: {reason}.", path=path, reason=reason(error))
        ) from error
    except ValueError as error:
        raise CheckpointsError(
            msg(
                "{path} holds no key to sign checkpoints with: put back the file, or delete it "
                "for a new key.",
                path=path,
            )
        ) from error


def public_key(data_dir: Path) -> str | None:
    """The public key of a data directory; None where there is none yet. Raises CheckpointsError."""
    return public_of(signing_key(data_dir)) if (data_dir / KEY_FILE).exists() else None


def made_public_key(data_dir: Path) -> str:
    """The same, of a key that is made when it is missing. Raises CheckpointsError."""
    return public_of(signing_key(data_dir))


async def write(graph: Graph, data_dir: Path, target: str) -> Checkpoint:
    """Sign a checkpoint of the log as it is now, and send it. Raises CheckpointsError."""
    made = await checkpoint(graph, signing_key(data_dir))
    await asyncio.to_thread(_send, target, made)
    return made


async def keep_writing(graph: Graph, data_dir: Path, target: str, log: Log) -> NoReturn:
    """Write a checkpoint now and every half an hour, whether or not something was changed."""
    while True:
        pause = EVERY
        try:
            made = await write(graph, data_dir, target)
            log.info("checkpoint", size=made.size, head=made.head)
        except (CheckpointsError, DriverError, Neo4jError) as error:
            told = str(error) if isinstance(error, CheckpointsError) else type(error).__name__
            log.error("checkpoint failed", reason=told)
            pause = AGAIN
        await asyncio.sleep(pause)


def is_address(target: str) -> bool:
    """Whether checkpoints go to an address, and not to a file."""
    return target.startswith(("https://", "http://"))


def _send(target: str, made: Checkpoint) -> None:
    if is_address(target):
        _post(target, made.line())
    else:
        _append(Path(target), made.line())


def _append(path: Path, line: str) -> None:
    """Add a line to a file, and have it on the disk."""
    try:
        # Not truncated, not written elsewhere in the file: what is there stays, byte for byte.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(f"{line}\n".encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CheckpointsError(
            msg(
                "A checkpoint of the log cannot be written to {path}: {reason}.",
                path=path,
                reason=reason(error),
            )
        ) from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A POST that is sent on would arrive as a GET, without what it carries."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _post(address: str, line: str) -> None:
    request = urllib.request.Request(
        address, line.encode(), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_PATIENCE):
            return
    except (OSError, ValueError) as error:
        # Of the address only the host is told: the rest may let somebody in.
        status = error.code if isinstance(error, urllib.error.HTTPError) else None
        raise CheckpointsError(
            msg(
                "The address for checkpoints of the log, at {host}, does not take one: {reason}.",
                host=request.host,
                reason=status or type(error).__name__,
            )
        ) from error
