"""Without any one predicate of the module of rights something would be told, or changed."""

import pytest

from tests.compiler.conftest import Small
from tests.rights.probes import PROBES, Ground, ground_of
from tests.rights.taken_out import HELPERS, TAKEN_OUT, Predicate, fails, functions


@pytest.fixture(scope="module")
async def ground(small: Small) -> Ground:
    return await ground_of(small.graph)


def test_every_function_of_the_module_is_taken_out_or_decides_nothing() -> None:
    known = [*map(str, TAKEN_OUT), *HELPERS]
    assert sorted(known) == sorted(functions())


@pytest.mark.parametrize("probe", PROBES)
async def test_a_probe_finds_all_as_it_should_be(ground: Ground, probe: str) -> None:
    assert await PROBES[probe](ground)


@pytest.mark.drawn(12)
@pytest.mark.parametrize("predicate", TAKEN_OUT, ids=str)
async def test_a_probe_fails_without_a_predicate(ground: Ground, predicate: Predicate) -> None:
    assert await fails(ground, predicate)
