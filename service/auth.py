"""Who sends a request: checks the bearer token, and remembers what it checked."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Protocol

import jwt

from graph.caller import Caller
from service.settings import Settings
from service.tokens import ALGORITHM, TokenError, caller_of, codec, signing_secret

_REMEMBERED = 4_096
# A key that its provider withdraws is honoured no longer than this.
_REMEMBERED_SECONDS = 300.0
_LONGEST = 8_192
_REQUIRED = ["sub", "role", "scope", "exp"]
_HOW = "make one with `server.py token --role analyst`"
_HOW_PROVIDER = "ask your identity provider for one"


class UnauthorizedError(Exception):
    """The request has no valid token; the text says what to do.

    given: whether a token came at all.
    """

    def __init__(self, message: str, *, given: bool) -> None:
        super().__init__(message)
        self.given = given


class Keys(Protocol):
    """Checks a token's signature and times."""

    how: str

    def claims(self, token: str) -> dict[str, Any]:
        """The claims of a valid token. Raises jwt.PyJWTError. May block."""
        ...


class SecretKeys:
    """Tokens of this service's own secret (HS256)."""

    how = _HOW

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def claims(self, token: str) -> dict[str, Any]:
        return codec.decode(
            token, self._secret, algorithms=[ALGORITHM], options={"require": _REQUIRED}
        )


class ProviderKeys:
    """Tokens of an identity provider (RS256, ES256), whose keys are fetched and cached."""

    how = _HOW_PROVIDER

    def __init__(self, url: str, issuer: str | None, audience: str | None) -> None:
        self._client = jwt.PyJWKClient(url, lifespan=300, timeout=10)
        self._issuer = issuer
        self._audience = audience

    def claims(self, token: str) -> dict[str, Any]:
        key = self._client.get_signing_key_from_jwt(token)
        return codec.decode(
            token,
            key,
            algorithms=["RS256", "ES256"],
            issuer=self._issuer,
            audience=self._audience,
            leeway=10,
            options={"require": _REQUIRED, "verify_aud": self._audience is not None},
        )


class Authenticator:
    """Turns `Authorization` headers into callers."""

    def __init__(self, keys: Keys, clock: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._clock = clock
        self._known: dict[bytes, tuple[Caller, float]] = {}

    def known(self, header: bytes | None) -> Caller | None:
        """The caller of a header that was checked lately: the way of nearly every request."""
        if header is None:
            return None
        found = self._known.get(header)
        if found is None or found[1] <= self._clock():
            return None
        return found[0]

    async def check(self, header: bytes | None) -> Caller:
        """The caller of a header. Raises UnauthorizedError."""
        token = self._token(header)
        try:
            claims = await asyncio.to_thread(self._keys.claims, token)
            caller = caller_of(claims)
        except jwt.ExpiredSignatureError:
            raise self._refusal(f"The token expired{_when(token)}") from None
        except jwt.MissingRequiredClaimError as error:
            raise self._refusal(f"The token lacks the claim `{error.claim}`") from None
        except jwt.PyJWKClientConnectionError as error:
            raise UnauthorizedError(
                "The identity provider's keys cannot be fetched now: try again in a moment.",
                given=True,
            ) from error
        except jwt.PyJWTError:
            raise self._refusal(
                "The token is not valid here: it is damaged or was signed by someone else"
            ) from None
        except TokenError as error:
            raise self._refusal(str(error).rstrip(".")) from None
        if header is not None:
            self._remember(header, caller, float(claims["exp"]))
        return caller

    def _token(self, header: bytes | None) -> str:
        if header is None:
            raise UnauthorizedError(
                "This needs a token: send the header `Authorization: Bearer TOKEN`; "
                f"{self._keys.how}.",
                given=False,
            )
        scheme, _, token = header.decode("latin-1").strip().partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise UnauthorizedError(
                f"The header Authorization must be `Bearer TOKEN`; for a token, {self._keys.how}.",
                given=True,
            )
        if len(token) > _LONGEST:
            raise self._refusal(f"The token is longer than {_LONGEST} characters")
        return token.strip()

    def _refusal(self, what: str) -> UnauthorizedError:
        return UnauthorizedError(f"{what}; {self._keys.how}.", given=True)

    def _remember(self, header: bytes, caller: Caller, expires: float) -> None:
        while len(self._known) >= _REMEMBERED:
            # The oldest: dictionaries keep the order of insertion.
            del self._known[next(iter(self._known))]
        self._known.pop(header, None)
        self._known[header] = (caller, min(expires, self._clock() + _REMEMBERED_SECONDS))


def authenticator(settings: Settings) -> Authenticator:
    """The authenticator of the settings. Raises TokenError."""
    if settings.jwks_url is None:
        return Authenticator(SecretKeys(signing_secret(settings)))
    return Authenticator(
        ProviderKeys(settings.jwks_url, settings.jwt_issuer, settings.jwt_audience)
    )


def _when(token: str) -> str:
    claims = codec.decode(token, options={"verify_signature": False})
    return f" at {datetime.fromtimestamp(float(claims['exp']), UTC):%Y-%m-%d %H:%M} UTC"
