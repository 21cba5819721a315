"""Tokens of an identity provider: signatures, claims, rotation, and confusion of algorithms."""

import base64
import json
import time
from collections.abc import Generator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import service.jwks
from graph.caller import Caller, Role
from service.auth import Authenticator, ProviderKeys, UnauthorizedError
from tests.service.provider import AUDIENCE, ISSUER, Provider, claims, private_key, providing


@pytest.fixture
def provider() -> Generator[Provider]:
    with providing() as found:
        yield found


def checks(provider: Provider) -> Authenticator:
    return Authenticator(ProviderKeys(provider.url, ISSUER, AUDIENCE, skew=10))


async def let_in(authenticator: Authenticator, token: str) -> Caller:
    return await authenticator.check(f"Bearer {token}".encode())


async def refused(authenticator: Authenticator, token: str) -> str:
    with pytest.raises(UnauthorizedError) as caught:
        await let_in(authenticator, token)
    return str(caught.value)


@pytest.mark.parametrize("kid", ["rs256", "es256", "eddsa"])
async def test_tokens_of_each_algorithm_are_taken(provider: Provider, kid: str) -> None:
    caller = await let_in(checks(provider), provider.token(kid))
    assert caller == Caller("a", Role.ANALYST)


NOW = int(time.time())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"iss": "https://other.example"}, "another issuer"),
        ({"iss": None}, "lacks the claim `iss`"),
        ({"aud": "other"}, "another service"),
        ({"aud": None}, "lacks the claim `aud`"),
        ({"exp": NOW - 60}, "expired"),
        ({"nbf": NOW + 86_400}, "not good yet"),
        ({"exp": None}, "lacks the claim `exp`"),
        ({"role": "root"}, "must be one of"),
    ],
)
async def test_wrong_claims_are_refused(
    provider: Provider, changes: dict[str, Any], words: str
) -> None:
    assert words in await refused(checks(provider), provider.token("rs256", **changes))


@pytest.mark.parametrize(("late", "taken"), [(5, True), (30, False)])
async def test_clocks_may_differ_by_the_skew(provider: Provider, late: int, taken: bool) -> None:
    token = provider.token("es256", exp=int(time.time()) - late)
    if taken:
        await let_in(checks(provider), token)
    else:
        assert "expired" in await refused(checks(provider), token)


async def test_a_key_that_is_new_is_fetched_and_one_withdrawn_is_dropped(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.jwks, "_AGAIN", 0.0)
    authenticator = checks(provider)
    old = provider.token("rs256")
    await let_in(authenticator, old)
    provider.keys = {"next": ("RS256", private_key("RS256"))}
    await let_in(authenticator, provider.token("next"))
    fresh = Authenticator(authenticator._keys)  # pyright: ignore[reportPrivateUsage]
    assert "not valid here" in await refused(fresh, old)


async def test_invented_key_ids_do_not_make_it_ask_the_provider(provider: Provider) -> None:
    authenticator = checks(provider)
    await let_in(authenticator, provider.token("rs256"))
    for number in range(20):
        token: str = jwt.encode(  # pyright: ignore[reportUnknownMemberType]
            claims(), provider.keys["rs256"][1], "RS256", headers={"kid": f"invented-{number}"}
        )
        assert "not valid here" in await refused(authenticator, token)
    assert provider.asked == 1


def unsigned(header: dict[str, Any], body: dict[str, Any]) -> str:
    parts = [json.dumps(part).encode() for part in (header, body)]
    return b".".join(base64.urlsafe_b64encode(p).rstrip(b"=") for p in parts).decode()


def by_hand(header: dict[str, Any], body: dict[str, Any], secret: bytes) -> str:
    """A token of HMAC, whatever the secret looks like: libraries refuse to make some."""
    import hashlib
    import hmac

    text = unsigned(header, body)
    mark = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


@pytest.mark.parametrize("kid", ["rs256", "es256", "eddsa"])
async def test_a_public_key_is_never_taken_for_a_secret(provider: Provider, kid: str) -> None:
    public = provider.keys[kid][1].public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    for secret in (pem, der, pem.strip(), b""):
        token = by_hand({"alg": "HS256", "kid": kid, "typ": "JWT"}, claims(role="admin"), secret)
        assert "not valid here" in await refused(checks(provider), token)


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", ""])
async def test_unsigned_tokens_are_refused(provider: Provider, algorithm: str) -> None:
    text = unsigned({"alg": algorithm, "kid": "rs256"}, claims(role="admin"))
    for token in (f"{text}.", f"{text}.AAAA"):
        assert "not valid here" in await refused(checks(provider), token)


async def test_a_key_is_not_used_with_another_algorithm(provider: Provider) -> None:
    _, key = provider.keys["rs256"]
    for algorithm, kid in (("PS256", "rs256"), ("RS512", "rs256"), ("RS256", "es256")):
        token: str = jwt.encode(claims(), key, algorithm, headers={"kid": kid})  # pyright: ignore[reportUnknownMemberType]
        assert "not valid here" in await refused(checks(provider), token)


async def test_keys_and_addresses_in_the_token_are_not_believed(provider: Provider) -> None:
    """`jwk`, `jku` and `x5u` in a header would let anybody bring the key along."""
    own = Provider({"rs256": ("RS256", private_key("RS256"))})
    header = {"kid": "rs256", "jwk": own.jwks()["keys"][0], "jku": "http://127.0.0.1:1/"}
    token: str = jwt.encode(claims(), own.keys["rs256"][1], "RS256", headers=header)  # pyright: ignore[reportUnknownMemberType]
    assert "not valid here" in await refused(checks(provider), token)


async def test_a_provider_that_does_not_answer_is_told(provider: Provider) -> None:
    keys = ProviderKeys("http://127.0.0.1:9/jwks", ISSUER, AUDIENCE)
    assert "cannot be fetched" in await refused(Authenticator(keys), provider.token("rs256"))
