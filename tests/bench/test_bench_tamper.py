"""A short share of `python -m bench.tamper`: what can be found of a changed log is found."""

from bench.tamper import AFTER, FOUND, WAYS, tamper, write_log
from graph.bolt import Graph
from graph.log import verify


async def test_tampering_is_found_unless_it_is_after_what_was_noted_elsewhere(
    blank: Graph,
) -> None:
    await write_log(blank, 8)
    assert [fault async for fault in verify(blank)] == []
    tally = await tamper(blank, 9 * len(WAYS), seed=3)
    assert tally.missed == 0
    assert all(tally.counts[name, FOUND] for name in WAYS)
    after = {name for name, outcome in tally.counts if outcome == AFTER}
    assert after <= {"tail cut off", "edited and hashed anew", "forked", "old backup, then more"}
    assert [fault async for fault in verify(blank)] == []
