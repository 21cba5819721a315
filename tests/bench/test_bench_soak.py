"""What the soak and the memory run make of their figures, and what the soak asks."""

import json
from collections import Counter
from itertools import islice

import pytest

from bench.generated import LARGE, cypher, large_operations
from bench.memory import Round, growth
from bench.soak import Block, Soak, ask, written
from graph.bolt import Graph
from schema.api import create_compiler, create_engine
from tests.compiler.pool import Operation, pool_of
from tests.compiler.small import tables


def test_operations_are_large_different_and_the_same_for_a_seed() -> None:
    pool = pool_of(tables())
    found, again = (list(islice(large_operations(3, pool), 12)) for _ in range(2))
    assert found == again
    compiler = create_compiler()
    texts = [cypher(operation, compiler) for operation in found]
    assert len(set(texts)) == 12
    assert all(len(text) >= LARGE for text in texts)


def _block(held: float, small_ms: float) -> Block:
    return Block(100, held, 0.05, small_ms, 20.0, 150.0)


def test_a_soak_is_well_when_nothing_fails_grows_or_slows_down() -> None:
    found = Soak(512, before_ms=2.0, blocks=[_block(100 + 2 * n, 2.5) for n in range(9)])
    assert found.slower == pytest.approx(1.25)
    assert found.growth == pytest.approx(114 / 108)
    assert found.problems() == []


def test_a_soak_says_what_is_wrong() -> None:
    blocks = [_block(100 + 30 * n, 2.0 + n) for n in range(9)]
    found = Soak(512, before_ms=2.0, blocks=blocks, failures=Counter({"too much": 2}))
    failed, slower, grown = found.problems()
    assert failed == "2 times: too much"
    assert slower.startswith("small questions take 4.50 times")
    assert grown.startswith("the heap holds 1.41 times")


async def test_what_fails_is_told_from_what_is_refused(blank: Graph) -> None:
    found = Soak(512)
    engine = create_engine(blank)
    for text in (
        "{ places { totalCount } }",
        '{ coverage(of: BUILDING, within: "?") { __typename } }',
        "{ nothing }",
    ):
        await ask(engine, Operation(text, {}), found)
    assert found.refused == 1
    assert list(found.failures.values()) == [1]
    assert next(iter(found.failures)).startswith("Cannot query field")


def test_figures_are_written_with_what_failed() -> None:
    found = Soak(512, 2.0, blocks=[_block(100, 2.5)], failures=Counter({"too much": 2}))
    told = json.loads(json.dumps(written(found)))
    assert told["failures"] == {"too much": 2}
    assert told["blocks"][0]["held"] == 100


def test_memory_is_compared_between_the_last_and_the_middle_third() -> None:
    rounds = [Round(n, n, held) for n, held in enumerate([50, 90, 100, 100, 110, 110])]
    assert growth(rounds) == pytest.approx(1.1)
    with pytest.raises(ValueError, match="fewer than three"):
        growth(rounds[:2])
