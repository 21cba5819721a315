"""Keys of machines and revocations: kept in the graph, effective with the next request."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from graph.access import KeyRecord, add_key, list_keys, revoke, revoke_key
from graph.bolt import Graph, Parameters
from graph.caller import Caller, Role
from service import access
from service.access import Access, changed
from service.auth import Authenticator, SecretKeys, UnauthorizedError
from service.keys import NewKey, fits, new_key, parts_of
from service.state import Service
from service.tokens import id_of, make_token
from tests.service.conftest import SECRET

NOW = int(time.time())


def authenticator(graph: Graph, data_dir: Path) -> Authenticator:
    service = Service()
    service.graph = graph
    return Authenticator(SecretKeys(SECRET), access=Access(service, data_dir))


def header(text: str) -> bytes:
    return f"Bearer {text}".encode()


def token(subject: str = "a") -> str:
    return make_token(SECRET, Role.ANALYST, subject=subject, seconds=600)


async def made(graph: Graph, scope: str | list[str] = "*") -> NewKey:
    key = new_key()
    await add_key(graph, key.id, "a printer", KeyRecord(key.hash, "frontend", scope), NOW)
    return key


async def refused(checks: Authenticator, text: str) -> str:
    assert checks.known(header(text)) is None
    with pytest.raises(UnauthorizedError) as caught:
        await checks.check(header(text))
    return str(caught.value)


async def test_a_key_lets_in_and_its_use_is_noted(blank: Graph, tmp_path: Path) -> None:
    key = await made(blank)
    checks = authenticator(blank, tmp_path)
    caller = await checks.check(header(key.text))
    assert caller == Caller(f"key:{key.id}", Role.FRONTEND)
    assert checks.known(header(key.text)) == caller
    (listed,) = await list_keys(blank)
    assert (listed.id, listed.name, listed.role, listed.scope) == (
        key.id, "a printer", "frontend", "*",
    )  # fmt: skip
    assert listed.used is not None
    assert listed.used >= NOW


async def test_the_graph_holds_no_secret(blank: Graph) -> None:
    key = await made(blank)
    parts = parts_of(key.text)
    assert parts is not None
    (kept,) = await blank.rows("MATCH (k:AccessKey) RETURN properties(k)")
    assert parts[1] not in str(kept)
    assert fits(key.hash, parts[1])
    assert not fits(key.hash, parts[1][:-1] + "A" * (parts[1][-1] != "A") + "B")


async def test_a_revoked_key_is_refused_at_once_though_it_was_remembered(
    blank: Graph, tmp_path: Path
) -> None:
    key = await made(blank)
    checks = authenticator(blank, tmp_path)
    await checks.check(header(key.text))
    assert await revoke_key(blank, key.id, NOW)
    changed(tmp_path)
    assert "mistyped or was revoked" in await refused(checks, key.text)
    assert not await revoke_key(blank, "no such key", NOW)


async def test_a_key_that_is_mistyped_is_refused(blank: Graph, tmp_path: Path) -> None:
    key = await made(blank)
    checks = authenticator(blank, tmp_path)
    for text in (key.text[:-1], key.text + "x", key.text.swapcase(), "ogk_", f"ogk_{key.id}_"):
        await refused(checks, text)


async def test_a_token_is_revoked_by_its_id_at_once(blank: Graph, tmp_path: Path) -> None:
    checks = authenticator(blank, tmp_path)
    first, second = token(), token()
    for one in (first, second):
        await checks.check(header(one))
    await revoke(blank, "token", id_of(first), NOW)
    changed(tmp_path)
    assert "was revoked" in await refused(checks, first)
    assert (await checks.check(header(second))).subject == "a"


async def test_all_tokens_of_a_subject_are_revoked_and_later_ones_are_good(
    blank: Graph, tmp_path: Path
) -> None:
    checks = authenticator(blank, tmp_path)
    former, other = token(), token("b")
    for one in (former, other):
        await checks.check(header(one))
    await revoke(blank, "subject", "a", int(time.time()))
    changed(tmp_path)
    assert "was revoked" in await refused(checks, former)
    assert (await checks.check(header(other))).subject == "b"
    await revoke(blank, "subject", "a", NOW - 60)
    changed(tmp_path)
    assert (await checks.check(header(token()))).subject == "a"


async def test_a_service_elsewhere_learns_of_it_in_seconds(
    blank: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "SECONDS", 0.2)
    checks = authenticator(blank, tmp_path)
    one = token()
    await checks.check(header(one))
    await revoke(blank, "token", id_of(one), NOW)
    await asyncio.sleep(0.3)
    assert "was revoked" in await refused(checks, one)


class Counted(Graph):
    """The same connection, which counts what is asked."""

    asked = 0

    async def rows(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        self.asked += 1
        return await super().rows(text, parameters)


async def test_no_request_costs_a_round_trip_while_nothing_changes(
    blank: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "SECONDS", 600)
    counted = Counted(blank._driver)  # pyright: ignore[reportPrivateUsage]
    checks = authenticator(counted, tmp_path)
    one = token()
    await checks.check(header(one))
    assert counted.asked == 1
    for _ in range(100):
        assert checks.known(header(one)) is not None
        assert await checks.check(header(one)) is not None
    assert counted.asked == 1
