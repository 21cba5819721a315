"""Bearer tokens: who is let in, and what the others are told."""

import time
from pathlib import Path
from typing import Any

import pytest

from graph.caller import Caller, Role
from service.auth import Authenticator, SecretKeys, UnauthorizedError, authenticator
from service.settings import Settings
from service.state import Service
from service.tokens import TokenError, codec, make_token, scope_of, seconds_of, signing_secret
from tests.service.conftest import SECRET, Web, bearer

NOW = 1_800_000_000


def signed(secret: str = SECRET, **changes: Any) -> dict[str, str]:
    claims = {"sub": "a", "role": "admin", "scope": "*", "exp": int(time.time()) + 3_600} | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return {"Authorization": f"Bearer {codec.encode(claims, secret, algorithm='HS256')}"}


async def ask(web: Web, headers: dict[str, str]) -> str:
    response = await web.client.post("/graphql", json={"query": "{ who }"}, headers=headers)
    assert response.status_code == 200
    return response.json()["data"]["who"]


@pytest.mark.parametrize("role", list(Role))
async def test_a_token_gives_subject_and_role(web: Web, role: Role) -> None:
    assert await ask(web, bearer(role)) == f"somebody {role.value} None"


async def test_the_scheme_is_bearer_in_any_case(web: Web) -> None:
    headers = {"Authorization": bearer()["Authorization"].replace("Bearer", "bearer")}
    assert await ask(web, headers) == "somebody analyst None"


REFUSED = [
    pytest.param({"Authorization": "Basic abc"}, "Bearer TOKEN", id="another scheme"),
    pytest.param({"Authorization": "Bearer"}, "Bearer TOKEN", id="no token"),
    pytest.param({"Authorization": "Bearer abc"}, "damaged", id="no JWT"),
    pytest.param({"Authorization": "Bearer " + "a" * 9_000}, "longer than", id="too long"),
    pytest.param(signed("another secret of at least 32 bytes"), "someone else", id="signature"),
    pytest.param(signed(exp=NOW - 400_000_000), "expired at 2014-", id="expired"),
    pytest.param(signed(exp=None), "lacks the claim `exp`", id="no expiry"),
    pytest.param(signed(sub=None), "lacks the claim `sub`", id="no subject"),
    pytest.param(signed(role=None), "lacks the claim `role`", id="no role"),
    pytest.param(signed(scope=None), "lacks the claim `scope`", id="no scope"),
    pytest.param(signed(role="root"), "'root'; it must be one of frontend, analyst", id="role"),
    pytest.param(signed(role=["admin"]), "it must be one of", id="a list of roles"),
    pytest.param(signed(scope=""), "a place's code or '*'", id="empty scope"),
    pytest.param(signed(scope="1 *"), "a place's code or '*'", id="wild scope"),
    pytest.param(signed(scope=["1", 2]), "a place's code or '*'", id="a number as scope"),
    pytest.param(signed(scope=[]), "a place's code or '*'", id="no place"),
]


@pytest.mark.parametrize(("headers", "words"), REFUSED)
async def test_other_tokens_are_refused_with_a_sentence(
    web: Web, headers: dict[str, str], words: str
) -> None:
    response = await web.client.post("/graphql", json={"query": "{ who }"}, headers=headers)
    assert response.status_code == 401
    challenge = response.headers["www-authenticate"]
    assert challenge == 'Bearer realm="orggraph", error="invalid_token"'
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "UNAUTHENTICATED"}
    assert words in error["message"]
    assert "server.py token" in error["message"]


async def test_no_token_is_refused_before_the_body_is_looked_at(web: Web) -> None:
    del web.client.headers["authorization"]
    response = await web.client.post("/graphql", content=b"nonsense")
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="orggraph"'
    assert "server.py token" in response.json()["errors"][0]["message"]


async def test_the_unsigned_algorithm_is_refused(web: Web) -> None:
    claims = {"sub": "a", "role": "admin", "scope": "*", "exp": int(time.time()) + 60}
    headers = {"Authorization": f"Bearer {codec.encode(claims, None, algorithm='none')}"}
    response = await web.client.post("/graphql", json={"query": "{ who }"}, headers=headers)
    assert response.status_code == 401


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


async def test_a_checked_token_is_remembered_until_it_expires() -> None:
    clock = Clock()
    checks = Authenticator(SecretKeys(SECRET), clock)
    header = bearer(seconds=100)["Authorization"].encode()
    assert checks.known(header) is None
    caller = await checks.check(header)
    assert checks.known(header) is caller
    clock.now += 101
    assert checks.known(header) is None


async def test_a_checked_token_is_checked_again_after_five_minutes() -> None:
    clock = Clock()
    checks = Authenticator(SecretKeys(SECRET), clock)
    header = bearer(seconds=10_000)["Authorization"].encode()
    await checks.check(header)
    clock.now += 299
    assert checks.known(header) is not None
    clock.now += 2
    assert checks.known(header) is None


async def test_the_memory_of_tokens_is_bounded() -> None:
    checks = Authenticator(SecretKeys(SECRET))
    headers = [bearer(seconds=600 + n)["Authorization"].encode() for n in range(4_100)]
    for header in headers:
        await checks.check(header)
    assert checks.known(headers[0]) is None
    assert checks.known(headers[3]) is None
    assert checks.known(headers[4]) == Caller("somebody", Role.ANALYST)
    assert checks.known(headers[-1]) is not None


async def test_refused_tokens_are_not_remembered() -> None:
    checks = Authenticator(SecretKeys(SECRET))
    header = signed(role="root")["Authorization"].encode()
    with pytest.raises(UnauthorizedError):
        await checks.check(header)
    assert checks.known(header) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("45m", 2_700), ("12h", 43_200), ("30d", 2_592_000), ("2w", 1_209_600)],
)
def test_times(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "30", "0d", "-1d", "1y", "1.5h", "９d"])
def test_wrong_times(text: str) -> None:
    with pytest.raises(TokenError, match="is not a time"):
        seconds_of(text)


def test_a_token_for_a_wild_scope_is_not_made() -> None:
    with pytest.raises(TokenError, match="a place's code"):
        make_token(SECRET, Role.ADMIN, "a *", subject="a", seconds=1)


@pytest.mark.parametrize(
    ("claim", "codes"),
    [("*", None), ("1", ("1",)), ("2 1 2", ("1", "2")), (["2", "1"], ("1", "2"))],
)
def test_a_scope_names_places(claim: object, codes: tuple[str, ...] | None) -> None:
    assert scope_of(claim) == codes


async def test_a_token_gives_its_scope(web: Web) -> None:
    headers = signed(scope=["140902002", "140902001"])
    assert await ask(web, headers) == "a admin ('140902001', '140902002')"


def test_the_secret_is_made_once_and_private(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    first = signing_secret(settings)
    assert len(first) >= 32
    assert signing_secret(settings) == first
    (file,) = (tmp_path / "new").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_readable_secret_file_is_made_private(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    secret = signing_secret(settings)
    file = tmp_path / "jwt.secret"
    file.chmod(0o644)
    assert signing_secret(settings) == secret
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_secret_file_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "jwt.secret").write_text("short")
    with pytest.raises(TokenError, match="delete the file"):
        signing_secret(Settings(data_dir=tmp_path))


@pytest.mark.parametrize(
    "settings",
    [{"demo": "never"}, {"neo4j_uri": "bolt://db.example:7687", "neo4j_password": "x"}],
    ids=["embedded", "another Neo4j"],
)
def test_without_the_demonstration_no_secret_is_made(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    chosen = Settings.model_validate({"data_dir": tmp_path, **settings})
    with pytest.raises(TokenError, match="ORGGRAPH_JWT_SECRET"):
        authenticator(chosen, Service())
    assert list(tmp_path.iterdir()) == []


def test_the_secret_of_the_settings_wins(tmp_path: Path) -> None:
    settings = Settings.model_validate({"data_dir": tmp_path, "jwt_secret": SECRET})
    assert signing_secret(settings) == SECRET
    assert list(tmp_path.iterdir()) == []
    assert authenticator(settings, Service()).known(None) is None
