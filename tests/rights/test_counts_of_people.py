"""A share of two attacks on counts of people; the commands make all of them (docs/rights.md)."""

from tests.compiler.conftest import Small
from tests.compiler.pool import pool_of
from tests.compiler.small import tables
from tests.rights.attacker import Attacked, Share, attack
from tests.rights.counted import CATEGORY, LARGE, Question, questions
from tests.rights.trackers import Tracked, tracked

# One of each filter and group field; of those that are answered, what tells most.
_ASKED = {("people", ""), ("members", ""), ("members", "isFullMember: { eq: true }")}
_BY = {(), *((name,) for name in (LARGE[0], "IN_GRID", "IN_BUILDING")), (LARGE[0], CATEGORY)}
_TRIED = [
    question
    for question in questions()
    if (len(question.by) < 2 and not question.declared)
    or (tuple(sorted(question.by, key=CATEGORY.__eq__)) in _BY
        and (question.many, question.where) in _ASKED)
]  # fmt: skip


async def test_equations_tell_no_more_than_the_exact_counts(small: Small) -> None:
    days = ("2024-06-30", "2024-07-31")
    attacked = Attacked()
    await attack(small.graph, _TRIED, days, Share(3, 20), attacked)
    first, *others = attacked.asked.values()
    found = attacked.told
    assert first.refused > len(_TRIED) / 2
    for one in (first, *others):
        assert one.beyond == []
        assert len(one.numbers) > 30
    assert found.wrong == []
    # Where the exact counts leave room, the attacker is left with all of it.
    assert found.veterans > 5
    assert found.exact < found.narrow <= found.cells


async def test_questions_that_differ_by_few_people_tell_declared_counts_alone(small: Small) -> None:
    found = Tracked()
    await tracked(small.graph, pool_of(tables()), pairs=40, seed=14, found=found)
    assert found.wrong == []
    assert 0 < found.told < found.pairs


def test_what_is_declared_is_plain() -> None:
    assert Question("people", "", (LARGE[0], CATEGORY)).declared
    assert not Question("people", "", ("IN_BUILDING", CATEGORY)).declared
    assert not Question("people", "isVeteran: { eq: true }").declared
