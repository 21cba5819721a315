"""The blank workbook: every table and word is in it, and filled in it loads."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # pyright: ignore[reportMissingModuleSource]
from typer.testing import CliRunner

from graph.bolt import Graph
from graph.model import MODEL
from graph.tables import tables
from seeds.dataset import load
from seeds.out.template import INSTRUCTIONS, UnknownTableError, chosen, write_template
from seeds.out.wording import Language
from server import create_app
from service.cli import command_line


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_has_its_sheet_and_every_column_its_heading(
    tmp_path: Path, language: Language
) -> None:
    write_template(tmp_path / "t.xlsx", chosen(None), language)
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames[0] == INSTRUCTIONS[language]
    for table in tables(MODEL):
        page = book[table.zh if language == "zh" else table.name]
        (headings,) = page.iter_rows(values_only=True)
        expected = [c.zh if language == "zh" else c.name for c in table.columns]
        marks = ["*" if c.needed else "" for c in table.columns]
        assert list(headings) == [a + b for a, b in zip(expected, marks, strict=True)]
        assert page.freeze_panes == "B2"


def test_codes_are_texts_and_words_are_offered(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", chosen(["places"]))
    page: Any = load_workbook(tmp_path / "t.xlsx")["地点"]
    assert page.column_dimensions["A"].number_format == "@"
    lists = {str(v.sqref).split(":")[0]: v.formula1 for v in page.data_validations.dataValidation}
    assert "小区" in lists["C2"]


async def test_a_template_filled_in_loads(tmp_path: Path, blank: Graph) -> None:
    file = tmp_path / "t.xlsx"
    write_template(file, chosen(["地点", "units"]))
    book: Any = load_workbook(file)
    book["地点"].append(["140902", "忻府区", "区"])
    book["单位"].append(["N1", "区教育局"])
    book.save(file)
    report = await load(blank, file)
    assert (report.written, report.problems) == (2, [])
    assert [note.sheet for note in report.notes] == [INSTRUCTIONS["zh"]]


def test_an_unknown_table_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownTableError, match=r"no table 'peeple'.* people 人员"):
        chosen(["peeple"])


def test_the_command_writes_once(tmp_path: Path) -> None:
    app, runner, out = command_line(create_app), CliRunner(), str(tmp_path / "t.xlsx")
    words = ["template", "--out", out, "--tables", "people,posts"]
    assert "template of 2 tables" in runner.invoke(app, words).output
    assert runner.invoke(app, words).exit_code == 2
    assert runner.invoke(app, ["template", "--out", out + ".csv"]).exit_code == 2
