"""Who sends a request: checks tokens and keys, and remembers what it checked."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt

from graph.access import key_used
from graph.caller import Caller
from graph.messages import msg, plain
from service.access import Access
from service.jwks import Keys, ProviderKeys, SecretKeys
from service.keys import PREFIX, fits, parts_of
from service.settings import Settings
from service.state import Service
from service.tokens import TokenError, caller_of, codec, signing_secret

__all__ = ["Authenticator", "Keys", "ProviderKeys", "SecretKeys", "UnauthorizedError"]

_REMEMBERED = 4_096
# A key that its provider withdraws is honoured no longer than this after its keys were fetched.
_REMEMBERED_SECONDS = 300.0
_LONGEST = 8_192
# Hashing takes a processor and some memory: so many keys are checked side by side.
_HASHING = 2


class UnauthorizedError(Exception):
    """The request has no valid token; the text says what to do.

    given: whether a token came at all.
    """

    def __init__(self, message: str, *, given: bool) -> None:
        super().__init__(message)
        self.given = given


@dataclass(frozen=True, slots=True)
class _Known:
    caller: Caller
    expires: float


class Authenticator:
    """Turns `Authorization` headers into callers.

    access: keys and revocations; without it there are neither.
    """

    def __init__(
        self, keys: Keys, clock: Callable[[], float] = time.time, access: Access | None = None
    ) -> None:
        self._keys = keys
        self._clock = clock
        self._access = access
        self._known: dict[bytes, _Known] = {}
        self._hashing = asyncio.Semaphore(_HASHING)

    def known(self, header: bytes | None) -> Caller | None:
        """The caller of a header that was checked lately: the way of nearly every request."""
        if header is None:
            return None
        found = self._known.get(header)
        if found is None or found.expires <= self._clock():
            return None
        if self._access is not None and not self._access.fresh():
            return None
        return found.caller

    async def check(self, header: bytes | None) -> Caller:
        """The caller of a header. Raises UnauthorizedError."""
        if self._access is not None and await self._access.refresh():
            # Whoever was let in before may not be now.
            self._known.clear()
        found = self.known(header)
        if found is not None:
            return found
        token = self._token(header)
        if token.startswith(PREFIX):
            caller, expires = await self._by_key(token), float("inf")
        else:
            caller, expires = await self._by_token(token)
        if header is not None and (self._access is None or self._access.graph is not None):
            self._remember(header, caller, expires)
        return caller

    async def _by_token(self, token: str) -> tuple[Caller, float]:
        """The caller of a JWT, and when it ends."""
        try:
            claims = await asyncio.to_thread(self._keys.claims, token)
            caller = caller_of(claims)
        except jwt.ExpiredSignatureError:
            raise self._refusal(msg("The token expired at {when} UTC", when=_when(token))) from None
        except jwt.MissingRequiredClaimError as error:
            raise self._refusal(
                msg("The token lacks the claim `{claim}`", claim=error.claim)
            ) from None
        except jwt.ImmatureSignatureError:
            raise self._refusal(
                msg("The token is not good yet: see both machines' clocks")
            ) from None
        except (jwt.InvalidIssuerError, jwt.InvalidAudienceError):
            raise self._refusal(
                msg("The token is of another issuer or for another service")
            ) from None
        except jwt.PyJWKClientConnectionError as error:
            raise UnauthorizedError(
                msg("The identity provider's keys cannot be fetched now: try again in a moment."),
                given=True,
            ) from error
        except jwt.PyJWTError:
            raise self._refusal(
                msg("The token is not valid here: it is damaged or was signed by someone else")
            ) from None
        except TokenError as error:
            raise self._refusal(str(error).rstrip(".。")) from None
        self._check_revoked(claims, caller)
        return caller, float(claims["exp"])

    async def check_still(self, caller: Caller, made: float, token: str) -> None:
        """That who was let in at a time, by the token of an id, still is.

        Raises UnauthorizedError where key, token or subject were revoked since.
        """
        if self._access is None:
            return
        await self._access.refresh()
        kind, _, key = caller.subject.partition(":")
        if kind == "key" and key not in self._access.list.keys:
            raise self._refusal(msg("The key was revoked"))
        self._check_revoked({"jti": token, "iat": made}, caller)

    def _check_revoked(self, claims: dict[str, Any], caller: Caller) -> None:
        if self._access is None:
            return
        revoked = self._access.list
        until = revoked.subjects.get(caller.subject)
        # A token that does not say when it was made may be as old as any.
        made = claims.get("iat")
        late = isinstance(made, int | float) and until is not None and made > until
        if claims.get("jti") in revoked.tokens or (until is not None and not late):
            raise self._refusal(msg("The token was revoked"))

    async def _by_key(self, text: str) -> Caller:
        parts = parts_of(text)
        record = None if parts is None or self._access is None else (
            self._access.list.keys.get(parts[0])
        )  # fmt: skip
        if parts is None or record is None or self._access is None:
            raise self._refusal(msg("The key is not valid here: it is mistyped or was revoked"))
        async with self._hashing:
            right = await asyncio.to_thread(fits, record.hash, parts[1])
        if not right:
            raise self._refusal(msg("The key is not valid here: it is mistyped or was revoked"))
        claims = {"sub": f"key:{parts[0]}", "role": record.role, "scope": record.scope}
        try:
            caller = caller_of(claims)
        except TokenError as error:
            raise self._refusal(str(error).rstrip(".。")) from None
        graph = self._access.graph
        if graph is not None:
            await key_used(graph, parts[0], int(self._clock()))
        return caller

    def _token(self, header: bytes | None) -> str:
        if header is None:
            raise UnauthorizedError(
                msg(
                    "This needs a token: send the header `Authorization: Bearer TOKEN`; {how}.",
                    how=plain(self._keys.how),
                ),
                given=False,
            )
        scheme, _, token = header.decode("latin-1").strip().partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise UnauthorizedError(
                msg(
                    "The header Authorization must be `Bearer TOKEN`; for a token, {how}.",
                    how=plain(self._keys.how),
                ),
                given=True,
            )
        if len(token) > _LONGEST:
            raise self._refusal(
                msg("The token is longer than {longest} characters", longest=_LONGEST)
            )
        return token.strip()

    def _refusal(self, what: str) -> UnauthorizedError:
        return UnauthorizedError(
            msg("{what}; {how}.", what=what, how=plain(self._keys.how)), given=True
        )

    def _remember(self, header: bytes, caller: Caller, expires: float) -> None:
        while len(self._known) >= _REMEMBERED:
            # The oldest: dictionaries keep the order of insertion.
            del self._known[next(iter(self._known))]
        self._known.pop(header, None)
        self._known[header] = _Known(caller, min(expires, self._clock() + _REMEMBERED_SECONDS))


def authenticator(settings: Settings, service: Service) -> Authenticator:
    """The authenticator of the settings. Raises TokenError."""
    claims = settings.jwt_issuer, settings.jwt_audience, settings.jwt_skew_seconds
    keys: Keys
    if settings.jwks_url is None:
        keys = SecretKeys(signing_secret(settings), *claims)
    else:
        keys = ProviderKeys(settings.jwks_url, *claims)
    return Authenticator(keys, access=Access(service, settings.data_dir))


def _when(token: str) -> str:
    claims = codec.decode(token, options={"verify_signature": False})
    return f"{datetime.fromtimestamp(float(claims['exp']), UTC):%Y-%m-%d %H:%M}"
