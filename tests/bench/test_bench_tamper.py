"""A short share of `python -m bench.tamper`: what can be found of a changed log is found."""

from bench.tamper import AFTER, CHAIN, FOUND, MISSED, WAYS, tamper, write_log
from graph.bolt import Graph
from graph.log import verify

# What rewrites the log so that its chain is whole again.
_REWRITING = {
    "tail cut off",
    "edited and hashed anew",
    "forked",
    "old backup, then more",
    "tail and checkpoints cut off",
    "hashed anew, checkpoints edited",
}


async def test_tampering_is_found_unless_it_is_after_what_was_noted_elsewhere(
    blank: Graph,
) -> None:
    await write_log(blank, 8)
    assert [fault async for fault in verify(blank)] == []
    tally = await tamper(blank, 7 * len(WAYS), seed=3)
    assert tally.missed == 0, {n: c for n, c in tally.counts.items() if n[1] == MISSED}
    for name in set(WAYS) - _REWRITING:
        assert tally.counts[name, CHAIN] + tally.counts[name, FOUND] == 7, name
    assert {name for name, outcome in tally.counts if outcome == AFTER} <= _REWRITING
    assert sum(tally.counts[name, FOUND] for name in _REWRITING) > 0
    assert [fault async for fault in verify(blank)] == []
