"""Which cases of a long test a run of all tests has."""

import pytest

from tests.lanes import drawn

CASES = ["one", "two", "three", "four", "five", "six"]


def test_so_many_cases_are_drawn_and_the_same_by_one_seed() -> None:
    found = drawn(CASES, 2, "20261128/a")
    assert len(set(found)) == 2
    assert found == drawn(CASES, 2, "20261128/a")
    with pytest.raises(ValueError, match="Sample larger"):
        drawn(CASES, 7, "20261128/a")


def test_every_case_has_its_day() -> None:
    for test in ("a", "b", "c"):
        days = [drawn(CASES, 2, f"202612{day:02}/{test}") for day in range(1, 32)]
        assert {case for day in days for case in day} == set(CASES)
