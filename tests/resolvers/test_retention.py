"""Old entries of the log are dropped, younger ones never, and what is left can be checked."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from graphql import GraphQLError

from graph.bolt import Graph, Transaction
from graph.log import Draft, Noted, TooLongAgoError, append, go_back, verify
from graph.log.drop import drop, droppable
from graph.log.tail import Tail
from graph.retention import months_before, too_young
from resolvers.subscription import place_after


async def write(
    graph: Graph,
    patch: pytest.MonkeyPatch,
    old: Sequence[int | None],
    young: Sequence[int | None] = (),
) -> list[str]:
    """Entries of old days and of now, each with the first of the load that it is a part of.

    Their hashes.
    """

    async def work(transaction: Transaction) -> list[str]:
        found: list[str] = []
        module = sys.modules["graph.log.append"]
        with patch.context() as then:
            for day, begun in enumerate(old, 1):
                at = f"2020-01-{day:02d}T08:00:00.000000+00:00"
                then.setattr(module, "_after", _saying(at))
                draft = Draft("a", "admin", "savePerson", None, {}, (), begun=begun)
                found.append((await append(transaction, draft)).hash)
        for begun in young:
            draft = Draft("a", "admin", "savePerson", None, {}, (), begun=begun)
            found.append((await append(transaction, draft)).hash)
        return found

    return await graph.writing(work)


def _saying(at: str) -> Callable[[str], str]:
    return lambda last: at


async def faults(graph: Graph, *noted: Noted) -> list[tuple[int, str]]:
    return [(fault.seq, fault.text) async for fault in verify(graph, noted)]


async def dropped(graph: Graph, months: int = 12) -> None:
    left = await droppable(graph, months)
    while left is not None:
        part = left
        left = await graph.writing(lambda t, part=part: drop(t, part, "operator"))


def test_months_end_on_their_last_day() -> None:
    assert months_before(datetime(2026, 8, 31, tzinfo=UTC), 6) == datetime(2026, 2, 28, tzinfo=UTC)
    assert months_before(datetime(2026, 1, 15, tzinfo=UTC), 13).isoformat()[:10] == "2024-12-15"
    assert too_young("2026-06-01T00:00:00+00:00", "2026-11-30T00:00:00+00:00")
    assert not too_young("2026-05-01T00:00:00+00:00", "2026-11-30T00:00:00+00:00")


async def test_what_is_left_goes_on_from_the_last_that_was_dropped(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = await write(blank, monkeypatch, [None] * 4, [None])
    found = await droppable(blank, 12)
    assert found is not None
    assert (found.first, found.last, found.entries, found.hash) == (1, 4, 4, hashes[3])
    with pytest.raises(ValueError, match="5"):
        await droppable(blank, 5)
    await dropped(blank)
    assert await droppable(blank, 12) is None
    rows = await blank.rows("MATCH (e:LogEntry) RETURN e.seq, e.operation ORDER BY e.seq")
    assert rows == [[5, "savePerson"], [6, "dropLogEntries"]]
    old = "2020-01-04T08:00:00+00:00"
    assert await faults(blank, Noted(4, hashes[3], old, old), Noted(5, hashes[4])) == []
    assert [seq for seq, _ in await faults(blank, Noted(4, "f" * 64, old, old))] == [4]
    assert await place_after(Tail(blank), "4") == 4
    with pytest.raises(GraphQLError):
        await place_after(Tail(blank), "3")
    async with blank.trial() as transaction:
        with pytest.raises(TooLongAgoError, match="were dropped"):
            await go_back(transaction, datetime(2020, 1, 2, tzinfo=UTC))
        assert await go_back(transaction, datetime.now(UTC)) == 0


async def test_a_log_of_old_entries_alone_goes_on_as_well(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(blank, monkeypatch, [None] * 3)
    await dropped(blank)
    await write(blank, monkeypatch, [], [None])
    rows = await blank.rows("MATCH (e:LogEntry) RETURN e.seq ORDER BY e.seq")
    assert rows == [[4], [5]]
    assert await faults(blank) == []


async def test_of_a_load_that_goes_on_nothing_is_dropped(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(blank, monkeypatch, [None, None, 2], [2, None])
    found = await droppable(blank, 12)
    assert found is not None
    assert found.last == 1


async def test_a_log_whose_beginning_is_gone_is_not_whole(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = await write(blank, monkeypatch, [None, None, None], [None])
    await blank.write("MATCH (e:LogEntry {seq: 1}) DELETE e")
    ((seq, text),) = await faults(blank)
    assert seq == 1
    assert "no entry says that they were dropped" in text
    given = {"upTo": 1, "hash": hashes[0], "entries": 1}
    draft = Draft("b", "operator", "dropLogEntries", None, given, ())
    await blank.writing(lambda t: append(t, draft))
    assert await faults(blank) == []
    now = datetime.now(UTC).isoformat()
    ((_, text),) = await faults(blank, Noted(1, hashes[0], now, now))
    assert "younger than six months" in text
    # Whatever was noted before an entry says that the entry is younger.
    ((_, text),) = await faults(blank, Noted(0, "0" * 64, "", now))
    assert "younger than six months" in text
