"""Keys for machines: what they look like, and how their secrets are kept.

A key is `ogk_ID_SECRET`, sent as `Authorization: Bearer ogk_…`. The graph holds the id and an
argon2 hash of the secret; who reads the graph cannot ask with it.
"""

import re
import secrets
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

PREFIX = "ogk_"
_KEY = re.compile(r"ogk_([0-9a-f]{12})_([A-Za-z0-9]{40,60})")
# The secret has 256 random bits: the hash need not withstand guessing, only reading.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made. text: shown once. hash: what is kept of its secret."""

    id: str
    text: str
    hash: str


def new_key() -> NewKey:
    """A key of random parts."""
    id_, secret = secrets.token_hex(6), _letters()
    return NewKey(id_, f"{PREFIX}{id_}_{secret}", _HASHER.hash(secret))


def parts_of(text: str) -> tuple[str, str] | None:
    """Id and secret of a key; None for what is none."""
    found = _KEY.fullmatch(text)
    return None if found is None else (found[1], found[2])


def fits(digest: str, secret: str) -> bool:
    """Whether a secret is the one that was hashed. Takes some 20 ms and 19 MB."""
    try:
        return _HASHER.verify(digest, secret)
    except (Argon2Error, InvalidHashError):
        return False


def _letters() -> str:
    # Without the two signs of base64 that would end a word for a double click.
    return "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
                   for _ in range(44))  # fmt: skip
