"""Which cases of a long test a run of all tests has."""

import pytest

from tests.lanes import drawn, half

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


def test_half_of_a_file_has_its_turn_and_every_test_within_two_weeks() -> None:
    files = {"a": CASES, "b": CASES[:3], "c": CASES[:1]}
    days = [half(files, f"202612{day:02}") for day in range(1, 15)]
    assert all(len(day) == 3 + 2 + 1 for day in days)
    whole = {f"{file}::{case}" for file, cases in files.items() for case in cases}
    assert {test for day in days for test in day} == whole
