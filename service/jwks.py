"""Signatures, times, issuer and audience of tokens: by the own secret or a provider's keys."""

import threading
import time
from typing import Any, Protocol

import jwt

from graph.messages import saying
from service.tokens import ALGORITHM, codec

_REQUIRED = ["sub", "role", "scope", "exp"]
_HOW = saying("make one with `server.py token --role analyst`")
_HOW_PROVIDER = saying("ask your identity provider for one")
ASYMMETRIC = ("RS256", "ES256", "EdDSA")
"""Of a provider's tokens. No HS256: a public key must never be taken for a secret."""

_LIFESPAN = 300.0
# An unknown key id may be a new key of the provider's, or anybody's invention.
_AGAIN = 10.0


class Keys(Protocol):
    """Checks a token's signature and times."""

    how: str

    def claims(self, token: str) -> dict[str, Any]:
        """The claims of a valid token. Raises jwt.PyJWTError. May block."""
        ...


class SecretKeys:
    """Tokens of this service's own secret (HS256)."""

    how = _HOW

    def __init__(
        self, secret: str, issuer: str | None = None, audience: str | None = None, skew: int = 0
    ) -> None:
        self._secret = secret
        self._issuer, self._audience, self._skew = issuer, audience, skew

    def claims(self, token: str) -> dict[str, Any]:
        """The claims of a valid token. Raises jwt.PyJWTError. May block."""
        return _decoded(
            token, self._secret, (ALGORITHM,), self._issuer, self._audience, self._skew
        )  # fmt: skip


class ProviderKeys:
    """Tokens of an identity provider (RS256, ES256, EdDSA), whose keys are fetched and kept.

    Keys are fetched again when they are five minutes old, and for a key id that is not known, at
    most every ten seconds.
    """

    how = _HOW_PROVIDER

    def __init__(self, url: str, issuer: str | None, audience: str | None, skew: int = 10) -> None:
        self._client = jwt.PyJWKClient(url, cache_jwk_set=False, timeout=10)
        self._issuer, self._audience, self._skew = issuer, audience, skew
        self._lock = threading.Lock()
        self._fetched = float("-inf")
        self._keys: dict[str, jwt.PyJWK] = {}

    def claims(self, token: str) -> dict[str, Any]:
        """The claims of a valid token. Raises jwt.PyJWTError. May block."""
        header = jwt.get_unverified_header(token)
        key = self._key(str(header.get("kid", "")))
        # Of one algorithm, the key's own: the token's word for it is not taken.
        if key.algorithm_name not in ASYMMETRIC:
            raise jwt.InvalidAlgorithmError("The key is of no algorithm that is taken here")
        return _decoded(
            token, key, (key.algorithm_name,), self._issuer, self._audience, self._skew
        )  # fmt: skip

    def _key(self, kid: str) -> jwt.PyJWK:
        with self._lock:
            age = time.monotonic() - self._fetched
            found = self._keys.get(kid)
            if age > _LIFESPAN or (found is None and age > _AGAIN):
                keys = self._client.get_signing_keys()
                self._keys = {key.key_id: key for key in keys if key.key_id}
                self._fetched = time.monotonic()
                found = self._keys.get(kid)
        if found is None:
            raise jwt.InvalidKeyError("The provider has no key of this id")
        return found


def _decoded(
    token: str,
    key: Any,
    algorithms: tuple[str, ...],
    issuer: str | None,
    audience: str | None,
    skew: int,
) -> dict[str, Any]:
    required = [*_REQUIRED]
    if issuer is not None:
        required.append("iss")
    if audience is not None:
        required.append("aud")
    return codec.decode(
        token,
        key,
        algorithms=list(algorithms),
        issuer=issuer,
        audience=audience,
        leeway=skew,
        options={"require": required, "verify_aud": audience is not None, "verify_iat": False},
    )
