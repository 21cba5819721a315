"""Odd files are read as they are meant, or refused with what to do; see `odd.py` for each."""

from pathlib import Path

import pytest

from graph.messages import speaking
from graph.model import MODEL
from graph.tables import tables
from seeds.dataset import SourceError, read
from seeds.dataset.matching import match
from seeds.dataset.rows import check_rows
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
    codes = frame.values["code"]
    assert [code for row, code in enumerate(codes) if row not in wrong] == odd.codes
    if odd.days is not None:
        assert frame.values["joined_on"] == list(odd.days)


def test_there_are_enough_of_them() -> None:
    assert len(ODD) >= 40
