"""Checkpoints: how long the log was at a moment and what its last hash was, signed.

Kept where nobody who may write to the database can write, they find what the chain of hashes alone
cannot: a log that was cut off, written anew, or that went back to an older state.
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from graph.codes import Readable
from graph.log.entry import START
from graph.log.verify import Noted
from graph.messages import msg

_HEAD = "MATCH (h:LogHead {name: 'log'}) RETURN h.seq, h.hash, h.at"
_HEAD_OF_READS = "MATCH (h:ReadHead {name: 'reads'}) RETURN h.seq, h.hash"
_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log at a moment.

    size: the number of its last entry, 0 for none. head: that entry's hash; entry_at: when it was
    written, "" for none. reads, reads_head: the same of the log of reads. at: the moment, UTC,
    ISO 8601. key: the public key, signature: over all of these, both base64.
    """

    size: int
    head: str
    entry_at: str
    reads: int
    reads_head: str
    at: str
    key: str
    signature: str = ""

    def of_changes(self) -> Noted:
        """What it notes of the log of changes."""
        return Noted(self.size, self.head, self.entry_at, self.at)

    def of_reads(self) -> Noted:
        """What it notes of the log of reads."""
        return Noted(self.reads, self.reads_head, "", self.at)

    def line(self) -> str:
        """As a line of JSON, without its end."""
        return orjson.dumps(asdict(self)).decode()

    def signed_text(self) -> bytes:
        """What the signature is over."""
        log = (str(self.size), self.head, self.entry_at)
        reads = (str(self.reads), self.reads_head)
        return "\n".join(("orggraph log checkpoint 1", *log, *reads, self.at, self.key)).encode()


class CheckpointError(Exception):
    """A line is no checkpoint, or not by the key; the text says which and why."""


def new_key() -> str:
    """A new private key, as PEM."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def key_of(pem: str) -> Ed25519PrivateKey:
    """The private key in a PEM text. Raises ValueError for any other text."""
    key = load_pem_private_key(pem.encode(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError
    return key


def public_of(key: Ed25519PrivateKey) -> str:
    """The public key to a private one, base64."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


async def checkpoint(source: Readable, key: Ed25519PrivateKey) -> Checkpoint:
    """The log as it is now, signed."""
    rows = await source.rows(_HEAD)
    seq, head, entry_at = rows[0] if rows else (0, START, "")
    rows = await source.rows(_HEAD_OF_READS)
    reads, reads_head = rows[0] if rows else (0, START)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    log = (int(seq), str(head), str(entry_at or ""), int(reads), str(reads_head))
    return signed(key, Checkpoint(*log, now, ""))


def signed(key: Ed25519PrivateKey, bare: Checkpoint) -> Checkpoint:
    """A checkpoint, signed by a key."""
    made = replace(bare, key=public_of(key))
    return replace(made, signature=base64.b64encode(key.sign(made.signed_text())).decode())


def read_checkpoints(lines: Iterable[str], key: str | None = None) -> list[Checkpoint]:
    """The checkpoints of a file's lines, empty ones left out. Raises CheckpointError.

    key: the public key that all must be signed by; the first line's when left out.
    """
    found: list[Checkpoint] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        made = _parsed(line, number)
        if key is not None and made.key != key:
            raise CheckpointError(
                msg("Line {number} is signed by another key, {key}.", number=number, key=made.key)
            )
        _check(made, number)
        key = made.key
        found.append(made)
    return found


def _parsed(line: str, number: int) -> Checkpoint:
    try:
        given: Any = orjson.loads(line)
        made = Checkpoint(**given)
        datetime.fromisoformat(made.at)
        whole = type(made.size) is int and made.size >= 0 and len(made.head) == len(START)
        if not (whole and _DIGITS.issuperset(made.head)):
            raise ValueError
        return made
    except (TypeError, ValueError) as error:
        raise CheckpointError(msg("Line {number} is no checkpoint.", number=number)) from error


def _check(made: Checkpoint, number: int) -> None:
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(made.key, validate=True))
        public.verify(base64.b64decode(made.signature, validate=True), made.signed_text())
    except (InvalidSignature, ValueError, TypeError, binascii.Error) as error:
        raise CheckpointError(
            msg("Line {number} was changed: its signature is not over what it says.", number=number)
        ) from error
