"""Odd files are read as they are meant, or refused with what to do; see `odd.py` for each."""

from pathlib import Path

import pytest

from graph.messages import speaking
from graph.model import MODEL
from graph.tables import tables
from seeds.dataset import SourceError, read, xlsx
from seeds.dataset.matching import match
from seeds.dataset.rows import check_rows
from seeds.dataset.sheets import Cell, Sheet
from tests.dataset.odd import ODD, Odd


@pytest.mark.parametrize("odd", ODD, ids=[f"{i} {odd.name}" for i, odd in enumerate(ODD)])
def test_an_odd_file_is_read_as_it_is_meant_or_refused(tmp_path: Path, odd: Odd) -> None:
    path = tmp_path / odd.name
    path.write_bytes(odd.content)
    if odd.refused is not None:
        language = "en" if odd.refused.isascii() else "zh"
        with speaking(language), pytest.raises(SourceError, match=odd.refused):
            read(path)
        return
    found = match(read(path).sheets, tables(MODEL))
    frame = found.frames[0]
    findings = [*check_rows(frame)]
    wrong = {finding.row for finding in findings}
    kinds = sorted([f.kind.name for f in findings] + [lost.kind.name for lost in found.lost])
    assert kinds == sorted(odd.kinds)
    assert sorted(note.kind for note in found.notes) == sorted(odd.notes)
    codes = frame.values["code"]
    assert [code for row, code in enumerate(codes) if row not in wrong] == odd.codes
    if odd.days is not None:
        assert frame.values["joined_on"] == list(odd.days)


@pytest.mark.parametrize(
    "odd", [odd for odd in ODD if odd.name.endswith(".xlsx") and odd.refused is None],
    ids=lambda odd: odd.name,
)  # fmt: skip
def test_a_workbook_read_in_pieces_has_the_same_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: Odd
) -> None:
    path = tmp_path / odd.name
    path.write_bytes(odd.content)
    at_once = read(path).sheets
    monkeypatch.setattr(xlsx, "LARGE", 0)
    in_pieces = read(path).sheets
    assert [sheet.name for sheet in in_pieces] == [sheet.name for sheet in at_once]
    for one, other in zip(in_pieces, at_once, strict=True):
        assert cells(one) == cells(other)


def cells(sheet: Sheet) -> dict[tuple[int, int], tuple[type, Cell]]:
    """The cells that are not empty, by row and column."""
    return {
        (row, column): (type(cell), cell)
        for row, line in enumerate(sheet.rows)
        for column, cell in enumerate(line)
        if cell is not None and cell != ""
    }


def test_there_are_enough_of_them() -> None:
    assert len(ODD) >= 40
