"""Texts that look like formulas come back as they were."""

from io import BytesIO

import pytest

from seeds.dataset.csv_files import read_table
from seeds.out.plain import quoted, unquoted


@pytest.mark.parametrize("text", ["=1+1", "+86 350", "-", "@x", "'=1", "''-", "'a", "甲", ""])
def test_a_quoted_text_is_no_formula_and_comes_back(text: str) -> None:
    cell = quoted(text)
    assert not cell.startswith(("=", "+", "-", "@"))
    assert unquoted(cell) == text


def test_the_reader_takes_the_apostrophe_away() -> None:
    content = b"code,name\nN1,'=1+1\nN2,'a\n"
    sheet = read_table("units", "units.csv", lambda: BytesIO(content))
    assert sheet.rows[1:] == [["N1", "=1+1"], ["N2", "'a"]]
