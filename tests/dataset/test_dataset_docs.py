"""The document for clerks says what the declarations say."""

from pathlib import Path

from seeds.dataset.describe import refreshed

DOCUMENT = Path(__file__).parents[2] / "docs" / "data-format.md"


def test_the_document_is_up_to_date() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert refreshed(text) == text, "run python -m seeds.dataset.describe docs/data-format.md"
