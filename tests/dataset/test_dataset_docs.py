"""The documents for clerks, in both languages, say what the declarations say."""

import re

import pytest

from graph.model import MODEL
from graph.tables import tables
from seeds.dataset.describe import DOCUMENTS, FOLDER, Language, generated, refreshed


@pytest.mark.parametrize(("name", "language"), DOCUMENTS.items())
def test_the_document_is_up_to_date(name: str, language: Language) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert refreshed(text, language) == text, "run python -m seeds.dataset.describe"


def test_both_have_the_same_chapters_commands_and_exit_codes() -> None:
    parts = [
        {
            "chapters": len(re.findall("^## ", text, re.MULTILINE)),
            "options": sorted(set(re.findall(r"--[a-z]+", text))),
            "codes": re.findall(r"^\| (\d+) \|", text, re.MULTILINE),
            "pictures": re.findall(r"\(pictures/.*?\)", text),
        }
        for text in ((FOLDER / name).read_text(encoding="utf-8") for name in DOCUMENTS)
    ]
    assert parts[0] == parts[1]


def test_the_chinese_has_every_table_and_column_and_no_english_sentence() -> None:
    made = generated("zh")
    for table in tables(MODEL):
        assert f"### {table.zh} `{table.name}`" in made["tables"]
        for column in table.columns:
            assert f"| `{column.name}` |" in made["tables"]
    for text in made.values():
        assert re.search("[a-z]+ [a-z]+ [a-z]+", re.sub("`[^`]*`", "", text)) is None
