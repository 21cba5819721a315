"""A share of `python -m tests.limits.callers`: nobody sees another's answer."""

from tests.compiler.conftest import Small
from tests.compiler.pool import pool_of
from tests.compiler.small import tables
from tests.limits.callers import alone, together
from tests.limits.served import served_to


async def test_callers_at_once_see_nothing_of_each_other(small: Small) -> None:
    callers = await alone(small.graph, pool_of(tables()), 30)
    assert len({one.own for one in callers}) > 20
    async with served_to(small.graph, [one.caller for one in callers]) as send:
        assert await together(callers, send, 6) == []
        # Each would be told from another's answers.
        shifted = [*callers[1:], callers[0]]
        mixed = [type(one)(one.caller, one.bodies, other.own)
                 for one, other in zip(callers, shifted, strict=True)]  # fmt: skip
        assert len(await together(mixed, send, 1)) > 10
