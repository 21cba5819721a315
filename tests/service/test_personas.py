"""The demonstration's personas: given on this machine while the data is invented, and only then."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from service import demo
from service.files import write_private
from service.personas import routes
from service.settings import Settings
from service.tokens import caller_of, codec

SECRET = "a secret of the tests, 32 bytes or more"


def settings_in(folder: Path, **more: Any) -> Settings:
    return Settings(data_dir=folder, jwt_secret=SecretStr(SECRET), **more)


def shows_the_demonstration(settings: Settings) -> None:
    write_private(settings.data_dir / demo.SHOWN, "")


async def asked(
    settings: Settings,
    method: str,
    path: str,
    address: str = "http://127.0.0.1:8000",
    content_type: str = "application/json",
) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=routes(settings)))
    async with httpx.AsyncClient(transport=transport, base_url=address) as client:
        return await client.request(method, path, headers={"Content-Type": content_type})


async def test_each_role_is_offered_and_given_for_half_a_day(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    shows_the_demonstration(settings)
    offered = await asked(settings, "GET", "/personas")
    assert sorted(offered.json()) == ["admin", "analyst", "frontend"]
    for role in offered.json():
        answer = await asked(settings, "POST", f"/personas/{role}")
        assert answer.headers["cache-control"] == "no-store"
        claims = codec.decode(answer.json()["token"], SECRET, algorithms=["HS256"])
        caller = caller_of(claims)
        assert (caller.role.value, caller.scope) == (role, None)
        assert claims["exp"] - claims["iat"] == 12 * 3_600


@pytest.mark.parametrize(
    "more",
    [
        {"host": "0.0.0.0"},
        {"print_tokens": "never"},
        {"neo4j_uri": "bolt://127.0.0.1:1", "neo4j_password": "x"},
        {"neo4j_uri": "bolt://127.0.0.1:1", "neo4j_password": "x", "print_tokens": "always"},
    ],
    ids=["every network", "no tokens printed", "an existing Neo4j", "existing, printed"],
)
async def test_nobody_is_offered_where_the_service_is_no_demonstration(
    tmp_path: Path, more: dict[str, Any]
) -> None:
    settings = settings_in(tmp_path, **more)
    shows_the_demonstration(settings)
    assert (await asked(settings, "GET", "/personas")).status_code == 404
    assert (await asked(settings, "POST", "/personas/admin")).status_code == 404


async def test_an_import_ends_the_offer(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    assert (await asked(settings, "GET", "/personas")).status_code == 404
    shows_the_demonstration(settings)
    assert (await asked(settings, "GET", "/personas")).status_code == 200
    demo.no_longer(settings)
    assert (await asked(settings, "POST", "/personas/admin")).status_code == 404


async def test_a_page_elsewhere_gets_nothing(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    shows_the_demonstration(settings)
    # A name that its owner makes lead to this machine, and a form, which can send no JSON.
    rebound = await asked(settings, "POST", "/personas/admin", "http://evil.example:8000")
    assert rebound.status_code == 404
    form = await asked(settings, "POST", "/personas/admin", content_type="text/plain")
    assert form.status_code == 404
    assert (await asked(settings, "POST", "/personas/nobody")).status_code == 404
    assert (await asked(settings, "GET", "/personas/admin")).status_code == 405
