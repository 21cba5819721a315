"""Changes that are asked for at the same time share a transaction, and nothing else."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import orjson

from graph.bolt import Coming, Graph, Parameters, ServiceUnavailable, Transaction
from graph.caller import Caller, Role
from graph.embedded import EmbeddedServer
from graph.log import verify
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from tests.dataset.loading import contents
from tests.resolvers.conftest import Asked

T = TypeVar("T")
G = TypeVar("G", bound=Graph)
_Asking = tuple[str, dict[str, Any], tuple[str, ...] | None]

PERSON = (
    "mutation($i: SavePersonInput!, $k: String, $v: Int) "
    "{ savePerson(input: $i, idempotencyKey: $k, ifVersion: $v) "
    "{ person { code phone } problems { __typename path } bookmark } }"
)
PLACE = (
    "mutation($i: SavePlaceInput!) { savePlace(input: $i) { problems { __typename path } bookmark }"
    " }"
)


def _person(code: str, phone: str, **more: Any) -> _Asking:
    return PERSON, {"i": {"code": code, "phone": phone}, **more}, None


async def _one(asked: Asked, asking: _Asking) -> dict[str, Any]:
    query, variables, scope = asking
    request = GraphQLRequest(query, variables)
    answer = await asked.engine.execute(request, Caller("test", Role.ADMIN, scope))
    found = orjson.loads(answer.body)
    assert "errors" not in found, found
    return next(iter(found["data"].values()))


async def _together(asked: Asked, *several: _Asking) -> list[dict[str, Any]]:
    """The payloads of mutations that wait together: while they come, another one is made."""
    first = _person("SEC", f"0{await _last(asked)}")
    _, *found = await asyncio.gather(*(_one(asked, asking) for asking in (first, *several)))
    return found


async def _last(asked: Asked) -> int:
    return int(await asked.graph.read("MATCH (h:LogHead) RETURN h.seq") or 0)


async def _phones(asked: Asked) -> dict[str, str | None]:
    rows = await asked.graph.rows("MATCH (p:Person) RETURN p.code, p.phone")
    return {str(code): phone for code, phone in rows}


async def _entries_of(asked: Asked, code: str) -> int:
    given = {"id": f"Person:{code}"}
    return int(await asked.graph.read("MATCH (s:LogSubject {id: $id}) RETURN count(s)", given))


def _kinds(found: list[dict[str, Any]]) -> list[list[str]]:
    return [[p["__typename"] for p in payload["problems"]] for payload in found]


async def test_those_who_wait_together_are_committed_together(asked: Asked) -> None:
    found = await _together(asked, *(_person(f"P{1 + n % 4}", f"139{n}") for n in range(6)))
    assert _kinds(found) == [[]] * 6
    assert len({payload["bookmark"] for payload in found}) == 1, "one transaction"
    assert [payload["person"]["phone"] for payload in found] == [f"139{n}" for n in range(6)]
    assert await _last(asked) == 7
    assert [fault async for fault in verify(asked.graph)] == []


async def test_what_the_log_says_of_those_made_together_can_be_undone(asked: Asked) -> None:
    before = await contents(asked.graph)
    move = (
        "mutation($i: TransferMemberInput!) { transferMember(input: $i) "
        "{ problems { __typename path } bookmark } }"
    )
    given = {"personCode": "P1", "organizationCode": "K1", "on": "2026-01-01"}
    home = {"code": "P2", "residenceCode": "B3", "isVeteran": True}
    found = await _together(
        asked,
        (PERSON, {"i": {"code": "P1", "phone": "1391", "joinedOn": "2001-07-01"}}, None),
        _person("P2", "1392"),
        (PERSON, {"i": {"code": "P1", "joinedOn": None, "category": "RETIRED"}}, None),
        (move, {"i": given}, None),
        _person("P1", "1393", v=5),
        (PERSON, {"i": home}, None),
        _person("P2", "1394", v=7),
        (PERSON, {"i": {"code": "N1", "name": "新人"}}, None),
        _person("N1", "1395", v=9),
    )
    assert _kinds(found) == [[]] * 9
    undo = "mutation($e: ID!) { undo(entry: $e) { problems { __typename path } } }"
    for number in range(await _last(asked), 0, -1):
        assert (await _one(asked, (undo, {"e": f"LogEntry:{number}"}, None)))["problems"] == []
    assert await contents(asked.graph) == before
    assert [fault async for fault in verify(asked.graph)] == []


async def test_one_that_is_refused_takes_no_other_along(asked: Asked) -> None:
    town = {"code": "C2", "name": "二社区", "kind": "COMMUNITY", "parentCode": "S1"}
    assert (await _one(asked, (PLACE, {"i": town}, None)))["problems"] == []
    move = {"code": "X1", "name": "一小区", "kind": "COMPOUND", "parentCode": "C2"}
    last = await _last(asked)
    found = await _together(
        asked,
        _person("P1", "1391"),
        # It has written when it is found to reach out of the scope.
        (PLACE, {"i": move}, ("C2",)),
        _person("P2", "1392"),
        _person("??", "1393"),
        _person("P3", "1394", v=99),
        _person("P4", "1395"),
    )
    assert _kinds(found) == [[], ["Forbidden"], [], ["InvalidInput"], ["Conflict"], []]
    phones = await _phones(asked)
    assert [phones[f"P{n}"] for n in (1, 2, 4)] == ["1391", "1392", "1395"]
    assert phones["P3"] != "1394"
    assert await _last(asked) == last + 4
    assert [fault async for fault in verify(asked.graph)] == []


async def test_a_key_that_comes_twice_at_once_makes_one_change(asked: Asked) -> None:
    found = await _together(
        asked,
        _person("P1", "1391", k="a"),
        _person("P1", "1391", k="a"),
        _person("P1", "1392", k="a"),
        _person("P2", "1391", k="b"),
    )
    again = await _together(
        asked, _person("P3", "1393"), _person("P1", "1391", k="a"), _person("P2", "1391", k="b")
    )
    assert found[0]["person"] == found[1]["person"] == again[1]["person"]
    assert found[2]["problems"] == [{"__typename": "Conflict", "path": ["idempotencyKey"]}]
    assert _kinds([*again, found[3]]) == [[]] * 4
    assert [await _entries_of(asked, code) for code in ("P1", "P2", "P3")] == [1, 1, 1]


async def test_whoever_stops_waiting_takes_no_other_along(asked: Asked) -> None:
    for moment in (0, 0.002, 0.005, 0.01, 0.02, 0.05):
        phone = f"{moment}"
        tasks = [
            asyncio.create_task(_one(asked, _person(code, phone)))
            for code in ("SEC", "P1", "P2", "P3", "P4")
        ]
        await asyncio.sleep(moment)
        tasks[2].cancel()
        found = await asyncio.gather(*tasks, return_exceptions=True)
        phones = await _phones(asked)
        for number, code in enumerate(("SEC", "P1", "P2", "P3", "P4")):
            if number != 2 or not isinstance(found[2], asyncio.CancelledError):
                assert phones[code] == phone
    assert [fault async for fault in verify(asked.graph)] == []


@asynccontextmanager
async def _by(
    kind: type[G], server: EmbeddedServer, asked: Asked
) -> AsyncGenerator[tuple[G, Asked]]:
    """Another way to the same graph, of a kind of its own, and the engine that goes it."""
    graph = await kind.connect(server.uri, server.user, server.password)
    try:
        yield graph, Asked(graph, create_engine(graph), asked.town)
    finally:
        await graph.close()


class _Losing(Graph):
    """A graph whose answers to some commits are lost, though they were made."""

    lost = 0

    async def changing(self, work: Callable[[Transaction], Awaitable[T]]) -> tuple[T, str | None]:
        found = await super().changing(work)
        if self.lost:
            self.lost -= 1
            raise ServiceUnavailable("the answer is lost")
        return found


async def test_a_commit_whose_answer_is_lost_is_not_made_twice(
    asked: Asked, server: EmbeddedServer
) -> None:
    async with _by(_Losing, server, asked) as (losing, other):
        losing.lost = 1
        found = await _together(other, *(_person(f"P{n}", f"139{n}", k=f"{n}") for n in (1, 2, 3)))
        assert losing.lost == 0
    assert [payload["person"]["phone"] for payload in found] == ["1391", "1392", "1393"]
    assert [await _entries_of(asked, code) for code in ("SEC", "P1", "P2", "P3")] == [1] * 4
    assert await _last(asked) == 4


class _Leaving(Graph):
    """A graph at whose first transaction one of those who wait together leaves."""

    leaves: asyncio.Task[Any] | None = None

    async def changing(self, work: Callable[[Transaction], Awaitable[T]]) -> tuple[T, str | None]:
        if self.leaves is not None:
            self.leaves.cancel()
            self.leaves = None
            # What it waited for is told before anything is made.
            await asyncio.sleep(0)
        return await super().changing(work)


async def test_the_others_are_told_at_once_where_one_leaves_before_its_turn(
    asked: Asked, server: EmbeddedServer
) -> None:
    async with _by(_Leaving, server, asked) as (graph, other):
        tasks = [
            asyncio.create_task(_one(other, _person(code, "1391"))) for code in ("P1", "P2", "P3")
        ]
        await asyncio.sleep(0)
        graph.leaves = tasks[1]
        found = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(found[1], asyncio.CancelledError)
    told = [payload for payload in found if isinstance(payload, dict)]
    assert len(told) == 2
    assert all(payload["bookmark"] is not None for payload in told)


class _Counted(Transaction):
    """A transaction that knows what it was handed over."""

    def __init__(self, inner: Transaction) -> None:
        super().__init__(None)
        self._transaction = inner
        self.texts: list[str] = []

    async def soon(self, text: str, parameters: Parameters | None = None) -> Coming:
        self.texts.append(text)
        return await self._transaction.soon(text, parameters)

    async def rows(self, text: str, parameters: Parameters | None = None) -> list[list[Any]]:
        self.texts.append(text)
        return await self._transaction.rows(text, parameters)


class _Counting(Graph):
    """A graph that keeps the statements of each of its changing transactions."""

    def __init__(self, driver: Any, database: str | None = None) -> None:
        super().__init__(driver, database)
        self.changes: list[list[str]] = []

    async def changing(self, work: Callable[[Transaction], Awaitable[T]]) -> tuple[T, str | None]:
        async def counted(transaction: Transaction) -> T:
            counting = _Counted(transaction)
            self.changes.append(counting.texts)
            return await work(counting)

        return await super().changing(counted)


async def test_a_small_change_is_two_statements(asked: Asked, server: EmbeddedServer) -> None:
    async with _by(_Counting, server, asked) as (counting, other):
        small = PERSON.replace("person { code phone }", "")
        for number in range(6):
            given = {"i": {"code": "P1", "phone": f"139{number}"}, "k": f"{number}"}
            await _one(other, (small, given, None))
        alone = [*counting.changes]
        counting.changes.clear()
        home = (PLACE, {"i": {"code": "C1", "name": "一社区", "kind": "COMMUNITY"}}, None)
        kinds = await _together(other, _person("P1", "1400"), home, _person("P2", "1400"))
    # Now and then keys that are too old are taken out, too.
    assert {len(texts) for texts in alone} <= {2, 3}
    assert min(len(texts) for texts in alone) == 2
    # Of several kinds at once no statement is made of all that are there.
    assert _kinds(kinds) == [[]] * 3
    assert all("$rows2" not in text for texts in counting.changes for text in texts)
    assert await _entries_of(asked, "P1") == 7
    assert [fault async for fault in verify(asked.graph)] == []
