"""Rows kept column by column are the same rows."""

import pytest

from seeds.dataset.columns import Columns
from seeds.dataset.sheets import Cell

ROWS: list[list[Cell]] = [["a"], [], ["b", None, 3], [None, ""], ["c", "d"]]


@pytest.mark.parametrize("chunk", [1, 2, 10])
def test_rows_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr("seeds.dataset.columns._CHUNK", chunk)
    kept = Columns(ROWS)
    assert [[*row] for row in kept] == ROWS
    assert [[*row] for row in kept[1:4]] == ROWS[1:4]
    assert [*kept[-1]] == ROWS[-1]
    assert len(kept) == len(ROWS)
    assert [[*kept.pick(place, range(5))] for place in range(4)] == [
        ["a", None, "b", None, "c"],
        [None, None, None, "", "d"],
        [None, None, 3, None, None],
        [None, None, None, None, None],
    ]


def test_blank_rows_are_left_out() -> None:
    kept = Columns(ROWS)
    assert kept.filled(0) == [0, 2, 4]
    assert [*kept.pick(0, kept.filled(1))] == ["b", "c"]
    assert kept.filled(4) == range(4, 5)
    assert [*Columns().filled(0)] == []


def test_a_row_beyond_the_end_is_none() -> None:
    with pytest.raises(IndexError):
        Columns(ROWS)[5]
