"""Bearer tokens: what they say, and making one with the service's own secret."""

import os
import re
import secrets
import stat
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import jwt

from graph.caller import Caller, Role
from graph.messages import msg
from service.files import create_private
from service.settings import SECRET_BYTES, Settings

ALGORITHM = "HS256"
EVERYWHERE = "*"
SECRET_FILE = "jwt.secret"

# The type checker does not know all of PyJWT's signatures.
codec: Any = jwt

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
SCOPES = 16
"""How many places a scope may name."""

_SCOPE = re.compile(r"[^\s*]{1,64}")
_ROLES = ", ".join(role.value for role in Role)


class TokenError(Exception):
    """A token, or a wish for one, is wrong; the text says how and what to do."""


def make_token(
    secret: str,
    role: Role,
    scope: str | list[str] = EVERYWHERE,
    *,
    subject: str,
    seconds: int,
    **more: str,
) -> str:
    """A signed token that is good for `seconds` from now. Raises TokenError.

    more: further claims, such as `iss`. Each token has an id of its own, `jti`.
    """
    now = int(time.time())
    claims: dict[str, Any] = {
        **more,
        "jti": secrets.token_hex(8),
        "sub": subject,
        "role": role.value,
        "scope": scope,
        "iat": now,
        "exp": now + seconds,
    }
    caller_of(claims)
    return codec.encode(claims, secret, algorithm=ALGORITHM)


def caller_of(claims: Mapping[str, Any]) -> Caller:
    """The caller that checked claims describe. Raises TokenError."""
    subject, role, scope = claims.get("sub"), claims.get("role"), claims.get("scope")
    if not isinstance(subject, str) or not subject:
        raise TokenError(msg("The token names no subject (`sub`)."))
    if not isinstance(role, str) or role not in {r.value for r in Role}:
        raise TokenError(
            msg("The token's role is {role!r}; it must be one of {roles}.", role=role, roles=_ROLES)
        )
    return Caller(subject, Role(role), scope_of(scope))


def scope_of(claim: object) -> tuple[str, ...] | None:
    """The codes of a `scope` claim, each once and in order; None for everything.

    The claim is `*`, one place's code or several: a list, or text with spaces between, as
    OAuth has it. Raises TokenError.
    """
    if claim == EVERYWHERE:
        return None
    codes: list[object] = []
    if isinstance(claim, str):
        codes = [*claim.split()]
    elif isinstance(claim, list):
        codes = cast(list[object], claim)
    found = [code for code in codes if isinstance(code, str) and _SCOPE.fullmatch(code)]
    if not found or len(found) != len(codes) or len(set(found)) > SCOPES:
        raise TokenError(
            msg(
                "The token's scope is {claim!r}; it must be a place's code or '*', or up to "
                "{scopes} codes.",
                claim=claim,
                scopes=SCOPES,
            )
        )
    return tuple(sorted(set(found)))


def seconds_of(text: str) -> int:
    """Seconds of a time such as 90s, 45m, 12h, 30d or 2w. Raises TokenError."""
    match = re.fullmatch(r"([1-9][0-9]{0,8})([smhdw])", text.strip())
    if match is None:
        raise TokenError(msg("{text!r} is not a time such as 45m, 12h or 30d.", text=text))
    return int(match[1]) * _UNITS[match[2]]


def issue(
    settings: Settings,
    role: Role,
    scope: str | list[str] = EVERYWHERE,
    *,
    subject: str,
    seconds: int,
) -> str:
    """A token that the service of these settings takes. Raises TokenError."""
    more = {"iss": settings.jwt_issuer, "aud": settings.jwt_audience}
    named = {name: value for name, value in more.items() if value is not None}
    secret = signing_secret(settings)
    return make_token(secret, role, scope, subject=subject, seconds=seconds, **named)


def id_of(token: str) -> str:
    """The id of a token that is not checked, or the text itself where it is no token."""
    claims = _unchecked(token)
    return token if claims is None else str(claims.get("jti", ""))


def end_of(token: str) -> float:
    """When a token that was checked ends, in seconds since 1970; infinite for an API key."""
    claims = _unchecked(token)
    return float("inf") if claims is None else float(claims["exp"])


def _unchecked(token: str) -> dict[str, Any] | None:
    try:
        return codec.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return None


def signing_secret(settings: Settings) -> str:
    """The secret of the settings, or the one kept in the data directory.

    For the demonstration it is made when it is missing. Raises TokenError when there is none, or
    the file cannot be made or read.
    """
    if settings.jwt_secret is not None:
        return settings.jwt_secret.get_secret_value()
    path = settings.data_dir / SECRET_FILE
    if not settings.may_demonstrate and not path.exists():
        raise TokenError(
            msg(
                "There is no secret to sign and check tokens with: set ORGGRAPH_JWT_SECRET to a "
                "text of {secret_bytes} bytes or more that nobody can guess, or ORGGRAPH_JWKS_URL "
                "to an identity provider's keys. Only for the demonstration a secret is made by "
                "itself.",
                secret_bytes=SECRET_BYTES,
            )
        )
    try:
        if not path.exists():
            create_private(path, secrets.token_urlsafe(48))
        _keep_private(path)
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise TokenError(
            msg(
                "The signing secret {path} cannot be made or read ({error}): check the data "
                "directory's permissions, or set ORGGRAPH_JWT_SECRET.",
                path=path,
                error=error,
            )
        ) from error
    if len(secret) < SECRET_BYTES:
        raise TokenError(
            msg(
                "The signing secret {path} has fewer than {secret_bytes} bytes: delete the file "
                "and a new one is made; tokens made before are then refused.",
                path=path,
                secret_bytes=SECRET_BYTES,
            )
        )
    return secret


def _keep_private(path: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)
